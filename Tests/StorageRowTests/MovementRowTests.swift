import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("Movements of recurring revenue come back as they were written, and sum by month")
struct MovementRowTests {
  /// One of several hundred movements over some years, in a mixture that repeats with different periods.
  static func movement(_ number: Int) -> Movement {
    let start = Instant(iso: "2024-01-31T23:59:59Z")!
    return Movement(
      fact: FactID("fact_\(number)"), place: JournalPlace(stamp: 0, position: Int64(number + 1)),
      customer: CustomerID("cus_\(number % 11)"), subscription: SubscriptionID("sub_1"),
      item: SubscriptionItemID("si_\(number % 3)"), price: PriceID("price_1"),
      currency: number % 4 == 0 ? .usd : .eur,
      kind: MovementKind.allCases[number % MovementKind.allCases.count],
      cause: "items_changed", delta: Int64(number * 1_000_003 - 50_000_000),
      moved: number % 5 == 0 ? MovedLevel(price: PriceID("price_2"), level: Int64(number + 1)) : nil,
      itemLevel: Int64(number),
      customerLevel: Int64(number * 2), customers: Int64(number % 3 - 1), onTestClock: number % 9 == 0,
      effective: start.adding(seconds: Int64(number / 2) * 400_001), recorded: Sample.instant(Int64(number)))
  }

  private static func fill(_ count: Int, _ rows: any Connection) throws -> [Movement] {
    let all = (0..<count).map(movement)
    for movement in all {
      try rows.append(
        .productDeleted(ProductID("prod_1")), id: movement.fact, effective: movement.effective,
        recorded: movement.recorded)
      try rows.insert(movement)
    }
    // Where the movements above say that their facts are.
    try rows.execute("UPDATE fact SET stamp = 0")
    return all
  }

