import Storage
import TestSupport
import Testing

@Suite("Dumps")
struct DumpTests {
  @Test("A dump holds every table that the migrations make", arguments: Engine.allCases)
  func everyTable(_ engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      let tables = try await database.read { rows in
        try rows.query(
          rows.engine == .sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : """
            SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables
            WHERE table_schema = current_schema()
            """
        ) { try $0.text("name") }
      }
      // The migrator's own table only says how far the migrations came.
      #expect(Set(tables).subtracting(["migration"]) == Set(WorkspaceDump.statements.map(\.table)))
    }
  }
}
