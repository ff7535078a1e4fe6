import Catalog
import Identity
import Monetary
import Relations
import Subscriptions

/// Which contracts; all given conditions hold.
public struct SubscriptionFilter: Sendable {
  public enum StatusSelection: Hashable, Sendable {
    case notCanceled
    case all
    /// Canceled, or expired before the first payment.
    case ended
    /// Running, and to be canceled at a known instant.
    case ending
    case exactly(SubscriptionStatus)
  }

  public var customer: CustomerID?
  public var status: StatusSelection
  /// Of an item that is not removed.
  public var price: PriceID?
  /// Of the price of an item that is not removed.
  public var product: ProductID?
  public var testClock: TestClockID?
  public var collection: CollectionKind?
  /// Fast together with a state that few are in.
  public var currency: Currency?

  public init(
    customer: CustomerID? = nil, status: StatusSelection = .notCanceled, price: PriceID? = nil,
    testClock: TestClockID? = nil, collection: CollectionKind? = nil
  ) {
    self.customer = customer
    self.status = status
    self.price = price
    self.testClock = testClock
    self.collection = collection
  }
}

/// How invoices are paid, without the days: what one chooses lists by.
public enum CollectionKind: String, Hashable, Sendable, CaseIterable {
  case chargeAutomatically = "charge_automatically"
  case sendInvoice = "send_invoice"

  var condition: SQL {
    switch self {
    case .chargeAutomatically: "days_until_due IS NULL"
    case .sendInvoice: "days_until_due IS NOT NULL"
    }
  }
}

extension Connection {
  public func subscriptions(_ filter: SubscriptionFilter, _ page: Page) throws -> PageResult<Subscription> {
    var listing = Listing("subscription")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("test_clock = :test_clock", "test_clock", filter.testClock)
    listing.require(
      "id IN (SELECT subscription FROM subscription_item WHERE price = :price AND removed = 0)", "price",
      filter.price)
    listing.require(SubscriptionConditions.sold, "product", filter.product)
    if let collection = filter.collection { listing.require(collection.condition) }
    listing.require("currency = :currency", "currency", filter.currency)
    switch filter.status {
    case .all: break
    case .notCanceled: listing.require("status <> 'canceled'")
    case .ended: listing.require("status IN ('canceled', 'incomplete_expired')")
    case .ending: listing.require(SubscriptionConditions.ending)
    case .exactly(let status):
      listing.require("status = :status", "status", status.rawValue)
      // The condition of the index, in its words; one customer's contracts are found by the customer.
      if status != .active, filter.customer == nil, filter.testClock == nil {
        listing.require("status <> 'active'")
      }
    }
    listing.require(page.created)
    let window = try window(listing, page)
    let order: SQL =
      window.isReversed ? "ORDER BY s.created, s.id, i.place" : "ORDER BY s.created DESC, s.id DESC, i.place"
    let found = try subscriptions(
      SubscriptionColumns.select + "FROM (SELECT * FROM subscription" + window.tail + ") s"
        + SubscriptionColumns.items + order, window.values)
    return window.result(found)
  }
}

enum SubscriptionConditions {
  /// Found from the product's few prices, not by looking at every contract.
  static let sold: SQL =
    """
    id IN (SELECT subscription FROM subscription_item
      WHERE price IN (SELECT id FROM price WHERE product = :product) AND removed = 0)
    """
  static let ending: SQL = "cancellation IS NOT NULL AND ended_at IS NULL"
  static let pastDue: SQL = "status <> 'active' AND status = 'past_due'"
}
