import Chronology

/// These are about the control database, and about workspaces' databases that belong to nobody: one is being
/// made, or was deleted. Whatever is cut short on the way leaves a row here, by which its remains are found.
extension Connection {
  /// Announces a database before it is made; nobody else touches it before `instant`.
  public func holdDatabase(_ key: String, until instant: Instant) throws {
    try execute(
      "INSERT INTO unowned_database (key, held_until) VALUES (:key, :until)", ["key": key, "until": instant])
  }

  /// Holds it longer. False when the time was over and somebody began to remove it.
  public func holdDatabaseLonger(_ key: String, until instant: Instant) throws -> Bool {
    try execute(
      "UPDATE unowned_database SET held_until = :until WHERE key = :key AND held_until > 0",
      ["key": key, "until": instant]) == 1
  }

  /// A held database becomes a workspace's: belongs in the transaction that inserts the workspace. False when
  /// somebody began to remove it.
  public func ownDatabase(_ key: String) throws -> Bool {
    try execute("DELETE FROM unowned_database WHERE key = :key AND held_until > 0", ["key": key]) == 1
  }

  /// A database that shall go; belongs in the transaction that deletes the workspace.
  public func condemnDatabase(_ key: String) throws {
    try execute(
      """
      INSERT INTO unowned_database (key, held_until) VALUES (:key, 0)
      ON CONFLICT (key) DO UPDATE SET held_until = 0
      """, ["key": key])
  }

  /// Condemns a database that nobody held on to. False when somebody does after all.
  public func condemnDatabase(_ key: String, unlessHeldAt instant: Instant) throws -> Bool {
    try execute(
      "UPDATE unowned_database SET held_until = 0 WHERE key = :key AND held_until < :now",
      ["key": key, "now": instant]) == 1
  }

  /// Which databases nobody holds any more.
  public func abandonedDatabases(at instant: Instant) throws -> [String] {
    try query("SELECT key FROM unowned_database WHERE held_until < :now ORDER BY key", ["now": instant]) {
      try $0.text("key")
    }
  }

  /// A condemned database is gone.
  public func forgetDatabase(_ key: String) throws {
    try execute("DELETE FROM unowned_database WHERE key = :key AND held_until = 0", ["key": key])
  }
}
