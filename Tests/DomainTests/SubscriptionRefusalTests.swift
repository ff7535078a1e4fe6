import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Subscriptions
import Testing

@Suite("What a contract says no to")
struct SubscriptionRefusalTests {
  private func changing(
    _ change: ItemChange, of contract: Subscription = Shop.contract(), prices: PriceBook = Shop.prices
  ) throws(SubscriptionRefusal) -> Subscription {
    try contract.changingItems([change], proration: .prorate, at: Shop.at("2026-04-16"), prices: prices)
  }

  private func add(_ price: PriceID, quantity: Int64 = 1) -> ItemChange {
    .add(id: SubscriptionItemID("si_9"), price: price, quantity: quantity, metadata: [:], field: "f")
  }

  private func book(_ price: Price) -> PriceBook { Shop.prices.merging([price.id: price]) { $1 } }

  @Test("Prices of another currency do not join a contract")
  func mixed() {
    let euro = Shop.price("euro", "1000", .monthly, currency: .eur)
    #expect(throws: SubscriptionRefusal.currenciesDiffer(field: "f[price]")) {
      try changing(add(euro.id), prices: book(euro))
    }
  }

  @Test("Prices that are not for sale, not known or not recurring are refused")
  func unusable() {
    var old = Shop.price("old", "1000", .monthly)
    old.active = false
    #expect(throws: SubscriptionRefusal.priceInactive(id: "price_old", field: "f[price]")) {
      try changing(add(old.id), prices: book(old))
    }
    #expect(throws: SubscriptionRefusal.priceInactive(id: "price_new", field: "f[price]")) {
      try changing(add(PriceID("price_new")))
    }
    let once = Shop.price("once", "1000", nil)
    #expect(throws: SubscriptionRefusal.priceNotRecurring(id: "price_once", field: "f[price]")) {
      try changing(add(once.id), prices: book(once))
    }
  }

  @Test("A price stands on a contract once")
  func duplicate() throws {
    #expect(throws: SubscriptionRefusal.duplicatePrice(id: "price_starter", field: "items")) {
      try changing(add(Shop.id("starter")))
    }
    let exchanged = try Shop.contract().changingItems(
      [.remove(id: SubscriptionItemID("si_1"), field: "g"), add(Shop.id("starter"))], proration: .prorate,
      at: Shop.at("2026-04-16"), prices: Shop.prices)
    #expect(exchanged.items.map(\.isRemoved) == [true, false], "a removed item's price may come back")
  }

  @Test("Items that are not there, or not any more, cannot be changed")
  func unknownItem() throws {
    let unknown = SubscriptionRefusal.unknownItem(id: "si_2", field: "items[0][id]")
    #expect(throws: unknown) { try Shop.contract().changing(2, quantity: 2, at: "2026-04-16") }
    let without = try Shop.contract([("starter", 1), ("team", 1)]).removing(2, at: "2026-04-10")
    #expect(throws: unknown) { try without.changing(2, quantity: 2, at: "2026-04-16") }
    #expect(throws: unknown) { try without.removing(2, at: "2026-04-16") }
  }

  @Test("The last item stays: a contract without any is cancelled instead")
  func lastItem() {
    #expect(throws: SubscriptionRefusal.lastItem) { try Shop.contract().removing(1, at: "2026-04-16") }
  }

  @Test("What has ended or not begun cannot be changed")
  func notRunning() {
    let ended = Shop.contract().canceled(at: Shop.at("2026-04-10"), reason: .requested)
    #expect(throws: SubscriptionRefusal.ended(id: "sub_1")) {
      try ended.changing(quantity: 2, at: "2026-04-16")
    }
    var waiting = Shop.contract()
    waiting.status = .incomplete
    #expect(throws: SubscriptionRefusal.incomplete(id: "sub_1")) {
      try waiting.changing(quantity: 2, at: "2026-04-16")
    }
  }

  @Test("A quantity is never negative")
  func negative() {
    #expect(throws: SubscriptionRefusal.quantityNegative(field: "items[0][quantity]")) {
      try Shop.contract().changing(quantity: -1, at: "2026-04-16")
    }
  }

  @Test(
    "A change lies inside the period and not before the one it follows",
    arguments: ["2026-03-31T23:59:59Z", "2026-05-01", "2026-06-01", "2026-04-09T23:59:59Z"])
  func outside(instant: String) throws {
    let contract = try Shop.contract().changing(quantity: 2, at: "2026-04-10")

    #expect(throws: SubscriptionRefusal.changeOutsidePeriod(field: "proration_date")) {
      try contract.changing(quantity: 3, at: instant)
    }
    #expect(try contract.changing(quantity: 3, at: "2026-04-10").items[0].revisions.count == 3)
    #expect(try contract.changing(quantity: 3, at: "2026-04-30T23:59:59Z").items[0].quantity == 3)
  }

  @Test("An amount or a monthly level beyond 64 bits is refused when it is asked for")
  func tooLarge() {
    for quantity in [Int64.max, 10_000_000_000] {
      #expect(throws: SubscriptionRefusal.amountTooLarge(field: "items[0][quantity]")) {
        try Shop.contract().changing(quantity: quantity, at: "2026-04-16")
      }
    }
  }

  @Test("Notes alone make no revision, and a refused change leaves nothing behind")
  func notes() throws {
    let contract = Shop.contract()
    let noted = try changing(
      .update(
        id: SubscriptionItemID("si_1"), price: nil, quantity: 1, metadata: ["seat": "window"], field: "f"),
      of: contract)
    #expect(noted.items[0].revisions == contract.items[0].revisions)
    #expect(noted.items[0].metadata == ["seat": "window"])
  }
}
