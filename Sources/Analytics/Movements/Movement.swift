import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// One change of what one item brings in a month: the row behind every number about recurring revenue.
public struct Movement: Hashable, Sendable {
  /// The fact it comes from, and that fact's place in the journal.
  public let fact: FactID
  public let place: JournalPlace
  public let customer: CustomerID
  public let subscription: SubscriptionID
  public let item: SubscriptionItemID
  public let price: PriceID
  public let currency: Currency
  /// What it is at customer level; the same for all rows of one fact.
  public let kind: MovementKind
  /// The contract's cause, such as `items_changed` or `canceled`.
  public let cause: String
  /// Millionths of a minor unit a month; signed. 0 when only its price is another one, or when its contract
  /// ended while it was paused.
  public let delta: Int64
  /// What the item brought under another price until this fact; nil when its price is the same.
  public let moved: MovedLevel?
  public let itemLevel: Int64
  /// The customer's recurring revenue after the whole fact, in this currency.
  public let customerLevel: Int64
  /// How many paying customers there are more: 1, 0 or -1, on one row of a fact only.
  public let customers: Int64
  public let onTestClock: Bool
  public let effective: Instant
  public let recorded: Instant

  public init(
    fact: FactID, place: JournalPlace, customer: CustomerID, subscription: SubscriptionID,
    item: SubscriptionItemID, price: PriceID, currency: Currency, kind: MovementKind, cause: String,
    delta: Int64, moved: MovedLevel? = nil, itemLevel: Int64, customerLevel: Int64, customers: Int64,
    onTestClock: Bool,
    effective: Instant, recorded: Instant
  ) {
    self.fact = fact
    self.place = place
    self.customer = customer
    self.subscription = subscription
    self.item = item
    self.price = price
    self.currency = currency
    self.kind = kind
    self.cause = cause
    self.delta = delta
    self.moved = moved
    self.itemLevel = itemLevel
    self.customerLevel = customerLevel
    self.customers = customers
    self.onTestClock = onTestClock
    self.effective = effective
    self.recorded = recorded
  }
}

/// A level that goes from one price to another, whole: by product or price it is lost there and won here.
public struct MovedLevel: Hashable, Sendable {
  public let price: PriceID
  /// Millionths of a minor unit a month; not zero.
  public let level: Int64

  public init(price: PriceID, level: Int64) {
    self.price = price
    self.level = level
  }

  /// Nil when the price stays, or nothing was brought under it.
  init?(from known: (price: PriceID, level: Int64)?, to price: PriceID) {
    guard let known, known.price != price, known.level != 0 else { return nil }
    self.init(price: known.price, level: known.level)
  }
}

/// How a movement changes a customer's standing, from the level before and after it.
///
/// What a pause takes out is neither lost nor cut, and what it gives back is neither won again nor more:
/// those two go by their cause.
public enum MovementKind: String, Hashable, Sendable, Codable, CaseIterable {
  case new, expansion, contraction, churn, reactivation, paused, resumed

  public var isPause: Bool { self == .paused || self == .resumed }

  init(before: Int64, after: Int64, wasPaying: Bool) {
    self =
      if before == 0 {
        wasPaying ? .reactivation : .new
      } else if after == 0 {
        .churn
      } else {
        after >= before ? .expansion : .contraction
      }
  }
}
