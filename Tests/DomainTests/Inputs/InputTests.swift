import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Relations
import Testing

@Suite("What figures need beside the business itself")
struct InputTests {
  private let day = Day(year: 2026, month: 11, day: 27)!

  @Test("A day's rates name no euro, and newer ones are laid over them")
  func referenceRates() throws {
    let one = ExchangeRate(decimal: "1.0567")!
    let two = ExchangeRate(decimal: "1.0600")!
    let sek = ExchangeRate(decimal: "11.4385")!
    let sheet = try ReferenceRates(day: day, perEuro: [.usd: one, .sek: sek])
    #expect(sheet.id.text == "rates_2026-11-27")
    let newer = sheet.replacing(try ReferenceRates(day: day, perEuro: [.usd: two]))
    #expect(newer.perEuro == [.usd: two, .sek: sek])
    #expect(throws: RatesRefusal.noRates(day)) { try ReferenceRates(day: day, perEuro: [:]) }
    #expect(throws: RatesRefusal.euroAgainstItself) { try ReferenceRates(day: day, perEuro: [.eur: one]) }
    #expect(try JSON(encoding: sheet).decode(ReferenceRates.self) == sheet)
    #expect(throws: (any Error).self) {
      try (["day": "2026-11-27", "perEuro": ["zzz": "1"]] as JSON).decode(ReferenceRates.self)
    }
  }

  @Test(
    "A source is a word without blanks around it",
    arguments: [
      ("search", "search"), ("  two words \t", "two words"), ("sök", "sök"), ("", nil), (" \n ", nil),
      ("a\u{0}b", nil), (String(repeating: "a", count: 80), String(repeating: "a", count: 80)),
      (String(repeating: "a", count: 81), nil),
    ] as [(String, String?)])
  func sources(_ typed: String, _ kept: String?) {
    #expect(AcquisitionSource.name(typed) == kept)
  }

  @Test("Spend has a channel, and is nothing or more")
  func spend() throws {
    let month = Month(year: 2026, month: 11)
    let spend = try MarketingSpend(channel: " search ", month: month, amount: Money(12_500, .eur))
    #expect(spend.channel == "search")
    #expect(spend.id.text == "spend_2026-11_eur_search")
    #expect(throws: SpendRefusal.channelOutOfRange) {
      try MarketingSpend(channel: " ", month: month, amount: Money(1, .eur))
    }
    #expect(throws: SpendRefusal.amountNegative) {
      try MarketingSpend(channel: "search", month: month, amount: Money(-1, .eur))
    }
  }

  @Test(
    "A margin lies between nothing and everything",
    arguments: [(0, "0"), (5, "0.05"), (7_250, "72.5"), (8_000, "80"), (9_999, "99.99"), (10_000, "100")])
  func margins(_ points: Int64, _ text: String) {
    #expect(GrossMargin(product: nil, basisPoints: points)?.percentText == text)
    #expect(GrossMargin(product: nil, percent: text)?.basisPoints == points)
    #expect(GrossMargin(product: nil, percent: "72.555") == nil)
    #expect(GrossMargin(product: nil, basisPoints: -1) == nil)
    #expect(GrossMargin(product: nil, basisPoints: 10_001) == nil)
    #expect(GrossMargin.id(of: ProductID("prod_1")).text == "margin_prod_1")
  }
}
