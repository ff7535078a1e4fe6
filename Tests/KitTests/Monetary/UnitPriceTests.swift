import Foundation
import Monetary
import Testing

@Suite("Unit prices")
struct UnitPriceTests {
  @Test("Decimal text is read in any plain spelling and written in one")
  func canonical() {
    let table = [
      "0.5": "0.5", "1000": "1000", "-2.000000000001": "-2.000000000001", "007.50": "7.5", "0": "0",
      "-0": "0",
      "-0.000": "0", "1.000000000000": "1", "0.000000000001": "0.000000000001", "10": "10", "-10.10": "-10.1",
      "170141183460469231731687303.715884105727": "170141183460469231731687303.715884105727",
      "-170141183460469231731687303.715884105728": "-170141183460469231731687303.715884105728",
    ]
    for (written, canonical) in table {
      #expect(UnitPrice(decimal: written)?.decimalText == canonical)
    }
  }

  @Test("What is no plain decimal of at most twelve places, or too large, is no price")
  func refused() {
    let wrong = [
      "", "-", ".", "-.", ".5", "5.", "+1", " 1", "1 ", "1e3", "1E3", "1,5", "1_000", "0x10", "--1", "1-",
      "1.2.3",
      "1..2", "1.0000000000001", "1.0000000000000", "NaN", "inf", "١", "½",
      "170141183460469231731687303.715884105728", "-170141183460469231731687303.715884105729",
      "170141183460469231731687304", "1000000000000000000000000000000000000000000000",
    ]
    for text in wrong { #expect(UnitPrice(decimal: text) == nil, "\(text)") }
  }

  @Test("A price times a quantity is rounded once, a half away from zero unless told otherwise")
  func amounts() throws {
    func amount(_ price: String, _ quantity: Int64, _ rounding: Rounding = .halfAwayFromZero) throws -> Int64
    {
      try UnitPrice(decimal: price)!.amount(quantity: quantity, currency: .usd, rounding: rounding).minorUnits
    }
    #expect(try amount("0.5", 3) == 2)
    #expect(try amount("-0.5", 3) == -2)
    #expect(try amount("0.5", 3, .proration) == 1)
    #expect(try amount("0.000125", 1_000_000) == 125)
    #expect(try amount("0.333333333333", 3) == 1)
    #expect(try amount("0.333333333333", 3, .down) == 0)
    #expect(try amount("9223372036854775807", 1) == .max)
    #expect(try amount("-9223372036854775808", 1) == .min)
    #expect(try amount("0.000000000001", .max) == 9_223_372)
    #expect(throws: MonetaryRefusal.overflow) { try amount("9223372036854775807.5", 1) }
    #expect(try amount("9223372036854775807.5", 1, .down) == .max)
    #expect(throws: MonetaryRefusal.overflow) { try amount("170141183460469231731687303", .max) }
    #expect(throws: MonetaryRefusal.overflow) { try amount("-170141183460469231731687303", .max) }
  }

  @Test("A price knows whether it is whole minor units")
  func whole() {
    #expect(UnitPrice(minorUnits: 1500).wholeMinorUnits == 1500)
    #expect(UnitPrice(minorUnits: .min).wholeMinorUnits == .min)
    #expect(UnitPrice(decimal: "0.5")!.wholeMinorUnits == nil)
    #expect(UnitPrice(decimal: "9223372036854775808")!.wholeMinorUnits == nil)
    #expect(UnitPrice(minorUnits: 15) == UnitPrice(decimal: "15.0"))
    #expect(UnitPrice(decimal: "-1")! < .zero && UnitPrice(decimal: "-1")!.isNegative)
    #expect(UnitPrice(decimal: "0.1")! < UnitPrice(decimal: "0.11")! && UnitPrice.zero.isZero)
  }

  @Test("A price is stored as its canonical text")
  func stored() throws {
    let data = try JSONEncoder().encode([UnitPrice(decimal: "00.250")!])
    #expect(String(decoding: data, as: UTF8.self) == #"["0.25"]"#)
    #expect(try JSONDecoder().decode([UnitPrice].self, from: data) == [UnitPrice(decimal: "0.25")!])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([UnitPrice].self, from: Data(#"["1e3"]"#.utf8))
    }
  }
}
