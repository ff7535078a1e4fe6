import Analytics
import Catalog
import Chronology
import Monetary
import Storage

/// Of those who began in a step, who still pays at the end of each later one, and what they bring and have
/// brought; in one currency, or in all and converted.
public struct Cohorts: Sendable {
  public var money: CohortMoney
  public var interval = Interval.month
  /// Nil is eleven steps before the last.
  public var from: Day?
  public var through: Day?
  public var filter = RowFilter.everything
  /// A table for each value of it.
  public var grouping: Dimension?
  /// Margins are worked out for their own measure only.
  public var measure = CohortMeasure.customers
  public var zone = Zone.utc
  public var patience = Duration.seconds(2)

  public init(_ money: CohortMoney) { self.money = money }

  public init(in currency: Currency) { self.init(.paid(in: currency)) }
}

/// The customers that a cell of a cohort table opens to.
public struct CohortRowsBehind: Sendable {
  public var cohorts: Cohorts
  /// A day in the step they began in, and one in the step that is looked at.
  public var cohort: Day
  public var step: Day
  /// The value of the grouping's dimension that the table is of; nil is everybody.
  public var group: String?

  public init(_ cohorts: Cohorts, begun cohort: Day, at step: Day, group: String? = nil) {
    self.cohorts = cohorts
    self.cohort = cohort
    self.step = step
    self.group = group
  }
}

extension OpenWorkspace {
  /// A table for each group; one without a group when nothing is asked for apart. Without a rate what is
  /// brought stays in its own currencies, a table each.
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: Cohorts) async throws -> CohortAnswer {
    let today = Day(containing: now, in: question.zone)
    let through = min(question.through ?? today, today)
    let from = question.from ?? question.interval.start(-11, after: question.interval.start(of: through))
    let asked = try await asked(question, from: from, through: through)
    let rates = try await rates(of: question)
    return try await figures.answer(self, asked, in: question.zone, patience: question.patience, rates: rates)
  }

  /// The largest first; the amounts, where they are converted those, sum to what the cell shows.
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: CohortRowsBehind) async throws -> [FigureRow] {
    let cohorts = question.cohorts
    let begun = cohorts.interval.start(of: question.cohort)
    let today = Day(containing: now, in: cohorts.zone)
    var asked = try await asked(cohorts, from: begun, through: min(question.step, today))
    if let grouping = cohorts.grouping, let group = question.group {
      // A condition on the same dimension still holds: a group outside it has no rows.
      asked.filter.accepted[grouping] =
        asked.filter.accepted[grouping].map { $0.intersection([group]) } ?? [group]
    }
    let wanted = asked
    let rates = try await rates(of: cohorts)
    return try await figures.look(self, in: cohorts.zone, patience: cohorts.patience) { columns in
      do {
        return try columns.rows(behind: wanted, at: rates, today: today)
      } catch let error as UnknownMargin {
        throw FigureRefusal.marginUnknown(error.products)
      } catch let error as MissingRates {
        guard let first = error.rates.first else { throw error }
        throw FigureRefusal.rateUnknown(first)
      }
    }
  }

  private func rates(of question: Cohorts) async throws -> ExchangeRates {
    try await rates(question.money.isConverted ? question.money.currency : nil)
  }

  private func asked(_ question: Cohorts, from: Day, through: Day) async throws -> CohortQuestion {
    guard from <= through else { throw FigureRefusal.endsBeforeItBegins }
    guard let timeline = Timeline(question.interval, from: from, through: through),
      timeline.periods.count <= CohortTable.periodsMost
    else { throw FigureRefusal.tooManySteps }
    var asked = CohortQuestion(question.money, over: timeline)
    asked.measure = question.measure
    asked.filter = question.filter
    asked.grouping = question.grouping
    if question.measure == .margin { asked.margins = try await margins() }
    return asked
  }
}
