/// An amount in one currency, as a whole number of minor units: cents, öre, fils, or yen themselves.
///
/// Operators are for amounts that are known to belong together, such as the lines of one invoice: they trap
/// on mixed currencies and on overflow, because both are faults of ours. Where amounts come from outside,
/// use `adding`, `subtracting` and `multiplied`, which refuse instead. Nothing ever wraps around.
public struct Money: Hashable, Sendable, Codable {
  public var minorUnits: Int64
  public let currency: Currency

  public init(_ minorUnits: Int64, _ currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  public static func zero(_ currency: Currency) -> Money { Money(0, currency) }

  public var isZero: Bool { minorUnits == 0 }
  public var isNegative: Bool { minorUnits < 0 }
  public var isPositive: Bool { minorUnits > 0 }

  public func adding(_ other: Money) throws(MonetaryRefusal) -> Money {
    guard currency == other.currency else { throw .currenciesDiffer }
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    guard !overflow else { throw .overflow }
    return Money(sum, currency)
  }

  public func subtracting(_ other: Money) throws(MonetaryRefusal) -> Money {
    guard currency == other.currency else { throw .currenciesDiffer }
    let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
    guard !overflow else { throw .overflow }
    return Money(difference, currency)
  }

  public func multiplied(by factor: Int64) throws(MonetaryRefusal) -> Money {
    let (product, overflow) = minorUnits.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .overflow }
    return Money(product, currency)
  }

  /// This amount times `numerator / denominator`, exact until the one rounding at the end.
  ///
  /// A proration is `price.fraction(secondsLeft, of: secondsInPeriod, rounding: .proration)`. The denominator
  /// must be positive. A result beyond 64 bits traps; a fraction of at most one cannot get there.
  public func fraction(_ numerator: Int64, of denominator: Int64, rounding: Rounding) -> Money {
    precondition(denominator > 0, "a fraction of money needs a positive denominator")
    // Two 64-bit factors always fit in 128 bits.
    let exact = Int128(minorUnits) * Int128(numerator)
    guard let rounded = Int64(exactly: rounding.divide(exact, by: Int128(denominator))) else {
      preconditionFailure("a fraction of money exceeds 64 bits of minor units")
    }
    return Money(rounded, currency)
  }
}

extension Money: Comparable {
  /// Traps on mixed currencies: no order exists between euros and yen. `==` does not trap, it is false.
  public static func < (left: Money, right: Money) -> Bool {
    precondition(left.currency == right.currency, "comparing amounts of different currencies")
    return left.minorUnits < right.minorUnits
  }

  public static func + (left: Money, right: Money) -> Money {
    precondition(left.currency == right.currency, "adding amounts of different currencies")
    let (sum, overflow) = left.minorUnits.addingReportingOverflow(right.minorUnits)
    precondition(!overflow, "a sum of money exceeds 64 bits of minor units")
    return Money(sum, left.currency)
  }

  public static func - (left: Money, right: Money) -> Money {
    precondition(left.currency == right.currency, "subtracting amounts of different currencies")
    let (difference, overflow) = left.minorUnits.subtractingReportingOverflow(right.minorUnits)
    precondition(!overflow, "a difference of money exceeds 64 bits of minor units")
    return Money(difference, left.currency)
  }

  public static prefix func - (amount: Money) -> Money { .zero(amount.currency) - amount }

  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Money: CustomStringConvertible {
  /// The plain form for logs and tests, "12.34 USD"; people's formats belong to the one money formatter.
  public var description: String { "\(majorText) \(currency.isoCode)" }

  /// The amount in major units with all its decimals and no grouping: "12.34", "-0.05", "1200" for yen.
  public var majorText: String {
    let digits = String(minorUnits.magnitude)
    let sign = isNegative ? "-" : ""
    let decimals = currency.exponent
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
