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

/// Cohorts in one currency, over which steps, of whom, and apart by what.
public struct CohortQuestion: Hashable, Sendable {
  public var currency: Currency
  public var timeline: Timeline
  public var filter = RowFilter.everything
  /// A table for each value of it.
  public var grouping: Dimension?
  /// What is left of revenue; nil where nobody asks for it.
  public var margins: GrossMargins?

  public init(in currency: Currency, over timeline: Timeline) {
    self.currency = currency
    self.timeline = timeline
  }

  /// More tables than this nobody compares, and more cells no answer holds.
  public static let groupsMost = 100
  public static let cellsMost = 200_000
}

/// The cohorts of one group.
public struct CohortGroup: Sendable {
  /// The value of the grouping's dimension; empty is *not known*, nil is everybody.
  public let group: String?
  public let rows: [CohortRow]
  /// The products that are in it and have no margin, where margins were asked for.
  public let productsWithoutMargin: [String]

  /// How many customers are in it altogether.
  public var customers: Int { rows.reduce(0) { $0 + ($1.cells.first?.customers.whole ?? 0) } }
}

/// Those who began in one step.
public struct CohortRow: Hashable, Sendable {
  public let period: TimelinePeriod
  /// At the end of the step they began in, and of each after it.
  public let cells: [Cell]

  public struct Cell: Hashable, Sendable {
    public let period: TimelinePeriod
    public let customers: Proportion
    /// Minor units a month.
    public let revenue: Int64
    /// Minor units brought so far, less what serving cost; nil where a margin is not known, or was not asked
    /// for.
    public let margin: Int64?
  }
}

extension MovementColumns {
  /// The cohorts of each group that has any; nil for more groups than `CohortQuestion.groupsMost`, or more
  /// cells together than `CohortQuestion.cellsMost`.
  public func cohorts(_ question: CohortQuestion) -> [CohortGroup]? {
    let selection = rows(of: question)
    guard let grouping = question.grouping else {
      return cohorts(question, of: selection, group: nil).map { [$0] }
    }
    let groups = groups(of: selection, by: grouping).sorted { $0.value < $1.value }
    let steps = question.timeline.periods.count
    guard groups.count <= CohortQuestion.groupsMost,
      groups.count * (steps * (steps + 1) / 2) <= CohortQuestion.cellsMost
    else { return nil }
    return groups.compactMap { cohorts(question, of: $0.rows, group: $0.value) }.filter { $0.customers > 0 }
  }

  private func rows(of question: CohortQuestion) -> RowSelection {
    var filter = question.filter
    let code = question.currency.code
    filter.accepted[.currency] = filter.accepted[.currency].map { $0.intersection([code]) } ?? [code]
    return rows(where: filter)
  }

  private func cohorts(
    _ question: CohortQuestion, of selection: RowSelection, group: String?
  ) -> CohortGroup? {
    let (timeline, currency) = (question.timeline, question.currency)
    guard let table = cohorts(in: timeline, of: selection) else { return nil }
    let margins = question.margins.map { CohortMargins(self, timeline, selection, $0) }
    let rows = timeline.periods.indices.map { cohort in
      CohortRow(
        period: timeline.periods[cohort],
        cells: (cohort..<timeline.periods.count).map { step in
          CohortRow.Cell(
            period: timeline.periods[step],
            customers: table.retained(cohort: cohort, currency: currency, period: step),
            revenue: ShownAmount.minorUnits(table[cohort, currency, step].revenue),
            margin: margins?.accumulated(cohort: cohort, through: step).map(ShownAmount.minorUnits))
        })
    }
    return CohortGroup(group: group, rows: rows, productsWithoutMargin: margins?.productsWithout ?? [])
  }
}

/// Why a cohort's cell opens no rows.
public struct UnknownMargin: Error, Hashable, Sendable {
  public let products: [String]

  public init(products: [String]) { self.products = products }
}

extension MovementColumns {
  /// The customers behind a cell, the largest first: who of those that began in the timeline's first step
  /// pays at the end of its last one; for margins, whoever of them has brought something. The amounts sum to
  /// what the cell shows.
  /// - Throws: ``UnknownMargin``.
  public func rows(
    behind question: CohortQuestion, _ measure: CohortMeasure
  ) throws(UnknownMargin) -> [FigureRow] {
    let selection = rows(of: question)
    let exact =
      measure == .margin
      ? try cohortMargins(question, selection) : cohortLevels(question.timeline, selection)
    let found = exact.enumerated().filter { $0.element != 0 }
      .map { (customer: customers[payers[UInt32($0.offset)].customer], amount: $0.element) }
      .sorted { ($1.amount, $0.customer.text) < ($0.amount, $1.customer.text) }
    let interval = question.timeline.interval
    let amounts = found.map { measure == .margin ? interval.margin(of: $0.amount) : $0.amount }
    let sum = found.reduce(Int128(0)) { $0 + $1.amount }
    let total = ShownAmount.minorUnits(measure == .margin ? interval.margin(of: sum) : sum)
    return zip(found, apportioned(amounts, to: total)).map { row, amount in
      FigureRow(row.customer, question.currency, amount)
    }
  }

  /// What each payer of the first step's cohort brings at the timeline's end.
  private func cohortLevels(_ timeline: Timeline, _ selection: RowSelection) -> [Int128] {
    var levels = [Int128](repeating: 0, count: payers.count)
    forEachPayerPeriod(in: timeline, of: selection) { step in
      if step.firstPeriod == 0 { levels[step.payer] += Int128(step.delta) }
    }
    return levels
  }

  /// What is left of what each payer of the first step's cohort has brought, times ten-thousandths.
  private func cohortMargins(
    _ question: CohortQuestion, _ selection: RowSelection
  ) throws(UnknownMargin) -> [Int128] {
    let timeline = question.timeline
    let steps = timeline.periods.count
    var fold = CohortMarginFold(self, question.margins ?? GrossMargins([]), payers: payers.count)
    var sums = [Int128](repeating: 0, count: payers.count)
    var unknown = [Int128](repeating: 0, count: steps)
    fold.walk(self, timeline, selection) { cohort, period, change in
      guard cohort == 0 else { return }
      // A change counts at the end of its step and of each after it.
      sums[change.payer] += change.known * Int128(steps - period)
      unknown[period] += change.unknown
    }
    var level: Int128 = 0
    for change in unknown {
      level += change
      if level != 0 { throw UnknownMargin(products: fold.productsWithout) }
    }
    return sums
  }
}
