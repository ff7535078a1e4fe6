import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ key: ApiKey) throws {
    try execute(
      """
      INSERT INTO api_key (id, workspace, hash, hint, name, created, revoked)
      VALUES (:id, :workspace, :hash, :hint, :name, :created, :revoked)
      """,
      [
        "id": key.id, "workspace": key.workspace, "hash": key.hash, "hint": key.hint, "name": key.name,
        "created": key.created, "revoked": key.revoked,
      ])
  }

  /// Closes a workspace's key for good. False when it has no such key, or it was revoked before; the first
  /// date stays.
  public func revoke(key id: ApiKeyID, workspace: String, at instant: Instant) throws -> Bool {
    try execute(
      "UPDATE api_key SET revoked = :at WHERE id = :id AND workspace = :workspace AND revoked IS NULL",
      ["at": instant, "id": id, "workspace": workspace]) == 1
  }

  public func apiKey(_ id: ApiKeyID) throws -> ApiKey? {
    try first(Statements.byID, ["id": id], apiKey)
  }

  /// The key with this hash, revoked or not.
  public func apiKey(hash: String) throws -> ApiKey? {
    try first(Statements.byHash, ["hash": hash], apiKey)
  }

  /// A workspace's keys, revoked ones too, oldest first.
  public func apiKeys(workspace key: String) throws -> [ApiKey] {
    try query(Statements.byWorkspace, ["workspace": key], apiKey)
  }

  private func apiKey(_ row: any Row) throws -> ApiKey {
    ApiKey(
      id: try row.identifier("id"), workspace: try row.text("workspace"), hash: try row.text("hash"),
      hint: try row.text("hint"), name: try row.textOrNil("name"), created: try row.instant("created"),
      revoked: try row.instantOrNil("revoked"))
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, workspace, hash, hint, name, created, revoked FROM api_key"
  static let byID = select + "WHERE id = :id"
  static let byHash = select + "WHERE hash = :hash"
  static let byWorkspace = select + "WHERE workspace = :workspace ORDER BY created, id"
}
