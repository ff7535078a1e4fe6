import Chronology
import Identity
import Journal
import Relations
import Storage
import Subscriptions

public struct CreateTestClock: Command {
  public let frozenTime: Instant
  public let name: String?

  public init(frozenTime: Instant, name: String?) {
    self.frozenTime = frozenTime
    self.name = name
  }

  public func run(in session: Session) throws -> TestClockID {
    try session.check(frozenTime: frozenTime)
    let clock = TestClock(
      id: session.newID(), name: name, frozenTime: frozenTime, created: session.workspaceNow)
    try session.create(clock)
    return clock.id
  }
}

/// Sends a test clock forward, any distance. The way there is worked off by the scheduler.
public struct AdvanceTestClock: Command {
  public let clock: TestClockID
  public let target: Instant

  public init(_ clock: TestClockID, to target: Instant) {
    self.clock = clock
    self.target = target
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.testClock(clock)] }

  public func run(in session: Session) throws -> TestClockID {
    let old = try session.known(session.rows.testClock(clock), .testClock, clock.text, field: nil)
    guard old.status == .ready else { throw Refusal.clockBusy(id: clock.text) }
    guard target > old.frozenTime else { throw Refusal.clockBackwards(field: "frozen_time") }
    try session.check(frozenTime: target)
    var new = old
    new.target = target
    try session.change(old, to: new, because: .advancing)
    try session.enqueueAdvance(of: clock)
    return clock
  }
}

/// Removes a test clock with everybody who lives on it; their contracts end.
public struct DeleteTestClock: Command {
  public let clock: TestClockID

  public init(_ clock: TestClockID) {
    self.clock = clock
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.rows.customers(onTestClock: clock).map { .customer($0.id) } + [.testClock(clock)]
  }

  public func run(in session: Session) throws -> TestClockID {
    let old = try session.known(session.rows.testClock(clock), .testClock, clock.text, field: nil)
    guard old.status == .ready else { throw Refusal.clockBusy(id: clock.text) }
    for customer in try session.rows.customers(onTestClock: clock) {
      try session.delete(customer)
    }
    try session.rows.markDeleted(testClock: clock)
    session.record(.testClockDeleted(clock), about: nil, effective: old.frozenTime)
    return clock
  }
}

extension Session {
  /// Behind the end of the calendar every period would be empty, and renewals would never end.
  fileprivate func check(frozenTime instant: Instant) throws(SubscriptionRefusal) {
    guard instant <= TestClock.latest else {
      throw .momentTooFar(field: "frozen_time", most: "the year 9000")
    }
  }

  func enqueueAdvance(of clock: TestClockID) throws {
    try rows.enqueue(
      Job(
        id: newID(JobEntity.self), kind: JobKind.advanceTestClock.rawValue, subject: clock.text,
        customer: nil, clock: JobClock.wall, due: wall))
  }

  /// The clock's customers have come as far as they were sent.
  func reached(_ target: Instant, on id: TestClockID) throws {
    guard let old = try rows.testClock(id), old.target == target else { return }
    var new = old
    new.frozenTime = target
    new.target = nil
    try change(old, to: new, because: .ready)
  }
}
