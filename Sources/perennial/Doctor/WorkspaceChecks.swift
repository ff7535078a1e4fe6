import Chronology
import Operations
import Storage

extension Checkup {
  /// The same on both engines: schemas, workspaces and the work that waits.
  /// - Parameter isServed: whether some process does what falls due.
  mutating func look(into sight: some Sight, isServed: Bool) async throws {
    guard let control = await standing(of: nil, ControlSchema.migrations, { try await sight.readControl($0) })
    else { return }
    guard let workspaces = try? await sight.readControl({ try $0.workspaces() }) else {
      // A schema that does not fit is a finding already.
      if control { found(.databaseUnreadable, "The workspaces cannot be read.", Self.unreadableAdvice) }
      return
    }
    saw("workspaces", "\(workspaces.count)")
    for workspace in workspaces { await look(at: workspace, sight, isServed: isServed) }
  }

  private static let unreadableAdvice = "Look at the other findings first; `perennial verify` tells more."

  private mutating func look(at workspace: Workspace, _ sight: some Sight, isServed: Bool) async {
    let key = workspace.key
    let isCurrent = await standing(
      of: workspace.name, WorkspaceSchema.migrations, { try await sight.readWorkspace(key, $0) })
    if let instant = workspace.standsAt {
      found(
        .workspaceStandsStill, in: workspace.name, "Its time stands still at \(instant.isoText).",
        "`perennial workspace resume \(workspace.name)` lets it go on with real time.")
    }
    guard isCurrent == true else { return }
    let now = WallClock.system.now
    let clocks = workspace.standsAt == nil ? [JobClock.workspace, JobClock.wall] : [JobClock.wall]
    do {
      let (oldest, dead) = try await sight.readWorkspace(key) { rows in
        (
          try clocks.flatMap { try rows.oldestDue(clock: $0, by: now).values }.min(),
          try rows.deadJobs().count
        )
      }
      found(Self.workFindings(in: workspace.name, oldest: oldest, dead: dead, now: now, isServed: isServed))
    } catch {
      found(.databaseUnreadable, in: workspace.name, "Its jobs cannot be read.", Self.unreadableAdvice)
    }
  }

  /// - Parameter oldest: since when the oldest job has been due.
  static func workFindings(
    in workspace: String, oldest: Instant?, dead: Int, now: Instant, isServed: Bool
  ) -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if let oldest, now.seconds - oldest.seconds > overdueSeconds {
      let minutes = (now.seconds - oldest.seconds) / 60
      findings.append(
        DoctorFinding(
          code: .jobsOverdue, workspace: workspace,
          message: "Work has been waiting for \(minutes.counted("minute")).",
          advice: isServed
            ? "See what fails: perennial jobs list --workspace \(workspace), and the server's log."
            : "Nobody does it: start `perennial serve`."))
    }
    if dead > 0 {
      findings.append(
        DoctorFinding(
          code: .jobsDead, workspace: workspace, message: "\(dead.counted("job")) failed for the last time.",
          advice: "perennial jobs list --workspace \(workspace) --dead shows why; "
            + "perennial jobs retry tries again."))
    }
    return findings
  }

  private static let overdueSeconds: Int64 = 300

  /// Whether a schema can be read as the program knows it; nil when there is no database.
  private mutating func standing(
    of workspace: String?, _ migrations: [Migration],
    _ read: (@escaping @Sendable (any Connection) throws -> MigrationStanding) async throws
      -> MigrationStanding?
  ) async -> Bool? {
    do {
      guard let standing = try await read({ try $0.standing(to: migrations) }) else { return nil }
      if let finding = Self.finding(standing, in: workspace) { found([finding]) }
      return standing == .current
    } catch StorageFailure.missingDatabase {
      found(
        .workspaceMissing, in: workspace, "Its database is gone.",
        "Restore it from a backup, or delete the workspace.")
    } catch {
      found(.databaseUnreadable, in: workspace, Complaint(error).message, Self.unreadableAdvice)
    }
    return nil
  }

  static func finding(_ standing: MigrationStanding, in workspace: String?) -> DoctorFinding? {
    let name = workspace ?? "control"
    switch standing {
    case .current: return nil
    case .behind(let count):
      return DoctorFinding(
        code: .schemaBehind, workspace: workspace,
        message: "The database of \(name) lacks \(count.counted("migration")).",
        advice: "The program applies them when it next opens it; make a backup before.")
    case .newer(let present, let known):
      return DoctorFinding(
        code: .schemaNewer, workspace: workspace,
        message: "The database of \(name) is at migration \(present), and this program knows \(known).",
        advice: "Start the newer program, or restore a backup made before the upgrade.")
    case .different(let number):
      return DoctorFinding(
        code: .schemaDifferent, workspace: workspace,
        message: "Migration \(number) of \(name) is not the one this program knows.",
        advice: "Start the program that made this database; if it was changed by hand, restore a backup.")
    }
  }
}
