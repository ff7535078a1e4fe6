/// A calendar month without a zone, such as 2026-04. Lies in the years 0001 to 9999, like `Day`.
public struct Month: Hashable, Sendable {
  /// Months since January of the year 0.
  private let index: Int32

  private init(index: Int) { self.index = Int32(min(max(index, 12), 9999 * 12 + 11)) }

  /// The year is 1 to 9999, the month 1 to 12.
  public init(year: Int, month: Int) {
    precondition((1...9999).contains(year) && (1...12).contains(month), "a month that no calendar has")
    self.init(index: year * 12 + month - 1)
  }

  public init(containing day: Day) { self.init(year: day.year, month: day.month) }

  public init(containing instant: Instant, in zone: Zone) {
    self.init(containing: Day(containing: instant, in: zone))
  }

  /// Reads "2026-04".
  public init?(iso text: String) {
    guard text.utf8.count == 7, let day = Day(iso: text + "-01") else { return nil }
    self.init(containing: day)
  }

  public var year: Int { Int(index) / 12 }
  public var month: Int { Int(index) % 12 + 1 }

  public var isoText: String { String(firstDay.isoText.prefix(7)) }

  public func adding(months: Int) -> Month {
    Month(index: Int(index) + min(max(months, -120_000), 120_000))
  }

  /// How many months later the left month is; negative if it is earlier.
  public static func - (left: Month, right: Month) -> Int { Int(left.index) - Int(right.index) }

  public var firstDay: Day { Day(year: year, month: month, day: 1)! }
  public var lastDay: Day { Day(year: year, month: month, day: dayCount)! }
  public var dayCount: Int { Day.daysInMonth(year: year, month: month) }

  public func start(in zone: Zone) -> Instant { firstDay.start(in: zone) }

  /// From the month's first midnight to the next month's.
  public func period(in zone: Zone) -> Period {
    Period(start: start(in: zone), end: lastDay.adding(days: 1).start(in: zone))
  }
}

extension Month: Comparable, CustomStringConvertible {
  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }

  public var description: String { isoText }
}

extension Month: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let month = Month(iso: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a month: \(text)")
    }
    self = month
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(isoText)
  }
}
