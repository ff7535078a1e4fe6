import Chronology
import Invoicing
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Payments, told in days", .serialized)
struct PaymentStories {
  @Test(
    "A first payment that fails leaves the contract incomplete, and it expires after 23 hours",
    arguments: Engine.allCases)
  func incompleteExpires(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "bad")
      try await story.subscribe("acme", to: "starter")
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      #expect(try await story.mrr().isEmpty)
      try await story.on("2026-04-02")
      let expired = try await story.subscription(of: "acme")
      #expect(expired.status == .incompleteExpired)
      #expect(expired.endedAt == Instant(iso: "2026-04-01T23:00:00Z"))
      #expect(try await story.invoices(of: "acme").map(\.status) == [.void])
    }
  }

  @Test("Paying the first invoice later begins the contract", arguments: Engine.allCases)
  func payLater(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      story.gateway.script("flaky", .declines)
      try await story.subscribe("acme", to: "starter")
      let invoice = try await story.invoices(of: "acme")[0]
      try await story.workspace.perform(PayInvoice(invoice: invoice.id), as: Story.cause)
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      await #expect(throws: InvoicingRefusal.alreadyPaid(id: invoice.id.text)) {
        try await story.workspace.perform(PayInvoice(invoice: invoice.id), as: Story.cause)
      }
    }
  }

  @Test(
    "A renewal that fails is tried after 3, 5 and 7 days and recovers when the card does",
    arguments: Engine.allCases)
  func dunningRecovers(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.script("flaky", .declines, .declines)
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      try await story.on("2026-05-05")
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      try await story.on("2026-05-10")
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .paid])
      #expect(
        try await story.mrr() == ["2026-04 new 1000 = 1000 (1)", "2026-05 = 1000 (1)"],
        "past due still counts as recurring")
    }
  }

  @Test("When every attempt fails the contract ends and the debt stays open", arguments: Engine.allCases)
  func dunningExhausted(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.script("flaky", .declines, .declines, .declines, .declines, .declines)
      try await story.on("2026-05-25")
      let ended = try await story.subscription(of: "acme")
      #expect(ended.status == .canceled && ended.cancellation?.reason == .paymentFailed)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .open])
      #expect(story.gateway.asked.count == 5)
      #expect(try await story.mrr().last == "2026-05 churn -1000 = 0 (0)")
    }
  }

  @Test(
    "A gateway that cannot be reached is asked again with the same attempt, and charges once",
    arguments: Engine.allCases)
  func unreachable(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await story.subscribe("acme", to: "starter")
      }
      #expect(try await story.invoices(of: "acme").map(\.status) == [.open])
      try await story.on("2026-04-01T00:02:00Z")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      #expect(Set(story.gateway.asked.map(\.id)).count == 1)
      #expect(story.gateway.asked.count == 2)
    }
  }

  @Test("Nothing is charged without a card, and the contract does not come to be", arguments: Engine.allCases)
  func noCard(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let acme = try await story.customer("acme", card: nil)
      await #expect(throws: Refusal.noPaymentMethod(customer: acme.text)) {
        try await story.subscribe("acme", to: "starter")
      }
      #expect(try await story.invoices(of: "acme").isEmpty)
    }
  }

  @Test("An invoice that is sent gives its days, and the contract runs", arguments: Engine.allCases)
  func sendInvoice(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: nil)
      try await story.subscribe("acme", to: "starter") { $0.collection = .sendInvoice(daysUntilDue: 30) }
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.on("2026-04-02")
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.status == .open)
      #expect(invoice.dueDate == Instant(iso: "2026-05-01T01:00:01Z"))
      try await story.workspace.perform(PayInvoice(invoice: invoice.id, outOfBand: true), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].amountPaidOutOfBand == 1000)
    }
  }
}
