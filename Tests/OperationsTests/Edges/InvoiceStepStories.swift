import Bookkeeping
import Chronology
import Identity
import Invoicing
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("What people do with invoices", .serialized)
struct InvoiceStepStories {
  private func perform(_ command: some Command, _ story: Story) async throws {
    _ = try await story.workspace.perform(command, as: Story.cause)
  }

  private func balance(_ account: Account, _ story: Story) async throws -> Int64 {
    let database = try await story.host.workspace(story.workspace.record.key)
    let customer = story.id(customer: "acme")
    return try await database.read { try $0.balance(customer: customer, account: account, currency: .usd) }
  }

  @Test(
    "A voided renewal is owed by nobody, never billed again, and its contract is in good standing",
    arguments: Engine.allCases)
  func voiding(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let invoice = renewal.id
      #expect(try await balance(.receivable, story) == 10_00)
      try await perform(VoidInvoice(invoice: invoice), story)
      let voided = try await story.invoices(of: "acme")[1]
      #expect(
        voided.status == .void && voided.voidedAt == story.now && voided.number?.hasSuffix("0002") == true)
      #expect(try await balance(.receivable, story) == 0)
      #expect(try await story.workspace.read { try $0.paymentIntent(for: invoice)?.status } == .canceled)
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.on("2026-06-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  1000
        2026-06-01  acme  starter  1000
        """)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .void, .paid])
      #expect(
        try await story.mrr() == [
          "2026-04 new 1000 = 1000 (1)", "2026-05 = 1000 (1)", "2026-06 = 1000 (1)",
        ])
    }
  }

  @Test("Voiding the first invoice of a contract that never began ends it", arguments: Engine.allCases)
  func voidingTheFirst(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "bad")
      try await story.subscribe("acme", to: "starter")
      try await perform(VoidInvoice(invoice: try await story.invoices(of: "acme")[0].id), story)
      #expect(try await story.subscription(of: "acme").status == .incompleteExpired)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.void])
      try await story.on("2026-04-05")
      #expect(try await story.mrr().isEmpty)
    }
  }

  @Test(
    "What is given up is a loss and no receivable, until its money comes after all",
    arguments: Engine.allCases)
  func givingUp(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let invoice = renewal.id
      try await perform(MarkInvoiceUncollectible(invoice: invoice), story)
      #expect(try await story.invoices(of: "acme")[1].status == .uncollectible)
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await balance(.receivable, story) == 0)
      #expect(try await balance(.badDebt, story) == 10_00)
      let asked = story.gateway.asked.count
      try await story.on("2026-05-20")
      #expect(story.gateway.asked.count == asked, "nothing tries again by itself")
      try await perform(PayInvoice(invoice: invoice, outOfBand: true), story)
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
      #expect(try await balance(.badDebt, story) == 0)
      #expect(try await balance(.settledElsewhere, story) == 10_00)
    }
  }

  @Test("What was given up can still be taken back", arguments: Engine.allCases)
  func givingUpAndVoiding(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let invoice = renewal.id
      try await perform(MarkInvoiceUncollectible(invoice: invoice), story)
      try await perform(VoidInvoice(invoice: invoice), story)
      for account in [Account.receivable, .badDebt] {
        #expect(try await balance(account, story) == 0)
      }
      // The first month is still what was billed and not earned.
      #expect(try await balance(.deferredRevenue, story) == -10_00)
    }
  }

  @Test(
    "A draft finalised by hand is collected at once, or left alone when it is not to move on",
    arguments: Engine.allCases, [true, false])
  func finalizing(engine: Engine, moves: Bool) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-01T00:10:00Z")
      let draft = try await story.invoices(of: "acme")[1]
      #expect(draft.status == .draft)
      let paid = story.gateway.asked.count
      try await perform(FinalizeInvoiceNow(invoice: draft.id, autoAdvance: moves), story)
      let final = try await story.invoices(of: "acme")[1]
      #expect(final.status == (moves ? .paid : .open) && final.finalizedAt == story.now)
      #expect(final.number?.hasSuffix("0002") == true)
      #expect(final.nextPaymentAttempt == nil && !final.autoAdvance)
      try await story.on("2026-05-20")
      #expect(story.gateway.asked.count == paid + (moves ? 1 : 0))
      #expect(try await story.invoices(of: "acme")[1].status == (moves ? .paid : .open))
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }

  @Test("A draft is described and held, and goes on when it may", arguments: Engine.allCases)
  func holding(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-01T00:10:00Z")
      let id = try await story.invoices(of: "acme")[1].id
      var hold = UpdateInvoice(invoice: id)
      hold.autoAdvance = false
      hold.description = .set("May, as agreed")
      hold.metadata.entries = ["po": "44"]
      try await perform(hold, story)
      let held = try await story.invoices(of: "acme")[1]
      #expect(held.finalizesAt == nil && held.nextPaymentAttempt == nil && !held.autoAdvance)
      #expect(held.description == "May, as agreed" && held.metadata == ["po": "44"])
      try await story.on("2026-05-03")
      #expect(try await story.invoices(of: "acme")[1].status == .draft)
      var goOn = UpdateInvoice(invoice: id)
      goOn.autoAdvance = true
      try await perform(goOn, story)
      #expect(try await story.invoices(of: "acme")[1].finalizesAt == Instant(iso: "2026-05-03T01:00:01Z"))
      try await story.on("2026-05-04")
      let paid = try await story.invoices(of: "acme")[1]
      #expect(paid.status == .paid && paid.description == "May, as agreed")
    }
  }

  @Test("Retries stop while an open invoice is held", arguments: Engine.allCases)
  func holdingRetries(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let invoice = renewal.id
      var hold = UpdateInvoice(invoice: invoice)
      hold.autoAdvance = false
      try await perform(hold, story)
      let asked = story.gateway.asked.count
      try await story.on("2026-05-20")
      #expect(story.gateway.asked.count == asked)
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      hold.autoAdvance = true
      try await perform(hold, story)
      try await story.on("2026-05-21")
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }

  @Test(
    "A step that does not follow on the status is refused, and changes nothing", arguments: Engine.allCases)
  func outOfTurn(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let open = renewal.id
      let paid = try await story.invoices(of: "acme")[0].id
      var describe = UpdateInvoice(invoice: open)
      describe.description = .set("late")
      var advance = UpdateInvoice(invoice: paid)
      advance.autoAdvance = true
      let before = try await story.invoices(of: "acme")
      func expect(_ step: InvoiceStep, _ status: InvoiceStatus, _ command: some InvoiceCommand) async {
        let id = command.invoice.text
        await #expect(throws: InvoicingRefusal.outOfTurn(step, id: id, status: status)) {
          try await perform(command, story)
        }
      }
      await expect(.finalize, .open, FinalizeInvoiceNow(invoice: open))
      await expect(.finalize, .paid, FinalizeInvoiceNow(invoice: paid))
      await expect(.void, .paid, VoidInvoice(invoice: paid))
      await expect(.markUncollectible, .paid, MarkInvoiceUncollectible(invoice: paid))
      await expect(.describe, .open, describe)
      await expect(.advance, .paid, advance)
      #expect(try await story.invoices(of: "acme") == before)
    }
  }

  @Test("Nothing is given up or voided while its money may be on the way", arguments: Engine.allCases)
  func underWay(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      let invoice = renewal.id
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await perform(PayInvoice(invoice: invoice), story)
      }
      for command in [VoidInvoice(invoice: invoice), MarkInvoiceUncollectible(invoice: invoice)]
        as [any InvoiceCommand]
      {
        await #expect(throws: InvoicingRefusal.paymentUnderWay(id: invoice.text)) {
          try await perform(command, story)
        }
      }
      try await story.on("2026-05-02T00:10:00Z")
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
    }
  }
}
