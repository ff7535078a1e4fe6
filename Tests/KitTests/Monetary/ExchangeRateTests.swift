import Monetary
import Testing

@Suite("Exchange rates")
struct ExchangeRateTests {
  @Test("A rate is read in any plain spelling and written in one")
  func canonical() {
    let table = [
      "1.0567": "1.0567", "11.4385": "11.4385", "160": "160", "160.00": "160", "007.50": "7.5",
      "0.000000001": "0.000000001", "9223372036.854775807": "9223372036.854775807",
    ]
    for (written, canonical) in table {
      #expect(ExchangeRate(decimal: written)?.decimalText == canonical, "\(written)")
    }
    #expect(ExchangeRate(decimal: "1") == .euro)
  }

  @Test("Nothing, less than nothing, too much, or what is no plain decimal is no rate")
  func refused() {
    let wrong = [
      "", "0", "0.000000000", "-1.05", "-0", "+1", "1,05", "1e3", "N/A", " 1", "1.0000000001",
      "9223372036.854775808", ".5", "5.",
    ]
    for text in wrong { #expect(ExchangeRate(decimal: text) == nil, "\(text)") }
    #expect(ExchangeRate(billionths: 0) == nil)
  }
}
