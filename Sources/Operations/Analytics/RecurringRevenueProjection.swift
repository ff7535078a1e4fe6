import Analytics
import Chronology
import Identity
import Journal
import Storage
import Subscriptions

/// Folds the journal into movements, up to its end. Written together with its cursor, so that a crash or a
/// second process neither loses nor doubles a fact.
struct RecurringRevenueProjection: Sendable {
  static let name = "recurring_revenue"
  private static let batch = 500

  let workspace: OpenWorkspace

  /// Brings the movements up to the journal's end as readers may see it now.
  func catchUp() async throws {
    while try await isBehind() {
      let database = workspace.database
      let count = try await database.write { rows in
        try rows.lock([Lock.projection(Self.name).name])
        return try Self.foldNext(rows)
      }
      guard count > 0 else { return }
    }
  }

  /// Throws the movements away and folds from the first fact again; the result must be the same.
  func refold() async throws {
    try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      try rows.clearMovements()
      try rows.setCursor(Self.name, .start)
    }
    try await catchUp()
  }

  private func isBehind() async throws -> Bool {
    try await workspace.database.read { rows in
      try !rows.facts(after: rows.cursor(of: Self.name), limit: 1).isEmpty
    }
  }

  private static func foldNext(_ rows: any Connection) throws -> Int {
    let facts = try rows.facts(after: rows.cursor(of: name), limit: batch)
    for recorded in facts where recorded.fact.recurringLevels != nil {
      try fold(recorded, rows)
    }
    if let last = facts.last { try rows.setCursor(name, last.place) }
    return facts.count
  }

  private static func fold(_ recorded: RecordedFact, _ rows: any Connection) throws {
    guard let levels = recorded.fact.recurringLevels?.levels,
      let subscription = try rows.subscription(SubscriptionID(recorded.fact.subject))
    else { return }
    let subject = MovementSubject(
      subscription: subscription.id, customer: subscription.customer, currency: subscription.currency,
      onTestClock: subscription.testClock != nil)
    var known: [SubscriptionItemID: Int64] = [:]
    for level in levels { known[level.item] = try rows.recurringItemLevel(level.item) }
    let customer = try rows.recurringCustomerLevel(subject.customer, subject.currency)
    let (moved, after) = movements(of: recorded, about: subject, known: known, customer: customer)
    for movement in moved {
      try rows.insert(movement)
      try rows.setRecurringItem(
        movement.item, customer: subject.customer, currency: subject.currency, level: movement.itemLevel)
    }
    guard after != customer else { return }
    try rows.setRecurringCustomer(subject.customer, subject.currency, after)
  }
}
