import Storage
import TestSupport
import Testing

/// A key with an empty part binds nothing: two rows with the same rest are two.
@Suite("Unique keys")
struct UniqueKeyTests {
  private static let sqlite: SQL = """
    SELECT keys.name || '.' || columns.name AS name
    FROM sqlite_master AS tables, pragma_index_list(tables.name) AS keys,
      pragma_index_info(keys.name) AS columns, pragma_table_info(tables.name) AS types
    WHERE tables.type = 'table' AND keys."unique" = 1 AND types.name = columns.name
      AND types."notnull" = 0 AND types.pk = 0
      AND (SELECT COUNT(*) FROM pragma_index_info(keys.name)) > 1
    """
  private static let postgres: SQL = """
    SELECT CAST(keys.relname || '.' || columns.attname AS TEXT) AS name
    FROM pg_index AS parts
      JOIN pg_class AS keys ON keys.oid = parts.indexrelid
      JOIN pg_namespace AS place ON place.oid = keys.relnamespace
      JOIN pg_attribute AS columns
        ON columns.attrelid = parts.indrelid AND columns.attnum = ANY (parts.indkey)
    WHERE parts.indisunique AND parts.indnkeyatts > 1 AND NOT columns.attnotnull
      AND place.nspname = current_schema()
    """

  @Test("A unique key over several columns has none that may be empty", arguments: Engine.allCases)
  func noneMayBeEmpty(_ engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      let found = try await database.read { rows in
        try rows.query(rows.engine == .sqlite ? Self.sqlite : Self.postgres) { try $0.text("name") }
      }
      #expect(found.isEmpty)
    }
  }
}
