/// A stretch of time from its start up to but not including its end, so that adjoining periods share no
/// second.
public struct Period: Hashable, Sendable {
  public let start: Instant
  public let end: Instant

  /// The end must not lie before the start.
  public init(start: Instant, end: Instant) {
    precondition(start <= end, "a period cannot end before it starts")
    self.start = start
    self.end = end
  }

  public var lengthSeconds: Int64 { end - start }
  public var isEmpty: Bool { start == end }

  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// What both periods cover, or nil if they share no second.
  public func intersection(_ other: Period) -> Period? {
    let start = max(start, other.start)
    let end = min(end, other.end)
    return start < end ? Period(start: start, end: end) : nil
  }

  /// The two parts before and from `instant`, which must lie in the period or on its end.
  public func split(at instant: Instant) -> (before: Period, after: Period) {
    precondition(start <= instant && instant <= end, "a period can only be split inside itself")
    return (Period(start: start, end: instant), Period(start: instant, end: end))
  }
}

extension Period: CustomStringConvertible {
  public var description: String { "\(start)/\(end)" }
}

extension Period: Codable {
  private enum CodingKeys: CodingKey { case start, end }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    start = try container.decode(Instant.self, forKey: .start)
    end = try container.decode(Instant.self, forKey: .end)
    guard start <= end else {
      throw DecodingError.dataCorruptedError(
        forKey: .end, in: container, debugDescription: "a period that ends before it starts")
    }
  }
}
