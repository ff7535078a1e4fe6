import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Currencies and taxes in the life of a contract", .serialized)
struct MoneyStories {
  /// A price a month in April's first half and another one from the 16th, billed with May's invoice.
  private func tell(
    on engine: Engine, _ currency: Currency, _ small: String, _ large: String, _ expected: [Int64],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      for (name, amount) in [("small", small), ("large", large)] {
        try await story.price(name, .perUnit(UnitPrice(decimal: amount)!), currency: currency)
      }
      try await story.subscribe("acme", to: "small")
      try await story.on("2026-04-16") { try await story.change("acme", to: "large") }
      try await story.on("2026-05-02")
      let invoices = try await story.invoices(of: "acme")
      let amounts = try await story.workspace.read { snapshot in
        try invoices.flatMap { try snapshot.lines(of: $0.id).map(\.content.amount.minorUnits) }
      }
      #expect(amounts == expected, sourceLocation: sourceLocation)
      #expect(invoices.allSatisfy { $0.currency == currency }, sourceLocation: sourceLocation)
    }
  }

  @Test(
    "A yen is whole: half of an odd price is a yen less for the customer to pay", arguments: Engine.allCases)
  func yen(engine: Engine) async throws {
    try await tell(on: engine, .jpy, "999", "1501", [999, -500, 750, 1501])
  }

  @Test("A dinar has a thousand fils, and prices may have parts of one", arguments: Engine.allCases)
  func dinar(engine: Engine) async throws {
    try await tell(on: engine, .kwd, "1250", "2500.5", [1250, -625, 1250, 2501])
  }

  @Test("A unit of account has four decimals, and is billed in all of them", arguments: Engine.allCases)
  func fourDecimals(engine: Engine) async throws {
    let clf = try #require(Currency(code: "clf"))
    try await tell(on: engine, clf, "12345", "23457", [12345, -6173, 11728, 23457])
  }

  @Test("An upgrade's tax is given back and asked for as its amounts are", arguments: Engine.allCases)
  func taxOnTop(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      let vat = try await story.taxRate("19", inclusive: false)
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [vat] }
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.total) == [11_90, 11_90])
      #expect(invoices.map(\.tax) == [1_90, 1_90])
      #expect(try await story.balances(of: "acme")[.taxPayable] == -3_80)
    }
  }

  @Test("Where prices hold the tax, changes hold it too, and revenue never does", arguments: Engine.allCases)
  func taxWithin(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 11_90)
      try await story.price("team", monthly: 35_70)
      let vat = try await story.taxRate("19", inclusive: true)
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [vat] }
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.total) == [11_90, 11_90])
      #expect(invoices.map(\.tax) == [1_90, 1_90])
      #expect(
        try await story.mrr() == ["2026-04 expansion 2000 new 1000 = 3000 (1)"], "without the tax")
    }
  }

  @Test("A business abroad owes the tax itself, on what changes too", arguments: Engine.allCases)
  func reverseCharge(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      let vat = try await story.taxRate("19", inclusive: false)
      try await story.customer("acme")
      var terms = CustomerTerms()
      terms.taxExemption = .set(.reverse)
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [vat] }
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      #expect(try await story.totals(of: "acme") == [10_00, 10_00])
      #expect(try await story.balances(of: "acme")[.taxPayable] ?? 0 == 0)
    }
  }

  @Test("A discount comes off before the tax is worked out", arguments: Engine.allCases)
  func discountBeforeTax(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 9_99)
      let (vat, tenth) = (
        try await story.taxRate("19", inclusive: false), try await story.coupon(percent: "10", .forever)
      )
      try await story.subscribe("acme", to: "starter") {
        $0.defaultTaxRates = [vat]
        $0.discounts = [.coupon(tenth)]
      }
      // 9.99 less 1.00; 19 % of 8.99 is 1.71.
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.discount == 1_00 && invoice.tax == 1_71 && invoice.total == 10_70)
    }
  }

  @Test("Two taxes on one line are each worked out from its amount", arguments: Engine.allCases)
  func twoTaxes(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 100_00)
      let (state, city) = (
        try await story.taxRate("6.25", inclusive: false), try await story.taxRate("2.125", inclusive: false)
      )
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [state, city] }
      // 6.25 and 2.13, because 2.125 is rounded away from zero.
      #expect(try await story.invoices(of: "acme")[0].tax == 8_38)
    }
  }

  @Test(
    "A coupon that ends in the middle of a quarter comes off all of that quarter, and off no other",
    arguments: Engine.allCases)
  func couponEndsMidway(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("small", monthly: 300_00, cadence: .every(3, .month))
      try await story.price("large", monthly: 600_00, cadence: .every(3, .month))
      let tenth = try await story.coupon(percent: "10", .repeating, months: 2)
      try await story.subscribe("acme", to: "small") { $0.discounts = [.coupon(tenth)] }
      // Sixteen of 90 days are left, and the coupon is over: what was given back of it stays given.
      try await story.on("2026-03-16") {
        try await story.change("acme", to: "large", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-04-02")
      #expect(try await story.totals(of: "acme") == [270_00, -48_00 + 101_34, 600_00])
    }
  }

  @Test(
    "A coupon that is taken off in the middle of a month is off from the next invoice on",
    arguments: Engine.allCases)
  func couponTakenOff(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let half = try await story.coupon(percent: "50", .forever)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(half)] }
      try await story.on("2026-04-16") { try await story.update("acme") { $0.discounts = [] } }
      try await story.on("2026-05-02")
      #expect(try await story.totals(of: "acme") == [5_00, 10_00])
    }
  }
}
