/// Brings a database's schema to what the code knows, one migration a transaction, forward only.
///
/// Several processes may do so at once: each step takes the lock `migration` and looks again at what is
/// there.
public enum Migrator {
  /// Applies what is missing and returns the numbers applied by this call.
  ///
  /// Throws ``StorageFailure/migration(_:)`` when the list has a gap, an applied migration has another name,
  /// the database is newer than the code, or an assertion does not hold; nothing of that step stays.
  public static func migrate(
    _ database: any Database, with migrations: [Migration]
  ) async throws -> [Int] {
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw StorageFailure.migration(
        "Migration \(migration.number) stands where number \(index + 1) belongs. Number the migrations "
          + "1, 2, 3 and so on in the code.")
    }
    var applied: [Int] = []
    while let number = try await step(database, migrations) { applied.append(number) }
    return applied
  }

  /// Applies the first missing migration and tells its number, or nil when nothing is missing.
  private static func step(_ database: any Database, _ migrations: [Migration]) async throws -> Int? {
    try await database.write(locking: ["migration"]) { connection in
      let present = try presentNames(connection)
      try check(present, against: migrations)
      guard present.count < migrations.count else { return nil }
      let migration = migrations[present.count]
      try require(migration.holdsBefore, "before", migration, connection)
      for statement in migration.statements { try connection.migrate(statement) }
      try require(migration.holdsAfter, "after", migration, connection)
      try connection.execute(
        "INSERT INTO migration (number, name) VALUES (:number, :name)",
        ["number": migration.number, "name": migration.name])
      return migration.number
    }
  }

  /// The names of the applied migrations, from number 1 on.
  private static func presentNames(_ connection: any Connection) throws -> [String] {
    try connection.migrate(
      """
      CREATE TABLE IF NOT EXISTS migration (
        number INT64 NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at INT64 NOT NULL DEFAULT SECONDS_NOW
      )
      """)
    let rows = try connection.query("SELECT number, name FROM migration ORDER BY number") {
      (number: try $0.integer("number"), name: try $0.text("name"))
    }
    for (index, row) in rows.enumerated() where row.number != index + 1 {
      throw StorageFailure.migration(
        "The database lacks migration \(index + 1) but has \(row.number). Restore it from a backup; it was "
          + "changed by hand.")
    }
    return rows.map(\.name)
  }

  private static func check(_ present: [String], against migrations: [Migration]) throws {
    guard present.count <= migrations.count else {
      throw StorageFailure.migration(
        "The database is at migration \(present.count), and this program knows only \(migrations.count). "
          + "Start the newer program, or restore a backup made before the upgrade.")
    }
    for (name, migration) in zip(present, migrations) where name != migration.name {
      throw StorageFailure.migration(
        "Migration \(migration.number) was applied as \"\(name)\" and is \"\(migration.name)\" here. "
          + "A released migration never changes: start the program that made this database.")
    }
  }

  private static func require(
    _ assertions: [SQL], _ moment: String, _ migration: Migration, _ connection: any Connection
  ) throws {
    for assertion in assertions {
      let answers = try connection.query(assertion) { try $0.integer("holds") }
      guard answers == [1] else {
        throw StorageFailure.migration(
          "Migration \(migration.number) (\(migration.name)) was undone; \(moment) it this must hold: "
            + "\(assertion.text). Look at the data, correct it, and start again.")
      }
    }
  }
}
