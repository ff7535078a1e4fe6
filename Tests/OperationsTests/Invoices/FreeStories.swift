import Chronology
import Invoicing
import Monetary
import Operations
import Rating
import Storage
import Subscriptions
import Testing

@Suite("What costs nothing", .serialized)
struct FreeStories {
  @Test("A free plan makes no invoices, needs no card and counts as nothing", arguments: Engine.allCases)
  func freePlan(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("free", monthly: 0)
      try await story.customer("acme", card: nil)
      let id = try await story.subscribe("acme", to: "free", quantity: 3)
      let contract = try await story.subscription(of: "acme")
      #expect(contract.status == .active && contract.latestInvoice == nil)
      await #expect(throws: Refusal.nothingToPreview) {
        try await story.workspace.preview(InvoicePreview(.renewal(id)), as: Story.cause) { _, _, _ in }
      }
      try await story.on("2026-07-02")
      #expect(try await story.invoices(of: "acme").isEmpty)
      #expect(try await story.subscription(of: "acme").renewal == Instant(iso: "2026-08-01"))
      #expect(try await story.mrr().isEmpty)
    }
  }

  @Test(
    "Who upgrades from the free plan is billed from then on, and who goes back no more",
    arguments: Engine.allCases)
  func upgrading(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("free", monthly: 0)
      try await story.price("pro", monthly: 30_00)
      try await story.subscribe("acme", to: "free")
      try await story.on("2026-05-01T12:00:00Z")
      try await story.on("2026-06-16") {
        try await story.change("acme", to: "pro", invoicing: .alwaysInvoice)
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [15_00])
      try await story.on("2026-07-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [15_00, 30_00])
      try await story.on("2026-07-17") { try await story.change("acme", to: "free") }
      try await story.on("2026-10-02")
      // What was given back came with August's invoice, the last there was.
      #expect(try await story.invoices(of: "acme").map(\.total) == [15_00, 30_00, -14_52])
      #expect(try await story.subscription(of: "acme").latestInvoice == story.invoices(of: "acme").last?.id)
    }
  }

  @Test(
    "A free item stands on the invoice of what is paid for, and what waits is billed alone",
    arguments: Engine.allCases)
  func beside(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("free", monthly: 0)
      try await story.price("pro", monthly: 30_00)
      try await story.subscribe("both", to: "pro", "free")
      let id = try await story.subscribe("once", to: "free")
      try await story.on("2026-04-10") {
        var terms = ItemTerms()
        terms.pricing = .amount(5_00)
        terms.description = .set("Sticker")
        var ask = CreateInvoiceItem(customer: story.id(customer: "once"), terms: terms)
        ask.subscription = id
        try await story.workspace.perform(ask, as: Story.cause)
      }
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "both").map(\.total) == [30_00, 30_00, 30_00])
      #expect(try await story.invoices(of: "once").map(\.total) == [5_00])
      let lines = try await story.invoiceLines().split(separator: "\n")
      #expect(lines.filter { $0.contains("both  free  0") }.count == 3)
    }
  }

  @Test(
    "Nothing of something that costs, and a discount of all of it, are invoiced", arguments: Engine.allCases)
  func nothingOfSomething(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("pro", monthly: 30_00)
      try await story.subscribe("acme", to: "pro", quantity: 0)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [0, 0])
    }
  }
}
