import Chronology
import Identity
import Relations

public enum JobEntity: Identified {
  public static let prefix = "job"
}
public typealias JobID = Identifier<JobEntity>

/// Something to do for a subject when its clock reaches an instant. One subject has at most one job of a
/// kind.
public struct Job: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    case waiting
    /// It failed for the last time and waits for a person.
    case dead
  }

  public let id: JobID
  public let kind: String
  public let subject: String
  /// Whose lock it takes, where it is about a customer.
  public let customer: CustomerID?
  /// Whose time `due` is in: empty for the workspace's own clock, a test clock's id, or `wall` for real time.
  public let clock: String
  public let due: Instant
  public let failures: Int
  public let lastError: String?
  public let state: State

  public init(
    id: JobID, kind: String, subject: String, customer: CustomerID?, clock: String, due: Instant,
    failures: Int = 0, lastError: String? = nil, state: State = .waiting
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.customer = customer
    self.clock = clock
    self.due = due
    self.failures = failures
    self.lastError = lastError
    self.state = state
  }
}
