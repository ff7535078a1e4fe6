import Monetary
import Testing

@testable import HTTPAPI

@Suite("Rendering")
struct RenderingTests {
  @Test(
    "Minor units of the wire and ours are converted exactly",
    arguments: [
      ("usd", 1_050, 1_050), ("jpy", 500, 500), ("kwd", 12_345, 12_345), ("isk", 5, 500), ("ugx", -3, -300),
      ("mga", 100, 1), ("mga", 250_000, 2_500), ("huf", 100, 100), ("twd", 100, 100),
    ])
  func amounts(code: String, ours: Int64, wire: Int64) throws {
    let currency = try #require(Currency(code: code))
    #expect(WireAmount.wire(ours, currency) == Int128(wire))
    #expect(WireAmount.minorUnits(wire, currency) == ours)
    let price = UnitPrice(minorUnits: ours)
    #expect(WireAmount.wire(price, currency) == UnitPrice(minorUnits: wire))
    #expect(WireAmount.unitPrice(UnitPrice(minorUnits: wire), currency) == price)
  }

  @Test("What a currency cannot hold is refused on the way in and rounded on the way out")
  func exceptions() throws {
    let krona = try #require(Currency(code: "isk"))
    let ariary = try #require(Currency(code: "mga"))
    #expect(WireAmount.minorUnits(550, krona) == nil)
    #expect(WireAmount.minorUnits(.max, ariary) == nil)
    #expect(WireAmount.wire(.max, krona) == Int128(Int64.max) * 100)
    #expect(WireAmount.wire(150, ariary) == 2)
    #expect(WireAmount.wire(-150, ariary) == -2)
    #expect(WireAmount.wire(149, ariary) == 1)
  }

  @Test(
    "Prices are put into words",
    arguments: [
      ("1000", "usd", "$10.00"), ("5", "usd", "$0.05"), ("0", "eur", "€0.00"), ("0.5", "usd", "$0.005"),
      ("500", "jpy", "¥500"), ("12345", "kwd", "KWD 12.345"), ("990.25", "chf", "CHF 9.9025"),
      ("-100", "gbp", "-£1.00"),
    ])
  func prices(decimal: String, code: String, text: String) throws {
    let price = try #require(UnitPrice(decimal: decimal))
    #expect(MoneyText.text(price, try #require(Currency(code: code))) == text)
  }
}
