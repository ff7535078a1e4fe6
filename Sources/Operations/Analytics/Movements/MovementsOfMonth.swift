import Analytics
import Chronology
import Monetary
import Storage

/// The rows behind one bar: the movements of a month in one currency, of one kind or of all.
public struct MovementsOfMonth: Sendable {
  public let month: Month
  public let currency: Currency
  public let kind: MovementKind?

  public init(_ month: Month, _ currency: Currency, kind: MovementKind?) {
    self.month = month
    self.currency = currency
    self.kind = kind
  }
}

/// A movement with its amount as whole minor units, such that all rows of a bar sum to the bar.
public struct ShownMovement: Sendable {
  public let movement: Movement
  public let amount: Int64
}

extension OpenWorkspace {
  /// Newest first. A month is answered whole, because its rows share the rounding of its figures.
  public func answer(_ question: MovementsOfMonth) async throws -> [ShownMovement] {
    var history = RecurringRevenueHistory()
    history.currency = question.currency
    history.from = question.month
    history.through = question.month
    let shown = try await answer(history).first?.months.first?.shown
    let period = question.month.period(in: .utc)
    let filter = MovementQuery(
      currency: question.currency, kind: question.kind, from: period.start, until: period.end)
    let movements = try await database.read { rows in
      try rows.movements(filter, Page(limit: Int(Int32.max))).elements
    }
    var amounts: [MovementKind: [Int64]] = [:]
    for (kind, rows) in Dictionary(grouping: movements, by: \.kind) {
      amounts[kind] = apportioned(rows.map(\.delta), to: shown?[kind] ?? 0).reversed()
    }
    return movements.map { ShownMovement(movement: $0, amount: amounts[$0.kind]?.popLast() ?? 0) }
  }
}
