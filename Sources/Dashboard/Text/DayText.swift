import Chronology

/// Days and instants for people, in UTC and in the language of the page.
enum DayText {
  /// "22 Nov 2026"
  static func day(_ instant: Instant) -> String { day(instant, in: .utc) }

  static func day(_ instant: Instant, in zone: Zone) -> String {
    text(Day(containing: instant, in: zone))
  }

  /// "22 Nov 2026, 05:25"
  static func minute(_ instant: Instant) -> String {
    let text = instant.isoText
    return "\(day(instant)), \(text.dropFirst(11).prefix(5))"
  }

  /// "27 Nov 2026"
  static func text(_ day: Day) -> String {
    let language = Language.current
    return language.day(day.day, language.months[day.month - 1], String(day.year))
  }

  /// "Nov"
  static func short(_ month: Month) -> String { Language.current.months[month.month - 1] }

  /// "1 Nov"
  static func first(of month: Month) -> String { Language.current.day(1, short(month)) }

  /// "Nov 2026"
  static func text(_ month: Month) -> String { "\(short(month))\u{00A0}\(month.year)" }

  /// "November 2026"
  static func full(_ month: Month) -> String { "\(name(month))\u{00A0}\(month.year)" }

  /// "November"
  static func name(_ month: Month) -> String { Language.current.fullMonths[month.month - 1] }

  /// "1 Nov 2026 – 1 Dec 2026"
  static func period(_ period: Period, in zone: Zone = .utc) -> String {
    period.isEmpty
      ? day(period.start, in: zone) : "\(day(period.start, in: zone)) – \(day(period.end, in: zone))"
  }
}
