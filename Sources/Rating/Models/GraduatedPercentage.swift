import Monetary

/// A percentage that changes with the amount: each part of the amount at the percentage of its tier, and the
/// flat fees of the tiers that are reached. Graduated tiers whose units are minor units.
public struct PercentageTiers: Hashable, Sendable {
  public struct Tier: Hashable, Sendable, Codable {
    /// The last minor unit of the tier; nil is without end.
    public let upTo: Int64?
    public let percentage: Percentage
    public let flat: UnitPrice

    public init(upTo: Int64?, percentage: Percentage, flat: UnitPrice = .zero) {
      self.upTo = upTo
      self.percentage = percentage
      self.flat = flat
    }
  }

  let graduated: Tiers

  public init(_ tiers: [Tier]) throws(Tiers.Problem) {
    graduated = try Tiers(
      tiers.map { Tiers.Tier(upTo: $0.upTo, unitPrice: $0.percentage.ofOne, flat: $0.flat) })
  }

  public var tiers: [Tier] {
    graduated.tiers.map {
      Tier(upTo: $0.upTo, percentage: Percentage(ofOne: $0.unitPrice), flat: $0.flat)
    }
  }
}

extension PercentageTiers: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(try container.decode([Tier].self))
    } catch let problem as Tiers.Problem {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no tiers: \(problem)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(tiers)
  }
}
