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

/// The same of one group.
public struct LifetimeGroup: Sendable {
  let group: ReportGroup
  let reading: LifetimeReading
}

extension MovementColumns {
  public func lifetimeReading(
    of selection: RowSelection, margins: GrossMargins, today: Day
  ) -> LifetimeReading {
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

extension MovementColumns {
  /// The groups with most movements, by their value, and the others together; none without a dimension.
  public func lifetimeReadings(
    where filter: RowFilter, by dimension: Dimension?, margins: GrossMargins, today: Day
  ) -> [LifetimeGroup] {
    guard let dimension else { return [] }
    let all = groups(of: rows(where: filter), by: dimension)
    return ReportGroup.parts(of: all, weight: { $0.rows.count }, by: { $0.value }).map { group, parts in
      let rows =
        parts.count == 1 ? parts[0].rows : .rows(parts.flatMap(\.rows.indices).sorted().map(UInt32.init))
      return LifetimeGroup(
        group: group, reading: lifetimeReading(of: rows, margins: margins, today: today))
    }
  }
}

extension ReportTable {
  /// What a customer is worth by each method, a table for each currency.
  public static func lifetime(
    _ reading: LifetimeReading, _ groups: [LifetimeGroup], discount: YearlyDiscount
  ) -> ReportTable {
    let estimate = RetentionEstimate(reading.lifetimes)
    // A hundred fits, of which nothing is shown without a margin.
    let lifetime = reading.margins.isEmpty ? nil : estimate.map { DiscountedLifetime($0, discount) }
    var report = ReportTable(.lifetimeValue)
    for (currency, stock) in reading.stocks.sorted(by: { $0.key < $1.key }) {
      guard let inputs = LifetimeInputs(reading, currency, discount, lifetime) else { continue }
      report.sections.append(inputs.values)
      report.sections.append(inputs.shown(customers: stock.customers))
      if inputs.margin == nil {
        report.notes.append(
          ReportNote(
            "No gross margin is known of all that is sold in {}: methods that need one are left out.",
            currency.isoCode))
      }
    }
    report.sections += lifetimes(of: groups, discount)
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

  /// The groups beside each other, a table for each currency. Without intervals, each of which is as many
  /// fits as draws: the report about one group alone has its own.
  private static func lifetimes(of groups: [LifetimeGroup], _ discount: YearlyDiscount) -> [ReportSection] {
    let fitted = groups.map { group in
      (group, RetentionEstimate(group.reading.lifetimes).map { DiscountedLifetime($0, discount, draws: 0) })
    }
    return Set(groups.flatMap(\.reading.stocks.keys)).sorted().map { currency in
      var section = ReportSection(
        "groups_\(currency.code)", "Group by group", in: currency,
        [
          ReportColumn("group", "Group"), ReportColumn("customers", "Customers"),
          ReportColumn("revenue_per_customer", "Revenue per customer"),
          ReportColumn("customer_churn", "Customer churn"), ReportColumn("simple", "Simple"),
          ReportColumn("margin", "Margin"), ReportColumn("modelled", "Modelled"),
        ])
      for (group, lifetime) in fitted {
        guard let stock = group.reading.stocks[currency],
          let inputs = LifetimeInputs(group.reading, currency, discount, lifetime)
        else { continue }
        section.rows.append(inputs.line(group.group, customers: stock.customers))
      }
      return section
    }
  }
}

extension LifetimeInputs {
  /// Of what the columns say of one currency; nil of nobody.
  fileprivate init?(
    _ reading: LifetimeReading, _ currency: Currency, _ discount: YearlyDiscount,
    _ lifetime: DiscountedLifetime?
  ) {
    guard let perCustomer = reading.stocks[currency]?.perCustomer else { return nil }
    let months = reading.months[currency] ?? []
    self.init(
      currency: currency, perCustomer: Double(perCustomer), churn: reading.churn,
      margin: reading.margins[currency], kept: Self.revenueKept(months), growth: Self.growth(months),
      discount: discount, lifetime: lifetime)
  }

  /// A row of the table of groups.
  fileprivate func line(_ group: ReportGroup, customers: Int64) -> [ReportCell] {
    let known = Dictionary(all.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })
    func cell(_ value: Double?) -> ReportCell { value.map { .estimate($0, currency) } ?? .nothing }
    return [
      group.cell, .count(customers), .estimate(perCustomer, currency),
      churn.map { .share($0) } ?? .nothing, cell(known[.simple]?.value), cell(known[.margin]?.value),
      cell(known[.modelled]?.value),
    ]
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

  init(_ estimate: RetentionEstimate, _ discount: YearlyDiscount, draws: Int = 100) {
    self.estimate = estimate
    months = estimate.discountedLifetime(discount: discount.monthly)
    interval = estimate.interval(discount: discount.monthly, draws: draws, seed: 1)
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
