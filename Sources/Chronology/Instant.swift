/// A moment, to the second, the same everywhere: seconds since 1970-01-01T00:00:00Z.
///
/// Lies in the years 0001 to 9999; what would fall outside stops at the bound, so that no date a caller can
/// think of makes arithmetic trap or wrap. `init(exactly:)` tells an edge that a value is out of bounds.
public struct Instant: Hashable, Sendable {
  public let seconds: Int64

  /// 0001-01-01T00:00:00Z.
  public static let distantPast = Instant(unchecked: -62_135_596_800)
  /// 9999-12-31T23:59:59Z.
  public static let distantFuture = Instant(unchecked: 253_402_300_799)

  private init(unchecked seconds: Int64) { self.seconds = seconds }

  /// Takes unix seconds; those beyond the bounds become the nearer bound.
  public init(seconds: Int64) {
    self.seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
  }

  /// Takes unix seconds within the bounds only.
  public init?(exactly seconds: Int64) {
    self.init(seconds: seconds)
    guard self.seconds == seconds else { return nil }
  }

  /// Reads "2026-04-01" (midnight UTC) or "2026-04-01T10:00:00Z".
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count == 20, let day = Day(bytes: Array(bytes.prefix(10))) else {
      return nil
    }
    var seconds = Int64(day.number) * Civil.secondsPerDay
    if bytes.count == 20 {
      guard bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
        CalendarText.has(UInt8(ascii: ":"), at: 13, 16, in: bytes),
        let hour = CalendarText.number(bytes, 11..<13), hour < 24,
        let minute = CalendarText.number(bytes, 14..<16), minute < 60,
        let second = CalendarText.number(bytes, 17..<19), second < 60
      else { return nil }
      seconds += Int64(hour * 3600 + minute * 60 + second)
    }
    self.init(unchecked: seconds)
  }

  /// The full form in UTC: "2026-04-01T10:00:00Z".
  public var isoText: String {
    let day = Day(containing: self, in: .utc)
    let time = Int(seconds - Int64(day.number) * Civil.secondsPerDay)
    var text: [UInt8] = []
    text.reserveCapacity(20)
    day.appendISO(to: &text)
    text.append(UInt8(ascii: "T"))
    CalendarText.append(time / 3600, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    CalendarText.append(time / 60 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    CalendarText.append(time % 60, width: 2, to: &text)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  public func adding(seconds: Int64) -> Instant {
    let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
    guard !overflow else { return seconds < 0 ? .distantPast : .distantFuture }
    return Instant(seconds: sum)
  }

  /// How many seconds later the left instant is; negative if it is earlier.
  public static func - (left: Instant, right: Instant) -> Int64 { left.seconds - right.seconds }
}

extension Instant: Comparable, CustomStringConvertible {
  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  public var description: String { isoText }
}

extension Instant: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let seconds = try container.decode(Int64.self)
    guard let instant = Instant(exactly: seconds) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not in the years 0001 to 9999: \(seconds)")
    }
    self = instant
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(seconds)
  }
}
