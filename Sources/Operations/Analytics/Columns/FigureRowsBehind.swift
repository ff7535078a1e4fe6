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

/// What the rates did in one step of a converted history, currency by currency.
public struct ExchangeBehind: Sendable {
  public var history: FigureHistory
  /// A day in the step.
  public var step: Day

  public init(_ history: FigureHistory, at step: Day) {
    self.history = history
    self.step = step
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
  /// In the currency of a history that is converted, each row has its amount in that one too.
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: FigureRowsBehind) async throws -> [FigureRowShown] {
    let history = question.history
    let step = try await FigureStep(history, question.step, self)
    let rows = try await rows(behind: step, question.kind, of: history.metric.aside)
    guard history.metric == .listRevenue else { return rows }
    return FigureRowShown.added(rows, try await self.rows(behind: step, nil, of: .discount))
  }

  /// A row for each currency that was converted; together they are the step's exchange.
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: ExchangeBehind) async throws -> [ExchangeRow] {
    let step = try await FigureStep(question.history, question.step, self)
    return try await look(at: step, of: question.history.metric.aside) {
      columns throws(MissingRates) in
      try columns.exchangeRows(
        behind: step.question, at: step.period, rates: step.rates, today: step.today)
    }
  }

  private func rows(
    behind step: FigureStep, _ kind: MovementKind?, of aside: Aside?
  ) async throws -> [FigureRowShown] {
    try await look(at: step, of: aside) { columns throws(MissingRates) in
      let rows = try columns.convertedRows(
        behind: step.question, at: step.period, kind: kind, rates: step.rates, today: step.today)
      let isOfYear = step.question.metric == .annualRevenue
      return (isOfYear ? rows.map(\.ofYear) : rows).map { row in
        FigureRowShown(row: row, movement: row.row.map { ShownFigureMovement(columns, columns.row($0)) })
      }
    }
  }

  private func look<Answer: Sendable>(
    at step: FigureStep, of aside: Aside?,
    _ answer: @Sendable (MovementColumns) throws(MissingRates) -> Answer
  ) async throws -> Answer {
    try await figures.look(self, in: step.history.zone, of: aside, patience: step.history.patience) {
      columns in
      do {
        return try answer(columns)
      } catch let error as MissingRates {
        guard let first = error.rates.first else { throw error }
        throw FigureRefusal.rateUnknown(first)
      }
    }
  }
}

/// One step of a history, with what its rows are worked out from.
private struct FigureStep: Sendable {
  let history: FigureHistory
  let question: FigureQuestion
  let period: TimelinePeriod
  let rates: ExchangeRates
  let today: Day

  init(_ history: FigureHistory, _ day: Day, _ workspace: OpenWorkspace) async throws {
    guard let timeline = Timeline(history.interval, from: day, through: day) else {
      throw FigureRefusal.tooManySteps
    }
    var question = FigureQuestion(history.metric, in: timeline)
    question.filter = history.filter
    question.reportingCurrency = history.reportingCurrency
    self.history = history
    self.question = question
    period = timeline.periods[0]
    rates = try await workspace.rates(history.reportingCurrency)
    today = Day(containing: workspace.now, in: history.zone)
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
