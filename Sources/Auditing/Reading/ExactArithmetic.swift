/// The audit's own division: nothing of the engine's rounding is used to check the engine's rounding.
enum Exact {
  /// The quotient rounded down, and how far `numerator` lies above it; the denominator is positive.
  private static func floor(_ numerator: Int128, _ denominator: Int128) -> (quotient: Int128, rest: Int128) {
    let quotient = numerator / denominator
    let rest = numerator % denominator
    return rest < 0 ? (quotient - 1, rest + denominator) : (quotient, rest)
  }

  /// Nearest, a half to the even neighbour.
  static func halfEven(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let (quotient, rest) = floor(numerator, denominator)
    let twice = rest * 2
    if twice == denominator { return quotient % 2 == 0 ? quotient : quotient + 1 }
    return twice > denominator ? quotient + 1 : quotient
  }

  /// Nearest, a half away from zero.
  static func halfAwayFromZero(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let magnitude = numerator < 0 ? -numerator : numerator
    let rounded = (2 * magnitude + denominator) / (2 * denominator)
    return numerator < 0 ? -rounded : rounded
  }

  /// Nearest, a half toward minus infinity: the half cent is always the customer's.
  static func halfDown(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let (quotient, rest) = floor(numerator, denominator)
    return rest * 2 > denominator ? quotient + 1 : quotient
  }

  /// Decimal text as a whole number of trillionths; nil when it is no such number.
  static func trillionths(_ decimal: String) -> Int128? {
    let isNegative = decimal.hasPrefix("-")
    let parts = decimal.dropFirst(isNegative ? 1 : 0).split(
      separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !decimals.isEmpty else { return nil }
    guard decimals.count <= 12, (whole + decimals).utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    let padded = String(whole) + String(decimals) + String(repeating: "0", count: 12 - decimals.count)
    return Int128(padded).map { isNegative ? -$0 : $0 }
  }
}
