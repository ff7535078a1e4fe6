import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Rating
import Relations
import Subscriptions
import Testing

@Suite("Taxes on lines")
struct TaxTests {
  private func rate(_ percent: String, _ isInclusive: Bool, id: String = "txr_1") throws -> TaxTerms {
    TaxTerms(
      id: TaxRateID(id), percentage: try #require(Percentage(percent: percent)), isInclusive: isInclusive)
  }

  private func line(_ amount: Int64, _ rates: TaxTerms...) throws -> LineContent {
    var content = try LineContent(
      item: PendingItemID("ii_1"), subscription: nil, pricing: .amount(Money(amount, .usd)),
      description: nil, period: Period(start: Shop.at("2026-04-01"), end: Shop.at("2026-04-01")))
    content.taxRates = rates
    return content
  }

  /// Amount, percent, whether within it, tax, what it is charged on. The first two are the format's own
  /// example of rounding by the line.
  @Test(
    "Each rate is rounded once on each line, half away from zero",
    arguments: [
      (43, "15", false, 6, 43), (484, "15", false, 73, 484), (-43, "15", false, -6, -43),
      (10, "25", false, 3, 10), (-10, "25", false, -3, -10), (1000, "25", true, 200, 800),
      (999, "25", true, 200, 799), (-999, "25", true, -200, -799), (1000, "0", false, 0, 1000),
      (1000, "0", true, 0, 1000), (1000, "7.7", true, 71, 929), (1000, "8.1", false, 81, 1000),
      (Int64.max, "0.0001", false, 9_223_372_036_855, Int64.max), (1, "100", true, 1, 0),
    ] as [(Int64, String, Bool, Int64, Int64)])
  func rounding(amount: Int64, percent: String, isInclusive: Bool, tax: Int64, taxable: Int64) throws {
    let taxed = try line(amount, rate(percent, isInclusive)).taxed(by: nil, exemption: .none)
    #expect(taxed.taxes?.map(\.amount) == [tax] && taxed.taxes?.map(\.taxable) == [taxable])
    #expect(taxed.amount.minorUnits == amount, "the amount stays what it is")
    #expect(isInclusive ? taxed.inclusiveTax == tax : taxed.exclusiveTax == tax)
    #expect(isInclusive ? taxed.exclusiveTax == 0 : taxed.inclusiveTax == 0)
  }

  @Test("Inclusive rates share what the amount holds; exclusive ones are all charged on it")
  func several() throws {
    let within = try line(1200, rate("10", true), rate("10", true, id: "txr_2"))
      .taxed(by: nil, exemption: .none)
    #expect(within.taxes?.map(\.amount) == [100, 100] && within.taxes?.map(\.taxable) == [1000, 1000])
    let onTop = try line(1000, rate("5", false), rate("9.975", false, id: "txr_2"))
      .taxed(by: nil, exemption: .none)
    #expect(onTop.taxes?.map(\.amount) == [50, 100] && onTop.exclusiveTax == 150)
  }

  @Test("Who is exempt, or owes the tax to the state themselves, pays none of it")
  func exemption() throws {
    for (exemption, reason) in [
      (TaxExemption.exempt, LineTax.Reason.customerExempt), (.reverse, .reverseCharge),
    ] {
      for isInclusive in [true, false] {
        let taxed = try line(1000, rate("25", isInclusive)).taxed(by: nil, exemption: exemption)
        #expect(taxed.taxes?.map(\.amount) == [0] && taxed.taxes?.map(\.taxable) == [1000])
        #expect(taxed.taxes?.first?.reason == reason)
      }
    }
    #expect(try line(1, rate("0", false)).taxed(by: nil, exemption: .none).taxes?.first?.reason == .zeroRated)
  }

  @Test("A line's own rates come before the invoice's, which are for what was asked for by hand alone")
  func defaults() throws {
    let vat = try rate("25", false)
    var plain = try line(1000)
    plain.taxRates = nil
    #expect(try plain.taxed(by: [vat], exemption: .none).exclusiveTax == 250)
    #expect(try plain.taxed(by: nil, exemption: .none).taxes == nil)
    #expect(try line(1000).taxed(by: [vat], exemption: .none).taxes == nil, "an empty list is no tax")
    let owedLine = LineContent(
      charge: try owed(by: Shop.contract(), prices: Shop.prices)[0], subscription: Shop.contract().id,
      price: try #require(Shop.prices[Shop.id("team")]), name: "Team", credits: nil)
    #expect(try owedLine.taxed(by: [vat], exemption: .none).taxes == nil, "a contract says what its own are")
  }

  @Test("An invoice adds up its lines and what comes on top of them")
  func totals() throws {
    let contents = try [line(1000, rate("25", false)), line(500, rate("25", true))]
      .map { try $0.taxed(by: nil, exemption: .none) }
    let invoice = try Invoice(
      draft: InvoiceID("in_1"),
      for: Customer(
        id: CustomerID("cus_1"), invoicePrefix: "ACME", testClock: nil, created: Shop.at("2026-04-01")),
      subscription: nil, currency: .usd, collection: .chargeAutomatically, contents: contents,
      at: Shop.at("2026-04-01"))
    #expect(invoice.subtotal == 1500 && invoice.total == 1750 && invoice.tax == 350)
    #expect(invoice.net == 1400 && invoice.amountDue == 1750)
    #expect(contents.map(\.netOfOwnDiscounts) == [1000, 400])
    #expect(throws: InvoicingRefusal.amountTooLarge) {
      try invoice.billing([line(.max, rate("25", false)).taxed(by: nil, exemption: .none)])
    }
    // Each of them is an amount, and all together are none.
    #expect(throws: InvoicingRefusal.amountTooLarge) {
      try line(5_000_000_000_000_000_000, rate("100", false), rate("100", false))
        .taxed(by: nil, exemption: .none)
    }
  }

  @Test(
    "What recurs is counted without the tax that a price holds",
    arguments: [("25", 100_00, 80_00_000_000), ("19", 100_00, 8403_361_345), ("0", 100_00, 100_00_000_000)]
      as [(String, Int64, Int64)])
  func recurring(percent: String, amount: Int64, level: Int64) throws {
    let price = Shop.price("any", "\(amount)", .monthly)
    var contract = Shop.contract([("any", 1)])
    contract.status = .active
    contract.defaultTaxRates = [try rate(percent, true)]
    let levels = contract.recurringLevels(prices: [price.id: price])
    #expect(levels.map(\.net) == [level] && levels.map(\.list) == [amount * 1_000_000])
    contract.defaultTaxRates = [try rate(percent, false)]
    #expect(contract.recurringLevels(prices: [price.id: price]).map(\.net) == [amount * 1_000_000])
  }
}
