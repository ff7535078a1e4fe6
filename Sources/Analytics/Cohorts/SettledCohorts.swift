import Chronology
import Monetary

/// Cohorts of which some steps may be settled while later ones are not, because movements came that are
/// effective from a day on.
public struct SettledCohorts: Sendable {
  public let answer: CohortAnswer
  private let table: CustomerCohorts
  /// Steps that end later are to be told again; nil when none is.
  private var end: Day?

  /// Cohorts told from the first row; nil for what is told whole every time: groups, margins, and what is
  /// converted.
  public init?(_ columns: MovementColumns, _ question: CohortQuestion) {
    guard question.isSettledByItsSteps else { return nil }
    let table = CustomerCohorts(
      columns, question.timeline, columns.currencies(of: question), columns.rows(of: question))
    self.init(columns.answer(question, table), table)
  }

  private init(_ answer: CohortAnswer, _ table: CustomerCohorts) {
    self.answer = answer
    self.table = table
  }

  /// Whether every step still stands.
  public func isWhole(_ question: CohortQuestion) -> Bool { unsettled(question) == nil }

  private func unsettled(_ question: CohortQuestion) -> Int? {
    end.flatMap { end in question.timeline.periods.firstIndex { $0.end > end } }
  }

  /// What is left of it after movements that are effective from a day on, nil standing for none, and after
  /// something was said of customers or prices; nil when nothing is.
  public func moved(from day: Day?, described: Bool, _ question: CohortQuestion) -> SettledCohorts? {
    if described, question.filter.asksDescriptions { return nil }
    guard let day else { return self }
    var moved = self
    moved.end = min(end ?? day, day)
    return moved.unsettled(question) == 0 ? nil : moved
  }

  /// The whole answer again, with the unsettled steps told by `columns`; nil when it is to be told from the
  /// first row.
  public func continued(
    by columns: MovementColumns, _ question: CohortQuestion, on ground: Groundwork
  ) -> SettledCohorts? {
    guard let unsettled = unsettled(question) else { return self }
    guard columns.currencies(of: question) == table.currencies else { return nil }
    let first = question.timeline.periods[unsettled].first
    let (rows, footing) = ground.rows(where: question.rowFilter, from: first, columns)
    let told = table.continued(columns, question.timeline, from: unsettled, rows, on: footing)
    return SettledCohorts(columns.answer(question, told), told)
  }
}

extension CohortQuestion {
  fileprivate var isSettledByItsSteps: Bool {
    grouping == nil && margins == nil && !money.isConverted
      && timeline.periods.count <= CohortTable.periodsMost
  }
}

extension CustomerCohorts {
  /// The same with the steps from one on told again, by rows that begin on a footing. Of one currency, so
  /// that a payer is a customer.
  fileprivate func continued(
    _ columns: MovementColumns, _ timeline: Timeline, from step: Int, _ selection: RowSelection,
    on footing: Footing
  ) -> CustomerCohorts {
    var told = self
    told.clear(from: step)
    var payers = LaterPayers(columns, timeline, footing)
    columns.walk(selection, timeline) { view, index, _, period in
      guard period < steps else { return }
      let delta = view.delta[index]
      let (cohort, before) = payers.take(Int(view.payer[index]), delta, in: period)
      guard cohort >= 0, period >= step else { return }
      let change: Int64 = (before &+ delta > 0 ? 1 : 0) &- (before > 0 ? 1 : 0)
      told.add(delta, change, cohort: cohort, period: period)
    }
    told.addUp(from: step)
    return told
  }
}

/// Who moves after a footing: most of them came since, and of the others there are few.
private struct LaterPayers {
  private struct State {
    var level: Int64 = 0
    /// As `forEachCohortRow` counts: -2 before the first movement, -1 before the timeline.
    var cohort: Int16 = -2

    init() {}

    init(_ payer: Int, _ footing: Footing, _ timeline: Timeline) {
      guard let first = footing.first(of: payer) else { return }
      level = footing.levels[payer]
      cohort = Int16(truncatingIfNeeded: timeline.period(of: first) ?? -1)
    }

    mutating func move(_ delta: Int64, in period: Int) -> (cohort: Int, before: Int64) {
      if cohort == -2 { cohort = Int16(truncatingIfNeeded: period) }
      defer { level &+= delta }
      return (Int(cohort), level)
    }
  }

  private let footing: Footing
  private let timeline: Timeline
  private let known: Int
  private var since: [State]
  private var earlier = FewPlaces<State>()

  init(_ columns: MovementColumns, _ timeline: Timeline, _ footing: Footing) {
    self.footing = footing
    self.timeline = timeline
    known = footing.firsts.count
    since = Array(repeating: State(), count: max(0, columns.payers.count - known))
  }

  /// The payer's cohort, and its level before a movement.
  mutating func take(_ payer: Int, _ delta: Int64, in period: Int) -> (cohort: Int, before: Int64) {
    guard payer < known else { return since[payer - known].move(delta, in: period) }
    let (footing, timeline) = (footing, timeline)
    let place = earlier.index(of: payer) { State(payer, footing, timeline) }
    return earlier.values[place].move(delta, in: period)
  }
}
