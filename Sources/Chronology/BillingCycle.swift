/// The boundaries at which something recurs: the anchor, and every cadence step before and after it,
/// without end.
///
/// Boundary `n` is counted from the anchor, never from boundary `n - 1`, so January 31 leads to February 28
/// and then back to March 31. It keeps the anchor's local time of day. Where the zone's clock skips that
/// time, the boundary is the first instant after; where it comes twice, the earlier one. Boundaries
/// strictly increase, so periods tile time, within the years 0001 to 9999; beyond, they stop at the bound.
public struct BillingCycle: Hashable, Sendable, Codable {
  public let anchor: Instant
  public let cadence: Cadence
  public let zone: Zone

  public init(anchor: Instant, cadence: Cadence, zone: Zone = .utc) {
    self.anchor = anchor
    self.cadence = cadence
    self.zone = zone
  }

  /// The start of period `n`. Boundary 0 is the anchor.
  public func boundary(_ n: Int) -> Instant {
    // Further steps than the calendar has days all end at a bound; stopping here keeps every product small.
    Instant(seconds: seconds(ofBoundary: min(max(Int64(n), -4_000_000), 4_000_000)))
  }

  /// The period from boundary `n` to the next.
  public func period(_ n: Int) -> Period {
    Period(start: boundary(n), end: boundary(n == .max ? n : n + 1))
  }

  /// The `n` whose period contains `instant`.
  public func index(containing instant: Instant) -> Int {
    var index = estimate(of: instant)
    while seconds(ofBoundary: index) > instant.seconds { index -= 1 }
    while seconds(ofBoundary: index + 1) <= instant.seconds { index += 1 }
    return Int(index)
  }

  public func period(containing instant: Instant) -> Period { period(index(containing: instant)) }
}

extension BillingCycle {
  /// Seconds, not `Instant`s, because only boundaries that do not stop at a bound can be searched.
  private func seconds(ofBoundary n: Int64) -> Int64 {
    // An anchor may be the second of two equal local times; counting from it must still start at it.
    if n == 0 { return anchor.seconds }
    guard !zone.isUTC else { return local(anchor.seconds, after: n) }
    let local = local(anchor.seconds + Int64(zone.offset(at: anchor)), after: n)
    let seconds = zone.seconds(localSeconds: local)
    // Crossing the date line, Samoa skipped a whole day, 2011-12-30. Its midnight is the same instant as the
    // next one; standing one second before it keeps daily boundaries apart.
    let isSkippedMidnight = zone.seconds(localSeconds: local + Civil.secondsPerDay) == seconds
    return isSkippedMidnight ? seconds - 1 : seconds
  }

  /// The local time `n` steps after `start`, both as if local clocks were UTC.
  private func local(_ start: Int64, after n: Int64) -> Int64 {
    let step = n * Int64(cadence.count)
    switch cadence.unit {
    case .day: return start + step * Civil.secondsPerDay
    case .week: return start + step * 7 * Civil.secondsPerDay
    case .month: return BillingCycle.adding(months: step, to: start)
    case .year: return BillingCycle.adding(months: step * 12, to: start)
    }
  }

  private static func adding(months: Int64, to start: Int64) -> Int64 {
    let day = Civil.floorDivide(start, by: Civil.secondsPerDay)
    return start + (Civil.addingMonths(months, toDays: day) - day) * Civil.secondsPerDay
  }

  /// A step count that is at most one or two off; the search corrects it.
  private func estimate(of instant: Instant) -> Int64 {
    let elapsed = instant - anchor
    let count = Int64(cadence.count)
    switch cadence.unit {
    case .day: return Civil.floorDivide(elapsed, by: count * Civil.secondsPerDay)
    case .week: return Civil.floorDivide(elapsed, by: count * 7 * Civil.secondsPerDay)
    case .month: return Civil.floorDivide(monthsElapsed(until: instant), by: count)
    case .year: return Civil.floorDivide(monthsElapsed(until: instant), by: count * 12)
    }
  }

  private func monthsElapsed(until instant: Instant) -> Int64 {
    func month(_ instant: Instant) -> Int64 {
      let date = Civil.date(days: Civil.floorDivide(instant.seconds, by: Civil.secondsPerDay))
      return date.year * 12 + date.month
    }
    return month(instant) - month(anchor)
  }
}
