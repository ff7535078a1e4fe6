import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ workspace: Workspace) throws {
    try execute(
      """
      INSERT INTO workspace (key, name, mode, account, created, stands_at)
      VALUES (:key, :name, :mode, :account, :created, :stands_at)
      """,
      [
        "key": workspace.key, "name": workspace.name, "mode": workspace.mode.rawValue,
        "account": workspace.account, "created": workspace.created, "stands_at": workspace.standsAt,
      ])
  }

  /// Lets a workspace's own clock stand at `instant`, or go with real time when nil.
  public func setStanding(workspace key: String, at instant: Instant?) throws {
    try changeOne(
      "setting a workspace's clock", "UPDATE workspace SET stands_at = :stands_at WHERE key = :key",
      ["stands_at": instant, "key": key])
  }

  /// Takes the workspace out of the control database, with its API keys and who may look at it. Its own
  /// database is another matter.
  public func delete(workspace key: String) throws {
    try execute("DELETE FROM workspace_role WHERE workspace = :key", ["key": key])
    try execute("DELETE FROM api_key WHERE workspace = :key", ["key": key])
    try changeOne("deleting a workspace", "DELETE FROM workspace WHERE key = :key", ["key": key])
  }

  public func workspace(key: String) throws -> Workspace? {
    try first(Statements.select + "WHERE key = :key", ["key": key], workspace)
  }

  public func workspace(named name: String) throws -> Workspace? {
    try first(Statements.select + "WHERE name = :name", ["name": name], workspace)
  }

  /// All of them, by name.
  public func workspaces() throws -> [Workspace] {
    try query(Statements.select + "ORDER BY name", [:], workspace)
  }

  private func workspace(_ row: any Row) throws -> Workspace {
    Workspace(
      key: try row.text("key"), name: try row.text("name"), mode: try row.choice("mode"),
      account: try row.text("account"), created: try row.instant("created"),
      standsAt: try row.instantOrNil("stands_at"))
  }
}

private enum Statements {
  static let select: SQL = "SELECT key, name, mode, account, created, stands_at FROM workspace"
}
