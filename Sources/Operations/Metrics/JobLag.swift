import Chronology
import CoreMetrics
import Storage
import Synchronization

/// How far work is behind: since when the oldest job that is due has been waiting, over all workspaces.
///
/// Measured when somebody asks, and at most every few seconds, because it looks into every workspace.
public final class JobLag: Sendable {
  private let directory: WorkspaceDirectory
  private let gauges = Dictionary(
    uniqueKeysWithValues: JobKind.allCases.map {
      ($0.rawValue, Meter(label: "perennial_job_lag_seconds", dimensions: [("kind", $0.rawValue)]))
    })
  private let next = Mutex(Instant.distantPast)
  private static let pauseSeconds: Int64 = 5

  public init(_ directory: WorkspaceDirectory) {
    self.directory = directory
  }

  /// A workspace that cannot be read is passed over; the log tells of it.
  public func refresh() async {
    let now = directory.clock.now
    let isDue = next.withLock { next in
      guard now >= next else { return false }
      next = now.adding(seconds: Self.pauseSeconds)
      return true
    }
    guard isDue, let workspaces = try? await directory.list() else { return }
    var oldest: [String: Instant] = [:]
    for workspace in workspaces {
      guard let database = try? await directory.open(workspace).database else { continue }
      let clocks = workspace.standsAt == nil ? [JobClock.workspace, JobClock.wall] : [JobClock.wall]
      for clock in clocks {
        let due = try? await database.read { try $0.oldestDue(clock: clock, by: now) }
        oldest.merge(due ?? [:]) { min($0, $1) }
      }
    }
    for (kind, gauge) in gauges {
      gauge.set(oldest[kind].map { now.seconds - $0.seconds } ?? 0)
    }
  }
}
