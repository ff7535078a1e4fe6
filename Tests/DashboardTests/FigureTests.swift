import Analytics
import Catalog
import Chronology
import Journal
import Monetary
import Operations
import Rating
import Relations
import Storage
import Testing

@testable import Dashboard

@Suite("Every figure opens its rows, and the rows sum to it")
struct FigureTests {
  @Test("The bars, their rows, who pays, and the strip agree to the cent", arguments: Engine.allCases)
  func figures(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.sell(customers: 23)
      let series = try await house.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let month = try #require(series.first?.months.last)
      #expect(month.month.isoText == "2026-11" && month.customers == 15)
      let browser = try await house.signedIn()
      let overview = try await browser.get("/w/acme")
      #expect(overview.status == 200)
      #expect(overview.text.contains(MoneyText.text(month.shown.closing, .eur)))
      for kind in [MovementKind.new, .churn] {
        let path = "/w/acme/movements/2026-11?currency=eur&amp;kind=\(kind.rawValue)"
        #expect(overview.text.contains("href=\"\(path)\""))
        let rows = try await browser.get(path.replacing("&amp;", with: "&"))
        #expect(rows.amounts.dropLast().reduce(0, +) == month.shown[kind])
        #expect(rows.amounts.last == month.shown[kind])
      }
      let all = try await browser.get("/w/acme/movements/2026-11?currency=eur")
      #expect(all.amounts.dropLast().reduce(0, +) == month.shown.closing)
      let paying = try await browser.get("/w/acme/revenue/2026-11?currency=eur")
      #expect(paying.amounts.count == 16)
      #expect(paying.amounts.dropLast().reduce(0, +) == month.shown.closing)
      #expect(
        try await browser.get("/w/acme/revenue/2026-10?currency=eur").text.contains("Nobody paid then."))
      let fact = try #require(all.text.firstMatch(of: /href="(\/w\/acme\/facts\/fact_[A-Za-z0-9]+)"/))
      let page = try await browser.get(String(fact.output.1))
      #expect(page.status == 200 && page.text.contains("Written down"))
    }
  }

  @Test("Long lists of rows come in pages that together are all of them")
  func pages() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 60)
      let browser = try await house.signedIn()
      let path = "/w/acme/movements/2026-11?currency=eur&kind=new"
      let first = try await browser.get(path)
      let second = try await browser.get(path + "&page=2")
      #expect(first.amounts.count == 51 && second.amounts.count == 11)
      #expect(first.amounts.last == second.amounts.last)
      let sum = (first.amounts.dropLast() + second.amounts.dropLast()).reduce(0, +)
      #expect(sum == first.amounts.last)
      for wrong in ["&page=0", "&page=3", "&page=x"] {
        #expect(try await browser.get(path + wrong).status == 404)
      }
      let customers = try await browser.get("/w/acme/customers")
      let older = try #require(customers.text.firstMatch(of: /rel="next" href="([^"]+)"/))
      let rest = try await browser.get(String(older.output.1))
      let names = (customers.text + rest.text).matches(of: /href="\/w\/acme\/customers\/(cus_[A-Za-z0-9]+)"/)
      #expect(Set(names.map { String($0.output.1) }).count == 60)
      #expect(try await browser.get("/w/acme/customers?after=cus_nobody").status == 404)
    }
  }

  @Test("An invoice's lines and the taxes on top of them sum to its total; tax within it is told below")
  func taxes() async throws {
    try await House.with(.sqlite) { house in
      let cause = FactCause(actor: "test")
      let customer = try await house.workspace.perform(CreateCustomer(terms: CustomerTerms()), as: cause)
      let percentage = try #require(Percentage(percent: "25"))
      func invoice(_ isInclusive: Bool) async throws -> String {
        let rate = try await house.workspace.perform(
          CreateTaxRate(displayName: "Moms", percentage: percentage, isInclusive: isInclusive), as: cause)
        var command = CreateInvoice(customer: customer)
        command.currency = .eur
        command.defaultTaxRates = [rate]
        let id = try await house.workspace.perform(command, as: cause)
        var terms = ItemTerms(pricing: .amount(500))
        terms.description = .set("Workshop <today>")
        try await house.workspace.perform(
          AddInvoiceLines(invoice: id, lines: [.new(ItemTerms(pricing: .amount(1_000))), .new(terms)]),
          as: cause)
        return try await house.signedIn().get("/w/acme/invoices/\(id)").text
      }
      let onTop = try await invoice(false)
      #expect(amounts(onTop).prefix(4) == [1_000, 500, 375, 1_875] && onTop.contains("Tax 25 %"))
      #expect(onTop.contains("Workshop &lt;today&gt;"))
      let within = try await invoice(true)
      #expect(amounts(within).prefix(4) == [1_000, 500, 1_500, 300])
      #expect(within.contains("Tax 25 %, within the total"))
      let snapshot = try await house.workspace.read {
        try $0.invoices(InvoiceFilter(), Page(limit: 9)).elements
      }
      let id = try #require(snapshot.last?.id)
      try await house.workspace.perform(FinalizeInvoiceNow(invoice: id), as: cause)
      let line = try await house.workspace.read { try $0.lines(of: id)[0].id }
      for _ in 0..<2 {
        try await house.workspace.perform(
          IssueCreditNote(invoice: id, lines: [.amount(400, of: line)]), as: cause)
      }
      let credited = try await house.signedIn().get("/w/acme/invoices/\(id)")
      #expect(credited.text.contains("-CN-02") && credited.text.contains("Credited before payment"))
      #expect(credited.amounts(of: "Credit notes").suffix(3) == [500, 500, 1_000])
      #expect(credited.amounts(of: "In the books").reduce(0, +) == 0)
    }
  }

  @Test("A coupon shows what it takes off and how often it was used, and stands on what it took it off")
  func coupons() async throws {
    try await House.with(.sqlite) { house in
      let cause = FactCause(actor: "test")
      let product = try await house.workspace.perform(
        CreateProduct(
          name: "Gold", terms: ProductTerms(),
          defaultPrice: .init(
            currency: .eur, model: .perUnit(UnitPrice(minorUnits: 10_00)), cadence: .monthly)), as: cause)
      let price = try #require(try await house.workspace.read { try $0.product(product)?.defaultPrice })
      var coupons = CreateCoupon(id: CouponID("SPRING")) { id, created in
        Coupon(
          id: id, reduction: .percent(off: Percentage(percent: "12.5")!), duration: .repeating, months: 3,
          maxRedemptions: 2, created: created)
      }
      coupons.name = "Spring <sale>"
      let coupon = try await house.workspace.perform(coupons, as: cause)
      let code = try await house.workspace.perform(CreatePromotionCodes(of: coupon), as: cause)[0]
      let customer = try await house.workspace.perform(
        CreateCustomer(terms: CustomerTerms(), paymentMethod: nil), as: cause)
      var command = CreateSubscription(customer: customer, items: [.init(price: price)])
      command.collection = .sendInvoice(daysUntilDue: 10)
      command.discounts = [.code(code)]
      let subscription = try await house.workspace.perform(command, as: cause)
      let browser = try await house.signedIn()
      let list = try await browser.get("/w/acme/coupons").text
      #expect(list.contains("Spring &lt;sale&gt;") && list.contains("12.5 % off") && list.contains("1 of 2"))
      let shown = try await browser.get("/w/acme/coupons/SPRING").text
      #expect(shown.contains("For 3 months") && shown.contains("Open"))
      let contract = try await browser.get("/w/acme/subscriptions/\(subscription)").text
      #expect(
        contract.contains("Spring &lt;sale&gt;: 12.5 % off until \(DayText.day(Instant(iso: "2027-02-22")!))")
      )
      let invoice = try #require(
        try await house.workspace.read { try $0.subscription(subscription)?.latestInvoice })
      let bill = try await browser.get("/w/acme/invoices/\(invoice)").text
      #expect(amounts(bill).prefix(3) == [1_000, -125, 875])
    }
  }

  private func amounts(_ text: String) -> [Int64] {
    text.matches(of: /<data value="(-?\d+)"/).compactMap { Int64($0.output.1) }
  }

  @Test("What is not there answers 404: months, currencies, kinds and things of other names")
  func missing() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      for path in [
        "movements/2026-13?currency=eur", "movements/2026-11", "movements/2026-11?currency=xxx",
        "movements/2026-11?currency=eur&kind=sideways", "?currency=usd", "customers/cus_1", "invoices/in_1",
        "subscriptions/sub_1", "subscriptions/sub_1/cancel", "products/prod_1", "prices/price_1",
        "coupons/none",
        "facts/fact_1",
        "invoices?state=lost", "subscriptions/new?customer=cus_1", "products/new?product=prod_1", "nothing",
      ] {
        #expect(try await browser.get("/w/acme/\(path)").status == 404, "\(path)")
      }
      #expect(try await browser.get("/w/acme/movements/2026-11?currency=eur").status == 200)
    }
  }

  @Test("A new workspace says what to do first, and a viewer only what will be here")
  func empty() async throws {
    try await House.with(.sqlite) { house in
      let owner = try await house.signedIn()
      let page = try await owner.get("/w/acme")
      #expect(page.text.contains("href=\"/w/acme/products/new\""))
      let viewer = try await house.signedIn(House.viewer)
      #expect(!(try await viewer.get("/w/acme").text.contains("/products/new")))
      for path in ["customers", "subscriptions", "invoices", "products", "coupons"] {
        #expect(try await viewer.get("/w/acme/\(path)").status == 200)
      }
    }
  }

  @Test("Somebody is found by e-mail without it standing in an address")
  func finding() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      var terms = CustomerTerms()
      terms.email = .set("ada@example.com")
      let made = try await house.workspace.perform(CreateCustomer(terms: terms), as: .init(actor: "test"))
      _ = try await browser.get("/w/acme/customers")
      let found = try await browser.send("/w/acme/customers/find", ["q": "ada@example.com"])
      #expect(found.location == "/w/acme/customers/\(made)")
      let none = try await browser.send("/w/acme/customers/find", ["q": "eve@example.com"])
      #expect(none.status == 200 && none.text.contains("Nobody found"))
      _ = try await browser.get("/w/acme/subscriptions/new")
      let chosen = try await browser.send("/w/acme/customers/find", ["q": "ada@example.com"])
      #expect(chosen.location == "/w/acme/subscriptions/new?customer=\(made)")
    }
  }

  @Test(
    "Shares of a rounded total are whole and sum to it",
    arguments: [
      ([333_333, 333_333, 333_334], Int64(1)), ([1_500_000, 1_500_000], 3), ([-500_000, -500_000], -1),
      ([2_400_000, -1_300_000], 1), ([1_000_000], 2), ([1, 1, 1], 0), ([], 0),
    ] as [([Int64], Int64)])
  func sharing(exact: [Int64], total: Int64) {
    let shares = apportioned(exact, to: total)
    #expect(shares.count == exact.count)
    #expect(shares.reduce(0, +) == (exact.isEmpty ? 0 : total))
    #expect(zip(shares, exact).allSatisfy { abs($0 * 1_000_000 - $1) <= 1_000_000 })
  }

  @Test("Movements are seen one by one or net by customer, the same question by one click, as stacked bars")
  func netAndEvery() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 6)
      let browser = try await house.signedIn()
      let query = "interval=month&from=2026-09&by=country"
      let (every, net) = ("/w/acme/figures/mrr_movements", "/w/acme/figures/net_mrr_movements")
      let sent = query.replacing("&", with: "&amp;")
      for (shown, other, word) in [(every, net, "Every movement"), (net, every, "Net by customer")] {
        let page = try await browser.get("\(shown)?\(query)")
        #expect(page.status == 200 && page.text.contains("href=\"\(other)?\(sent)\""))
        #expect(page.text.contains("href=\"\(shown)?\(sent)\" aria-current=\"true\">\(word)</a>"))
        #expect(page.text.contains("<rect class=\"s-new\"") && page.text.contains("<path class=\"halo\""))
      }
      // Who came and left within the step moved twice, and net not at all.
      #expect(try await browser.get("\(every)?\(query)").text.contains("<rect class=\"s-chu\""))
      #expect(try await !browser.get("\(net)?\(query)").text.contains("<rect class=\"s-chu\""))
      let other = try await browser.get("/w/acme/figures/mrr")
      #expect(!other.text.contains("Every movement") && !other.text.contains("<rect class=\"s-"))
      let rows = try await browser.get("/w/acme/movements/2026-11?currency=eur&kind=new")
      #expect(rows.text.contains(">Plan 0, €10.00 a year</a>"))
    }
  }
}
