/// A time zone by its IANA name, such as "Europe/Stockholm": what local clocks show at each instant.
///
/// A reference to rules that are read once per name and then shared, so zones are cheap to copy and to ask.
public struct Zone: Sendable {
  private let rules: ZoneRules

  public static let utc = Zone(rules: ZoneRules(identifier: "UTC", offset: 0))

  private init(rules: ZoneRules) { self.rules = rules }

  /// Nil for a name that the time-zone database does not have. Abbreviations such as "PST" are not names.
  public init?(identifier: String) {
    guard identifier != Zone.utc.identifier else {
      self = .utc
      return
    }
    guard let rules = ZoneRules.named(identifier) else { return nil }
    self.rules = rules
  }

  public var identifier: String { rules.identifier }

  /// Whether this is `utc` itself, for which arithmetic needs no rules.
  var isUTC: Bool { rules === Zone.utc.rules }

  /// Seconds that local clocks are ahead of UTC at `instant`; negative west of Greenwich.
  public func offset(at instant: Instant) -> Int {
    isUTC ? 0 : Int(rules.offset(at: instant.seconds))
  }

  /// The first instant at which local clocks show this time or a later one.
  ///
  /// `localSeconds` is the local date and time as if it were UTC. So a time that the clock skips becomes the
  /// first instant after the gap, and of a time that comes twice the earlier is meant.
  public func instant(localSeconds: Int64) -> Instant {
    Instant(seconds: seconds(localSeconds: localSeconds))
  }

  func seconds(localSeconds: Int64) -> Int64 {
    isUTC ? localSeconds : rules.seconds(localSeconds: localSeconds)
  }
}

extension Zone: Hashable, CustomStringConvertible {
  public static func == (left: Zone, right: Zone) -> Bool {
    left.rules === right.rules || left.identifier == right.identifier
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }

  public var description: String { identifier }
}

extension Zone: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let identifier = try container.decode(String.self)
    guard let zone = Zone(identifier: identifier) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a time zone: \(identifier)")
    }
    self = zone
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(identifier)
  }
}
