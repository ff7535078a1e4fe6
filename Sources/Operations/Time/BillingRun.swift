import Chronology
import Storage

/// How far a billing run has come.
public struct BillingProgress: Hashable, Sendable {
  /// Jobs done by this run.
  public let done: Int
  /// Jobs that are due and not done yet, by anybody. Those that failed and wait for their next try are among
  /// them.
  public let left: Int
  public let elapsed: Duration
}

extension OpenWorkspace {
  /// Does everything that is due now, as the timekeeper of a serving process would, and tells how it goes.
  ///
  /// One that was stopped goes on when it is run again, and several may run at once, beside serving
  /// processes: each job is done once.
  /// - Throws: ``WorkspaceRefusal/paused(_:)``, and ``WorkspaceRefusal/standsStill(_:at:)`` for a workspace
  ///   that does not follow real time.
  public func bill(
    progress: @Sendable (BillingProgress) -> Void = { _ in }
  ) async throws -> BillingProgress {
    try requireRunning()
    if let instant = record.standsAt { throw WorkspaceRefusal.standsStill(record.name, at: instant) }
    let now = clock.now
    let start = ContinuousClock.now
    var seen = BillingProgress(done: 0, left: try await jobsDue(by: now), elapsed: .zero)
    progress(seen)
    var before = 0
    for kind in [JobClock.wall, JobClock.workspace] {
      before += try await Scheduler(workspace: self).drain(clock: kind, through: now) { done in
        let elapsed = start.duration(to: .now)
        // Work leaves work behind, so what is left is counted, though not after each chunk.
        let counts = elapsed - seen.elapsed >= Self.countingPause
        guard counts else { return }
        seen = BillingProgress(done: before + done, left: try await jobsDue(by: now), elapsed: elapsed)
        progress(seen)
      }
    }
    return BillingProgress(
      done: before, left: try await jobsDue(by: now), elapsed: start.duration(to: .now))
  }

  private static let countingPause = Duration.seconds(1)

  private func jobsDue(by instant: Instant) async throws -> Int {
    try await database.read { rows in
      try rows.dueJobCount(clock: JobClock.wall, by: instant)
        + rows.dueJobCount(clock: JobClock.workspace, by: instant)
    }
  }
}