  @Test("Sums by month are what adding one by one gives", arguments: Engine.allCases, [false, true])
  func sums(_ engine: Engine, _ includeTestClocks: Bool) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        #expect(try rows.movementSums(through: Month(year: 2_030, month: 1), includeTestClocks: true).isEmpty)
        let all = try Self.fill(300, rows).filter { includeTestClocks || !$0.onTestClock }
        for last in [
          Month(year: 2_024, month: 1), Month(year: 2_024, month: 9), Month(year: 2_040, month: 1),
        ] {
          struct Place: Hashable { let currency: Currency, month: Month, kind: MovementKind }
          var expected: [Place: (delta: Int64, customers: Int64)] = [:]
          for movement in all {
            let month = Month(containing: movement.effective, in: .utc)
            guard month <= last else { continue }
            expected[Place(currency: movement.currency, month: month, kind: movement.kind), default: (0, 0)]
              .delta +=
              movement.delta
            expected[Place(currency: movement.currency, month: month, kind: movement.kind)]!.customers +=
              movement.customers
          }
          let found = try rows.movementSums(through: last, includeTestClocks: includeTestClocks)
          #expect(found.count == expected.count)
          for sum in found {
            let wanted = expected[Place(currency: sum.currency, month: sum.month, kind: sum.kind)]
            #expect(sum.delta == wanted.map { Int128($0.delta) } && sum.customers == wanted?.customers)
          }
        }
      }
    }
  }

  @Test("Sums of the largest deltas need more than 64 bits, and have them", arguments: Engine.allCases)
  func largeSums(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let deltas: [Int64] = [.max, .max, .max, 1, -1, .min, .min, .min, .min, 999_999_999, -999_999_999]
        for (number, delta) in deltas.enumerated() {
          let like = Self.movement(number)
          try rows.insert(
            Movement(
              fact: like.fact, place: like.place, customer: like.customer, subscription: like.subscription,
              item: like.item, price: like.price, currency: .usd, kind: delta > 0 ? .expansion : .contraction,
              cause: like.cause, delta: delta, itemLevel: 0, customerLevel: 0, customers: 0,
              onTestClock: false, effective: Sample.instant(0), recorded: like.recorded))
        }
        let sums = try rows.movementSums(through: Month(year: 2_100, month: 1), includeTestClocks: false)
        let expected = Dictionary(uniqueKeysWithValues: sums.map { ($0.kind, $0.delta) })
        #expect(expected[.expansion] == 3 * Int128(Int64.max) + 1_000_000_000)
        #expect(expected[.contraction] == 4 * Int128(Int64.min) - 1_000_000_000)
      }
    }
  }

  @Test(
    "Movements are listed by when they took effect, and any bar opens its own", arguments: Engine.allCases)
  func list(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let all = Array(try Self.fill(120, rows).reversed())
        let every = MovementQuery(includeTestClocks: true)
        #expect(try rows.movements(every, Page(limit: 200)).elements == all)
        #expect(
          try rows.movements(MovementQuery(), Page(limit: 200)).elements == all.filter { !$0.onTestClock })
        let bar = MovementQuery(
          currency: .eur, kind: .churn, from: all[80].effective, until: all[20].effective,
          includeTestClocks: true)
        #expect(
          try rows.movements(bar, Page(limit: 200)).elements
            == all.filter {
              $0.currency == .eur && $0.kind == .churn && $0.effective >= all[80].effective
                && $0.effective < all[20].effective
            })
        let mine = MovementQuery(customer: CustomerID("cus_4"), includeTestClocks: true)
        #expect(
          try rows.movements(mine, Page(limit: 200)).elements
            == all.filter { $0.customer == CustomerID("cus_4") })

        var seen: [Movement] = []
        while true {
          let page = Page(limit: 7, cursor: seen.last.map { .after($0.cursor) })
          let result = try rows.movements(every, page)
          seen += result.elements
          guard result.hasMore else { break }
        }
        #expect(seen == all)
        let back = try rows.movements(every, Page(limit: 5, cursor: .before(all[50].cursor)))
        #expect(back.elements == Array(all[45..<50]))
      }
      for cursor in ["nothing", "fact_1/si_x", "fact_x/si_1"] {
        await failure(UnknownCursor.self) {
          _ = try await database.read {
            try $0.movements(MovementQuery(), Page(limit: 1, cursor: .after(cursor))).hasMore
          }
        }
      }
    }
  }

  @Test("Levels and cursors are kept until the fold starts anew", arguments: Engine.allCases)
  func levels(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let item = SubscriptionItemID("si_1")
        let customer = CustomerID("cus_1")
        #expect(try rows.cursor(of: "revenue") == .start)
        #expect(try rows.recurringItem(item) == nil)
        #expect(try rows.recurringCustomerLevel(customer, .eur) == .never)
        for level in [Int64(5), 0, .max] {
          try rows.setCursor("revenue", JournalPlace(stamp: level, position: 2))
          let kept = ItemLevel(level: level, price: PriceID("price_\(level % 3)"))
          try rows.setRecurringItem(item, customer: customer, currency: .eur, kept)
          try rows.setRecurringCustomer(customer, .eur, CustomerLevel(level: level, wasPaying: level == 0))
          #expect(try rows.cursor(of: "revenue") == JournalPlace(stamp: level, position: 2))
          #expect(try rows.recurringItem(item) == kept)
          #expect(
            try rows.recurringCustomerLevel(customer, .eur)
              == CustomerLevel(level: level, wasPaying: level == 0))
        }
        #expect(try rows.recurringCustomerLevel(customer, .usd) == .never)
        #expect(try rows.cursor(of: "other") == .start)
        _ = try Self.fill(3, rows)
        try rows.clearMovements()
        #expect(try rows.movements(MovementQuery(includeTestClocks: true), Page(limit: 9)).elements.isEmpty)
        #expect(try rows.recurringItem(item) == nil)
        #expect(try rows.recurringCustomerLevel(customer, .eur) == .never)
      }
    }
  }
}
