import Catalog
import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Discounts that are used up or over", .serialized)
struct SpentDiscountStories {
  @Test("What is used once comes off one draft, however many were begun before", arguments: Engine.allCases)
  func drafts(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let id = try await story.subscribe("acme", to: "starter")
      let once = try await story.coupon(amount: 5_00, .once)
      try await story.update("acme") { $0.discounts = [.coupon(once)] }
      var drafts: [InvoiceID] = []
      for _ in 0..<2 { drafts.append(try await story.write("acme") { $0.subscription = id }) }
      #expect(try await story.subscription(of: "acme").discounts?.count == 1, "nothing was taken off yet")
      for draft in drafts { try await story.ask("acme", .amount(10_00), onto: draft) }
      #expect(try await story.discounted(drafts[0]) == [[500]])
      #expect(try await story.discounted(drafts[1]) == [[]])
      #expect(try await story.subscription(of: "acme").discounts == nil)
      try await story.ask("acme", .amount(20_00), onto: drafts[0])
      #expect(try await story.discounted(drafts[0]) == [[166], [334]], "it stays on the draft that used it")
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").last { $0.reason == .subscriptionCycle }?.total == 1000)
    }
  }

  @Test("An item that leaves takes its own discount with it, and no other's", arguments: Engine.allCases)
  func leaving(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 20_00)
      let (short, long) = (
        try await story.coupon(percent: "50", .repeating, months: 2),
        try await story.coupon(percent: "10", .repeating, months: 6)
      )
      try await story.subscribe("acme", to: "starter", "team") {
        $0.items[0].discounts = [.coupon(short)]
        $0.discounts = [.coupon(long)]
      }
      let item = try await story.subscription(of: "acme").items[0].id
      try await story.on("2026-04-20") {
        try await story.update("acme") {
          $0.items = [.remove(item)]
          $0.prorationBehavior = .none
        }
      }
      try await story.on("2026-11-02")
      let totals = try await story.invoices(of: "acme").map(\.total)
      #expect(totals == [2250, 1800, 1800, 1800, 1800, 1800, 2000, 2000])
      #expect(
        try await story.mrr().filter { $0.contains("expansion") } == ["2026-10 expansion 200 = 2000 (1)"])
    }
  }

  @Test("What an item uses once comes off the first of the periods of a past", arguments: Engine.allCases)
  func backdated(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let once = try await story.coupon(amount: 5_00, .once)
      try await story.subscribe("acme", to: "starter") {
        $0.startDate = Instant(iso: "2026-01-01")!
        $0.items[0].discounts = [.coupon(once)]
      }
      let first = try await story.invoices(of: "acme")[0]
      #expect(first.discount == 500 && first.subtotal == 4000)
      #expect(try await story.subscription(of: "acme").items[0].discounts == nil)
    }
  }

  @Test(
    "What is used once comes back when nobody pays the invoice that used it, and comes off the next",
    arguments: Engine.allCases)
  func regained(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let once = try await story.coupon(amount: 5_00, .once)
      let half = try await story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "starter") {
        $0.collection = .sendInvoice(daysUntilDue: 30)
        $0.discounts = [.coupon(once)]
        $0.items[0].discounts = [.coupon(half)]
      }
      try await story.on("2026-04-02")
      let first = try await story.invoices(of: "acme")[0]
      #expect(first.status == .paid && first.total == 0)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[1].total == 1000, "both are used up")
      try await story.update("acme") { $0.discounts = [.coupon(once)] }
      try await story.on("2026-06-02")
      let third = try await story.invoices(of: "acme")[2]
      #expect(third.total == 500)
      #expect(try await story.subscription(of: "acme").discounts == nil)
      let before = try await story.mrr(of: "acme")
      try await story.workspace.perform(VoidInvoice(invoice: third.id), as: Story.cause)
      let contract = try await story.subscription(of: "acme")
      #expect(contract.discounts?.map(\.coupon) == [once] && contract.items[0].discounts == nil)
      #expect(try await story.mrr(of: "acme") == before)
      try await story.on("2026-08-02")
      #expect(try await story.invoices(of: "acme").suffix(2).map(\.total) == [500, 1000])
    }
  }

  @Test(
    "What is used once for a year counts again when it comes back; a coupon that is used again stays one",
    arguments: Engine.allCases)
  func regainedForAYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("yearly", monthly: 120_00, cadence: .yearly)
      let once = try await story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "yearly") {
        $0.collection = .sendInvoice(daysUntilDue: 30)
        $0.discounts = [.coupon(once)]
      }
      try await story.on("2026-04-02")
      let first = try await story.invoices(of: "acme")[0]
      #expect(first.total == 6000)
      #expect(try await story.subscription(of: "acme").discounts?.first?.spent == true)
      let level = try await story.mrr(of: "acme")
      try await story.workspace.perform(VoidInvoice(invoice: first.id), as: Story.cause)
      let regained = try await story.subscription(of: "acme").discounts
      #expect(regained?.count == 1 && regained?.first?.spent != true && regained?.first?.end == nil)
      #expect(try await story.mrr(of: "acme") == level)
      try await story.on("2027-04-02")
      #expect(try await story.invoices(of: "acme")[1].total == 6000)
    }
  }
}
