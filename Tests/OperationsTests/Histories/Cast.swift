import Catalog
import Identity
import Relations
import Subscriptions

/// Who and what a history's names became.
struct Cast: Sendable {
  let history: History
  var prices: [String: PriceID] = [:]
  var customers: [String: CustomerID] = [:]
  /// Of those who pay one.
  var taxRates: [String: TaxRateID] = [:]
  var coupons: [String: CouponID] = [:]
  /// In the order they began; a contract that was refused is missing.
  var contracts: [(name: String, id: SubscriptionID)] = []

  /// For what a law says when it is broken.
  var seed: String { "seed \(history.seed)" }
}
