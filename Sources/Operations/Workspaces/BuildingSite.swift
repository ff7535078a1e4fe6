import Chronology
import Storage
import Synchronization

/// A workspace's database while it is being made. Nobody sees it before it is whole, and when its maker dies,
/// somebody else removes what is there.
final class BuildingSite: Sendable {
  let key: String
  private let control: any Database
  private let clock: WallClock
  private let heldUntil: Mutex<Instant>

  /// How long a maker may be silent. It says that it lives far more often than that.
  private static let holdSeconds: Int64 = 600

  /// Announces the database, so that its remains can be found, before anything is there.
  init(key: String, control: any Database, clock: WallClock) async throws {
    let until = clock.now.adding(seconds: Self.holdSeconds)
    self.key = key
    self.control = control
    self.clock = clock
    heldUntil = Mutex(until)
    try await control.write { try $0.holdDatabase(key, until: until) }
  }

  /// Says that the work goes on; cheap enough to be called after each of its steps.
  func keepHolding() async throws {
    let now = clock.now
    guard heldUntil.withLock({ $0 - now < Self.holdSeconds / 2 }) else { return }
    let until = now.adding(seconds: Self.holdSeconds)
    let key = key
    guard try await control.write({ try $0.holdDatabaseLonger(key, until: until) }) else {
      throw StorageFailure.missingDatabase(key)
    }
    heldUntil.withLock { $0 = until }
  }
}

extension WorkspaceDirectory {
  /// Makes a workspace: its database is filled first, and only then it is seen, with its first key, in one
  /// commit.
  /// - Parameter fill: fills the database and tells what the workspace shall be.
  func build(
    _ name: String, filling fill: (any Database, BuildingSite) async throws -> Workspace
  ) async throws -> (workspace: Workspace, secret: String) {
    try WorkspaceRefusal.check(name: name)
    guard try await find(name) == nil else { throw WorkspaceRefusal.nameTaken(name) }
    // Somebody else's remains are no reason to refuse; they are tried again later.
    try? await sweep()
    let site = try await BuildingSite(key: newKey(), control: control, clock: clock)
    do {
      let workspace = try await fill(try await host.createWorkspace(site.key), site)
      let (key, secret) = newKey(in: workspace, name: nil)
      let entries = [
        entry(.workspaceCreated, by: .commandLine, in: workspace.key, detail: workspace.name),
        entry(.keyCreated, by: .commandLine, in: workspace.key, detail: key.id.text),
      ]
      try await control.write(locking: ["workspace/\(name)"]) { rows in
        guard try rows.workspace(named: name) == nil else { throw WorkspaceRefusal.nameTaken(name) }
        guard try rows.ownDatabase(workspace.key) else { throw StorageFailure.missingDatabase(workspace.key) }
        try rows.insert(workspace)
        try rows.insert(key)
        for entry in entries { try rows.insert(entry) }
      }
      return (workspace, secret)
    } catch {
      await abandon(site)
      throw error
    }
  }

  /// A database's name is nobody's business, and never used twice.
  private func newKey() -> String { String(identifiers.text(prefix: "w").dropFirst(2).lowercased()) }

  /// Removes what a failure left, unless the last commit was kept after all. A cancelled task cleans up too.
  /// What cannot be removed now is removed by the next sweep.
  private func abandon(_ site: BuildingSite) async {
    _ = await Task { [self] in
      let key = site.key
      let isNobodys = try await control.write { rows in
        guard try rows.workspace(key: key) == nil else { return false }
        try rows.condemnDatabase(key)
        return true
      }
      if isNobodys { try await remove(key) }
    }.result
  }

  /// Removes a condemned database, and then the note that there was one.
  func remove(_ key: String) async throws {
    try await host.deleteWorkspace(key)
    try await control.write { try $0.forgetDatabase(key) }
  }

  /// Removes what killed processes left behind: databases half made, or half removed.
  public func sweep() async throws {
    let now = clock.now
    for key in try await control.read({ try $0.abandonedDatabases(at: now) }) {
      guard try await control.write({ try $0.condemnDatabase(key, unlessHeldAt: now) }) else { continue }
      try await remove(key)
    }
  }
}
