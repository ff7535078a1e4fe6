import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions
import Testing

@Suite("Movements of recurring revenue")
struct MovementTests {
  /// One customer's contracts as bare levels, folded fact by fact.
  private struct Book {
    var levels: [SubscriptionItemID: ItemLevel] = [:]
    var customer = CustomerLevel.never
    var place: Int64 = 0

    /// A fact of `contract` that leaves its items at these monthly amounts, in hundredths of a minor unit.
    mutating func fact(
      _ contract: String, _ items: [(String, Int64)], _ cause: SubscriptionCause = .activated,
      price: String = "any", list: Int64? = nil, standingStill: Bool = false
    )
      -> [Movement]
    {
      place += 1
      let levels = items.map { item, net in
        RecurringLevel(
          item: SubscriptionItemID(item), price: Shop.id(price), quantity: 1, list: list ?? net, net: net)
      }
      let old = standingStill ? Shop.contract().paused() : Shop.contract()
      let recorded = RecordedFact(
        id: FactID("fact_\(place)"), place: JournalPlace(stamp: 0, position: place),
        fact: .subscriptionChanged(
          SubscriptionID(contract), cause, Change(from: old, to: old.fallenPastDue()), levels),
        cause: FactCause(actor: "test"), effective: Shop.at("2026-04-01"), recorded: Shop.at("2026-04-02"))
      let subject = MovementSubject(
        subscription: SubscriptionID(contract), customer: CustomerID("cus_1"), currency: .usd,
        onTestClock: false)
      let (moved, after) = movements(of: recorded, about: subject, known: self.levels, customer: customer)
      for movement in moved {
        self.levels[movement.item] = ItemLevel(level: movement.itemLevel, price: movement.price)
      }
      customer = after
      return moved
    }
  }

  private func text(_ movements: [Movement]) -> [String] {
    movements.map { "\($0.kind.rawValue) \($0.delta) → \($0.customerLevel) (\($0.customers))" }
  }

