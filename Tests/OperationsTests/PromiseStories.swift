import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("What is promised", .serialized)
struct PromiseStories {
  @Test("What was previewed is what is billed", arguments: Engine.allCases)
  func previewIsInvoice(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 9_99)
      try await story.price("team", monthly: 31_37)
      try await story.subscribe("acme", to: "starter", quantity: 3)
      try await story.on("2026-04-13T07:11:13Z")
      let change = try await story.changing("acme", to: "team", quantity: 7, invoicing: .alwaysInvoice)
      let seen = try await story.workspace.preview(InvoicePreview(.change(change)), as: Story.cause) {
        invoice, lines, _ in
        (invoice.total, lines.map(\.content.amount))
      }
      #expect(try await story.invoices(of: "acme").count == 1, "a preview leaves nothing behind")
      #expect(story.gateway.asked.count == 1, "a preview never calls out")
      try await story.workspace.perform(change, as: Story.cause)
      let invoice = try await story.invoices(of: "acme")[1]
      let lines = try await story.workspace.read { try $0.lines(of: invoice.id) }
      #expect(seen.0 == invoice.total && seen.1 == lines.map(\.content.amount))

      let id = try await story.subscription(of: "acme").id
      let next = try await story.workspace.preview(InvoicePreview(.renewal(id)), as: Story.cause) {
        invoice, _, _ in
        invoice.total
      }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[2].total == next)
    }
  }

  @Test("Running what is due a second time bills nothing a second time", arguments: Engine.allCases)
  func billedOnce(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-06-02")
      let before = try await story.invoiceLines()
      let again = try await story.workspace
      async let first = again.doDueWork()
      async let second = again.doDueWork()
      _ = try await (first, second)
      #expect(try await story.invoiceLines() == before)
    }
  }

  @Test("Two processes that renew at once bill once", arguments: Engine.allCases)
  func twoSchedulers(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for number in 1...8 { try await story.subscribe("customer-\(number)", to: "starter") }
      let one = try await story.workspace
      let two = try await story.workspace
      let target = try #require(Instant(iso: "2026-07-02"))
      async let first: Void = one.liveThrough(target)
      async let second: Void = two.liveThrough(target)
      _ = try await (first, second)
      try await one.liveThrough(target)
      for number in 1...8 {
        #expect(try await story.invoices(of: "customer-\(number)").count == 4)
      }
    }
  }

  @Test("An event read a year later equals the one read at once", arguments: Engine.allCases)
  func eventsKeep(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      func states() async throws -> [String] {
        try await story.workspace.read { snapshot in
          try snapshot.facts(kinds: nil, Page(limit: 1000)).elements.reversed().prefix(12).map { fact in
            switch fact.fact {
            case .customerCreated, .customerChanged:
              "\(fact.id) \(try snapshot.state(after: fact, as: Customer.self).debugDescription)"
            case .subscriptionStarted, .subscriptionChanged:
              "\(fact.id) \(try snapshot.state(after: fact, as: Subscription.self).debugDescription)"
            case .invoiceDrafted, .invoiceChanged:
              "\(fact.id) \(try snapshot.state(after: fact, as: Invoice.self).debugDescription)"
            default: "\(fact.id) \(fact.fact.kind)"
            }
          }
        }
      }
      let atOnce = try await states()
      try await story.on("2026-06-15") {
        try await story.change("acme", quantity: 5, invoicing: .alwaysInvoice)
      }
      try await story.on("2027-04-02")
      #expect(try await states() == atOnce)
    }
  }

  @Test("Folding the journal anew gives the same movements", arguments: Engine.allCases)
  func refold(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("yearly", monthly: 99_99, cadence: .yearly)
      try await story.subscribe("acme", to: "starter")
      try await story.subscribe("bolt", to: "yearly")
      try await story.on("2026-05-10") { try await story.change("acme", quantity: 4) }
      try await story.on("2026-06-10") { try await story.cancel("acme") }
      let live = try await story.mrr()
      try await story.workspace.refoldRecurringRevenue()
      #expect(try await story.mrr() == live)
      #expect(live.first == "2026-04 new 1833 = 1833 (2)")
    }
  }

  @Test("Concurrent changes of one contract happen one after the other", arguments: Engine.allCases)
  func concurrentChanges(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-04-16")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for quantity in 2...9 {
          group.addTask { try await story.change("acme", quantity: Int64(quantity)) }
        }
        try await group.waitForAll()
      }
      let item = try await story.subscription(of: "acme").items[0]
      #expect(item.revisions.map(\.number) == Array(0...8))
      try await story.on("2026-05-02")
      let renewal = try await story.invoices(of: "acme")[1]
      // Half a month of the difference, and the whole next month, whatever the order was.
      #expect(renewal.total == (item.quantity - 1) * 500 + item.quantity * 1000)
    }
  }
}
