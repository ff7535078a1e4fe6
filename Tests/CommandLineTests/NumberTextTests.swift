import Monetary
import Testing

@testable import perennial

struct NumberTextTests {
  @Test(
    "Amounts show their currency's decimals, grouped by thousands",
    arguments: [
      (0, "usd", "0.00"), (5, "usd", "0.05"), (-5, "usd", "-0.05"), (31_698_575, "usd", "316,985.75"),
      (100_000, "usd", "1,000.00"), (99_999, "usd", "999.99"), (9000, "jpy", "9,000"), (7, "jpy", "7"),
      (1_234_567, "kwd", "1,234.567"), (12, "clf", "0.0012"),
      (Int64.min, "jpy", "-9,223,372,036,854,775,808"),
    ] as [(Int64, String, String)])
  func text(minorUnits: Int64, code: String, expected: String) throws {
    #expect(Money(minorUnits, try #require(Currency(code: code))).terminalText == expected)
  }
}
