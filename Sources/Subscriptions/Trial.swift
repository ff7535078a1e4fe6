import Chronology

/// The time in which a contract is tried and nothing is billed.
public struct Trial: Hashable, Sendable, Codable {
  /// What happens at its end when there is no card to charge.
  public enum WithoutCard: String, Hashable, Sendable, Codable, CaseIterable {
    /// The contract is billed like any other, and its payment fails.
    case createInvoice = "create_invoice"
    case cancel
    /// The contract stands still until somebody resumes it.
    case pause
  }

  public let start: Instant
  public var end: Instant
  public var withoutCard: WithoutCard

  public init(start: Instant, end: Instant, withoutCard: WithoutCard = .createInvoice) {
    self.start = start
    self.end = end
    self.withoutCard = withoutCard
  }

  public var period: Period { Period(start: start, end: end) }
}

/// Invoices go on being made, and none of them is collected.
public struct CollectionPause: Hashable, Sendable, Codable {
  /// What becomes of an invoice that is made meanwhile.
  public enum Behavior: String, Hashable, Sendable, Codable, CaseIterable {
    case keepAsDraft = "keep_as_draft"
    case markUncollectible = "mark_uncollectible"
    case void
  }

  public let behavior: Behavior
  public let since: Instant
  /// Nil until somebody ends it.
  public let resumesAt: Instant?

  public init(_ behavior: Behavior, since: Instant, resumesAt: Instant? = nil) {
    self.behavior = behavior
    self.since = since
    self.resumesAt = resumesAt
  }

  /// Whether it holds for what is made at `instant`.
  public func holds(at instant: Instant) -> Bool {
    instant >= since && resumesAt.map { instant < $0 } ?? true
  }
}

extension Subscription {
  /// Whether an invoice that is drafted at `instant` stays a draft.
  public func isKeptAsDraft(at instant: Instant) -> Bool {
    status == .unpaid
      || collectionPause.map { $0.behavior == .keepAsDraft && $0.holds(at: instant) } ?? false
  }
}
