import Analytics
import Chronology
import Monetary
import Relations

/// The rows that a figure opens to: one step of a history.
public struct FigureRowsBehind: Sendable {
  public var history: FigureHistory
  /// A day in the step.
  public var step: Day
  public var kind: MovementKind?

  public init(_ history: FigureHistory, at step: Day, kind: MovementKind? = nil) {
    self.history = history
    self.step = step
    self.kind = kind
  }
}

/// A row with what there is to say of its movement.
public struct FigureRowShown: Sendable {
  public let row: FigureRow
  public let movement: ShownFigureMovement?
}

public struct ShownFigureMovement: Sendable {
  public let cause: String
  public let subscription: String
  public let effective: Instant
}

extension OpenWorkspace {
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: FigureRowsBehind) async throws -> [FigureRowShown] {
    let history = question.history
    let today = Day(containing: now, in: history.zone)
    guard let timeline = Timeline(history.interval, from: question.step, through: question.step) else {
      throw FigureRefusal.tooManySteps
    }
    var asked = FigureQuestion(history.metric, in: timeline)
    asked.filter = history.filter
    let (wanted, kind) = (asked, question.kind)
    let rows = try await rows(behind: wanted, history, kind, of: history.metric.aside, at: timeline, today)
    guard history.metric == .listRevenue else { return rows }
    let discounts = try await self.rows(behind: wanted, history, nil, of: .discount, at: timeline, today)
    return FigureRowShown.added(rows, discounts)
  }

  private func rows(
    behind wanted: FigureQuestion, _ history: FigureHistory, _ kind: MovementKind?, of aside: Aside?,
    at timeline: Timeline, _ today: Day
  ) async throws -> [FigureRowShown] {
    try await figures.look(self, in: history.zone, of: aside, patience: history.patience) { columns in
      columns.rows(behind: wanted, at: timeline.periods[0], kind: kind, today: today).map { row in
        FigureRowShown(row: row, movement: row.row.map { ShownFigureMovement(columns, columns.row($0)) })
      }
    }
  }
}

extension FigureRowShown {
  /// What each customer brings by two folds, the largest first.
  fileprivate static func added(_ one: [FigureRowShown], _ other: [FigureRowShown]) -> [FigureRowShown] {
    FigureRow.added(one.map(\.row), other.map(\.row)).map { FigureRowShown(row: $0, movement: nil) }
  }
}

extension ShownFigureMovement {
  fileprivate init(_ columns: MovementColumns, _ row: MovementRow) {
    cause = columns.causes[UInt32(row.cause)]
    subscription = columns.subscriptions[row.subscription].text
    effective = row.effective
  }
}
