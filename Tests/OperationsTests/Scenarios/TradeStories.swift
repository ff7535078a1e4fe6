import Catalog
import Chronology
import Invoicing
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Gyms, boxes, retainers and years", .serialized)
struct TradeStories {
  @Test("A gym asks a joining fee once, and nothing while a member is away", arguments: Engine.allCases)
  func gym(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-06-01") { story in
      try await story.price("gym", monthly: 40_00)
      try await story.oneTimePrice("joining", 50_00)
      let joining = story.id(price: "joining")
      try await story.subscribe("acme", to: "gym") {
        $0.addedItems = [ItemTerms(pricing: .price(joining, nil))]
      }
      try await story.on("2026-07-20") { try await story.pause("acme") }
      try await story.on("2026-09-05") { try await story.resume("acme") }
      try await story.on("2026-10-06")
      try await story.expectInvoiceLines(
        """
        2026-06-01  acme  joining  5000
        2026-06-01  acme  gym  4000
        2026-07-01  acme  gym  4000
        2026-09-05  acme  gym  4000
        2026-10-05  acme  gym  4000
        """)
    }
  }

  @Test(
    "Who gives notice is billed to the day of it, and gets the rest of that month back",
    arguments: Engine.allCases)
  func notice(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-06-01") { story in
      try await story.price("gym", monthly: 31_00)
      try await story.subscribe("acme", to: "gym")
      try await story.on("2026-07-10") {
        try await story.update("acme") { $0.cancelAt = .set(.at(Instant(iso: "2026-08-16")!)) }
      }
      try await story.on("2026-10-01")
      try await story.expectInvoices(
        """
        2026-06-01  acme  3100 asks 3100 paid
        2026-07-01  acme  3100 asks 3100 paid
        2026-08-01  acme  3100 asks 3100 paid
        2026-08-16  acme  -1600 asks 0 paid
        """)
      #expect(try await story.balances(of: "acme")[.customerBalance] == -16_00)
      #expect(try await story.subscription(of: "acme").endedAt == Instant(iso: "2026-08-16"))
    }
  }

  @Test("A coffee box that is skipped is owed by nobody, and the next one comes", arguments: Engine.allCases)
  func skippedBox(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-03-02") { story in
      try await story.price("box", monthly: 15_00, cadence: .every(2, .week))
      try await story.subscribe("acme", to: "box", quantity: 2)
      try await story.on("2026-03-20") {
        try await story.update("acme") {
          $0.collectionPause = .set(.init(.void, resumesAt: Instant(iso: "2026-04-01")))
        }
      }
      try await story.on("2026-04-14")
      try await story.expectInvoices(
        """
        2026-03-02  acme  3000 asks 3000 paid
        2026-03-16  acme  3000 asks 3000 paid
        2026-03-30  acme  3000 asks 3000 void
        2026-04-13  acme  3000 asks 3000 paid
        """)
      #expect(try await story.balances(of: "acme")[.cash] == 90_00)
    }
  }

  @Test("The first box is free, and one that comes later is not", arguments: Engine.allCases)
  func freeBox(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-03-02") { story in
      try await story.price("box", monthly: 15_00, cadence: .every(2, .week))
      let free = try await story.coupon(percent: "100", .once)
      try await story.subscribe("acme", to: "box") { $0.discounts = [.coupon(free)] }
      try await story.on("2026-03-17")
      try await story.expectInvoices(
        """
        2026-03-02  acme  0 asks 0 paid
        2026-03-16  acme  1500 asks 1500 paid
        """)
    }
  }

  @Test("A gift of three months ends by itself and asks nobody for a fourth", arguments: Engine.allCases)
  func gift(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-11-30") { story in
      try await story.price("box", monthly: 45_00, cadence: .every(3, .month))
      try await story.subscribe("acme", to: "box") { $0.cancelAtPeriodEnd = true }
      try await story.on("2027-04-01")
      #expect(try await story.totals(of: "acme") == [45_00])
      #expect(try await story.subscription(of: "acme").endedAt == Instant(iso: "2027-02-28"))
      #expect(
        try await story.mrr() == [
          "2026-11 new 1500 = 1500 (1)", "2026-12 = 1500 (1)", "2027-01 = 1500 (1)",
          "2027-02 churn -1500 = 0 (0)", "2027-03 = 0 (0)", "2027-04 = 0 (0)",
        ])
    }
  }

  @Test(
    "A retainer is sent with its hours and thirty days to pay, and runs on meanwhile",
    arguments: Engine.allCases)
  func retainer(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("retainer", monthly: 5_000_00)
      try await story.subscribe("acme", to: "retainer") { $0.collection = .sendInvoice(daysUntilDue: 30) }
      try await story.on("2026-04-20") {
        try await story.ask("acme", .amount(750_00)) { $0.description = .set("five hours beyond") }
      }
      try await story.on("2026-05-02")
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.status) == [.open, .open])
      #expect(invoices.map(\.total) == [5_000_00, 5_750_00])
      #expect(invoices[1].dueDate == invoices[1].finalizedAt?.adding(seconds: 30 * 86_400))
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.workspace.perform(
        PayInvoice(invoice: invoices[0].id, outOfBand: true), as: Story.cause)
      #expect(try await story.balances(of: "acme")[.receivable] == 5_750_00)
      #expect(story.gateway.asked.isEmpty, "nobody's card is charged for what is sent")
    }
  }

  @Test(
    "A year's contract that grows by seats is billed for their part of the year", arguments: Engine.allCases)
  func growingYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("seat", monthly: 120_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat", quantity: 20)
      // 73 of 365 days are over.
      try await story.on("2026-03-15") {
        try await story.change("acme", quantity: 25, invoicing: .alwaysInvoice)
      }
      try await story.on("2027-01-02")
      try await story.expectInvoiceLines(
        """
        2026-01-01  acme  seat  240000
        2026-03-15  acme  seat  -192000
        2026-03-15  acme  seat  240000
        2027-01-01  acme  seat  300000
        """)
      #expect(
        try await story.mrr().prefix(3)
          == ["2026-01 new 20000 = 20000 (1)", "2026-02 = 20000 (1)", "2026-03 expansion 5000 = 25000 (1)"])
    }
  }

  @Test("Four instalments are four, and the last one is followed by the end", arguments: Engine.allCases)
  func instalments(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("instalment", monthly: 250_00, cadence: .every(3, .month))
      try await story.subscribe("acme", to: "instalment") { $0.cancelAt = .at(Instant(iso: "2027-01-01")!) }
      try await story.on("2027-06-01")
      #expect(try await story.totals(of: "acme") == [250_00, 250_00, 250_00, 250_00])
      #expect(try await story.subscription(of: "acme").status == .canceled)
      #expect(try await story.balances(of: "acme")[.customerBalance] ?? 0 == 0)
    }
  }

  @Test("A price that is raised without proration is first paid at the renewal", arguments: Engine.allCases)
  func raised(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-15") { story in
      try await story.price("old", monthly: 80_00)
      try await story.price("new", monthly: 90_00)
      try await story.subscribe("acme", to: "old")
      try await story.on("2026-01-20") { try await story.change("acme", to: "new", invoicing: .none) }
      try await story.on("2026-03-16")
      #expect(try await story.totals(of: "acme") == [80_00, 90_00, 90_00])
      #expect(try await story.mrr().first == "2026-01 expansion 1000 new 8000 = 9000 (1)")
    }
  }

  @Test(
    "Credit for a friend who came pays the next months and no more than they cost",
    arguments: Engine.allCases)
  func referral(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("club", monthly: 12_00)
      try await story.subscribe("acme", to: "club")
      try await story.on("2026-04-10") { try await story.adjust("acme", -20_00) }
      try await story.on("2026-07-02")
      try await story.expectInvoices(
        """
        2026-04-01  acme  1200 asks 1200 paid
        2026-05-01  acme  1200 asks 0 paid
        2026-06-01  acme  1200 asks 400 paid
        2026-07-01  acme  1200 asks 1200 paid
        """)
    }
  }

  @Test(
    "Two contracts of one customer are two bills, and one's leftover pays for the other",
    arguments: Engine.allCases)
  func twoContracts(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("site", monthly: 30_00)
      try await story.price("shop", monthly: 90_00)
      try await story.subscribe("acme", to: "shop")
      try await story.on("2026-04-16") {
        try await story.cancel("acme") { $0.prorate = true }
        try await story.subscribe("acme", to: "site")
      }
      try await story.on("2026-05-17")
      try await story.expectInvoices(
        """
        2026-04-01  acme  9000 asks 9000 paid
        2026-04-16  acme  -1500 asks 0 paid
        2026-05-16  acme  3000 asks 1500 paid
        """)
    }
  }
}
