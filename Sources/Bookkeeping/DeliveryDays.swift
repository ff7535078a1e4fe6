import Chronology

/// The civil days over which a line is delivered: each earns an equal part of its amount.
///
/// The day a period starts on counts and the day it ends on does not, so periods that follow each other share
/// no day and leave none out. A period within one day, or of no length, is that one day: delivered at once.
public struct DeliveryDays: Hashable, Sendable {
  public let first: Day
  /// One or more.
  public let count: Int

  public init(first: Day, count: Int) {
    precondition(count >= 1, "what is delivered is delivered on some day")
    self.first = first
    self.count = count
  }

  /// The days of a service period, in the zone that the books are kept in.
  public init(_ period: Period, in zone: Zone) {
    let first = Day(containing: period.start, in: zone)
    self.init(first: first, count: max(1, Day(containing: period.end, in: zone) - first))
  }

  public var last: Day { first.adding(days: count - 1) }

  /// How many of the days lie in `month` or before it.
  public func count(through month: Month) -> Int {
    min(max(month.lastDay - first + 1, 0), count)
  }
}
