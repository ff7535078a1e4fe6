import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Relations
import Subscriptions
import Testing

/// A small shop for tests of pure functions: prices by name, a contract over them.
enum Shop {
  static let offers: [(name: String, minorUnits: String, cadence: Cadence)] = [
    ("starter", "1000", .monthly), ("team", "3000", .monthly), ("seat", "250.5", .monthly),
    ("call", "0.000125", .monthly), ("yearly", "50000", .yearly), ("weekly", "700", .weekly),
  ]

  static let prices: PriceBook = Dictionary(
    uniqueKeysWithValues: offers.map { (id($0.name), price($0.name, $0.minorUnits, $0.cadence)) })

  static func id(_ name: String) -> PriceID { PriceID("price_\(name)") }

  static func price(
    _ name: String, _ minorUnits: String, _ cadence: Cadence?, currency: Currency = .usd
  ) -> Price {
    Price(
      id: id(name), product: ProductID("prod_\(name)"), currency: currency,
      model: .perUnit(UnitPrice(decimal: minorUnits)!), cadence: cadence, created: at("2026-01-01"))
  }

  static func at(_ text: String) -> Instant { Instant(iso: text)! }

  /// An active contract over "starter" and so on, in its first period.
  static func contract(
    _ items: [(price: String, quantity: Int64)] = [("starter", 1)], from start: String = "2026-04-01",
    cadence: Cadence = .monthly
  ) -> Subscription {
    let start = at(start)
    let period = BillingCycle(anchor: start, cadence: cadence, zone: .utc).period(0)
    var contract = Subscription(
      id: SubscriptionID("sub_1"), customer: CustomerID("cus_1"), currency: .usd, cadence: cadence,
      items: items.enumerated().map { place, item in
        SubscriptionItem(
          id: SubscriptionItemID("si_\(place + 1)"), price: id(item.price), quantity: item.quantity,
          period: period, from: start, created: start)
      }, startDate: start, testClock: nil, collection: .chargeAutomatically)
    contract.status = .active
    return contract
  }
}

extension Subscription {
  /// The n-th item, from 1, becomes something else.
  func changing(
    _ item: Int = 1, to price: String? = nil, quantity: Int64? = nil, proration: Proration = .prorate,
    at instant: String
  ) throws(SubscriptionRefusal) -> Subscription {
    try changingItems(
      [
        .update(
          id: SubscriptionItemID("si_\(item)"), price: price.map(Shop.id), quantity: quantity, metadata: nil,
          field: "items[0]")
      ], proration: proration, at: Shop.at(instant), prices: Shop.prices)
  }

  func adding(
    _ price: String, quantity: Int64 = 1, proration: Proration = .prorate, at instant: String
  ) throws(SubscriptionRefusal) -> Subscription {
    try changingItems(
      [
        .add(
          id: SubscriptionItemID("si_\(items.count + 1)"), price: Shop.id(price), quantity: quantity,
          metadata: [:], field: "items[0]")
      ], proration: proration, at: Shop.at(instant), prices: Shop.prices)
  }

  func removing(
    _ item: Int, proration: Proration = .prorate, at instant: String
  ) throws(SubscriptionRefusal) -> Subscription {
    try changingItems(
      [.remove(id: SubscriptionItemID("si_\(item)"), field: "items[0]")], proration: proration,
      at: Shop.at(instant), prices: Shop.prices)
  }
}
