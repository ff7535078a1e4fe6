import Bookkeeping
import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Discounts", .serialized)
struct DiscountStories {
  @Test(
    "A percentage for ever comes off every invoice, off what recurs and off what is earned",
    arguments: Engine.allCases)
  func forever(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "20", .forever)
      let vat = try await story.taxRate("25", inclusive: false)
      try await story.subscribe("acme", to: "starter") {
        $0.discounts = [.coupon(coupon)]
        $0.defaultTaxRates = [vat]
      }
      let first = try await story.invoices(of: "acme")[0]
      #expect(first.subtotal == 1000 && first.discount == 200 && first.tax == 200 && first.total == 1000)
      try await story.on("2026-05-02") {
        try await story.workspace.close(CloseBooks(), as: Story.cause)
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [1000, 1000])
      let balances = try await story.balances(of: "acme")
      #expect(balances[.cash] == 2000 && balances[.taxPayable] == -400)
      #expect(balances[.revenue] == -800 && balances[.deferredRevenue] == -800)
      #expect(try await story.mrr() == ["2026-04 new 800 = 800 (1)", "2026-05 = 800 (1)"])
      let redeemed = try await story.workspace.read { try $0.coupon(coupon)?.timesRedeemed }
      #expect(redeemed == 1)
    }
  }

  @Test(
    "What is used once waits for the first invoice that asks for something, and is no recurring revenue",
    arguments: Engine.allCases)
  func once(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "starter") {
        $0.discounts = [.coupon(coupon)]
        $0.trial = .days(10)
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [0])
      #expect(try await story.subscription(of: "acme").discounts?.count == 1, "a trial uses nothing up")
      try await story.on("2026-05-12")
      #expect(try await story.invoices(of: "acme").map(\.total) == [0, 500, 1000])
      #expect(try await story.subscription(of: "acme").discounts == nil)
      #expect(try await story.mrr() == ["2026-04 new 1000 = 1000 (1)", "2026-05 = 1000 (1)"])
    }
  }

  @Test(
    "What is used once makes nothing that recurs less or more, whatever else is taken off",
    arguments: Engine.allCases)
  func onceBesides(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let (half, tenth) = (
        try await story.coupon(percent: "50", .once), try await story.coupon(percent: "10", .forever)
      )
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-10") {
        try await story.update("acme") { $0.discounts = [.coupon(half), .coupon(tenth)] }
      }
      #expect(try await story.mrr().last == "2026-04 contraction -100 new 1000 = 900 (1)")
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [1000, 450, 900])
      #expect(try await story.mrr().last == "2026-06 = 900 (1)")
      #expect(try await story.mrr(of: "acme") == [900_000_000])
    }
  }

  @Test("What is used once for a year counts as long as the year does", arguments: Engine.allCases)
  func onceAYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("yearly", monthly: 120_00, cadence: .yearly)
      let coupon = try await story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "yearly") { $0.discounts = [.coupon(coupon)] }
      #expect(try await story.invoices(of: "acme")[0].total == 6000)
      #expect(try await story.mrr().last == "2026-04 new 500 = 500 (1)")
      try await story.on("2027-04-02")
      #expect(try await story.invoices(of: "acme")[1].total == 12000)
      #expect(try await story.mrr().last == "2027-04 expansion 500 = 1000 (1)")
      #expect(try await story.subscription(of: "acme").discounts == nil)
    }
  }

  @Test("What repeats ends by the calendar, and that is an expansion", arguments: Engine.allCases)
  func repeating(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-31") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "30", .repeating, months: 3)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      let discount = try #require(try await story.subscription(of: "acme").discounts?.first)
      #expect(discount.end == Instant(iso: "2026-04-30"))
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [700, 700, 700, 1000])
      #expect(
        try await story.mrr() == [
          "2026-01 new 700 = 700 (1)", "2026-02 = 700 (1)", "2026-03 = 700 (1)",
          "2026-04 expansion 300 = 1000 (1)", "2026-05 = 1000 (1)",
        ])
    }
  }

  @Test(
    "Items' own discounts come first, each on what the one before left; an amount reaches all by its share",
    arguments: Engine.allCases)
  func stacked(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 20_00)
      let (five, tenth, half) = (
        try await story.coupon(amount: 5_00, .forever), try await story.coupon(percent: "10", .forever),
        try await story.coupon(percent: "50", .forever)
      )
      try await story.subscribe("acme", to: "starter", "team") { $0.discounts = [.coupon(five)] }
      #expect(try await story.discounted(story.invoices(of: "acme")[0].id) == [[166], [334]])
      try await story.customer("other")
      try await story.subscribe("other", to: "starter", "team") {
        $0.items[1].discounts = [.coupon(tenth), .coupon(half)]
        $0.discounts = [.coupon(tenth), .coupon(five)]
      }
      // Team: 200 and 900 leave 900. Of 1900, 190 leave 1710; the rest by their shares of 900 and 810.
      let invoice = try await story.invoices(of: "other")[0]
      #expect(try await story.discounted(invoice.id) == [[100, 263], [200, 900, 90, 237]])
      #expect(invoice.subtotal == 3000 && invoice.discount == 1790 && invoice.total == 1210)
      #expect(try await story.mrr() == ["2026-04 new 3710 = 3710 (2)"])
      let own = try await story.mrr(of: "other")
      #expect(own.reduce(0, +) == 1_210_000_000, "what recurs is what is billed: \(own)")
    }
  }

  @Test(
    "A change in the middle of a period gives back what was paid, and goes on as dear as before",
    arguments: Engine.allCases, [false, true])
  func prorated(engine: Engine, isPercentage: Bool) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      let coupon =
        try await isPercentage
        ? story.coupon(percent: "20", .forever) : story.coupon(amount: 4_00, .forever)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      let change = try await story.invoices(of: "acme")[1]
      // Half of the starter is 500 with half of its discount; the team's half has it again.
      #expect(
        try await story.discounted(change.id) == (isPercentage ? [[-100], [300]] : [[-200], [200]]))
      #expect(change.subtotal == 1000 && change.total == (isPercentage ? 800 : 1000))
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "starter", invoicing: .alwaysInvoice)
      }
      let back = try await story.invoices(of: "acme")[2]
      #expect(back.total == -change.total, "what is changed back at once never happened")
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[3].subtotal == 1000)
      #expect(try await story.invoices(of: "acme")[3].total == (isPercentage ? 800 : 600))
    }
  }

  @Test(
    "What was used up returns on what a change bills instead, and to nothing else", arguments: Engine.allCases
  )
  func usedUp(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-04-16") {
        try await story.change("acme", quantity: 2, invoicing: .alwaysInvoice)
      }
      let change = try await story.invoices(of: "acme")[1]
      #expect(try await story.discounted(change.id) == [[-250], [250]])
      #expect(change.total == 500, "one more for half a month, at its full price")
      try await story.on("2026-04-20") { try await story.cancel("acme") { $0.prorate = true } }
      let left = try await story.workspace.read { [id = story.id(customer: "acme")] in
        try $0.pendingItems(PendingItemFilter(customer: id, waits: true), Page(limit: 9)).elements
      }
      // 11 of 15 days of 1000, of which 250 were never paid.
      #expect(left.map(\.content.amount.minorUnits) == [-733] && left[0].content.discount == -183)
    }
  }

  @Test("A credit note takes back what was paid, and no discount", arguments: Engine.allCases)
  func credited(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let (coupon, vat) = (
        try await story.coupon(percent: "15", .forever), try await story.taxRate("25", inclusive: false)
      )
      try await story.subscribe("acme", to: "starter") {
        $0.discounts = [.coupon(coupon)]
        $0.defaultTaxRates = [vat]
      }
      let paid = try await story.invoices(of: "acme")[0]
      let line = try await story.workspace.read { try $0.lines(of: paid.id)[0].id }
      let part = try await story.credit(paid.id, [.amount(333, of: line)]) {
        $0.parts = .init(toBalance: 354)
      }
      #expect(part.subtotal == 333 && part.discount == 50 && part.tax == 71 && part.total == 354)
      let rest = try await story.credit(paid.id, [.amount(667, of: line)]) {
        $0.parts = .init(toBalance: 709)
      }
      #expect(part.total + rest.total == paid.total && paid.total == 1063)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.deferredRevenue] == 0 && balances[.taxPayable] == 0)
      #expect(balances[.customerBalance] == -1063)
    }
  }

  @Test(
    "An invoice by hand has discounts of its lines and its own; what gives back has none",
    arguments: Engine.allCases)
  func byHand(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme")
      let (tenth, five) = (
        try await story.coupon(percent: "10", .once), try await story.coupon(amount: 5_00, .once)
      )
      let id = try await story.write("acme") {
        $0.currency = .usd
        $0.discounts = [.coupon(five)]
      }
      try await story.ask("acme", .amount(20_00), onto: id) { $0.discounts = .set([.coupon(tenth)]) }
      try await story.ask("acme", .amount(10_00), onto: id) { $0.discountable = false }
      try await story.ask("acme", .amount(-3_00), onto: id)
      #expect(try await story.discounted(id) == [[200, 500], [], []])
      let draft = try await story.invoices(of: "acme")[0]
      #expect(draft.subtotal == 2700 && draft.discount == 700 && draft.total == 2000)
      var command = UpdateInvoice(invoice: id)
      command.discounts = []
      try await story.workspace.perform(command, as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].total == 2500)
      await #expect(throws: DiscountRefusal.notDiscountable(field: "discountable")) {
        try await story.ask("acme", .amount(-1_00), onto: id) { $0.discountable = true }
      }
      await #expect(throws: DiscountRefusal.notDiscountable(field: "discounts")) {
        try await story.ask("acme", .amount(-1_00), onto: id) { $0.discounts = .set([.coupon(tenth)]) }
      }
    }
  }

  @Test(
    "What was previewed is what is billed, and a preview uses nothing up", arguments: Engine.allCases)
  func previewed(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 9_99)
      try await story.customer("acme")
      let coupon = try await story.coupon(percent: "12.5", .once)
      var command = CreateSubscription(
        customer: story.id(customer: "acme"), items: [.init(price: story.id(price: "starter"), quantity: 3)])
      command.discounts = [.coupon(coupon)]
      let shown = try await story.preview(.new(command))
      #expect(try await story.workspace.read { try $0.coupon(coupon)?.timesRedeemed } == 0)
      try await story.subscribe("acme", to: "starter", quantity: 3) { $0.discounts = [.coupon(coupon)] }
      let billed = try await story.invoices(of: "acme")[0]
      // 2997 × 12.5 % = 374.625
      #expect(shown.total == billed.total && billed.total == 2622 && billed.discount == 375)
    }
  }

  @Test(
    "A list of discounts replaces the one before; a coupon that is named again goes on as it was",
    arguments: Engine.allCases)
  func replaced(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let (tenth, half) = (
        try await story.coupon(percent: "10", .repeating, months: 2),
        try await story.coupon(percent: "50", .forever)
      )
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(tenth)] }
      let first = try #require(try await story.subscription(of: "acme").discounts?.first)
      try await story.on("2026-04-10") {
        try await story.update("acme") { $0.discounts = [.coupon(half), .coupon(tenth)] }
      }
      let both = try #require(try await story.subscription(of: "acme").discounts)
      #expect(both.count == 2 && both[1] == first)
      #expect(try await story.mrr().last == "2026-04 contraction -450 new 900 = 450 (1)")
      try await story.on("2026-04-11") {
        try await story.workspace.perform(
          RemoveDiscount(from: story.subscription(of: "acme").id), as: Story.cause)
      }
      #expect(try await story.subscription(of: "acme").discounts?.map(\.coupon) == [half])
      try await story.on("2026-05-02") {
        try await story.update("acme") { $0.discounts = [.kept(both[0].id)] }
        try await story.update("acme") { $0.discounts = [] }
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [900, 500])
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme")[2].total == 1000)
      let used = try await story.workspace.read { try $0.coupon(tenth)?.timesRedeemed }
      #expect(used == 1, "it was the same discount all along")
      await #expect(
        throws: DiscountRefusal.discountUnknown(id: first.id.text, field: "discounts[0][discount]")
      ) { try await story.update("acme") { $0.discounts = [.kept(first.id)] } }
    }
  }
}

