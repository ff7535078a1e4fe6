import Chronology
import Monetary

/// What lifetime value is reckoned from, read off the columns; models are fitted to it beside them.
public struct LifetimeReading: Sendable {
  let stocks: [Currency: RecurringStock]
  let churn: Double?
  let margins: [Currency: Double]
  let months: [Currency: [RevenueSteps.Step]]
  let lifetimes: [Lifetime]
}

extension MovementColumns {
  public func lifetimeReading(
    where filter: RowFilter, margins: GrossMargins, today: Day
  ) -> LifetimeReading {
    let selection = rows(where: filter)
    let tomorrow = today.adding(days: 1)
    let start = today.firstOfMonth
    let timeline = Timeline(.month, from: start.adding(months: -6), through: start.adding(days: -1))
    let months = timeline.map {
      RevenueSteps.all(of: activityView(in: $0, of: selection, classified: .asRecorded))
    }
    return LifetimeReading(
      stocks: stocks(before: tomorrow, of: selection), churn: trailingChurn(today: today, of: selection),
      margins: margins.shares(of: productRevenue(before: tomorrow, of: selection)),
      months: Dictionary((months ?? []).map { ($0.currency, $0.steps) }, uniquingKeysWith: { $1 }),
      lifetimes: lifetimes(today: tomorrow, of: selection))
  }
}

extension ReportTable {
  /// What a customer is worth by each method, a table for each currency.
  public static func lifetime(_ reading: LifetimeReading, discount: YearlyDiscount) -> ReportTable {
    let estimate = RetentionEstimate(reading.lifetimes)
    let lifetime = estimate.map { DiscountedLifetime($0, discount) }
    var report = ReportTable(.lifetimeValue)
    for currency in reading.stocks.keys.sorted() {
      guard let stock = reading.stocks[currency], let perCustomer = stock.perCustomer else { continue }
      let months = reading.months[currency] ?? []
      let inputs = LifetimeInputs(
        currency: currency, perCustomer: Double(perCustomer), churn: reading.churn,
        margin: reading.margins[currency], kept: revenueKept(months), growth: growth(months),
        discount: discount, lifetime: lifetime)
      report.sections.append(inputs.values)
      report.sections.append(inputs.shown(customers: stock.customers))
      if inputs.margin == nil {
        report.notes.append(
          ReportNote(
            "No gross margin is known of all that is sold in {}: methods that need one are left out.",
            currency.isoCode))
      }
    }
    if estimate == nil {
      report.notes.append(
        ReportNote(
          "Models need {} customers of whom {} have left: there are fewer.",
          String(RetentionEstimate.customersLeast), String(RetentionEstimate.lostLeast)))
    }
    report.notes.append(
      ReportNote("From churn alone no life is longer than {} months.", String(Int(LifetimeValue.lifeMost))))
    return report
  }

  /// The share of revenue kept a month, over six whole months: 1 less their mean net churn.
  private static func revenueKept(_ months: [RevenueSteps.Step]) -> Double? {
    let losses = months.compactMap(\.flows.netChurn)
    return losses.isEmpty ? nil : 1 - losses.reduce(0, +) / Double(losses.count)
  }

  /// How much more a customer brings each month, over six whole months, in millionths.
  private static func growth(_ months: [RevenueSteps.Step]) -> Double {
    let sums = months.filter { $0.customers > 0 }.map { month in
      Double(month.flows.expansion - month.flows.contraction) / Double(month.customers)
    }
    return sums.isEmpty ? 0 : sums.reduce(0, +) / Double(sums.count)
  }
}

/// A new customer's discounted months, whatever they bring: fitted once for all currencies.
private struct DiscountedLifetime {
  let estimate: RetentionEstimate
  let months: Double
  let interval: ClosedRange<Double>?

  private static let draws = 100

  init(_ estimate: RetentionEstimate, _ discount: YearlyDiscount) {
    self.estimate = estimate
    months = estimate.discountedLifetime(discount: discount.monthly)
    interval = estimate.interval(discount: discount.monthly, draws: Self.draws, seed: 1)
  }
}

/// What the methods take, in one currency; amounts are millionths of a minor unit a month.
private struct LifetimeInputs {
  let currency: Currency
  let perCustomer: Double
  let churn: Double?
  let margin: Double?
  let kept: Double?
  let growth: Double
  let discount: YearlyDiscount
  let lifetime: DiscountedLifetime?

  private var all: [LifetimeValue] {
    var values: [LifetimeValue] = []
    if let margin, let lifetime {
      let worth = perCustomer * margin
      values.append(
        LifetimeValue(
          method: .modelled, value: worth * lifetime.months,
          interval: lifetime.interval.map { $0.lowerBound * worth...$0.upperBound * worth }))
      values.append(lifetime.estimate.empirical(margin: worth, discount: discount.monthly))
    }
    guard let churn else { return values }
    if let margin {
      let worth = perCustomer * margin
      values.append(.margin(perCustomer: perCustomer, grossMargin: margin, churn: churn))
      values += [
        LifetimeValue.discounted(margin: worth, retention: 1 - churn, discount: discount.monthly),
        LifetimeValue.discountedInArrears(margin: worth, retention: 1 - churn, discount: discount.monthly),
      ].compactMap(\.self)
      values.append(.expanding(margin: worth, growth: growth * margin, churn: churn))
    }
    values.append(.simple(perCustomer: perCustomer, churn: churn))
    if let kept, let value = LifetimeValue.revenueRetention(perCustomer: perCustomer, retention: kept) {
      values.append(value)
    }
    return values
  }

  var values: ReportSection {
    var section = ReportSection(
      "values_\(currency.code)", "What a customer is worth", in: currency,
      [
        ReportColumn("method", "Method"), ReportColumn("value", "Value"), ReportColumn("low", "At least"),
        ReportColumn("high", "At most"), ReportColumn("capped", "Life cut"),
      ])
    for value in all {
      section.add(
        .word(value.method.wireName), .estimate(value.value, currency),
        value.interval.map { .estimate($0.lowerBound, currency) } ?? .nothing,
        value.interval.map { .estimate($0.upperBound, currency) } ?? .nothing, .flag(value.isCapped))
    }
    return section
  }

  func shown(customers: Int64) -> ReportSection {
    var section = ReportSection(
      "inputs_\(currency.code)", "From what", in: currency,
      [ReportColumn("input", "Figure"), ReportColumn("value", "Value")])
    section.add(.word("customers"), .count(customers))
    section.add(.word("revenue_per_customer"), .estimate(perCustomer, currency))
    section.add(.word("customer_churn"), churn.map { .share($0) } ?? .nothing)
    section.add(.word("gross_margin"), margin.map { .share($0) } ?? .nothing)
    section.add(.word("revenue_kept"), kept.map { .share($0) } ?? .nothing)
    section.add(.word("growth_per_customer"), .estimate(growth, currency))
    section.add(.word("discount_a_year"), .share(discount.yearly))
    return section
  }
}

extension LifetimeMethod {
  /// As programs read it: `revenue_retention`.
  var wireName: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}