  @Test("What changes its price says what it brought under the old one, also when it brings the same")
  func moved() {
    var book = Book()
    _ = book.fact("sub_1", [("si_1", 100), ("si_2", 7)], price: "a")
    let up = book.fact("sub_1", [("si_1", 300), ("si_2", 7)], .itemsChanged, price: "b")
    #expect(text(up) == ["expansion 200 → 307 (0)", "expansion 0 → 307 (0)"])
    #expect(
      up.map(\.moved) == [MovedLevel(price: Shop.id("a"), level: 100), .init(price: Shop.id("a"), level: 7)])
    let same = book.fact("sub_1", [("si_1", 350), ("si_2", 7)], .itemsChanged, price: "b")
    #expect(same.map(\.moved) == [nil] && text(same) == ["expansion 50 → 357 (0)"])
    let gone = book.fact("sub_1", [("si_1", 0), ("si_2", 7)], .itemsChanged, price: "c")
    #expect(
      gone.map(\.moved) == [.init(price: Shop.id("b"), level: 350), .init(price: Shop.id("b"), level: 7)])
    // From nothing nothing is moved.
    #expect(book.fact("sub_1", [("si_1", 40)], .itemsChanged, price: "d").map(\.moved) == [nil])
  }

  @Test("A pause is no loss and its end no return; who never paid before it begins when it ends")
  func pauses() {
    var book = Book()
    _ = book.fact("sub_1", [("si_1", 100), ("si_2", 50)])
    #expect(
      text(book.fact("sub_1", [("si_1", 0), ("si_2", 0)], .paused)) == [
        "paused -100 → 0 (-1)", "paused -50 → 0 (0)",
      ])
    #expect(text(book.fact("sub_1", [("si_1", 120)], .resumed)) == ["resumed 120 → 120 (1)"])
    // One contract of two.
    _ = book.fact("sub_2", [("si_3", 30)])
    #expect(text(book.fact("sub_2", [("si_3", 0)], .paused)) == ["paused -30 → 120 (0)"])
    #expect(text(book.fact("sub_2", [("si_3", 30)], .resumed)) == ["resumed 30 → 150 (0)"])
    // A trial that ended in a pause.
    #expect(text(book.fact("sub_3", [("si_4", 0)], .paused)).isEmpty)
    #expect(text(book.fact("sub_3", [("si_4", 70)], .resumed)) == ["expansion 70 → 220 (0)"])
    var other = Book()
    _ = other.fact("sub_1", [("si_1", 0)], .paused)
    #expect(text(other.fact("sub_1", [("si_1", 70)], .resumed)) == ["new 70 → 70 (1)"])
  }

  @Test("A contract that ends while it is paused says so by a movement of nothing, under the price it had")
  func endedPauses() {
    var book = Book()
    func end(_ contract: String, _ items: [(String, Int64)], list: Int64 = 9, pause: Bool = true)
      -> [Movement]
    {
      book.fact(contract, items, .canceled, price: "dear", list: list, standingStill: pause)
    }
    _ = book.fact("sub_1", [("si_1", 100), ("si_2", 50)], price: "cheap")
    _ = book.fact("sub_2", [("si_3", 30)])
    for (contract, items) in [("sub_1", ["si_1", "si_2"]), ("sub_2", ["si_3"])] {
      _ = book.fact(contract, items.map { ($0, 0) }, .paused, price: contract == "sub_1" ? "cheap" : "any")
    }
    _ = book.fact("sub_3", [("si_4", 40)])
    // Somebody else's contract still pays; then nobody's does.
    let one = end("sub_1", [("si_1", 0), ("si_2", 0)])
    #expect(text(one) == ["contraction 0 → 40 (0)", "contraction 0 → 40 (0)"])
    #expect(one.map(\.price) == [Shop.id("cheap"), Shop.id("cheap")] && one.allSatisfy { $0.moved == nil })
    #expect(one.allSatisfy { $0.cause == "canceled" && $0.itemLevel == 0 })
    _ = book.fact("sub_3", [("si_4", 0)], .canceled)
    #expect(text(end("sub_2", [("si_3", 0)])) == ["churn 0 → 0 (0)"])
    // Who left without a pause, an item that was removed, and one that never brought anything say nothing.
    #expect(end("sub_3", [("si_4", 0)], pause: false).isEmpty)
    #expect(end("sub_2", [("si_3", 0)], list: 0).isEmpty)
    #expect(end("sub_4", [("si_5", 0)]).isEmpty)
  }

  /// 4 × 500 a year, then 2 × 30 a month; in minor units: 166.67 and 60.
  @Test(
    "A second contract is expansion, dropping it contraction, the last end churn, coming back reactivation")
  func workedExample() throws {
    let yearly = try RecurringLevel.monthly(price: Shop.price("gold", "50000", .yearly), quantity: 4)
    let monthly = try RecurringLevel.monthly(price: Shop.price("silver", "3000", .monthly), quantity: 2)
    #expect(yearly == 16_666_666_667 && monthly == 6_000_000_000)
    var book = Book()
    #expect(text(book.fact("sub_1", [("si_1", yearly)])) == ["new 16666666667 → 16666666667 (1)"])
    #expect(text(book.fact("sub_2", [("si_2", monthly)])) == ["expansion 6000000000 → 22666666667 (0)"])
    #expect(
      text(book.fact("sub_2", [("si_2", 0)], .canceled)) == ["contraction -6000000000 → 16666666667 (0)"])
    #expect(text(book.fact("sub_1", [("si_1", 0)], .canceled)) == ["churn -16666666667 → 0 (-1)"])
    #expect(text(book.fact("sub_3", [("si_3", monthly)])) == ["reactivation 6000000000 → 6000000000 (1)"])
  }

  @Test("Exchanging one item for a dearer one is one expansion, never a churn and a return")
  func exchange() {
    var book = Book()
    _ = book.fact("sub_1", [("si_1", 1_000)])
    #expect(
      text(book.fact("sub_1", [("si_1", 0), ("si_2", 3_000)], .itemsChanged)) == [
        "expansion -1000 → 3000 (0)", "expansion 3000 → 3000 (0)",
      ])
    #expect(
      text(book.fact("sub_1", [("si_2", 0), ("si_3", 2_000)], .itemsChanged)) == [
        "contraction -3000 → 2000 (0)", "contraction 2000 → 2000 (0)",
      ])
    #expect(book.customer == CustomerLevel(level: 2_000, wasPaying: true))
  }

  @Test("A customer who begins with two items is one new customer")
  func twoItems() {
    var book = Book()
    #expect(
      text(book.fact("sub_1", [("si_1", 1_000), ("si_2", 500)])) == [
        "new 1000 → 1500 (1)", "new 500 → 1500 (0)",
      ])
  }

  @Test("A fact that moves nothing leaves no row, and a free contract makes nobody a customer")
  func nothing() {
    var book = Book()
    #expect(book.fact("sub_1", [("si_1", 0)]).isEmpty && !book.customer.wasPaying)
    _ = book.fact("sub_1", [("si_1", 700)], .itemsChanged)
    #expect(book.fact("sub_1", [("si_1", 700)], .fellPastDue).isEmpty)
    #expect(book.fact("sub_1", [], .renewed).isEmpty)
    #expect(book.customer == CustomerLevel(level: 700, wasPaying: true))
    #expect(text(book.fact("sub_1", [("si_1", 0)], .itemsChanged)) == ["churn -700 → 0 (-1)"])
    #expect(text(book.fact("sub_1", [("si_1", 5)], .itemsChanged)) == ["reactivation 5 → 5 (1)"])
  }

  @Test("A movement names its fact, contract, item, price and cause")
  func origin() throws {
    var book = Book()
    let movement = try #require(book.fact("sub_1", [("si_1", 700)], .itemsChanged).first)
    #expect(movement.fact == FactID("fact_1") && movement.place == JournalPlace(stamp: 0, position: 1))
    #expect(movement.subscription == SubscriptionID("sub_1") && movement.item == SubscriptionItemID("si_1"))
    #expect(movement.cause == "items_changed" && movement.itemLevel == 700)
    #expect(movement.effective < movement.recorded && !movement.onTestClock)
  }
}
