import Chronology

/// How long one step of a series is.
public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
  case day, week, month, quarter, year

  /// The first day of the step that `day` lies in; weeks begin on Monday.
  public func start(of day: Day) -> Day {
    switch self {
    case .day: day
    case .week: day.adding(days: 1 - day.weekday.rawValue)
    case .month: day.firstOfMonth
    case .quarter: Day(year: day.year, month: (day.month - 1) / 3 * 3 + 1, day: 1) ?? day.firstOfMonth
    case .year: Day(year: day.year, month: 1, day: 1) ?? day.firstOfMonth
    }
  }

  /// The first day of a later step.
  public func start(_ steps: Int, after start: Day) -> Day {
    switch self {
    case .day: start.adding(days: steps)
    case .week: start.adding(days: 7 * steps)
    case .month: start.adding(months: steps)
    case .quarter: start.adding(months: 3 * steps)
    case .year: start.adding(months: 12 * steps)
    }
  }
}

/// One step of a series: whole local days, from the first up to but not including `end`.
public struct TimelinePeriod: Hashable, Sendable {
  public let first: Day
  public let end: Day

  public var last: Day { end.adding(days: -1) }
  public var days: Int { end - first }
}

/// The steps of a series without gaps, in the days of the columns' zone.
public struct Timeline: Hashable, Sendable {
  /// Ten years of days and some more; a longer series is a larger interval's.
  public static let periodsMost = 4_000

  public let interval: Interval
  /// At least one.
  public let periods: [TimelinePeriod]

  /// Whole steps from the one `first` lies in to the one `last` lies in; nil when `last` is earlier or there
  /// are more than `periodsMost`.
  /// Steps that follow each other without gaps; at least one.
  init(_ interval: Interval, periods: [TimelinePeriod]) {
    precondition(!periods.isEmpty, "a timeline has a step")
    self.interval = interval
    self.periods = periods
  }

  public init?(_ interval: Interval, from first: Day, through last: Day) {
    guard first <= last else { return nil }
    let start = interval.start(of: first)
    var periods: [TimelinePeriod] = []
    var next = start
    while next <= last, periods.count < Timeline.periodsMost {
      let end = interval.start(periods.count + 1, after: start)
      guard end > next else { break }
      periods.append(TimelinePeriod(first: next, end: end))
      next = end
    }
    guard next > last else { return nil }
    self.interval = interval
    self.periods = periods
  }

  public var first: Day { periods[0].first }
  /// The day after the last.
  public var end: Day { periods[periods.count - 1].end }

  /// The step that `day` lies in.
  public func period(of day: Day) -> Int? {
    guard day >= first, day < end else { return nil }
    var low = 0
    var high = periods.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if periods[middle].first <= day { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Whether `today` lies in this step, so that its figures are not final.
  public func isPartial(_ period: Int, on today: Day) -> Bool {
    periods[period].first <= today && today < periods[period].end.adding(days: -1)
  }
}

extension MovementColumns {
  /// The days of the first and the last movement; nil without any.
  public var span: (first: Day, last: Day)? {
    guard let one = chunks.first, let other = chunks.last else { return nil }
    let (first, last) = (one.effective[0], other.effective[other.count - 1])
    return (
      Day(containing: Instant(seconds: first), in: zone), Day(containing: Instant(seconds: last), in: zone)
    )
  }

  /// Walks the rows of a selection in order, each with its step: -1 is before the first, their number is
  /// after the last.
  @inline(__always)
  func walk(
    _ selection: RowSelection, _ timeline: Timeline, _ body: (ChunkView, Int, Int, Int) -> Void
  ) {
    // Rows come by day, so a step ends once; each step's first day bounds the one before it.
    let bounds = timeline.periods.map(\.first.number) + [timeline.end.number, Int32.max]
    bounds.withUnsafeBufferPointer { bounds in
      var period = -1
      var bound = bounds[0]
      forEachRow(in: selection) { view, index, row in
        let day = view.day[index]
        if day >= bound {
          repeat {
            period += 1
            bound = bounds[period + 1]
          } while day >= bound
        }
        body(view, index, row, period)
      }
    }
  }
}
