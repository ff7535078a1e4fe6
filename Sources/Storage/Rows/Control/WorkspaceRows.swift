import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ workspace: Workspace) throws {
    try execute(
      """
      INSERT INTO workspace (key, name, mode, account, created, stands_at, stands_because, forked_from)
      VALUES (:key, :name, :mode, :account, :created, :stands_at, :stands_because, :forked_from)
      """,
      [
        "key": workspace.key, "name": workspace.name, "mode": workspace.mode.rawValue,
        "account": workspace.account, "created": workspace.created, "stands_at": workspace.standsAt,
        "stands_because": workspace.standsBecause?.rawValue, "forked_from": workspace.forkedFrom,
      ])
  }

  /// Lets a workspace's own clock stand at `instant`, or go with real time when nil.
  public func setStanding(
    workspace key: String, at instant: Instant?, because reason: Workspace.StandingReason = .held
  ) throws {
    try changeOne(
      "setting a workspace's clock",
      "UPDATE workspace SET stands_at = :stands_at, stands_because = :stands_because WHERE key = :key",
      ["stands_at": instant, "stands_because": instant.map { _ in reason.rawValue }, "key": key])
  }

  /// Lets a standing clock stand later. False when the workspace is gone, goes with real time, or is there
  /// already.
  public func moveStanding(workspace key: String, to instant: Instant) throws -> Bool {
    try execute(
      "UPDATE workspace SET stands_at = :stands_at WHERE key = :key AND stands_at < :stands_at",
      ["stands_at": instant, "key": key]) == 1
  }

  /// Takes the workspace out of the control database, with its API keys and who may look at it. Its own
  /// database is another matter.
  public func delete(workspace key: String) throws {
    try execute("DELETE FROM workspace_role WHERE workspace = :key", ["key": key])
    try execute("DELETE FROM api_key WHERE workspace = :key", ["key": key])
    try execute("DELETE FROM saved_view WHERE workspace = :key", ["key": key])
    try changeOne("deleting a workspace", "DELETE FROM workspace WHERE key = :key", ["key": key])
  }

  public func isTaken(account: String) throws -> Bool {
    try first("SELECT 1 AS taken FROM workspace WHERE account = :account", ["account": account]) { _ in true }
      ?? false
  }

  public func workspace(key: String) throws -> Workspace? {
    try first(Statements.select + "WHERE key = :key", ["key": key], workspace)
  }

  public func workspace(named name: String) throws -> Workspace? {
    try first(Statements.select + "WHERE name = :name", ["name": name], workspace)
  }

  public func workspace(account: String) throws -> Workspace? {
    try first(Statements.select + "WHERE account = :account", ["account": account], workspace)
  }

  /// All of them, by name.
  public func workspaces() throws -> [Workspace] {
    try query(Statements.select + "ORDER BY name", [:], workspace)
  }

  private func workspace(_ row: any Row) throws -> Workspace {
    Workspace(
      key: try row.text("key"), name: try row.text("name"), mode: try row.choice("mode"),
      account: try row.text("account"), created: try row.instant("created"),
      standsAt: try row.instantOrNil("stands_at"),
      standsBecause: try row.isNull("stands_because") ? .held : row.choice("stands_because"),
      forkedFrom: try row.textOrNil("forked_from"))
  }
}

private enum Statements {
  static let select: SQL = """
    SELECT key, name, mode, account, created, stands_at, stands_because, forked_from FROM workspace
    """
}
