import Chronology
import Logging
import Storage

/// Keeps time for every workspace while the program runs: what is due gets done, by whoever sees it first.
///
/// Many processes may run one each on the same database; a job is done once.
public struct Timekeeper: Sendable {
  private let directory: WorkspaceDirectory
  private let logger: Logger
  private let pause: Duration

  public init(directory: WorkspaceDirectory, logger: Logger, pause: Duration = .milliseconds(250)) {
    self.directory = directory
    self.logger = logger
    self.pause = pause
  }

  /// Runs until its task is cancelled; a job under way is finished first. One workspace's trouble is logged
  /// and does not stop the others.
  public func run() async {
    var nextSweep = directory.clock.now
    while !Task.isCancelled {
      let sweeps = directory.clock.now >= nextSweep
      if sweeps { nextSweep = directory.clock.now.adding(seconds: Self.sweepSeconds) }
      do {
        if sweeps { try? await directory.sweep() }
        for workspace in try await directory.list() where !Task.isCancelled {
          await tend(workspace, sweeps: sweeps)
        }
      } catch {
        logger.warning("workspaces cannot be listed", metadata: ["error": "\(failureText(error))"])
      }
      try? await Task.sleep(for: pause)
    }
  }

  private static let sweepSeconds: Int64 = 3600

  private func tend(_ workspace: Workspace, sweeps: Bool) async {
    do {
      let open = try await directory.open(workspace)
      if sweeps { try await open.forgetOldKeys() }
      let done = try await open.doDueWork()
      guard done > 0 else { return }
      logger.debug("due work done", metadata: ["workspace": "\(workspace.key)", "jobs": "\(done)"])
    } catch is CancellationError {
      return
    } catch {
      logger.warning(
        "due work failed", metadata: ["workspace": "\(workspace.key)", "error": "\(failureText(error))"])
    }
  }
}

extension OpenWorkspace {
  /// Does everything that is due now. A workspace that stands still only answers for what was begun: payments
  /// without an answer, and test clocks that were sent on.
  @discardableResult
  public func doDueWork() async throws -> Int {
    guard !record.isPaused else { return 0 }
    let now = clock.now
    var done = 0
    if try await isDue(JobClock.wall, by: now) {
      done += try await Scheduler(workspace: self).drain(clock: JobClock.wall, through: now)
    }
    if record.standsAt == nil, try await isDue(JobClock.workspace, by: now) {
      done += try await Scheduler(workspace: self).drain(clock: JobClock.workspace, through: now)
    }
    return done
  }

  /// Lives on the workspace's own clock until `target` at once: for simulations, demos and tests, which act
  /// at a time of their own. Real workspaces wait for real time instead.
  public func liveThrough(_ target: Instant) async throws {
    try requireRunning()
    _ = try await Scheduler(workspace: self).drain(clock: JobClock.workspace, through: target)
  }

  private func isDue(_ clock: String, by now: Instant) async throws -> Bool {
    guard let due = try await database.read({ try $0.earliestDue(clock: clock, notHeldAt: now) }) else {
      return false
    }
    return due <= now
  }
}
