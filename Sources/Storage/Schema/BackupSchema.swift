/// What a backup file holds beside a workspace's tables: one row that says what it is. The file is a SQLite
/// database whatever engine the workspace lives on.
public enum BackupSchema {
  public static let table =
    """
    CREATE TABLE backup_manifest (
      document TEXT NOT NULL,
      sha256 TEXT NOT NULL
    )
    """
}

extension Connection {
  public func insertManifest(_ document: String, sha256: String) throws {
    try execute(
      "INSERT INTO backup_manifest (document, sha256) VALUES (:document, :sha256)",
      ["document": document, "sha256": sha256])
  }

  /// The manifest of the file that this connection reads; nil when it is no backup, or not a finished one.
  public func manifest() throws -> (document: String, sha256: String)? {
    let isThere = try first(
      "SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = 'backup_manifest'", [:]
    ) { _ in true }
    guard isThere ?? false else { return nil }
    return try first("SELECT document, sha256 FROM backup_manifest", [:]) {
      (try $0.text("document"), try $0.text("sha256"))
    }
  }
}
