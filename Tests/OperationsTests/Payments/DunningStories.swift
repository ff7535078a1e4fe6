import Chronology
import Invoicing
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("What follows payments that fail", .serialized)
struct DunningStories {
  /// Acme pays ten dollars a month until the card stops paying in May.
  private func tell(
    on engine: Engine, _ days: [Int], _ ending: DunningPolicy.Ending, _ body: (Story) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.workspace.perform(
        ChooseDunning(try DunningPolicy(retryDays: days, ending: ending)), as: Story.cause)
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.always("flaky", .declines)
      try await story.on("2026-05-02")
      try await body(story)
    }
  }

  @Test(
    "A payment is tried again on the days that were chosen, and then the contract ends",
    arguments: Engine.allCases)
  func days(engine: Engine) async throws {
    try await tell(on: engine, [1, 2], .cancel) { story in
      var invoice = try await story.invoices(of: "acme")[1]
      #expect(invoice.nextPaymentAttempt == Instant(iso: "2026-05-02T01:00:01Z"))
      try await story.on("2026-05-03")
      invoice = try await story.invoices(of: "acme")[1]
      #expect(invoice.attemptCount == 2 && invoice.nextPaymentAttempt == Instant(iso: "2026-05-04T01:00:01Z"))
      try await story.on("2026-05-05")
      #expect(try await story.subscription(of: "acme").status == .canceled)
      #expect(try await story.invoices(of: "acme")[1].attemptCount == 3)
    }
  }

  @Test(
    "An unpaid contract goes on, brings nothing, and is not asked for money until it has paid",
    arguments: Engine.allCases)
  func unpaid(engine: Engine) async throws {
    try await tell(on: engine, [3], .unpaid) { story in
      try await story.on("2026-05-06")
      #expect(try await story.subscription(of: "acme").status == .unpaid)
      #expect(try await story.mrr().last == "2026-05 churn -1000 = 0 (0)")
      try await story.on("2026-07-02")
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.status) == [.paid, .open, .draft, .draft])
      #expect(invoices[2].finalizesAt == nil && !invoices[2].autoAdvance)
      #expect(story.gateway.asked.count == 3, "nothing was asked for since")
      story.gateway.always("flaky", nil)
      try await story.workspace.perform(PayInvoice(invoice: invoices[1].id), as: Story.cause)
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await story.mrr().last == "2026-07 reactivation 1000 = 1000 (1)")
      try await story.on("2026-08-02")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .paid, .draft, .draft, .paid])
      try await story.workspace.perform(
        FinalizeInvoiceNow(invoice: invoices[2].id, autoAdvance: true), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[2].status == .paid)
    }
  }

  @Test(
    "A contract that is left alone stays past due, and its renewals are tried like the first",
    arguments: Engine.allCases)
  func left(engine: Engine) async throws {
    try await tell(on: engine, [], .leave) { story in
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      #expect(try await story.invoices(of: "acme")[1].attemptCount == 1)
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .open, .open])
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      #expect(try await story.mrr().last == "2026-06 = 1000 (1)")
      story.gateway.always("flaky", nil)
      for invoice in try await story.invoices(of: "acme").dropFirst() {
        try await story.workspace.perform(PayInvoice(invoice: invoice.id), as: Story.cause)
      }
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }

  @Test("Without a choice it is three tries and the end; too many tries and no days are refused")
  func refused() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      let policy = try await story.workspace.read { try $0.dunningPolicy() }
      #expect(policy == .standard)
    }
    #expect(throws: DunningRefusal.tooManyRetries) {
      try DunningPolicy(retryDays: Array(repeating: 1, count: 9), ending: .cancel)
    }
    #expect(throws: DunningRefusal.daysOutOfRange) { try DunningPolicy(retryDays: [0], ending: .cancel) }
    #expect(throws: DunningRefusal.daysOutOfRange) { try DunningPolicy(retryDays: [61], ending: .cancel) }
    #expect(try DunningPolicy(retryDays: [3, 5, 7], ending: .cancel) == .standard)
  }
}
