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
  /// Facts that are looked at in one commit.
  private static let batch = 2_000

  let workspace: OpenWorkspace

  /// Brings the movements up to everything that is in the journal now.
  ///
  /// On PostgreSQL a fact can be there while readers may not take it yet, because a transaction that began
  /// earlier is still open somewhere. Writing transactions are short, so this waits for them as long as
  /// `patience` says; what is held back for longer joins the next answer, and the order is kept either way.
  func catchUp(patience: Duration) async throws {
    let newest = try await workspace.database.read { try $0.newestPlace() }
    let end = ContinuousClock.now + patience
    while true {
      while try await foldNext() {}
      guard try await cursor() < newest, .now < end else { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Throws the movements away and folds from the first fact again; the result must be the same.
  func refold(patience: Duration) async throws {
    try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      try rows.clearMovements()
      try rows.setCursor(Self.name, .start)
    }
    try await catchUp(patience: patience)
  }

  private func cursor() async throws -> JournalPlace {
    try await workspace.database.read { try $0.cursor(of: Self.name) }
  }

  /// Folds the next facts, if there are any, with the cursor in the same commit.
  /// - Returns: whether there were any.
  private func foldNext() async throws -> Bool {
    let isBehind = try await workspace.database.read { rows in
      try rows.recurringFacts(after: rows.cursor(of: Self.name), limit: 1).through != nil
    }
    guard isBehind else { return false }
    return try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      let (facts, through) = try rows.recurringFacts(
        after: rows.cursor(of: Self.name), limit: Self.batch)
      for recorded in facts { try Self.fold(recorded, rows) }
      guard let through else { return false }
      try rows.setCursor(Self.name, through)
      return true
    }
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
