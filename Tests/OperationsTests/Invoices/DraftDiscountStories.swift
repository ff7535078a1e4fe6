import Catalog
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Discounts of drafts", .serialized)
struct DraftDiscountStories {
  /// Acme's second month is drafted with what `coupon` takes off, and in the first second of it the contract
  /// becomes another one: what was billed is given back whole. In the middle of the month half of it would
  /// be.
  private func tell(
    on engine: Engine, percent: String? = nil, amount: Int64? = nil, _ duration: CouponDuration = .forever,
    _ body: (Story, InvoiceID) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("gate", monthly: 2_00)
      let coupon =
        if let percent { try await story.coupon(percent: percent, duration) } else {
          try await story.coupon(amount: amount ?? 0, duration)
        }
      try await story.subscribe("acme", to: "starter")
      try await story.update("acme") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-05-01")
      let draft = try #require(try await story.invoices(of: "acme").last)
      #expect(draft.status == .draft)
      // Nobody makes it final before somebody says so.
      var hold = UpdateInvoice(invoice: draft.id)
      hold.autoAdvance = false
      try await story.workspace.perform(hold, as: Story.cause)
      try await body(story, draft.id)
    }
  }

  private func rebate(_ story: Story, _ draft: InvoiceID, _ coupons: [CouponID]) async throws {
    var command = UpdateInvoice(invoice: draft)
    command.discounts = coupons.map { .coupon($0) }
    try await story.workspace.perform(command, as: Story.cause)
  }

  private func waiting(_ story: Story) async throws -> [Int64] {
    try await story.workspace.read { snapshot in
      try snapshot.pendingItems(
        PendingItemFilter(customer: story.id(customer: "acme"), waits: true), Page(limit: 10)
      ).elements.reversed().map(\.content.charged.minorUnits)
    }
  }

  @Test(
    "What a change gave back keeps what was taken off it, and what is left has the draft's new discounts",
    arguments: Engine.allCases)
  func halfGivenBack(engine: Engine) async throws {
    try await tell(on: engine, percent: "20") { story, draft in
      let (half, none) = (try await story.coupon(percent: "50", .once), [CouponID]())
      try await story.on("2026-05-16T12:00:00Z") { try await story.change("acme", quantity: 0) }
      #expect(try await waiting(story) == [-400, 0])
      // The fortnight that is left is worth 5.00; with 20 % off it cost 4.00.
      #expect(try await story.discounted(draft) == [[200]])
      try await rebate(story, draft, none)
      #expect(try await story.discounted(draft) == [[100]], "4.00 came back, and 5.00 are paid for the rest")
      try await rebate(story, draft, [half])
      #expect(try await story.discounted(draft) == [[250, 100]])
      #expect(try await story.invoices(of: "acme").last?.total == 650)
      #expect(try await waiting(story) == [-400, 0], "what waits is as it was")
    }
  }

  @Test(
    "What was given back whole costs nothing, whatever its draft's discounts become",
    arguments: Engine.allCases)
  func givenBackWhole(engine: Engine) async throws {
    try await tell(on: engine, percent: "20") { story, draft in
      try await story.change("acme", to: "gate", invoicing: .alwaysInvoice)
      #expect(try await story.invoices(of: "acme").last?.total == -800 + 160)
      for coupons in [[], [try await story.coupon(percent: "75", .once)]] {
        try await rebate(story, draft, coupons)
        let kept = try #require(try await story.invoices(of: "acme").first { $0.id == draft })
        #expect(kept.total == 800, "it is what its credit, which is on a document, gave back")
      }
    }
  }

  @Test(
    "A draft that is written anew says the same, also of an amount of which a part moved to the new price",
    arguments: Engine.allCases)
  func writtenAnew(engine: Engine) async throws {
    try await tell(on: engine, amount: 3_33, .once) { story, draft in
      try await story.on("2026-05-11T07:11:13Z") { try await story.change("acme", quantity: 3) }
      #expect(try await story.discounted(draft) == [[333]])
      let before = try await waiting(story)
      try await story.ask("acme", .amount(7_00), onto: draft) { $0.discountable = false }
      #expect(try await story.discounted(draft) == [[333], []])
      try await rebate(story, draft, [])
      // The share that went on to the new price stays taken off there, once.
      let moved = try #require(try await story.discounted(draft)[0].first)
      #expect(try await waiting(story) == before)
      let lines = try await story.workspace.read { snapshot in
        try snapshot.pendingItems(
          PendingItemFilter(customer: story.id(customer: "acme"), waits: true), Page(limit: 10)
        ).elements.reversed().map(\.content.discount)
      }
      #expect(lines == [-moved, moved])
    }
  }
}
