/// How often a contract recurs, with the audit's own calendar behind it.
struct AuditedCadence: Hashable {
  enum Unit: String {
    case day, week, month, year
  }

  let unit: Unit
  let count: Int64

  init?(unit: String, count: Int64) {
    guard let unit = Unit(rawValue: unit), (1...10_000).contains(count) else { return nil }
    self.unit = unit
    self.count = count
  }

  var isYearOrMore: Bool {
    switch unit {
    case .day: count >= 365
    case .week: count >= 52
    case .month: count >= 12
    case .year: true
    }
  }

  /// How many months' worth an amount per cadence is: 1 / (months in it), as a fraction.
  var inMonths: (numerator: Int128, denominator: Int128) {
    switch unit {
    case .month: (1, Int128(count))
    case .year: (1, 12 * Int128(count))
    // A year of 365 days has twelve months.
    case .week: (365, 84 * Int128(count))
    case .day: (365, 12 * Int128(count))
    }
  }

  /// Whether it comes round less often, by the months that one of it is worth.
  func isRarer(than other: AuditedCadence) -> Bool {
    inMonths.numerator * other.inMonths.denominator < other.inMonths.numerator * inMonths.denominator
  }

  /// Step `number` after `anchor`, in unix seconds; counted from the anchor, so that the 31st comes back.
  func boundary(_ number: Int64, from anchor: Int64) -> Int64 {
    switch unit {
    case .day: anchor + number * count * 86_400
    case .week: anchor + number * count * 7 * 86_400
    case .month: Self.adding(months: number * count, to: anchor)
    case .year: Self.adding(months: number * count * 12, to: anchor)
    }
  }

  /// The number of the first boundary at or after `instant`.
  func firstBoundary(from anchor: Int64, notBefore instant: Int64) -> Int64 {
    let shortest: Int64 =
      switch unit {
      case .day: 86_400
      case .week: 7 * 86_400
      case .month: 28 * 86_400
      case .year: 365 * 86_400
      }
    // Nothing is shorter than 28 days a month, so this starts no later than the right one less two.
    let longest: Int64 =
      switch unit {
      case .day: 86_400
      case .week: 7 * 86_400
      case .month: 31 * 86_400
      case .year: 366 * 86_400
      }
    // An anchor may lie ahead of the first period: what is before it is counted backwards.
    var number = (instant - anchor) / (longest * count) - 1
    if instant < anchor { number = (instant - anchor) / (shortest * count) - 1 }
    while boundary(number, from: anchor) < instant { number += 1 }
    return number
  }

  private static func adding(months: Int64, to instant: Int64) -> Int64 {
    let day = instant >= 0 ? instant / 86_400 : (instant - 86_399) / 86_400
    let date = CivilDate(daysSince1970: day)
    let index = date.year * 12 + (date.month - 1) + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    let moved = CivilDate(year: year, month: month, day: min(date.day, CivilDate.length(month, of: year)))
    return moved.daysSince1970 * 86_400 + (instant - day * 86_400)
  }
}

/// A date of the Gregorian calendar, by counting eras of 400 years that begin in March.
struct CivilDate {
  let year: Int64
  let month: Int64
  let day: Int64

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(daysSince1970 days: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var daysSince1970: Int64 {
    let year = month <= 2 ? self.year - 1 : self.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func length(_ month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
