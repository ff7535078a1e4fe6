import Bookkeeping
import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Notation
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("The journal and the ledger come back as they were written")
struct JournalRowTests {
  private static func append(
    _ number: Int, _ fact: Fact, recorded: Int64 = 0, on rows: any Connection
  ) throws -> JournalPlace {
    try rows.append(
      fact, id: FactID("fact_\(number)"), effective: Sample.instant(-5), recorded: Sample.instant(recorded))
  }

  @Test("A fact keeps what happened, when, and why", arguments: Engine.allCases)
  func roundTrip(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let cause = FactCause(actor: "api_key/key_1", requestID: "req_1", idempotencyKey: Sample.text)
      let product = Sample.product(1, full: true)
      let place = try await database.write { rows in
        try rows.append(
          .productCreated(product), id: FactID("fact_1"), customer: CustomerID("cus_1"), cause: cause,
          effective: Sample.instant(1), recorded: Sample.instant(2))
      }
      try await database.read { rows in
        let fact = try #require(try rows.fact(FactID("fact_1")))
        #expect(fact.place == place)
        #expect(fact.cause == cause)
        #expect(fact.effective == Sample.instant(1))
        #expect(fact.recorded == Sample.instant(2))
        #expect(try Product.folded([fact.fact]) == product)
        #expect(try rows.fact(FactID("fact_2")) == nil)
      }
    }
  }

  @Test("A reader takes facts in order and without gaps, a batch at a time", arguments: Engine.allCases)
  func reader(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      for batch in 0..<5 {
        try await database.write { rows in
          for number in 0..<3 {
            _ = try Self.append(
              batch * 3 + number, .productDeleted(ProductID("prod_\(number)")), on: rows)
          }
        }
      }
      var seen: [String] = []
      var place = JournalPlace.start
      let deadline = ContinuousClock.now + .seconds(180)
      while seen.count < 15, ContinuousClock.now < deadline {
        let from = place
        let batch = try await database.read { try $0.facts(after: from, limit: 4) }
        guard let last = batch.last else {
          // On PostgreSQL a writer anywhere in the cluster, such as another test's, may hold the reader back.
          try await Task.sleep(for: .milliseconds(10))
          continue
        }
        #expect(batch.count <= 4 && last.place > place)
        seen += batch.map(\.id.text)
        place = last.place
      }
      #expect(seen == (0..<15).map { "fact_\($0)" })
    }
  }

  @Test(
    "A fold of recurring revenue gets the facts it needs, and how far it has looked",
    arguments: Engine.allCases)
  func recurring(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let contract = Sample.subscription(1)
      let level = RecurringLevel(
        item: contract.items[0].id, price: contract.items[0].price, quantity: 1, list: 5, net: 5)
      let change = Change(from: contract, to: contract.activated())
      let facts: [Fact] = [
        .productDeleted(ProductID("prod_1")), .subscriptionStarted(contract, [level]),
        .subscriptionChanged(contract.id, .renewed, change, []),
        .subscriptionChanged(contract.id, .activated, change, [level]),
        .productDeleted(ProductID("prod_2")),
      ]
      let places = try await database.write { rows in
        try facts.enumerated().map { try Self.append($0, $1, on: rows) }
      }
      struct Looked: Equatable {
        let found: [JournalPlace]
        let through: JournalPlace?
      }
      // From where, and how many at most.
      let asked = [(JournalPlace.start, 9), (.start, 1), (places[1], 1), (places[3], 3), (places[4], 3)]
      let expected = [
        Looked(found: [places[1], places[3]], through: places[4]),
        Looked(found: [places[1]], through: places[1]), Looked(found: [places[3]], through: places[3]),
        Looked(found: [], through: places[4]), Looked(found: [], through: nil),
      ]
      // A strange transaction that ends between snapshot and question counts as ours, so the journal is seen
      // to its end a little later, when others write beside us.
      let deadline = ContinuousClock.now + .seconds(180)
      var looked: [Looked] = []
      repeat {
        try await Task.sleep(for: .milliseconds(10))
        looked = try await database.read { rows in
          try asked.map { place, limit in
            let (facts, through) = try rows.recurringFacts(after: place, limit: limit)
            return Looked(found: facts.map(\.place), through: through)
          }
        }
      } while looked != expected && ContinuousClock.now < deadline
      #expect(looked == expected)
    }
  }

  @Test("A thing's history ends where one asks it to", arguments: Engine.allCases)
  func history(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let versions = (0...4).map { number in
        var version = Sample.product(1)
        version.name = "Name \(number)"
        return version
      }
      var places: [JournalPlace] = []
      for (number, version) in versions.enumerated() {
        let fact: Fact =
          number == 0
          ? .productCreated(version)
          : .productChanged(version.id, Change(from: versions[number - 1], to: version))
        places.append(
          try await database.write { rows in
            let place = try Self.append(number, fact, on: rows)
            _ = try Self.append(100 + number, .productDeleted(ProductID("prod_9")), on: rows)
            return place
          })
      }
      let known = places
      try await database.read { rows in
        for (number, version) in versions.enumerated() {
          let facts = try rows.facts(subject: "prod_1", through: known[number])
          #expect(facts.map(\.place) == Array(known[...number]))
          #expect(try Product.folded(facts.map(\.fact)) == version)
        }
        #expect(try rows.facts(subject: "prod_1").count == 5)
        #expect(try rows.facts(subject: "prod_2").isEmpty)
      }
    }
  }

  @Test(
    "Facts are listed by when they were recorded, newest first, also of some kinds",
    arguments: Engine.allCases)
  func list(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 0..<12 {
          let fact: Fact =
            number % 3 == 0
            ? .testClockDeleted(TestClockID("clock_1")) : .productDeleted(ProductID("prod_\(number)"))
          _ = try Self.append(number, fact, recorded: Int64(number / 4), on: rows)
        }
        func found(_ kinds: [String]?, _ page: Page) throws -> [Int] {
          try rows.facts(kinds: kinds, page).elements.map { Int($0.id.text.dropFirst(5))! }
        }
        #expect(try found(nil, Page(limit: 20)) == Array((0..<12).reversed()))
        #expect(try found(nil, Page(limit: 3, cursor: .after("fact_9"))) == [8, 7, 6])
        #expect(try found(nil, Page(limit: 3, cursor: .before("fact_7"))) == [10, 9, 8])
        #expect(try found(["test_clock.deleted"], Page(limit: 20)) == [9, 6, 3, 0])
        #expect(try found(["test_clock.deleted", "product.deleted"], Page(limit: 20)).count == 12)
        #expect(try found(["clock.deleted", "product", "deleted|product"], Page(limit: 20)).isEmpty)
        #expect(try found([], Page(limit: 20)).isEmpty)
        let middle = CreatedRange(from: Sample.instant(1), until: Sample.instant(2))
        #expect(try found(nil, Page(limit: 20, created: middle)) == [7, 6, 5, 4])
        #expect(try rows.facts(kinds: nil, Page(limit: 11)).hasMore)
      }
      await failure(UnknownCursor.self) {
        _ = try await database.read {
          try $0.facts(kinds: nil, Page(limit: 1, cursor: .after("fact_x"))).hasMore
        }
      }
    }
  }

  @Test("A fact that this program cannot read is a failure, never a guess", arguments: Engine.allCases)
  func unreadable(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        _ = try Self.append(1, .productDeleted(ProductID("prod_1")), on: rows)
        try rows.execute("UPDATE fact SET kind = 'product.teleported'")
      }
      await failure(StorageFailure.self) {
        _ = try await database.read { try $0.fact(FactID("fact_1")) == nil }
      }
    }
  }

  @Test("Every posting moves its balance; accounts and currencies stay apart", arguments: Engine.allCases)
  func ledger(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let one = CustomerID("cus_1")
        func entry(_ amount: Int64, _ currency: Currency) -> [Posting] {
          [
            Posting(account: .receivable, customer: one, amount: Money(amount, currency)),
            Posting(account: .deferredRevenue, customer: one, amount: Money(-amount, currency)),
          ]
        }
        try rows.post(entry(1_000, .eur), fact: FactID("fact_1"), effective: Sample.instant(1))
        try rows.post(entry(-400, .eur), fact: FactID("fact_2"), effective: Sample.instant(2))
        try rows.post(entry(7, .jpy), fact: FactID("fact_3"), effective: Sample.instant(3))
        try rows.post([], fact: FactID("fact_4"), effective: Sample.instant(4))
        #expect(try rows.postings(of: FactID("fact_1")) == entry(1_000, .eur))
        #expect(try rows.balance(customer: one, account: .receivable, currency: .eur) == 600)
        #expect(try rows.balance(customer: one, account: .receivable, currency: .jpy) == 7)
        #expect(try rows.balance(customer: one, account: .cash, currency: .eur) == 0)
        #expect(try rows.balance(customer: CustomerID("cus_2"), account: .receivable, currency: .eur) == 0)
        let all = try rows.balances(customer: one)
        #expect(
          all == [
            Balance(account: .deferredRevenue, amount: Money(-600, .eur)),
            Balance(account: .deferredRevenue, amount: Money(-7, .jpy)),
            Balance(account: .receivable, amount: Money(600, .eur)),
            Balance(account: .receivable, amount: Money(7, .jpy)),
          ])
      }
      let twice = await failure(StorageFailure.self) {
        try await database.write { rows in
          try rows.post(
            [Posting(account: .cash, customer: CustomerID("cus_1"), amount: Money(1, .eur))],
            fact: FactID("fact_1"), effective: Sample.instant(1))
        }
      }
      #expect(twice?.isConstraint == true)
    }
  }

  @Test("A balance that does not fit is refused, not bent", arguments: Engine.allCases)
  func balanceOverflow(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      await failure(StorageFailure.self) {
        try await database.write { rows in
          for number in 1...2 {
            try rows.post(
              [Posting(account: .cash, customer: CustomerID("cus_1"), amount: Money(.max, .eur))],
              fact: FactID("fact_\(number)"), effective: Sample.instant(1))
          }
        }
      }
      let cash = try await database.read {
        try $0.balance(customer: CustomerID("cus_1"), account: .cash, currency: .eur)
      }
      #expect(cash == 0)
    }
  }
}
