import Chronology
import Journal
import Relations
import Subscriptions

/// What a contract was from an instant on: what is sold, how many, and in which state.
public struct ContractPhase: Sendable {
  /// The fact that began it.
  public let fact: RecordedFact
  public let subscription: Subscription
}

extension Snapshot {
  /// How a contract became what it is, oldest first: one for each change of what is sold or of its state.
  public func phases(of id: SubscriptionID) throws -> [ContractPhase] {
    var phases: [ContractPhase] = []
    var state: Subscription?
    for recorded in try rows.facts(subject: id.text) {
      state = try Subscription.evolve(state, recorded.fact)
      guard let state else { continue }
      if let last = phases.last?.subscription, last.isSold(as: state) { continue }
      phases.append(ContractPhase(fact: recorded, subscription: state))
    }
    return phases
  }
}

extension Subscription {
  /// Whether the other sells the same, and stands as this one does.
  fileprivate func isSold(as other: Subscription) -> Bool {
    func sold(_ one: Subscription) -> [String] {
      one.items.filter { !$0.isRemoved }.map { "\($0.id.text) \($0.price.text) \($0.quantity)" }
    }
    return status == other.status && (cancellation == nil) == (other.cancellation == nil)
      && sold(self) == sold(other)
  }
}
