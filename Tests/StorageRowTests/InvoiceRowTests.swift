import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("Invoices, their lines and what waits for them come back as they were written")
struct InvoiceRowTests {
  @Test("An invoice keeps every part, set or not, through inserting and updating", arguments: Engine.allCases)
  func roundTrip(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let contract = Sample.subscription(1, full: true)
        try rows.insert(contract)
        let bare = Sample.invoice(1)
        let full = Sample.invoice(2, full: true, of: contract)
        try rows.insert(bare, lines: [])
        try rows.insert(full, lines: Sample.lines(3, of: full, contract))
        #expect(try rows.invoice(bare.id) == bare)
        #expect(try rows.invoice(full.id) == full)
        #expect(try rows.invoice(InvoiceID("in_3")) == nil)

        var changed = bare
        changed.status = .void
        changed.number = "N"
        changed.startingBalance = 1
        changed.endingBalance = 2
        changed.amountDue = 3
        changed.amountPaid = 4
        changed.amountPaidOutOfBand = 5
        changed.attemptCount = 6
        changed.attempted = true
        changed.nextPaymentAttempt = Sample.instant(7)
        changed.autoAdvance = false
        changed.finalizesAt = Sample.instant(8)
        changed.finalizedAt = Sample.instant(9)
        changed.paidAt = Sample.instant(10)
        changed.voidedAt = Sample.instant(11)
        changed.uncollectibleAt = Sample.instant(12)
        changed.dueDate = Sample.instant(13)
        changed.description = Sample.text
        changed.metadata = Sample.metadata
        try rows.update(changed)
        #expect(try rows.invoice(bare.id) == changed)
        try rows.update(bare)
        #expect(try rows.invoice(bare.id) == bare)
      }
    }
  }

  @Test("Lines keep their content and their places; pages go down the invoice", arguments: Engine.allCases)
  func lines(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let contract = Sample.subscription(1)
        try rows.insert(contract)
        let invoice = Sample.invoice(1, of: contract)
        let lines = Sample.lines(7, of: invoice, contract)
        try rows.insert(invoice, lines: lines)
        let other = Sample.invoice(2, of: contract)
        let credit = InvoiceLine(
          id: InvoiceLineID("il_credit"), invoice: other.id, place: 0,
          content: Sample.content(
            contract, key: "credit", credits: CreditedLine(invoice: invoice.id, line: lines[0].id)))
        try rows.insert(other, lines: [credit])

        #expect(try rows.lines(of: invoice.id) == lines)
        #expect(try rows.lines(of: other.id) == [credit])
        #expect(try rows.line(credit.id) == credit)
        #expect(
          try rows.lines(ofInvoices: [invoice.id, other.id, .init("in_none")])
            == [invoice.id: lines, other.id: [credit]])
        #expect(try rows.line(InvoiceLineID("il_x")) == nil)

        let first = try rows.lines(of: invoice.id, Page(limit: 3))
        #expect(first.elements == Array(lines[..<3]))
        #expect(first.hasMore)
        let rest = try rows.lines(of: invoice.id, Page(limit: 4, cursor: .after(lines[2].id.text)))
        #expect(rest.elements == Array(lines[3...]))
        #expect(!rest.hasMore)
        let back = try rows.lines(of: invoice.id, Page(limit: 2, cursor: .before(lines[3].id.text)))
        #expect(back.elements == Array(lines[1..<3]))
        #expect(back.hasMore)
      }
      await failure(UnknownCursor.self) {
        try await database.read { rows in
          _ = try rows.lines(of: InvoiceID("in_1"), Page(limit: 2, cursor: .after("il_credit")))
        }
      }
      let twice = await failure(StorageFailure.self) {
        try await database.write { rows in
          let contract = Sample.subscription(1)
          let invoice = Sample.invoice(3, of: contract)
          let line = InvoiceLine(
            id: InvoiceLineID("il_twice"), invoice: invoice.id, place: 0,
            content: Sample.content(contract, key: "credit"))
          try rows.insert(invoice, lines: [line])
        }
      }
      #expect(twice?.isConstraint == true)
    }
  }

  @Test(
    "What is billed of a contract is its lines and what waits, from a period on", arguments: Engine.allCases)
  func billed(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let (contract, other) = (Sample.subscription(1), Sample.subscription(2))
        for subscription in [contract, other] { try rows.insert(subscription) }
        let invoice = Sample.invoice(1, of: contract)
        let lines = Sample.lines(2, of: invoice, contract)
        try rows.insert(invoice, lines: lines)
        let waiting = (1...3).map { number in
          PendingItem(
            id: PendingItemID("ii_\(number)"), customer: contract.customer,
            content: Sample.content(contract, key: "p\(number)"), created: Sample.instant(Int64(-number)))
        }
        let foreign = PendingItem(
          id: PendingItemID("ii_9"), customer: contract.customer, content: Sample.content(other, key: "p9"),
          created: Sample.instant(0))
        for item in waiting + [foreign] { try rows.insert(item) }

        #expect(try rows.pendingItem(waiting[0].id) == waiting[0])
        #expect(
          try rows.pendingItems(customer: contract.customer, subscription: contract.id) == waiting.reversed())

        // Once the other contract has ended, what it left behind waits for any invoice of the customer.
        var ended = other
        ended.status = .canceled
        _ = try rows.update(ended)
        #expect(
          try rows.pendingItems(customer: contract.customer, subscription: contract.id)
            == waiting.reversed() + [foreign])
        _ = try rows.update(other)

        func billed(since start: Instant) throws -> [String: CreditedLine?] {
          let found = try rows.billedCharges(subscription: contract.id, since: start)
          #expect(found.allSatisfy { $0.charge.amount == lines[0].content.amount })
          return Dictionary(uniqueKeysWithValues: found.map { ($0.charge.key, $0.line) })
        }
        var all = try billed(since: contract.period.start)
        #expect(Set(all.keys) == ["in_1/0", "in_1/1", "p1", "p2", "p3"])
        #expect(all["in_1/1"] == CreditedLine(invoice: invoice.id, line: lines[1].id))
        #expect(all["p1"] == .some(.none))
        #expect(Set(try billed(since: contract.period.end).keys) == ["p1", "p2", "p3"])

        try rows.markBilled([waiting[1].id], on: invoice.id)
        var taken = waiting[1]
        taken.invoice = invoice.id
        #expect(try rows.pendingItem(taken.id) == taken)
        #expect(
          try rows.pendingItems(customer: contract.customer, subscription: contract.id) == [
            waiting[2], waiting[0],
          ])
        all = try billed(since: contract.period.start)
        #expect(Set(all.keys) == ["in_1/0", "in_1/1", "p1", "p3"])
      }
      let twice = await failure(StorageFailure.self) {
        try await database.write { try $0.markBilled([PendingItemID("ii_2")], on: InvoiceID("in_1")) }
      }
      #expect(twice?.isInvalidStatement == true)
    }
  }

  @Test("Invoices are found by customer, contract, status and collection", arguments: Engine.allCases)
  func filters(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround(customers: 2)
        let charged = Sample.subscription(1)
        let sent = Sample.subscription(2, full: true, customer: 2)
        try rows.insert(charged)
        try rows.insert(sent)
        for (index, status) in InvoiceStatus.allCases.enumerated() {
          let created = Sample.instant(Int64(index))
          var invoice = Sample.invoice(
            index, full: true, of: index == 3 ? sent : charged, customer: Sample.customer(index == 3 ? 2 : 1),
            created: created)
          invoice.status = status
          try rows.insert(invoice, lines: [])
        }
        func found(_ filter: InvoiceFilter) throws -> [String] {
          try rows.invoices(filter, Page(limit: 9)).elements.map(\.status.rawValue)
        }
        #expect(try found(InvoiceFilter()) == ["uncollectible", "void", "paid", "open", "draft"])
        #expect(try found(InvoiceFilter(customer: CustomerID("cus_2"))) == ["void"])
        #expect(try found(InvoiceFilter(subscription: charged.id, status: .open)) == ["open"])
        #expect(try found(InvoiceFilter(collection: .sendInvoice)) == ["void"])
        #expect(try found(InvoiceFilter(collection: .chargeAutomatically)).count == 4)
        #expect(try rows.unsettledInvoices(subscription: charged.id).map(\.status) == [.draft, .open])
        #expect(try rows.openInvoiceCount(subscription: charged.id) == 1)
        #expect(try rows.openInvoiceCount(subscription: sent.id) == 0)
      }
    }
  }
}
