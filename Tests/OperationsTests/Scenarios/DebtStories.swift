import Chronology
import Invoicing
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Trials, debts and what becomes of them", .serialized)
struct DebtStories {
  @Test("Who gives up a trial on its last day never pays", arguments: Engine.allCases)
  func canceledTrial(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter") { $0.trial = .days(14) }
      try await story.on("2026-04-14T23:59:59Z") { try await story.cancel("acme") { $0.prorate = true } }
      try await story.on("2026-06-01")
      #expect(try await story.totals(of: "acme") == [0])
      #expect(story.gateway.asked.isEmpty)
      #expect(try await story.mrr().isEmpty, "and never was revenue")
    }
  }

  @Test(
    "What grows during a trial is paid for when the trial is over, and not before",
    arguments: Engine.allCases)
  func growsOnTrial(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.subscribe("acme", to: "seat") { $0.trial = .days(14) }
      try await story.on("2026-04-05") {
        try await story.change("acme", quantity: 7, invoicing: .alwaysInvoice)
      }
      try await story.on("2026-05-16")
      #expect(try await story.totals(of: "acme").filter { $0 != 0 } == [70_00, 70_00])
      #expect(try await story.renewalDays(of: "acme").suffix(2) == ["2026-04-15", "2026-05-15"])
    }
  }

  @Test(
    "A trial to a day chosen for everybody is followed by the calendar's months", arguments: Engine.allCases)
  func trialToTheFirst(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-11") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter") {
        $0.trial = .until(Instant(iso: "2026-04-21")!)
        $0.anchor = .day(AnchorDay(dayOfMonth: 1, time: 0))
      }
      try await story.on("2026-05-02")
      try await story.expectInvoices(
        """
        2026-04-11  acme  0 asks 0 paid
        2026-04-21  acme  1000 asks 1000 paid
        2026-05-01  acme  3000 asks 3000 paid
        """)
    }
  }

  @Test(
    "A bill with fourteen days is due on the fourteenth, stays open after it, and costs no service",
    arguments: Engine.allCases)
  func netTerms(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("retainer", monthly: 100_00)
      try await story.subscribe("acme", to: "retainer") { $0.collection = .sendInvoice(daysUntilDue: 14) }
      try await story.on("2026-04-30")
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.status == .open)
      #expect(invoice.dueDate == invoice.finalizedAt?.adding(seconds: 14 * 86_400))
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.workspace.perform(PayInvoice(invoice: invoice.id, outOfBand: true), as: Story.cause)
      try await story.on("2026-05-02")
      try await story.expectInvoices(
        """
        2026-04-01  acme  10000 asks 10000 paid
        2026-05-01  acme  10000 asks 10000 open
        """)
    }
  }

  @Test(
    "A card that is repaired before the last try saves the contract, and one day later it is over",
    arguments: Engine.allCases, [true, false])
  func lastTry(engine: Engine, isRepaired: Bool) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      story.gateway.always("flaky", .declines)
      try await story.on("2026-05-15")
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      if isRepaired { story.gateway.always("flaky", nil) }
      try await story.on("2026-06-02")
      let standing = try await story.subscription(of: "acme").status
      #expect(standing == (isRepaired ? .active : .canceled))
      #expect(try await story.invoices(of: "acme")[1].status == (isRepaired ? .paid : .open))
      #expect(try await story.invoices(of: "acme").count == (isRepaired ? 3 : 2))
    }
  }

  @Test(
    "What was overdue is paid by hand, and the contract is in good standing at once",
    arguments: Engine.allCases)
  func paidByHand(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      try await story.workspace.perform(PayInvoice(invoice: invoice.id, outOfBand: true), as: Story.cause)
      #expect(try await story.subscription(of: "acme").status == .active)
      let asked = story.gateway.asked.count
      try await story.on("2026-05-20")
      #expect(story.gateway.asked.count == asked, "the card is not asked for it again")
    }
  }

  @Test(
    "An upgrade while money is owed asks for both, and pays neither with the other",
    arguments: Engine.allCases)
  func upgradeInDebt(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      try await story.price("team", monthly: 40_00)
      try await story.on("2026-05-03")
      story.gateway.always("flaky", .declines)
      try await story.change("acme", to: "team")
      story.gateway.always("flaky", nil)
      try await story.on("2026-06-02")
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.status) == [.paid, .paid, .paid])
      // 29 of 31 days of the difference, and June.
      #expect(invoices.map(\.total) == [10_00, 10_00, -9_35 + 37_42 + 40_00])
    }
  }

  @Test(
    "Money that is owed when a contract ends is still owed, and new credit goes to the next bill",
    arguments: Engine.allCases)
  func debtAtTheEnd(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      try await story.on("2026-05-03") { try await story.cancel("acme") }
      try await story.on("2026-08-01")
      let left = try await story.invoices(of: "acme")[1]
      #expect(left.status == .open && left.amountRemaining == 10_00)
      #expect(try await story.balances(of: "acme")[.receivable] == 10_00)
      #expect(try await story.subscription(of: "acme").status == .canceled)
    }
  }

  @Test("A first invoice over nothing begins a contract without asking any card", arguments: Engine.allCases)
  func nothingAtFirst(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let free = try await story.coupon(percent: "100", .repeating, months: 1)
      try await story.customer("acme", card: "bad")
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(free)] }
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(story.gateway.asked.isEmpty)
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "acme").status == .pastDue)
    }
  }
}
