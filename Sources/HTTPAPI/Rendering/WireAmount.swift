import Monetary

/// Where the wire counts money in other minor units than ISO 4217 does, and so than the rest of the system.
///
/// The exceptions of the format: MGA has two decimals in ISO and none on the wire; ISK and UGX have none in
/// ISO and two on the wire, which must be zero. HUF and TWD differ in payouts only, which are not here.
enum WireAmount {
  static let exponents: [String: Int] = ["mga": 0, "isk": 2, "ugx": 2, "huf": 2, "twd": 2]

  /// How many decimals of the wire's minor units stand for one of ours: 2 for ISK, -2 for MGA, 0 mostly.
  private static func shift(_ currency: Currency) -> Int {
    exponents[currency.code].map { $0 - currency.exponent } ?? 0
  }

  /// Whether both count a currency alike.
  static func agrees(on currency: Currency) -> Bool { shift(currency) == 0 }

  /// Ours as the wire writes it. Only MGA can lose something: parts of an ariary, which the wire cannot say,
  /// are rounded half away from zero.
  static func wire(_ minorUnits: Int64, _ currency: Currency) -> Int128 {
    wire(sum: Int128(minorUnits), currency)
  }

  static func wire(sum minorUnits: Int128, _ currency: Currency) -> Int128 {
    switch shift(currency) {
    case 0: minorUnits
    case let shift where shift > 0: minorUnits * power(shift)
    case let shift: Rounding.halfAwayFromZero.divide(minorUnits, by: power(-shift))
    }
  }

  static func wire(_ price: UnitPrice, _ currency: Currency) -> UnitPrice {
    switch shift(currency) {
    case 0: price
    case let shift where shift > 0: UnitPrice(trillionths: price.trillionths * power(shift))
    case let shift: UnitPrice(trillionths: price.trillionths / power(-shift))
    }
  }

  /// The wire's as ours; nil when it asks for decimals that the currency does not have, or is too large.
  static func minorUnits(_ amount: Int64, _ currency: Currency) -> Int64? {
    switch shift(currency) {
    case 0: return amount
    case let shift where shift > 0:
      let (quotient, rest) = Int128(amount).quotientAndRemainder(dividingBy: power(shift))
      return rest == 0 ? Int64(exactly: quotient) : nil
    case let shift: return Int64(exactly: Int128(amount) * power(-shift))
    }
  }

  static func unitPrice(_ price: UnitPrice, _ currency: Currency) -> UnitPrice? {
    switch shift(currency) {
    case 0: return price
    case let shift where shift > 0:
      let (quotient, rest) = price.trillionths.quotientAndRemainder(dividingBy: power(shift))
      return rest == 0 ? UnitPrice(trillionths: quotient) : nil
    case let shift:
      let (product, overflow) = price.trillionths.multipliedReportingOverflow(by: power(-shift))
      return overflow ? nil : UnitPrice(trillionths: product)
    }
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
