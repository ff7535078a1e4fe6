import Monetary

/// The least and the most that a price comes to in a period, whatever the quantity. Minor units.
public struct AmountLimits: Hashable, Sendable, Codable {
  public let minimum: UnitPrice?
  public let maximum: UnitPrice?

  /// Nil for bounds that nothing fits.
  public init?(minimum: UnitPrice? = nil, maximum: UnitPrice? = nil) {
    guard !(minimum?.isNegative ?? false), !(maximum?.isNegative ?? false) else { return nil }
    if let minimum, let maximum, minimum > maximum { return nil }
    self.minimum = minimum
    self.maximum = maximum
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let minimum = try container.decodeIfPresent(UnitPrice.self, forKey: .minimum)
    let maximum = try container.decodeIfPresent(UnitPrice.self, forKey: .maximum)
    guard let limits = AmountLimits(minimum: minimum, maximum: maximum) else {
      throw DecodingError.dataCorruptedError(
        forKey: .minimum, in: container, debugDescription: "limits that nothing fits")
    }
    self = limits
  }

  func clamp(_ exact: Int128) -> Int128 {
    if let minimum, exact < minimum.trillionths { return minimum.trillionths }
    if let maximum, exact > maximum.trillionths { return maximum.trillionths }
    return exact
  }
}

extension Explanation {
  /// With a last step where a limit makes another amount of it.
  func within(_ limits: AmountLimits) -> Explanation {
    guard let sum = try? exact() else { return self }
    let limited = limits.clamp(sum)
    guard limited != sum else { return self }
    let (difference, overflow) = limited.subtractingReportingOverflow(sum)
    // Only amounts at the far ends of 128 bits lie so far apart, and none of those is ever billed.
    guard !overflow else { return self }
    let (to, by) = (UnitPrice(trillionths: limited), UnitPrice(trillionths: difference))
    return Explanation(steps: steps + [limited > sum ? .raised(to: to, by: by) : .lowered(to: to, by: by)])
  }
}
