import Chronology

/// A filter on instants, from `created[gt]`, `[gte]`, `[lt]`, `[lte]` or one exact second: half-open bounds.
public struct TimeRange: Hashable, Sendable {
  /// The first instant that counts.
  public var from: Instant?
  /// The first instant that does not count any more.
  public var until: Instant?

  public init(from: Instant? = nil, until: Instant? = nil) {
    self.from = from
    self.until = until
  }

  public static func second(_ instant: Instant) -> TimeRange {
    TimeRange(from: instant, until: instant.adding(seconds: 1))
  }

  /// Narrows the range by one bound; several bounds hold together.
  mutating func narrow(_ bound: String, _ instant: Instant) {
    switch bound {
    case "gt": from = max(from ?? .distantPast, instant.adding(seconds: 1))
    case "gte": from = max(from ?? .distantPast, instant)
    case "lt": until = min(until ?? .distantFuture, instant)
    case "lte": until = min(until ?? .distantFuture, instant.adding(seconds: 1))
    default: preconditionFailure("a time range has no bound \(bound)")
    }
  }

  public func contains(_ instant: Instant) -> Bool {
    instant >= from ?? .distantPast && until.map { instant < $0 } ?? true
  }
}
