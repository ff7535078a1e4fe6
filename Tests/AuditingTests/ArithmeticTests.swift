import Chronology
import Monetary
import Testing

@testable import Auditing

@Suite("The audit's own arithmetic")
struct ArithmeticTests {
  @Test("Its calendar, which shares nothing with the engine's, agrees with it", arguments: 1...31)
  func calendar(day: Int) throws {
    let anchors = [2023, 2024, 1969, 2099].flatMap { year in
      [1, 2, 8, 12].compactMap {
        Day(year: year, month: $0, day: day)?.start(in: .utc).adding(seconds: 3_723)
      }
    }
    for anchor in anchors {
      for unit in Cadence.Unit.allCases {
        for count in [1, 2, 3, 12, 100] {
          let cycle = BillingCycle(anchor: anchor, cadence: .every(count, unit))
          let audited = try #require(AuditedCadence(unit: unit.rawValue, count: Int64(count)))
          for number in [0, 1, 2, 11, 12, 13, 47] {
            let boundary = cycle.boundary(number).seconds
            #expect(audited.boundary(Int64(number), from: anchor.seconds) == boundary)
            #expect(audited.firstBoundary(from: anchor.seconds, notBefore: boundary) == Int64(number))
            #expect(audited.firstBoundary(from: anchor.seconds, notBefore: boundary + 1) == Int64(number + 1))
          }
        }
      }
    }
  }

  @Test("Its roundings are the named ones")
  func rounding() {
    for denominator in [Int128(1), 2, 3, 4, 7, 10, 365] {
      for numerator in Int128(-40)...40 {
        #expect(
          Exact.halfEven(numerator, denominator) == Rounding.halfEven.divide(numerator, by: denominator))
        #expect(
          Exact.halfAwayFromZero(numerator, denominator)
            == Rounding.halfAwayFromZero.divide(numerator, by: denominator))
        #expect(
          Exact.halfDown(numerator, denominator) == Rounding.proration.divide(numerator, by: denominator))
      }
    }
  }

  @Test(
    "Prices are read from their text",
    arguments: [
      "0", "10", "0.5", "-3.25", "1000000.000000000001", "", "-", "1.", ".5", "1.0000000000001", "1e3",
    ])
  func prices(text: String) {
    #expect(Exact.trillionths(text) == UnitPrice(decimal: text)?.trillionths)
  }

  @Test("Billing keys say what they bill, or nothing")
  func keys() {
    let key = BillingKey("si_1/1769817600/2/credit")
    #expect(key?.item == "si_1" && key?.periodStart == 1_769_817_600 && key?.kind == .credit)
    #expect(key?.isOriginal == true)
    #expect(BillingKey("si_1/1769817600/0/period/adjusted-1")?.isOriginal == false)
    for text in ["", "si_1", "si_1/x/0/period", "si_1/1/0/whole", "si_1/1/0/period/more", "/1/0/period"] {
      #expect(BillingKey(text) == nil, "\(text)")
    }
  }
}
