import Analytics
import Chronology
import Identity
import Journal
import Storage
import Subscriptions

/// Folds the journal into movements, up to its end.
struct RecurringRevenueProjection: Projection {
  static let name = "recurring_revenue"
  let workspace: OpenWorkspace

  func next(
    after place: JournalPlace, limit: Int, _ rows: any Connection
  ) throws -> (batch: [RecordedFact], through: JournalPlace?) {
    let (facts, through) = try rows.recurringFacts(after: place, limit: limit)
    return (facts, through)
  }

  func write(_ facts: [RecordedFact], _ rows: any Connection) throws {
    for fact in facts { try Self.fold(fact, rows) }
  }

  func clear(_ rows: any Connection) throws { try rows.clearMovements() }

  private static func fold(_ recorded: RecordedFact, _ rows: any Connection) throws {
    guard let levels = recorded.fact.recurringLevels?.levels,
      let subscription = try rows.subscription(SubscriptionID(recorded.fact.subject))
    else { return }
    let subject = MovementSubject(
      subscription: subscription.id, customer: subscription.customer, currency: subscription.currency,
      onTestClock: subscription.testClock != nil)
    var known: [SubscriptionItemID: ItemLevel] = [:]
    for level in levels { known[level.item] = try rows.recurringItem(level.item) }
    let customer = try rows.recurringCustomerLevel(subject.customer, subject.currency)
    let (moved, after) = movements(of: recorded, about: subject, known: known, customer: customer)
    for movement in moved {
      try rows.insert(movement)
      try rows.setRecurringItem(
        movement.item, customer: subject.customer, currency: subject.currency,
        ItemLevel(level: movement.itemLevel, price: movement.price))
    }
    guard after != customer else { return }
    try rows.setRecurringCustomer(subject.customer, subject.currency, after)
  }
}
