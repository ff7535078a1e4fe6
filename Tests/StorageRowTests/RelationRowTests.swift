import Chronology
import Identity
import Monetary
import Relations
import Storage
import TestSupport
import Testing

@Suite("Customers and test clocks come back as they were written")
struct RelationRowTests {
  @Test("A customer keeps every part, set or not, through inserting and updating", arguments: Engine.allCases)
  func customers(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let clock = Sample.clock(1)
        try rows.insert(clock)
        let bare = Sample.customer(1)
        let full = Sample.customer(2, full: true, testClock: clock.id)
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.customer(bare.id) == bare)
        #expect(try rows.customer(full.id) == full)
        try rows.update(Sample.customer(1, full: true))
        #expect(try rows.customer(bare.id) == Sample.customer(1, full: true))
        try rows.update(bare)
        #expect(try rows.customer(bare.id) == bare)
      }
    }
  }

  @Test("A deleted customer is shown as deleted, and in no list", arguments: Engine.allCases)
  func deleted(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let gone = Sample.customer(1, full: true)
        try rows.insert(gone)
        try rows.insert(Sample.customer(2))
        #expect(try rows.isDeleted(gone.id) == false)
        #expect(try rows.deletedCustomer(gone.id) == nil)
        try rows.markDeleted(customer: gone.id)
        #expect(try rows.isDeleted(gone.id) == true)
        #expect(try rows.isDeleted(CustomerID("cus_never")) == nil)
        #expect(try rows.customer(gone.id) == nil)
        #expect(try rows.deletedCustomer(gone.id) == gone)
        #expect(try rows.customers(CustomerFilter(), Page(limit: 9)).elements.map(\.id.text) == ["cus_2"])
        #expect(try rows.invoicePrefixExists("P1"))
        #expect(try !rows.invoicePrefixExists("P3"))
      }
      await failure(StorageFailure.self) {
        try await database.write { try $0.markDeleted(customer: CustomerID("cus_1")) }
      }
    }
  }

  @Test("Customers are found by address, letter for letter, and by clock", arguments: Engine.allCases)
  func filters(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let clock = Sample.clock(1)
        try rows.insert(clock)
        try rows.insert(Sample.customer(1, full: true))
        try rows.insert(Sample.customer(2, full: true, testClock: clock.id))
        try rows.insert(Sample.customer(3, testClock: clock.id))
        func found(_ filter: CustomerFilter) throws -> [String] {
          try rows.customers(filter, Page(limit: 9)).elements.map(\.id.text)
        }
        #expect(try found(CustomerFilter(email: "Ada@example.com")) == ["cus_2", "cus_1"])
        #expect(try found(CustomerFilter(email: "ada@example.com")).isEmpty)
        #expect(try found(CustomerFilter(testClock: clock.id)) == ["cus_3", "cus_2"])
        #expect(try found(CustomerFilter(email: "Ada@example.com", testClock: clock.id)) == ["cus_2"])
        #expect(try rows.customers(onTestClock: clock.id).map(\.id.text) == ["cus_2", "cus_3"])
      }
    }
  }

  @Test("Invoice numbers are counted per customer, from 1, without gaps", arguments: Engine.allCases)
  func sequence(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insert(Sample.customer(1))
        try rows.insert(Sample.customer(2))
        #expect(try rows.takeInvoiceSequence(CustomerID("cus_1")) == 1)
        #expect(try rows.takeInvoiceSequence(CustomerID("cus_1")) == 2)
        #expect(try rows.takeInvoiceSequence(CustomerID("cus_2")) == 1)
        try rows.update(Sample.customer(1, full: true))
        #expect(try rows.takeInvoiceSequence(CustomerID("cus_1")) == 3)
      }
    }
  }

  @Test(
    "A standing tells balance, next number, and whether the newest charged invoice is owed",
    arguments: Engine.allCases)
  func standing(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround(customers: 2)
        var customer = Sample.customer(1)
        #expect(try rows.customerStanding(customer) == .blank)
        customer.currency = .eur
        try rows.update(customer)
        for (currency, amount) in [(Currency.eur, Int64(-500)), (.usd, 900), (.eur, 200)] {
          try rows.post(
            [.init(account: .customerBalance, customer: customer.id, amount: Money(amount, currency))],
            fact: .init("fact_\(amount)"), effective: Sample.instant(0))
        }
        _ = try rows.takeInvoiceSequence(customer.id)
        #expect(
          try rows.customerStanding(customer)
            == CustomerStanding(balance: -300, nextInvoiceSequence: 2, delinquent: false))
        #expect(
          try rows.customerStandings([customer.id, Sample.customer(2).id, .init("cus_none")])
            == [customer.id: try rows.customerStanding(customer), Sample.customer(2).id: .blank])

        func delinquent() throws -> Bool { try rows.customerStanding(customer).delinquent }
        var unpaid = Sample.invoice(1)
        unpaid.status = .open
        unpaid.finalizedAt = Sample.instant(10)
        try rows.insert(unpaid, lines: [])
        #expect(try !delinquent())
        unpaid.attempted = true
        try rows.update(unpaid)
        #expect(try delinquent())
        // A newer one that waits for a transfer says nothing, nor does a draft.
        let contract = Sample.subscription(2, full: true)
        try rows.insert(contract)
        var sent = Sample.invoice(2, full: true, of: contract)
        sent.status = .paid
        try rows.insert(sent, lines: [])
        try rows.insert(Sample.invoice(3), lines: [])
        #expect(try delinquent())
        var paid = Sample.invoice(4)
        paid.status = .paid
        paid.attempted = true
        paid.finalizedAt = Sample.instant(11)
        try rows.insert(paid, lines: [])
        #expect(try !delinquent())
      }
    }
  }

  @Test(
    "A test clock keeps its name and target, and leaves every list when deleted", arguments: Engine.allCases)
  func clocks(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let bare = Sample.clock(1)
        let full = Sample.clock(2, full: true)
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.testClock(bare.id) == bare)
        #expect(try rows.testClock(full.id) == full)
        try rows.update(Sample.clock(1, full: true))
        #expect(try rows.testClock(bare.id) == Sample.clock(1, full: true))
        #expect(
          try rows.testClocks(TestClockFilter(), Page(limit: 9)).elements.map(\.id.text) == [
            "clock_2", "clock_1",
          ])
        try rows.markDeleted(testClock: full.id)
        #expect(try rows.testClock(full.id) == nil)
        #expect(try rows.testClocks(TestClockFilter(), Page(limit: 9)).elements.map(\.id.text) == ["clock_1"])
      }
    }
  }
}
