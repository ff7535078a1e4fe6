import Foundation
import Monetary
import Testing

@Suite("Money")
struct MoneyTests {
  @Test("Amounts read with the decimals of their currency")
  func descriptions() {
    let table: [(Int64, Currency, String)] = [
      (1234, .usd, "12.34 USD"), (0, .eur, "0.00 EUR"), (-5, .sek, "-0.05 SEK"), (1200, .jpy, "1200 JPY"),
      (-1, .kwd, "-0.001 KWD"), (12_345, Currency(code: "clf")!, "1.2345 CLF"),
      (.min, .usd, "-92233720368547758.08 USD"), (.max, .jpy, "9223372036854775807 JPY"),
    ]
    for (minorUnits, currency, text) in table { #expect("\(Money(minorUnits, currency))" == text) }
  }

  @Test("Amounts of one currency add, subtract, negate and compare")
  func arithmetic() throws {
    var total = Money(10_00, .eur) + Money(2_50, .eur)
    total += Money(1, .eur)
    total -= Money(20_00, .eur)
    #expect(total == Money(-7_49, .eur) && total.isNegative && !total.isPositive)
    #expect(-total == Money(7_49, .eur) && total < .zero(.eur))
    #expect([Money(3, .usd), Money(1, .usd)].sorted() == [Money(1, .usd), Money(3, .usd)])
    #expect(try Money(7, .usd).multiplied(by: -3) == Money(-21, .usd))
    #expect(try Money(7, .usd).adding(Money(1, .usd)) == Money(8, .usd))
    #expect(try Money(7, .usd).subtracting(Money(8, .usd)) == Money(-1, .usd))
    #expect(Money.zero(.usd).isZero && Money.zero(.usd) != .zero(.eur))
  }

  @Test("What does not fit or does not belong together is refused, never wrapped")
  func refusals() {
    let most = Money(.max, .usd)
    let least = Money(.min, .usd)
    #expect(throws: MonetaryRefusal.overflow) { try most.adding(Money(1, .usd)) }
    #expect(throws: MonetaryRefusal.overflow) { try least.adding(Money(-1, .usd)) }
    #expect(throws: MonetaryRefusal.overflow) { try least.subtracting(Money(1, .usd)) }
    #expect(throws: MonetaryRefusal.overflow) { try Money.zero(.usd).subtracting(least) }
    #expect(throws: MonetaryRefusal.overflow) { try most.multiplied(by: 2) }
    #expect(throws: MonetaryRefusal.overflow) { try least.multiplied(by: -1) }
    #expect(throws: MonetaryRefusal.currenciesDiffer) { try most.adding(Money(1, .eur)) }
    #expect(throws: MonetaryRefusal.currenciesDiffer) { try most.subtracting(Money(1, .eur)) }
    #expect(
      MonetaryRefusal.allCases.map(\.code) == [
        "amount_too_large", "currencies_differ", "price_choice_missing",
      ])
  }

  // The exit tests print, because a release build leaves out a computation whose result nobody uses, and its
  // trap with it.
  @Test("Operators trap on overflow")
  func overflowTraps() async {
    await #expect(processExitsWith: .failure) { print(Money(.max, .usd) + Money(1, .usd)) }
    await #expect(processExitsWith: .failure) { print(Money(.min, .usd) - Money(1, .usd)) }
    await #expect(processExitsWith: .failure) { print(-Money(.min, .usd)) }
    await #expect(processExitsWith: .failure) {
      print(Money(.max, .usd).fraction(3, of: 2, rounding: .down))
    }
  }

  @Test("Operators trap on mixed currencies")
  func mixedTraps() async {
    await #expect(processExitsWith: .failure) { print(Money(1, .usd) + Money(1, .eur)) }
    await #expect(processExitsWith: .failure) { print(Money(1, .usd) - Money(1, .eur)) }
    await #expect(processExitsWith: .failure) { print(Money(1, .usd) < Money(1, .eur)) }
  }

  @Test("A fraction is exact until its one rounding, also at the ends of 64 bits")
  func fractions() {
    let month: Int64 = 30 * 86_400
    #expect(Money(10_00, .usd).fraction(15 * 86_400, of: month, rounding: .proration) == Money(5_00, .usd))
    #expect(Money(-10_00, .usd).fraction(20, of: 30, rounding: .proration) == Money(-667, .usd))
    #expect(Money(.max, .usd).fraction(.max, of: .max, rounding: .up) == Money(.max, .usd))
    #expect(Money(.min, .usd).fraction(.max, of: .max, rounding: .up) == Money(.min, .usd))
    #expect(Money(.max, .usd).fraction(0, of: 1, rounding: .up) == .zero(.usd))
  }

  @Test("Money is stored as its minor units and its currency")
  func stored() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(Money(-12, .nok))
    #expect(String(decoding: data, as: UTF8.self) == #"{"currency":"nok","minorUnits":-12}"#)
    #expect(try JSONDecoder().decode(Money.self, from: data) == Money(-12, .nok))
  }
}
