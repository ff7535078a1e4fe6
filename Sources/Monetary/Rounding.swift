/// How a division that does not come out even becomes a whole number of minor units.
///
/// Rounding happens once, where a line is made, and the place that rounds names its rule.
public enum Rounding: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nearest; a half goes away from zero. Lines, fees, coupons and taxes.
  case halfAwayFromZero
  /// Nearest; a half goes to the even neighbour, so that many roundings do not drift. Analytics levels.
  case halfEven
  /// Nearest; a half goes toward minus infinity: `ceil(x - 1/2)`. Prorated lines, so that a half cent
  /// always falls to the customer: a credit of 2.5 becomes 3, a charge of 4.5 becomes 4.
  case proration
  /// Floor: toward minus infinity.
  case down
  /// Ceiling: toward plus infinity.
  case up
  /// Cut off: toward zero.
  case towardZero

  /// `numerator / denominator` as a whole number under this rule, exact for every numerator.
  ///
  /// The denominator must be positive; a sign belongs to the numerator, where the rules look for it.
  public func divide(_ numerator: Int128, by denominator: Int128) -> Int128 {
    precondition(denominator > 0, "a division of money needs a positive denominator")
    var (floor, rest) = Rounding.quotientAndRest(numerator, denominator)
    if rest < 0 {
      floor -= 1
      rest += denominator
    }
    guard rest != 0 else { return floor }
    // A rest only exists when the denominator is at least 2, so `floor + 1` cannot overflow.
    return roundsUp(floor: floor, rest: rest, denominator: denominator) ? floor + 1 : floor
  }

  /// An exact amount in 10⁻¹² minor units as whole minor units; nil when 64 bits do not hold them.
  ///
  /// The same as dividing, without a division of 128 bits below 75 thousand million minor units.
  public func minorUnits(ofTrillionths exact: Int128) -> Int64? {
    let scale: UInt64 = 1_000_000_000_000
    // 10¹² is 2¹² × 5¹², so what is shifted away first does not change the quotient.
    guard exact >= 0, let shifted = UInt64(exactly: exact >> 12) else {
      return Int64(exactly: divide(exact, by: Int128(scale)))
    }
    let floor = shifted / 244_140_625
    // The rest is below 10¹², so its lower 64 bits are all of it.
    let rest = UInt64(truncatingIfNeeded: exact) &- floor &* scale
    guard rest != 0 else { return Int64(floor) }
    let isUp = roundsUp(floor: Int128(floor), rest: Int128(rest), denominator: Int128(scale))
    return Int64(floor) + (isUp ? 1 : 0)
  }

  /// Most amounts and all seconds fit in 64 bits, where a division takes a fraction of the time.
  private static func quotientAndRest(
    _ numerator: Int128, _ denominator: Int128
  ) -> (quotient: Int128, rest: Int128) {
    guard let small = Int64(exactly: numerator), let divisor = Int64(exactly: denominator) else {
      let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
      return (quotient, rest)
    }
    // The denominator is positive, so the one quotient that 64 bits do not hold, -min, does not occur.
    let (quotient, rest) = small.quotientAndRemainder(dividingBy: divisor)
    return (Int128(quotient), Int128(rest))
  }

  /// Whether `floor + rest / denominator` goes to the ceiling; `rest` lies strictly inside the unit.
  private func roundsUp(floor: Int128, rest: Int128, denominator: Int128) -> Bool {
    // Comparing with the complement instead of doubling keeps the comparison free of overflow.
    let complement = denominator - rest
    switch self {
    case .halfAwayFromZero: return rest == complement ? floor >= 0 : rest > complement
    case .halfEven: return rest == complement ? floor % 2 != 0 : rest > complement
    case .proration: return rest > complement
    case .down: return false
    case .up: return true
    case .towardZero: return floor < 0
    }
  }
}
