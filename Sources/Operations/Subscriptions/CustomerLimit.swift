import Catalog
import Identity
import Relations
import Storage
import Subscriptions

extension Session {
  /// Refuses a contract with which its customer would bring in more than a level can count. Called before a
  /// new contract is written, and before a changed one is.
  func checkCustomerLimit(
    with subscription: Subscription, prices: PriceBook, field: String
  ) throws {
    var total = subscription.monthlyTotal(prices: prices)
    guard total > Int128(RecurringLevel.uncountedMost) else { return }
    for other in try rows.subscriptions(of: subscription.customer) where other.id != subscription.id {
      guard !other.status.isTerminal else { continue }
      total += other.monthlyTotal(prices: try self.prices(of: other))
    }
    guard total <= Int128(RecurringLevel.customerMost) else {
      throw SubscriptionRefusal.amountTooLarge(field: field)
    }
  }
}
