import Chronology
import Monetary

/// What the cells of cohort tables are about.
public enum CohortMeasure: String, Hashable, Sendable, CaseIterable {
  /// Who still pays.
  case customers
  /// What they bring a month.
  case revenue
  /// What they have brought so far, less what serving them cost.
  case margin
}

/// What the amounts of cohort tables are in.
public enum CohortMoney: Hashable, Sendable {
  /// One currency, and only what is paid in it.
  case paid(in: Currency)
  /// Whatever is paid in, brought into one: who pays in two currencies is one customer.
  case converted(to: Currency)

  public var currency: Currency {
    switch self {
    case .paid(let currency), .converted(let currency): currency
    }
  }

  public var isConverted: Bool { self == .converted(to: currency) }
}

/// Cohorts in one currency, over which steps, of whom, and apart by what.
public struct CohortQuestion: Hashable, Sendable {
  public var money: CohortMoney
  public var timeline: Timeline
  public var measure = CohortMeasure.customers
  public var filter = RowFilter.everything
  /// A table for each value of it.
  public var grouping: Dimension?
  /// What is left of revenue; nil where nobody asks for it.
  public var margins: GrossMargins?

  public init(_ money: CohortMoney, over timeline: Timeline) {
    self.money = money
    self.timeline = timeline
  }

  public init(in currency: Currency, over timeline: Timeline) {
    self.init(.paid(in: currency), over: timeline)
  }

  /// More tables than this nobody compares, and more cells no answer holds.
  public static let groupsMost = 100
  public static let cellsMost = 200_000

  func fits(_ tables: Int) -> Bool {
    let steps = timeline.periods.count
    return tables <= Self.groupsMost && tables * (steps * (steps + 1) / 2) <= Self.cellsMost
  }
}

/// Cohort tables, and what they could not be converted by.
public struct CohortAnswer: Sendable {
  public let groups: [CohortGroup]
  /// The rates that are not there: without them what is brought stays in its own currencies, a table each,
  /// and customers are counted together without it.
  public let missingRates: [MissingRate]
}

/// The cohorts of one group.
public struct CohortGroup: Sendable {
  /// The value of the grouping's dimension; empty is *not known*, nil is everybody.
  public let group: String?
  /// What its amounts are in.
  public let money: CohortMoney
  public var currency: Currency { money.currency }
  public let rows: [CohortRow]
  /// The products that are in it and have no margin, where margins were asked for.
  public let productsWithoutMargin: [String]

  /// How many customers are in it altogether.
  public var customers: Int { rows.reduce(0) { $0 + ($1.cells.first?.customers.whole ?? 0) } }

  fileprivate var hasPaid: Bool {
    rows.contains { $0.cells.contains { $0.customers.part > 0 } }
  }
}

/// Those who began in one step.
public struct CohortRow: Hashable, Sendable {
  public let period: TimelinePeriod
  /// At the end of the step they began in, and of each after it.
  public let cells: [Cell]

  public struct Cell: Hashable, Sendable {
    public let period: TimelinePeriod
    public let customers: Proportion
    /// Minor units a month; nil where a rate is not known.
    public let revenue: Int64?
    /// Minor units brought so far, less what serving cost; nil where a margin is not known, or was not asked
    /// for.
    public let margin: Int64?
  }
}

extension MovementColumns {
  /// The cohorts of each group that has any; nil for more groups than `CohortQuestion.groupsMost`, or more
  /// cells together than `CohortQuestion.cellsMost`.
  /// - Parameters:
  ///   - rates: what is converted by; needed only where the question wants it.
  ///   - today: in the step that it lies in its rate holds.
  public func cohorts(
    _ question: CohortQuestion, at rates: ExchangeRates = ExchangeRates(base: .eur), today: Day = .last
  ) -> CohortAnswer? {
    var parts: [(group: String?, rows: RowSelection)] = [(nil, rows(of: question))]
    if let grouping = question.grouping {
      parts = groups(of: parts[0].rows, by: grouping).sorted { $0.value < $1.value }
        .map { (group: $0.value, rows: $0.rows) }
      guard question.fits(parts.count) else { return nil }
    }
    var missing = Set<MissingRate>()
    var found = parts.compactMap { group($0.group, question, of: $0.rows, rates, today, &missing) }
    guard found.count == parts.count else { return nil }
    if !missing.isEmpty, question.measure != .customers {
      guard let apart = apart(question, parts) else { return nil }
      found = apart
    } else if question.grouping != nil {
      found = found.filter { $0.customers > 0 }
    }
    return CohortAnswer(
      groups: found, missingRates: missing.sorted { ($0.day, $0.currency) < ($1.day, $1.currency) })
  }

