import Chronology

/// Days and instants for people, in UTC.
enum DayText {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let fullMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// "22 Nov 2026"
  static func day(_ instant: Instant) -> String { day(instant, in: .utc) }

  static func day(_ instant: Instant, in zone: Zone) -> String {
    let day = Day(containing: instant, in: zone)
    return "\(day.day)\u{00A0}\(months[day.month - 1])\u{00A0}\(day.year)"
  }

  /// "22 Nov 2026, 05:25"
  static func minute(_ instant: Instant) -> String {
    let text = instant.isoText
    return "\(day(instant)), \(text.dropFirst(11).prefix(5))"
  }

  /// "27 Nov 2026"
  static func text(_ day: Day) -> String {
    "\(day.day)\u{00A0}\(months[day.month - 1])\u{00A0}\(day.year)"
  }

  /// "Nov"
  static func short(_ month: Month) -> String { months[month.month - 1] }

  /// "Nov 2026"
  static func text(_ month: Month) -> String { "\(short(month))\u{00A0}\(month.year)" }

  /// "November 2026"
  static func full(_ month: Month) -> String { "\(name(month))\u{00A0}\(month.year)" }

  /// "November"
  static func name(_ month: Month) -> String { fullMonths[month.month - 1] }

  /// "1 Nov 2026 – 1 Dec 2026"
  static func period(_ period: Period, in zone: Zone = .utc) -> String {
    period.isEmpty
      ? day(period.start, in: zone) : "\(day(period.start, in: zone)) – \(day(period.end, in: zone))"
  }
}
