import Chronology
import Identity
import Relations

public enum FactEntity: Identified {
  public static let prefix = "fact"
}
public typealias FactID = Identifier<FactEntity>

/// A fact as it stands in the journal.
public struct RecordedFact: Sendable {
  public let id: FactID
  /// Its place; readers take facts in this order, gap-free.
  public let place: JournalPlace
  public let fact: Fact
  public let cause: FactCause
  /// When it is true in the business: a renewal's moment, a test clock's time.
  public let effective: Instant
  /// When we wrote it down, by the wall clock.
  public let recorded: Instant

  public init(
    id: FactID, place: JournalPlace, fact: Fact, cause: FactCause, effective: Instant, recorded: Instant
  ) {
    self.id = id
    self.place = place
    self.fact = fact
    self.cause = cause
    self.effective = effective
    self.recorded = recorded
  }
}

/// A position in the journal: the writing transaction, then the order within. 0/0 is before everything.
public struct JournalPlace: Hashable, Comparable, Sendable {
  public let stamp: Int64
  public let position: Int64

  public static let start = JournalPlace(stamp: 0, position: 0)

  public init(stamp: Int64, position: Int64) {
    self.stamp = stamp
    self.position = position
  }

  public static func < (left: JournalPlace, right: JournalPlace) -> Bool {
    (left.stamp, left.position) < (right.stamp, right.position)
  }
}

/// Who made a fact happen, and through what.
public struct FactCause: Hashable, Sendable {
  /// `api_key/<id>`, `scheduler`, `import`, `command_line`, `sandbox`.
  public let actor: String
  /// The API request, where there was one.
  public let requestID: String?
  public let idempotencyKey: String?

  public init(actor: String, requestID: String? = nil, idempotencyKey: String? = nil) {
    self.actor = actor
    self.requestID = requestID
    self.idempotencyKey = idempotencyKey
  }
}
