import Analytics
import Journal
import Storage
import Subscriptions

/// Folds the journal into what stands beside recurring revenue, up to its end.
struct AsideProjection: Projection {
  static let name = "revenue_asides"
  let workspace: OpenWorkspace

  func next(
    after place: JournalPlace, limit: Int, _ rows: any Connection
  ) throws -> (batch: [RecordedFact], through: JournalPlace?) {
    let (facts, through) = try rows.recurringFacts(after: place, limit: limit)
    return (facts, through)
  }

  func write(_ facts: [RecordedFact], _ rows: any Connection) throws {
    for fact in facts {
      let subscription = SubscriptionID(fact.fact.subject)
      let known = try rows.asideStates(of: subscription)
      let (movements, states) = asides(of: fact, known: known)
      for (item, state) in states where known[item] != state {
        try rows.setAside(item, of: subscription, state)
      }
      guard !movements.isEmpty, let contract = try rows.subscription(subscription) else { continue }
      let subject = MovementSubject(
        subscription: contract.id, customer: contract.customer, currency: contract.currency,
        onTestClock: contract.testClock != nil)
      for movement in movements { try rows.insert(movement, of: fact, about: subject) }
    }
  }

  func clear(_ rows: any Connection) throws { try rows.clearAsides() }
}

extension OpenWorkspace {
  /// Folds what stands beside recurring revenue anew from the first fact.
  public func refoldAsides() async throws {
    try await AsideProjection(workspace: self).refold(patience: .seconds(60))
  }
}
