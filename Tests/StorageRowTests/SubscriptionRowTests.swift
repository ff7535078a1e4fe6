import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("Contracts come back as they were written")
struct SubscriptionRowTests {
  @Test("A contract keeps every part, its items and their revisions", arguments: Engine.allCases)
  func roundTrip(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let bare = Sample.subscription(1)
        var item = Sample.item(20)
        item.metadata = Sample.metadata
        item.revisions.append(
          ItemRevision(
            number: 1, from: Sample.instant(50), price: PriceID("price_1"), quantity: 0, proration: .none,
            step: .removal))
        let full = Sample.subscription(
          2, full: true, items: [Sample.item(21), item, Sample.item(19)], testClock: TestClockID("clock_1"))
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.subscription(bare.id) == bare)
        #expect(try rows.subscription(full.id) == full)
        #expect(try rows.subscription(SubscriptionID("sub_3")) == nil)
        #expect(try rows.subscription(item: SubscriptionItemID("si_19")) == full)
        #expect(try rows.subscription(item: SubscriptionItemID("si_x")) == nil)

        try rows.update(Sample.subscription(1, full: true, items: bare.items))
        #expect(try rows.subscription(bare.id) == Sample.subscription(1, full: true, items: bare.items))
        try rows.update(bare)
        #expect(try rows.subscription(bare.id) == bare)
      }
      await failure(StorageFailure.self) {
        try await database.write { try $0.update(Sample.subscription(9)) }
      }
    }
  }

  @Test("Items join, change and leave, and the others close up in their order", arguments: Engine.allCases)
  func items(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        try rows.insert(Sample.subscription(2))
        var contract = Sample.subscription(1)
        try rows.insert(contract)
        for numbers in [[1], [1, 2, 3], [1, 3], [3], [3, 4, 5, 6], [4, 6, 7], [7], [8]] {
          contract.items = numbers.map { number in
            var item = Sample.item(number * 100)
            item.metadata = ["step": "\(numbers)"]
            return item
          }
          try rows.update(contract)
          #expect(try rows.subscription(contract.id) == contract)
        }
        #expect(try rows.subscription(SubscriptionID("sub_2")) == Sample.subscription(2))
      }
    }
  }

  @Test("A period is advanced once, whoever tries", arguments: Engine.allCases)
  func advance(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let old = Sample.subscription(1)
      let new = old.activated().renewed(at: old.renewal)
      try await database.write { rows in
        try rows.insertGround()
        try rows.insert(old)
      }
      let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try await database.write { try $0.advance(new, fromTurn: old.lastTurn) }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(winners == 1)
      let stored = try await database.read { try $0.subscription(old.id) }
      #expect(stored == new)
      #expect(stored?.period.start == old.period.end)
    }
  }

  @Test("Contracts are found by status, customer, price, clock and collection", arguments: Engine.allCases)
  func filters(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround(customers: 2)
        try rows.insert(Sample.product(2))
        try rows.insert(Sample.price(2, product: 2))
        let statuses: [SubscriptionStatus] = [.incomplete, .incompleteExpired, .active, .pastDue, .canceled]
        for (index, status) in statuses.enumerated() {
          var contract = Sample.subscription(
            index, full: index == 2, customer: index == 3 ? 2 : 1,
            items: [Sample.item(index), Sample.item(index + 100, price: index == 2 ? 2 : 1)],
            testClock: index == 4 ? TestClockID("clock_1") : nil, start: Sample.instant(Int64(index)))
          contract.status = status
          try rows.insert(contract)
        }
        func found(_ filter: SubscriptionFilter) throws -> [String] {
          try rows.subscriptions(filter, Page(limit: 9)).elements.map { String($0.id.text.dropFirst(4)) }
        }
        #expect(try found(SubscriptionFilter()) == ["3", "2", "1", "0"])
        #expect(try found(SubscriptionFilter(status: .all)) == ["4", "3", "2", "1", "0"])
        #expect(try found(SubscriptionFilter(status: .ended)) == ["4", "1"])
        #expect(try found(SubscriptionFilter(status: .exactly(.pastDue))) == ["3"])
        #expect(try found(SubscriptionFilter(customer: CustomerID("cus_2"))) == ["3"])
        #expect(try found(SubscriptionFilter(price: PriceID("price_2"))) == ["2"])
        for (product, sold) in [("prod_1", ["3", "2", "1", "0"]), ("prod_2", ["2"]), ("prod_3", [])] {
          var filter = SubscriptionFilter()
          filter.product = ProductID(product)
          #expect(try found(filter) == sold)
        }
        #expect(try found(SubscriptionFilter(status: .all, testClock: TestClockID("clock_1"))) == ["4"])
        #expect(try found(SubscriptionFilter(collection: .sendInvoice)) == ["2"])
        #expect(try found(SubscriptionFilter(collection: .chargeAutomatically)) == ["3", "1", "0"])
        #expect(
          try rows.subscriptions(of: CustomerID("cus_1")).map(\.id.text) == [
            "sub_0", "sub_1", "sub_2", "sub_4",
          ])
      }
    }
  }

  @Test("A page counts contracts, not their items, forward and back", arguments: Engine.allCases)
  func pages(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        var expected: [Subscription] = []
        for number in 10..<18 {
          let items = (0..<(number % 3 + 1)).map { Sample.item(number * 10 + $0) }
          let contract = Sample.subscription(number, items: items, start: Sample.instant(Int64(number / 4)))
          try rows.insert(contract)
          expected.insert(contract, at: 0)
        }
        let first = try rows.subscriptions(SubscriptionFilter(), Page(limit: 3))
        #expect(first.elements == Array(expected[..<3]))
        #expect(first.hasMore)
        let next = try rows.subscriptions(
          SubscriptionFilter(), Page(limit: 5, cursor: .after(expected[2].id.text)))
        #expect(next.elements == Array(expected[3...]))
        #expect(!next.hasMore)
        let back = try rows.subscriptions(
          SubscriptionFilter(), Page(limit: 2, cursor: .before(expected[4].id.text)))
        #expect(back.elements == Array(expected[2..<4]))
        #expect(back.hasMore)
      }
    }
  }
}
