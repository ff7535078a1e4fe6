import Chronology
import Journal
import Storage

/// How far a workspace has lived on.
public struct AdvanceProgress: Hashable, Sendable {
  public let start: Instant
  public let reached: Instant
  public let target: Instant
  public let jobs: Int

  public var share: Double {
    target == start ? 1 : Double(reached - start) / Double(target - start)
  }
}

extension WorkspaceDirectory {
  /// Lets a standing test workspace live on until `target`, through the same scheduler as real time.
  ///
  /// Its clock follows day by day, so one that was stopped goes on where it was when it is asked again.
  /// Customers on test clocks stay where their clocks are.
  /// - Throws: ``WorkspaceRefusal`` for a live workspace, one that follows real time, a day in its past, and
  ///   work on the way that cannot be done.
  @discardableResult
  public func advance(
    _ name: String, to target: Instant, progress: @escaping @Sendable (AdvanceProgress) -> Void = { _ in }
  ) async throws -> AdvanceProgress {
    let start = try await standing(name, before: target)
    let first = try await open(name)
    try await first.releaseClaims()
    try await first.settleErrands()
    var reached = start
    var jobs = 0
    while reached < target {
      try Task.checkCancellation()
      let workspace = try await open(name)
      let next = try await workspace.nextStop(after: reached, before: target)
      jobs += try await Scheduler(workspace: workspace).drain(clock: JobClock.workspace, through: next)
      try Task.checkCancellation()
      try await workspace.settleErrands()
      if let held = try await workspace.jobLeft(through: next) {
        throw WorkspaceRefusal.heldUp(name, kind: held.kind, subject: held.subject, at: held.due)
      }
      let key = workspace.record.key
      guard try await control.write({ try $0.moveStanding(workspace: key, to: next) }) else {
        // Somebody resumed or deleted it, or took it further.
        reached = try await standing(name, before: target)
        continue
      }
      reached = next
      progress(AdvanceProgress(start: start, reached: reached, target: target, jobs: jobs))
    }
    return AdvanceProgress(start: start, reached: reached, target: target, jobs: jobs)
  }

  /// Where the workspace stands, when it may go from there to `target`.
  private func standing(_ name: String, before target: Instant) async throws -> Instant {
    guard let workspace = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    guard workspace.mode == .test else { throw WorkspaceRefusal.live(name) }
    guard let instant = workspace.standsAt else { throw WorkspaceRefusal.followsRealTime(name) }
    guard instant <= target else { throw WorkspaceRefusal.standsLater(name, at: instant) }
    return instant
  }
}

extension OpenWorkspace {
  /// The next midnight with something to do before it, or the target.
  fileprivate func nextStop(after instant: Instant, before target: Instant) async throws -> Instant {
    let due = try await database.read { try $0.earliestDue(clock: JobClock.workspace) } ?? target
    guard due < target else { return target }
    let midnight = Day(containing: max(due, instant), in: .utc).adding(days: 1).start(in: .utc)
    return min(midnight, target)
  }

  /// Work that another process claimed and did not live to do, or that waits to be tried again: in a
  /// workspace that stands still nobody else does it, and doing it twice is impossible.
  fileprivate func releaseClaims() async throws {
    while try await database.write({ try $0.releaseClaims(clock: JobClock.workspace) }) > 0 {}
  }

  /// Money that was asked for comes before time moves on.
  fileprivate func settleErrands() async throws {
    for errand in try await read({ try $0.openErrands(of: .offTestClocks) }) {
      try await settle(errand, as: FactCause(actor: "scheduler"), at: errand.startedAt)
    }
  }

  fileprivate func jobLeft(through instant: Instant) async throws -> Job? {
    try await database.read { rows in
      try rows.nextJobs(clock: JobClock.workspace, dueThrough: instant, limit: 1).first
    }
  }
}
