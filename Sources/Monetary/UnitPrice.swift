/// What one unit costs, in minor units with up to twelve decimals: an API call may cost 0.000125 cents.
///
/// Held as a whole number of 10⁻¹² minor units in 128 bits and stored as canonical decimal text. It has no
/// currency of its own; the price that carries it does. What exceeds 128 bits is refused.
public struct UnitPrice: Hashable, Sendable {
  /// Millionths of millionths of a minor unit.
  public let trillionths: Int128

  private static let scale: Int128 = 1_000_000_000_000
  private static let decimalsMost = 12

  public static let zero = UnitPrice(trillionths: 0)

  public init(trillionths: Int128) { self.trillionths = trillionths }

  public init(minorUnits: Int64) { trillionths = Int128(minorUnits) * UnitPrice.scale }

  /// Reads decimal text of minor units: digits, optionally a minus in front and a point with one to twelve
  /// decimals. Leading and trailing zeros are fine; a plus, spaces, an exponent or more decimals are not.
  public init?(decimal text: String) {
    var value: Int128 = 0
    var sign: Int128 = 1
    var digits = 0
    var decimals: Int?
    for (place, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where place == 0: sign = -1
      case UInt8(ascii: ".") where decimals == nil && digits > 0: decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard let next = UnitPrice.appending(Int128(byte - UInt8(ascii: "0")) * sign, to: value) else {
          return nil
        }
        value = next
        digits += 1
        decimals = decimals.map { $0 + 1 }
      default: return nil
      }
    }
    guard digits > 0, decimals != 0, decimals ?? 0 <= UnitPrice.decimalsMost else { return nil }
    for _ in (decimals ?? 0)..<UnitPrice.decimalsMost {
      guard let next = UnitPrice.appending(0, to: value) else { return nil }
      value = next
    }
    trillionths = value
  }

  /// `value` with one more digit at its end. The digit carries the sign, so that counting downward reaches
  /// the lowest value, which has no positive twin.
  private static func appending(_ digit: Int128, to value: Int128) -> Int128? {
    let (shifted, tooLarge) = value.multipliedReportingOverflow(by: 10)
    let (sum, tooLargeToo) = shifted.addingReportingOverflow(digit)
    return tooLarge || tooLargeToo ? nil : sum
  }

  /// The canonical text: no leading zeros, no trailing decimals, no minus on zero. "0.5", "1000".
  public var decimalText: String {
    let (whole, rest) = trillionths.magnitude.quotientAndRemainder(dividingBy: UnitPrice.scale.magnitude)
    let units = UInt64(exactly: whole).map(String.init) ?? String(whole)
    let sign = trillionths < 0 ? "-" : ""
    guard rest != 0 else { return sign + units }
    let digits = String(UInt64(rest))
    let padded = String(repeating: "0", count: UnitPrice.decimalsMost - digits.count) + digits
    let trailingZeros = padded.reversed().prefix { $0 == "0" }.count
    return "\(sign)\(units).\(padded.dropLast(trailingZeros))"
  }

  /// The price as whole minor units, if it has no decimals and fits in 64 bits.
  public var wholeMinorUnits: Int64? {
    let (whole, rest) = trillionths.quotientAndRemainder(dividingBy: UnitPrice.scale)
    return rest == 0 ? Int64(exactly: whole) : nil
  }

  public var isZero: Bool { trillionths == 0 }
  public var isNegative: Bool { trillionths < 0 }

  /// What `quantity` units cost: the exact product, rounded once.
  public func amount(
    quantity: Int64, currency: Currency, rounding: Rounding = .halfAwayFromZero
  ) throws(MonetaryRefusal) -> Money {
    // A product beyond 128 bits is far beyond 64 bits of minor units, so refusing it refuses nothing payable.
    let (exact, overflow) = trillionths.multipliedReportingOverflow(by: Int128(quantity))
    guard !overflow, let minorUnits = Int64(exactly: rounding.divide(exact, by: UnitPrice.scale)) else {
      throw .overflow
    }
    return Money(minorUnits, currency)
  }
}

extension UnitPrice: Comparable, CustomStringConvertible {
  public static func < (left: UnitPrice, right: UnitPrice) -> Bool { left.trillionths < right.trillionths }

  public var description: String { decimalText }
}

extension UnitPrice: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let price = UnitPrice(decimal: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a unit price in decimal text: \(text)")
    }
    self = price
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(decimalText)
  }
}
