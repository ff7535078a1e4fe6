/// A calendar date, without a zone: 2026-04-01 is a different stretch of time in Tokyo than in Stockholm.
///
/// Lies in the years 0001 to 9999; arithmetic that would leave them stops at the bound.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int32

  public static let first = Day(days: -719_162)
  public static let last = Day(days: 2_932_896)

  /// Takes a day number; one beyond the bounds becomes the nearer bound.
  init(days: Int64) { number = Int32(min(max(days, -719_162), 2_932_896)) }

  /// Nil for a date that does not exist, such as February 30.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Day.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(days: Civil.days(year: Int64(year), month: Int64(month), day: Int64(day)))
  }

  /// Reads "2026-04-01".
  public init?(iso text: String) { self.init(bytes: Array(text.utf8)) }

  init?(bytes: [UInt8]) {
    guard bytes.count == 10, CalendarText.has(UInt8(ascii: "-"), at: 4, 7, in: bytes),
      let year = CalendarText.number(bytes, 0..<4), let month = CalendarText.number(bytes, 5..<7),
      let day = CalendarText.number(bytes, 8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that `instant` falls on: the one whose `start(in:)` is the latest not after it, so that the
  /// days of a zone tile time even where its clock once went back across midnight.
  public init(containing instant: Instant, in zone: Zone) {
    let local = instant.seconds + Int64(zone.offset(at: instant))
    let shown = Day(days: Civil.floorDivide(local, by: Civil.secondsPerDay))
    if zone.isUTC {
      self = shown
    } else {
      let next = shown.adding(days: 1)
      self = next.start(in: zone) <= instant ? next : shown
    }
  }

  public var year: Int { Int(civil.year) }
  public var month: Int { Int(civil.month) }
  public var day: Int { Int(civil.day) }
  private var civil: (year: Int64, month: Int64, day: Int64) { Civil.date(days: Int64(number)) }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let fromMonday = Int64(number) + 3
    return Weekday(rawValue: Int(fromMonday - Civil.floorDivide(fromMonday, by: 7) * 7) + 1)!
  }

  public var isoText: String {
    var text: [UInt8] = []
    text.reserveCapacity(10)
    appendISO(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func appendISO(to text: inout [UInt8]) {
    let (year, month, day) = civil
    CalendarText.append(Int(year), width: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    CalendarText.append(Int(month), width: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    CalendarText.append(Int(day), width: 2, to: &text)
  }

  public var firstOfMonth: Day { Day(days: Int64(number) - civil.day + 1) }

  public func adding(days: Int) -> Day {
    let (sum, overflow) = Int64(number).addingReportingOverflow(Int64(days))
    guard !overflow else { return days < 0 ? .first : .last }
    return Day(days: sum)
  }

  /// The same day of the month, `months` later; in a shorter month its last day.
  public func adding(months: Int) -> Day {
    // Further than the calendar is long, every step ends at a bound, and no sum below can overflow.
    let step = min(max(Int64(months), -120_000), 120_000)
    return Day(days: Civil.addingMonths(step, toDays: Int64(number)))
  }

  /// How many days later the left day is; negative if it is earlier.
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  /// The length of a month; the month is 1 to 12.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    precondition((1...12).contains(month), "a year has the months 1 to 12")
    return Int(Civil.daysInMonth(year: Int64(year), month: Int64(month)))
  }

  /// Local midnight. Where the clock skipped it, the first instant after; where it came twice, the first.
  public func start(in zone: Zone) -> Instant {
    zone.instant(localSeconds: Int64(number) * Civil.secondsPerDay)
  }
}

/// The days of the week, numbered as ISO 8601 does.
public enum Weekday: Int, Hashable, Sendable, Codable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension Day: Comparable, CustomStringConvertible {
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  public var description: String { isoText }
}

extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(iso: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(isoText)
  }
}
