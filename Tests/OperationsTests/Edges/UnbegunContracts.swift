import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Contracts whose first payment is awaited", .serialized)
struct UnbegunContracts {
  private func withUnpaid(
    on engine: Engine, _ body: (Story) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "bad")
      try await story.subscribe("acme", to: "starter")
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await body(story)
    }
  }

  @Test("Only their metadata and their card can be changed", arguments: Engine.allCases)
  func edits(engine: Engine) async throws {
    try await withUnpaid(on: engine) { story in
      let before = try await story.subscription(of: "acme")
      let changes: [@Sendable (inout UpdateSubscription) -> Void] = [
        { $0.cancelAtPeriodEnd = true }, { $0.description = "new" },
        { $0.collection = .sendInvoice(daysUntilDue: 3) },
        {
          $0.metadata.entries = ["a": "b"]
          $0.cancelAtPeriodEnd = true
        },
      ]
      for change in changes {
        await #expect(throws: SubscriptionRefusal.incomplete(id: before.id.text)) {
          try await story.update("acme", change)
        }
        #expect(try await story.subscription(of: "acme") == before)
      }
      try await story.update("acme") {
        $0.metadata.entries = ["a": "b"]
        $0.cancelAtPeriodEnd = false
        $0.defaultPaymentMethod = .some(nil)
      }
      #expect(try await story.subscription(of: "acme").metadata == ["a": "b"])
    }
  }

  @Test("Cancelling one voids its first invoice, and nothing is owed", arguments: Engine.allCases)
  func canceled(engine: Engine) async throws {
    try await withUnpaid(on: engine) { story in
      try await story.cancel("acme")
      #expect(try await story.subscription(of: "acme").status == .canceled)
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.status == .void && invoice.voidedAt == story.now)
      #expect(try await story.workspace.read { try $0.paymentIntent(for: invoice.id)?.status } == .canceled)
      await #expect(throws: InvoicingRefusal.notOpen(id: invoice.id.text, status: .void)) {
        try await story.workspace.perform(PayInvoice(invoice: invoice.id), as: Story.cause)
      }
    }
  }

  @Test("Deleting the customer voids it too", arguments: Engine.allCases)
  func deleted(engine: Engine) async throws {
    try await withUnpaid(on: engine) { story in
      try await story.workspace.perform(DeleteCustomer(story.id(customer: "acme")), as: Story.cause)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.void])
    }
  }

  @Test("While the money may be on its way, cancelling has to wait", arguments: Engine.allCases)
  func underWay(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "slow")
      story.gateway.script("slow", .isUnreachable)
      let customer = story.id(customer: "acme")
      let create = CreateSubscription(customer: customer, items: [.init(price: story.id(price: "starter"))])
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await story.workspace.perform(create, as: Story.cause)
      }
      let (workspace, filter) = (try await story.workspace, SubscriptionFilter(customer: customer))
      let id = try await workspace.read { try $0.subscriptions(filter, Page(limit: 1)).elements[0].id }
      let invoice = try await story.invoices(of: "acme")[0]
      await #expect(throws: InvoicingRefusal.paymentUnderWay(id: invoice.id.text)) {
        try await workspace.perform(CancelSubscription(id), as: Story.cause)
      }
      try await story.on("2026-04-01T00:02:00Z")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      try await workspace.perform(CancelSubscription(id), as: Story.cause)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
    }
  }
}

@Suite("What an ended contract leaves behind", .serialized)
struct Leftovers {
  /// A contract of 3000 a month that ends half way, its credit waiting.
  private func withCredit(on engine: Engine, _ body: (Story) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("team", monthly: 30_00)
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "team")
      try await story.on("2026-04-16") { try await story.cancel("acme") { $0.prorate = true } }
      #expect(try await story.invoices(of: "acme").count == 1)
      try await body(story)
    }
  }

  @Test(
    "A credit that was not billed goes onto the next contract's first invoice", arguments: Engine.allCases)
  func nextContract(engine: Engine) async throws {
    try await withCredit(on: engine) { story in
      try await story.on("2026-04-20") { try await story.subscribe("acme", to: "starter") }
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  team  3000
        2026-04-20  acme  team  -1500
        2026-04-20  acme  starter  1000
        """)
      try await story.on("2026-05-21")
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.total) == [3000, -500, 1000] && invoices.map(\.amountDue) == [3000, 0, 500])
    }
  }

  @Test("It goes onto the renewal of another contract that runs", arguments: Engine.allCases)
  func otherContract(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("team", monthly: 30_00)
      try await story.price("starter", monthly: 40_00)
      try await story.subscribe("acme", to: "team")
      let first = try await story.subscription(of: "acme").id
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") {
        var cancel = CancelSubscription(first)
        cancel.prorate = true
        try await story.workspace.perform(cancel, as: Story.cause)
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  team  3000
        2026-04-01  acme  starter  4000
        2026-05-01  acme  team  -1500
        2026-05-01  acme  starter  4000
        """)
      #expect(try await story.invoices(of: "acme").map(\.amountPaid) == [3000, 4000, 2500])
    }
  }

  @Test(
    "Should the invoice that took it become void, it waits again, and is not lost", arguments: Engine.allCases
  )
  func voided(engine: Engine) async throws {
    try await withCredit(on: engine) { story in
      try await story.price("large", monthly: 100_00)
      story.gateway.script("flaky", .declines)
      try await story.on("2026-04-20") { try await story.subscribe("acme", to: "large") }
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await story.on("2026-04-22")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .void])
      try await story.subscribe("acme", to: "large")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  team  3000
        2026-04-20  acme  team  -1500
        2026-04-20  acme  large  10000
        2026-04-22  acme  team  -1500
        2026-04-22  acme  large  10000
        """)
      #expect(try await story.invoices(of: "acme").map(\.amountPaid) == [3000, 0, 8500])
    }
  }
}
