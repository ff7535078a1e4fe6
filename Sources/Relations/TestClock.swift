import Chronology
import Identity

public enum TestClockEntity: Identified {
  public static let prefix = "clock"
}
public typealias TestClockID = Identifier<TestClockEntity>

/// A time of its own for some customers: it stands still until it is advanced.
public struct TestClock: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable {
    case ready, advancing
  }

  /// As far as one goes: whatever begins before it, periods, trials and discounts, ends within the calendar.
  public static let latest = Instant(iso: "9000-01-01")!

  public let id: TestClockID
  public var name: String?
  /// What this clock shows; while advancing, how far its customers have come.
  public var frozenTime: Instant
  /// Where an advance goes; nil when ready.
  public var target: Instant?
  /// The wall clock's time of creation.
  public let created: Instant

  public var status: Status { target == nil ? .ready : .advancing }

  public init(id: TestClockID, name: String?, frozenTime: Instant, created: Instant) {
    self.id = id
    self.name = name
    self.frozenTime = frozenTime
    self.created = created
  }
}
