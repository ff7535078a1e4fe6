import Analytics
import Chronology
import Monetary

/// How long customers stay, whole or apart by a dimension: Kaplan–Meier over their first start to their
/// first stop, in whole months.
public struct SurvivalCurves: Sendable {
  public var filter = RowFilter.everything
  public var grouping: Dimension?
  public var zone = Zone.utc
  public var patience = Duration.seconds(2)

  public init() {}
}

/// One group's curve; empty is *not known*, nil is everybody.
public struct SurvivalCurve: Sendable {
  public let group: String?
  public let curve: KaplanMeier
}

extension OpenWorkspace {
  public func answer(_ question: SurvivalCurves) async throws -> [SurvivalCurve] {
    let end = Day(containing: now, in: question.zone).adding(days: 1)
    return try await figures.look(self, in: question.zone, patience: question.patience) { columns in
      let all = columns.rows(where: question.filter)
      guard let grouping = question.grouping else {
        return [SurvivalCurve(group: nil, curve: KaplanMeier(columns.lifetimes(today: end, of: all)))]
      }
      return columns.groups(of: all, by: grouping).sorted { $0.value < $1.value }.map { value, rows in
        SurvivalCurve(group: value, curve: KaplanMeier(columns.lifetimes(today: end, of: rows)))
      }
    }
  }
}

/// Of those who began in a step, who still pays at the end of each later one, and what they bring; in one
/// currency.
public struct Cohorts: Sendable {
  public var currency: Currency
  public var interval = Interval.month
  /// Nil is eleven steps before the last.
  public var from: Day?
  public var through: Day?
  public var filter = RowFilter.everything
  public var zone = Zone.utc
  public var patience = Duration.seconds(2)

  public init(in currency: Currency) { self.currency = currency }
}

/// Those who began in one step.
public struct CohortRow: Hashable, Sendable {
  public let period: TimelinePeriod
  /// At the end of the step they began in, and of each after it.
  public let cells: [Cell]

  public struct Cell: Hashable, Sendable {
    public let customers: Proportion
    /// Minor units a month.
    public let revenue: Int64
  }
}

extension OpenWorkspace {
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: Cohorts) async throws -> [CohortRow] {
    let today = Day(containing: now, in: question.zone)
    let through = min(question.through ?? today, today)
    let from = question.from ?? question.interval.start(-11, after: question.interval.start(of: through))
    guard from <= through else { throw FigureRefusal.endsBeforeItBegins }
    guard let timeline = Timeline(question.interval, from: from, through: through),
      timeline.periods.count <= CohortTable.periodsMost
    else { throw FigureRefusal.tooManySteps }
    return try await figures.look(self, in: question.zone, patience: question.patience) { columns in
      guard let table = columns.cohorts(in: timeline, of: columns.rows(where: question.filter)) else {
        throw FigureRefusal.tooManySteps
      }
      let currency = question.currency
      return timeline.periods.indices.map { cohort in
        CohortRow(
          period: timeline.periods[cohort],
          cells: (cohort..<timeline.periods.count).map { step in
            CohortRow.Cell(
              customers: table.retained(cohort: cohort, currency: currency, period: step),
              revenue: ShownAmount.minorUnits(table[cohort, currency, step].revenue))
          })
      }
    }
  }
}
