import Monetary
import Rating
import Testing

@Suite("Rating")
struct RatingTests {
  /// Unit price in minor units, quantity, what it costs; a half goes away from zero.
  @Test(
    "A price per unit times a quantity is exact to twelve decimals and rounded once",
    arguments: [
      ("1000", 1, 1000), ("1000", 0, 0), ("1000", 3, 3000), ("0.5", 1, 1), ("0.5", 3, 2), ("0.4", 1, 0),
      ("0.000125", 4_000, 1), ("0.000125", 3_999, 0), ("0.000125", 1_000_000, 125),
      ("0.000000000001", 499_999_999_999, 0), ("0.000000000001", 500_000_000_000, 1),
      ("33.333333333333", 3, 100), ("33.333333333333", 30, 1000), ("250.5", 2, 501), ("250.5", 1, 251),
      ("9223372036854775807", 1, .max), ("9223372036854775806.4", 1, .max - 1),
    ] as [(String, Int64, Int64)])
  func perUnit(price: String, quantity: Int64, cost: Int64) throws {
    let model = PriceModel.perUnit(try #require(UnitPrice(decimal: price)))
    #expect(try model.rate(quantity: quantity, in: .usd) == Money(cost, .usd))
  }

  @Test(
    "An amount that no 64-bit integer holds is refused, never wrapped",
    arguments: [
      ("9223372036854775807", 2), ("9223372036854775807.5", 1), ("92233720368547758.08", 100),
      ("170141183460469231731687303", Int64.max), ("1", Int64.max),
    ])
  func overflow(price: String, quantity: Int64) throws {
    let model = PriceModel.perUnit(try #require(UnitPrice(decimal: price)))
    if price == "1" {
      #expect(try model.rate(quantity: quantity, in: .usd).minorUnits == .max, "the largest still fits")
    } else {
      #expect(throws: MonetaryRefusal.overflow) { try model.rate(quantity: quantity, in: .usd) }
    }
  }

  @Test("A share of a price is refused too when the exact product exceeds 128 bits")
  func overflowOfShare() throws {
    let model = PriceModel.perUnit(UnitPrice(trillionths: .max / 1_000))
    #expect(throws: MonetaryRefusal.overflow) {
      try model.rate(quantity: 1_001, in: .usd, share: Share(1, of: 2))
    }
    #expect(throws: MonetaryRefusal.overflow) {
      try model.rate(quantity: 1, in: .usd, share: Share(2_000, of: 3_000))
    }
  }

  /// The format's own data points: nearest, and a half always falls to the customer.
  @Test(
    "A prorated half cent falls to the customer, whether given back or charged",
    arguments: [
      ("5", -1, 2, -3), ("9", 1, 2, 4), ("15", 1, 2, 7), ("2000", -1, 3, -667), ("1000", 1, 3, 333),
      ("2499.996", -1, 1, -2500), ("24999.9968", 1, 1, 25_000), ("1000", 1, 2, 500), ("1000", -1, 2, -500),
      ("1", 1, 2, 0), ("1", -1, 2, -1),
    ] as [(String, Int64, Int64, Int64)])
  func proration(price: String, numerator: Int64, denominator: Int64, cost: Int64) throws {
    let model = PriceModel.perUnit(try #require(UnitPrice(decimal: price)))
    let share = Share(numerator, of: denominator)
    #expect(
      try model.rate(quantity: 1, in: .usd, share: share, rounding: .proration) == Money(cost, .usd))
  }

  @Test("An explanation says quantity and unit price as they were")
  func explanation() throws {
    let price = try #require(UnitPrice(decimal: "0.125"))
    #expect(
      PriceModel.perUnit(price).explanation(quantity: 7)
        == Explanation(steps: [.init(quantity: 7, unitPrice: price)]))
    #expect(PriceModel.perUnit(price).unitPrice == price)
  }
}