extension Story {
  func coupon(
    percent: String? = nil, amount: Int64 = 0, _ duration: CouponDuration, months: Int? = nil,
    products: [ProductID] = [], most: Int64? = nil, last: Instant? = nil
  ) async throws -> CouponID {
    let percentage = percent.flatMap(Percentage.init(percent:))
    return try await workspace.perform(
      CreateCoupon(products: products) { id, created in
        Coupon(
          id: id,
          reduction: percentage.map { .percent(off: $0) } ?? .amounts(off: [Money(amount, .usd)]),
          duration: duration, months: months, products: products.isEmpty ? nil : products,
          maxRedemptions: most, redeemBy: last, created: created)
      }, as: Self.cause)
  }

  /// What each discount takes off each line.
  func discounted(_ invoice: InvoiceID) async throws -> [[Int64]] {
    try await workspace.read { try $0.lines(of: invoice).map { ($0.content.discounted ?? []).map(\.amount) } }
  }

  /// What each item of a customer's contract brings in a month, in millionths of a minor unit.
  func mrr(of customer: String) async throws -> [Int64] {
    let subscription = try await subscription(of: customer)
    return try await workspace.read { snapshot in
      let prices = try snapshot.prices(subscription.items.map(\.price))
      return subscription.recurringLevels(prices: prices).map(\.net)
    }
  }

  func preview(_ subject: InvoicePreview.Subject) async throws -> Invoice {
    try await workspace.preview(InvoicePreview(subject), as: Self.cause) { invoice, _, _ in invoice }
  }
}
