import Chronology
import Monetary

extension MovementColumns {
  /// What a customer is worth by each method, a table for each currency.
  public func lifetimeReport(
    where filter: RowFilter, margins: GrossMargins, discount: YearlyDiscount, today: Day
  ) -> ReportTable {
    let selection = rows(where: filter)
    let tomorrow = today.adding(days: 1)
    let stocks = stocks(before: tomorrow, of: selection)
    let churn = trailingChurn(today: today, of: selection)
    let estimate = RetentionEstimate(lifetimes(today: tomorrow, of: selection))
    var report = ReportTable(.lifetimeValue)
    for currency in stocks.keys.sorted() {
      guard let stock = stocks[currency], let perCustomer = stock.perCustomer else { continue }
      let inputs = LifetimeInputs(
        currency: currency, perCustomer: Double(perCustomer), churn: churn,
        margin: margin(before: tomorrow, in: currency, of: selection, margins),
        kept: revenueKept(today: today, currency, selection),
        growth: growth(today: today, currency, selection), discount: discount, estimate: estimate)
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
  private func revenueKept(today: Day, _ currency: Currency, _ selection: RowSelection) -> Double? {
    let losses = wholeMonths(today, currency, selection).compactMap(\.flows.netChurn)
    return losses.isEmpty ? nil : 1 - losses.reduce(0, +) / Double(losses.count)
  }

  /// How much more a customer brings each month, over six whole months, in millionths.
  private func growth(today: Day, _ currency: Currency, _ selection: RowSelection) -> Double {
    let months = wholeMonths(today, currency, selection).filter { $0.customers > 0 }
    let sums = months.map { month in
      Double((month.flows.expansion - month.flows.contraction)) / Double(month.customers)
    }
    return sums.isEmpty ? 0 : sums.reduce(0, +) / Double(sums.count)
  }

  private func wholeMonths(
    _ today: Day, _ currency: Currency, _ selection: RowSelection
  ) -> [RevenueSteps.Step] {
    let start = today.firstOfMonth
    guard let months = Timeline(.month, from: start.adding(months: -6), through: start.adding(days: -1))
    else { return [] }
    return RevenueSteps.all(of: activityView(in: months, of: selection, classified: .asRecorded))
      .first { $0.currency == currency }?.steps ?? []
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
  let estimate: RetentionEstimate?

  private static let draws = 100

  private var all: [LifetimeValue] {
    var values: [LifetimeValue] = []
    if let margin, let estimate {
      let worth = perCustomer * margin
      let interval = estimate.interval(discount: discount.monthly, draws: Self.draws, seed: 1)
      values.append(
        LifetimeValue(
          method: .modelled, value: worth * estimate.discountedLifetime(discount: discount.monthly),
          interval: interval.map { $0.lowerBound * worth...$0.upperBound * worth }))
      values.append(estimate.empirical(margin: worth, discount: discount.monthly))
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
