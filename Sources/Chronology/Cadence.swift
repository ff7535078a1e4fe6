/// How often something recurs: every `count` days, weeks, months or years.
public struct Cadence: Hashable, Sendable {
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    case day, week, month, year
  }

  /// The counts a cadence may have. What one may sell is narrower and the catalog's to say.
  public static let counts = 1...10_000

  public let unit: Unit
  public let count: Int

  /// Nil if the count is not in `counts`.
  public init?(unit: Unit, count: Int = 1) {
    guard Cadence.counts.contains(count) else { return nil }
    self.unit = unit
    self.count = count
  }

  /// A cadence that is known to be one; a count outside `counts` traps.
  public static func every(_ count: Int, _ unit: Unit) -> Cadence {
    guard let cadence = Cadence(unit: unit, count: count) else {
      preconditionFailure("a cadence needs a count from 1 to 10000")
    }
    return cadence
  }

  public static let daily = Cadence.every(1, .day)
  public static let weekly = Cadence.every(1, .week)
  public static let monthly = Cadence.every(1, .month)
  public static let yearly = Cadence.every(1, .year)
}

extension Cadence: CustomStringConvertible {
  /// "every month", "every 3 months".
  public var description: String { count == 1 ? "every \(unit)" : "every \(count) \(unit)s" }
}

extension Cadence: Codable {
  private enum CodingKeys: CodingKey { case unit, count }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let unit = try container.decode(Unit.self, forKey: .unit)
    let count = try container.decode(Int.self, forKey: .count)
    guard let cadence = Cadence(unit: unit, count: count) else {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container, debugDescription: "not the count of a cadence: \(count)")
    }
    self = cadence
  }
}
