import Chronology

/// What is done about a payment that failed: when it is tried again, and what becomes of the contract when
/// nothing helped.
public struct DunningPolicy: Hashable, Sendable, Codable {
  public enum Ending: String, Hashable, Sendable, Codable, CaseIterable {
    /// The contract ends; its invoice stays open.
    case cancel
    /// The contract goes on and its invoices are made, but not asked for until the customer has paid.
    case unpaid
    /// The contract stays past due.
    case leave
  }

  public let retries: RetrySchedule
  public let ending: Ending

  public static let standard = DunningPolicy(retries: .standard, ending: .cancel)

  /// As many times as a payment is tried again, and as many days as there may be between two tries.
  public static let retriesMost = 8
  public static let daysMost = 60

  private init(retries: RetrySchedule, ending: Ending) {
    self.retries = retries
    self.ending = ending
  }

  /// - Parameter days: after each failure, until the next try; none tries once only.
  public init(retryDays days: [Int], ending: Ending) throws(DunningRefusal) {
    guard days.count <= Self.retriesMost else { throw .tooManyRetries }
    guard days.allSatisfy({ (1...Self.daysMost).contains($0) }) else { throw .daysOutOfRange }
    self.init(retries: RetrySchedule(days: days), ending: ending)
  }
}

public enum DunningRefusal: Error, Hashable, Sendable {
  case tooManyRetries
  case daysOutOfRange
}
