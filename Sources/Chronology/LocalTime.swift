extension Zone {
  /// What local clocks show at `instant`, in seconds since their midnight.
  public func timeOfDay(at instant: Instant) -> Int64 {
    let local = instant.seconds + Int64(offset(at: instant))
    return local - Civil.floorDivide(local, by: Civil.secondsPerDay) * Civil.secondsPerDay
  }

  /// The instant at which local clocks show this day and time; see ``instant(localSeconds:)`` for those that
  /// they skip or show twice.
  /// - Parameter time: seconds since midnight.
  public func instant(_ day: Day, at time: Int64) -> Instant {
    instant(localSeconds: Int64(day.number) * Civil.secondsPerDay + time)
  }
}

extension Instant {
  /// The same local time so many days later: where clocks change meanwhile, a day is 23 or 25 hours long.
  public func adding(days: Int, in zone: Zone) -> Instant {
    let seconds = Int64(days).multipliedReportingOverflow(by: Civil.secondsPerDay)
    let later = adding(seconds: seconds.overflow ? (days < 0 ? .min : .max) : seconds.partialValue)
    guard !zone.isUTC, days != 0 else { return later }
    return zone.instant(localSeconds: later.seconds + Int64(zone.offset(at: self)))
  }
}
