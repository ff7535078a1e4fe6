/// The Gregorian calendar as integer arithmetic, for any year: a date is a number of days since 1970-01-01.
///
/// After Howard Hinnant's `days_from_civil` and `civil_from_days`: the year starts in March, so that the
/// leap day comes last, and eras of 400 years (146,097 days) repeat exactly.
enum Civil {
  static let secondsPerDay: Int64 = 86_400

  /// The length of 400 years, after which calendar, weekdays and daylight-saving rules repeat.
  static let secondsPerEra: Int64 = 146_097 * secondsPerDay

  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivide(marchYear, by: 400)
    let yearOfEra = marchYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let fromMarch0 = days + 719_468
    let era = floorDivide(fromMarch0, by: 146_097)
    let dayOfEra = fromMarch0 - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The day number `months` later on the same day of the month, or on the month's last day if it is shorter.
  static func addingMonths(_ months: Int64, toDays days: Int64) -> Int64 {
    let (year, month, day) = date(days: days)
    let index = year * 12 + (month - 1) + months
    let targetYear = floorDivide(index, by: 12)
    let targetMonth = index - targetYear * 12 + 1
    let clamped = day <= 28 ? day : min(day, daysInMonth(year: targetYear, month: targetMonth))
    return self.days(year: targetYear, month: targetMonth, day: clamped)
  }

  /// Division toward minus infinity; the divisor is positive.
  @inline(__always)
  static func floorDivide(_ number: Int64, by divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