  /// The rows of the question's customers.
  func rows(of question: CohortQuestion) -> RowSelection {
    rows(where: question.rowFilter)
  }

  /// Places of the currencies that a question's customers may pay in.
  func currencies(of question: CohortQuestion) -> [Int] {
    guard let accepted = question.rowFilter.accepted[.currency] else { return Array(currencies.ids.indices) }
    return currencies.ids.indices.filter { accepted.contains(currencies.ids[$0].code) }
  }

  func stepRates(_ question: CohortQuestion, _ rates: ExchangeRates, _ today: Day) -> StepRates {
    StepRates(
      question.timeline, of: currencies.ids, to: question.money.currency, at: rates, today: today)
  }

  /// A table for each currency of each group that somebody pays in.
  private func apart(
    _ question: CohortQuestion, _ parts: [(group: String?, rows: RowSelection)]
  ) -> [CohortGroup]? {
    let tables = parts.flatMap { part in
      groups(of: part.rows, by: .currency).sorted { $0.value < $1.value }
        .compactMap { one in Currency(code: one.value).map { (part.group, $0, one.rows) } }
    }
    guard question.fits(tables.count) else { return nil }
    return tables.compactMap { value, currency, rows in
      var own = question
      own.money = .paid(in: currency)
      var missing = Set<MissingRate>()
      return group(value, own, of: rows, ExchangeRates(base: .eur), .last, &missing)
    }.filter(\.hasPaid)
  }

  private func group(
    _ value: String?, _ question: CohortQuestion, of selection: RowSelection, _ exchange: ExchangeRates,
    _ today: Day, _ missing: inout Set<MissingRate>
  ) -> CohortGroup? {
    guard question.timeline.periods.count <= CohortTable.periodsMost else { return nil }
    let rates = stepRates(question, exchange, today)
    let table = CustomerCohorts(self, question.timeline, currencies(of: question), selection)
    var margins: CohortMargins?
    if let known = question.margins {
      margins = CohortMargins(self, question, selection, known, at: rates, missing: &missing)
    }
    return CohortGroup(
      group: value, money: question.money, rows: rows(question, table, margins, rates, &missing),
      productsWithoutMargin: margins?.productsWithout ?? [])
  }

  /// The one table of a question that converts nothing.
  func answer(_ question: CohortQuestion, _ table: CustomerCohorts) -> CohortAnswer {
    var missing = Set<MissingRate>()
    let rates = stepRates(question, ExchangeRates(base: .eur), .last)
    let rows = rows(question, table, nil, rates, &missing)
    let group = CohortGroup(group: nil, money: question.money, rows: rows, productsWithoutMargin: [])
    return CohortAnswer(groups: [group], missingRates: [])
  }

  private func rows(
    _ question: CohortQuestion, _ table: CustomerCohorts, _ margins: CohortMargins?, _ rates: StepRates,
    _ missing: inout Set<MissingRate>
  ) -> [CohortRow] {
    let periods = question.timeline.periods
    return periods.indices.map { cohort in
      CohortRow(
        period: periods[cohort],
        cells: (cohort..<periods.count).map { step in
          let revenue = rates.sum(
            table.levels(cohort: cohort, at: step), of: table.currencies, at: step, missing: &missing)
          return CohortRow.Cell(
            period: periods[step],
            customers: Proportion(
              table.customers(cohort: cohort, at: step), of: table.customers(cohort: cohort, at: cohort)),
            revenue: revenue.map(ShownAmount.minorUnits),
            margin: margins?.accumulated(cohort: cohort, through: step).map(ShownAmount.minorUnits))
        })
    }
  }
}

extension CohortQuestion {
  /// Its filter with its currency.
  var rowFilter: RowFilter {
    guard case .paid(let currency) = money else { return filter }
    var filter = filter
    filter.accepted[.currency] =
      filter.accepted[.currency].map { $0.intersection([currency.code]) }
      ?? [currency.code]
    return filter
  }
}
