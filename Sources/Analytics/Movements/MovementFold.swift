import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// A customer's recurring revenue in one currency, as far as the fold has come.
public struct CustomerLevel: Hashable, Sendable {
  /// Millionths of a minor unit a month.
  public var level: Int64
  /// Whether it has ever been above zero: coming back is not being new.
  public var wasPaying: Bool

  public static let never = CustomerLevel(level: 0, wasPaying: false)

  public init(level: Int64, wasPaying: Bool) {
    self.level = level
    self.wasPaying = wasPaying
  }
}

/// What an item brings, and under which price, as far as the fold has come.
public struct ItemLevel: Hashable, Sendable {
  /// Millionths of a minor unit a month.
  public let level: Int64
  public let price: PriceID

  public init(level: Int64, price: PriceID) {
    self.level = level
    self.price = price
  }
}

/// What the fold needs to know of the contract behind a fact.
public struct MovementSubject: Hashable, Sendable {
  public let subscription: SubscriptionID
  public let customer: CustomerID
  public let currency: Currency
  public let onTestClock: Bool

  public init(subscription: SubscriptionID, customer: CustomerID, currency: Currency, onTestClock: Bool) {
    self.subscription = subscription
    self.customer = customer
    self.currency = currency
    self.onTestClock = onTestClock
  }
}

/// The movements of one fact, and the customer's level after it.
///
/// A fact is classified as a whole, from the customer's level before and after all its items: exchanging one
/// item for another is one expansion or contraction, never a churn and a return. A pause and its end are
/// kinds of their own; a contract that was paused before it ever brought anything begins when it is resumed.
/// Items that did not move leave no row; one that brings the same under another price moves by 0, and so does
/// one whose contract ends while it is paused: what it brought is out already, and now it is lost.
/// - Parameter known: each item before the fact; one that is not there was at 0.
public func movements(
  of recorded: RecordedFact, about subject: MovementSubject, known: [SubscriptionItemID: ItemLevel],
  customer: CustomerLevel
) -> (movements: [Movement], customer: CustomerLevel) {
  guard let (levels, cause) = recorded.fact.recurringLevels else { return ([], customer) }
  let endsPause = recorded.fact.endsPause
  let moved = levels.map { level in
    let before = known[level.item]
    // What was paused was paused under the price that it had then.
    let isLost = endsPause && level.list > 0 && before?.level == 0
    return (
      level: level, price: isLost ? before?.price ?? level.price : level.price,
      delta: level.net - (before?.level ?? 0), isLost: isLost,
      from: MovedLevel(from: before.map { ($0.price, $0.level) }, to: level.price)
    )
  }.filter { $0.delta != 0 || $0.from != nil || $0.isLost }
  guard !moved.isEmpty else { return ([], customer) }
  let after = moved.reduce(customer.level) { $0 + $1.delta }
  let hasRecurred = moved.contains { known[$0.level.item] != nil }
  let kind =
    MovementKind(pausing: cause, hasRecurred: hasRecurred)
    ?? (endsPause
      ? (after > 0 ? .contraction : .churn)
      : MovementKind(before: customer.level, after: after, wasPaying: customer.wasPaying))
  let logos = (after > 0 ? 1 : 0) - (customer.level > 0 ? 1 : 0)
  let rows = moved.enumerated().map { place, entry in
    Movement(
      fact: recorded.id, place: recorded.place, customer: subject.customer,
      subscription: subject.subscription, item: entry.level.item, price: entry.price,
      currency: subject.currency, kind: kind, cause: cause, delta: entry.delta, moved: entry.from,
      itemLevel: entry.level.net,
      customerLevel: after, customers: place == 0 ? Int64(logos) : 0, onTestClock: subject.onTestClock,
      effective: recorded.effective, recorded: recorded.recorded)
  }
  return (rows, CustomerLevel(level: after, wasPaying: customer.wasPaying || after > 0))
}

extension MovementKind {
  /// Nil for every cause that is no pause and no end of one.
  fileprivate init?(pausing cause: String, hasRecurred: Bool) {
    switch cause {
    case SubscriptionCause.paused.rawValue: self = .paused
    case SubscriptionCause.resumed.rawValue where hasRecurred: self = .resumed
    default: return nil
    }
  }
}

extension Fact {
  /// Whether a contract ends by it that stood still until then.
  fileprivate var endsPause: Bool {
    guard case .subscriptionChanged(_, .canceled, let change, _) = self else { return false }
    return (try? change.before)?["status"]?.string == SubscriptionStatus.paused.rawValue
  }

  /// The recurring levels a fact carries, with the cause; nil for every fact that moves none.
  public var recurringLevels: (levels: [RecurringLevel], cause: String)? {
    switch self {
    case .subscriptionStarted(_, let levels) where !levels.isEmpty: (levels, "started")
    case .subscriptionChanged(_, let cause, _, let levels) where !levels.isEmpty: (levels, cause.rawValue)
    default: nil
    }
  }
}
