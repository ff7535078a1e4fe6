import Chronology

/// From where a contract's periods are counted, when somebody chose it.
public enum CycleChoice: Hashable, Sendable {
  /// An instant ahead, no further than the first period would be long.
  case at(Instant)
  /// A day of the month, and of a month of the year; months that are shorter take their last day.
  case day(AnchorDay)
}

/// A day of the calendar of whoever is billed.
public struct AnchorDay: Hashable, Sendable {
  /// 1 to 31.
  public let dayOfMonth: Int
  /// 1 to 12; nil is any.
  public let month: Int?
  /// Seconds of the day; nil is the time at which the contract is made.
  public let time: Int?

  public init(dayOfMonth: Int, month: Int? = nil, time: Int? = nil) {
    self.dayOfMonth = dayOfMonth
    self.month = month
    self.time = time
  }

  /// As many days as the month ever has.
  private var daysMost: Int {
    switch month {
    case 2: 29
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The latest such instant that is not after `instant`, in a month that has the day: counted from there,
  /// shorter months clamp and longer ones come back to it.
  public func anchor(notAfter instant: Instant, in zone: Zone) -> Instant {
    let time = time.map(Int64.init) ?? zone.timeOfDay(at: instant)
    var month = Month(containing: instant, in: zone)
    let wanted = min(dayOfMonth, daysMost)
    // A leap day comes back after eight years at the latest.
    for _ in 0...(12 * 8) {
      let isWanted = self.month.map { $0 == month.month } ?? true
      if isWanted, let day = Day(year: month.year, month: month.month, day: wanted) {
        let anchor = zone.instant(day, at: time)
        if anchor <= instant { return anchor }
      }
      month = month.adding(months: -1)
    }
    return instant
  }
}
