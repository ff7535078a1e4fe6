import Storage
import TestSupport
import Testing

@Suite("A copy of a workspace")
struct CopiedTableTests {
  @Test(
    "It carries every column of every table that the schema has, and that it had at each earlier version",
    arguments: 1...WorkspaceSchema.migrations.count)
  func complete(version: Int) async throws {
    try await TestHost.withWorkspace(.sqlite) { database in
      _ = try await Migrator.migrate(database, with: Array(WorkspaceSchema.migrations.prefix(version)))
      let schema = try await database.read { rows in
        try rows.query(
          """
          SELECT t.name AS name, c.name AS column_name FROM sqlite_schema t, pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'migration'
          """
        ) { "\(try $0.text("name")).\(try $0.text("column_name"))" }
      }
      let copied = WorkspaceSchema.copiedTables(at: version).flatMap { table in
        table.columns.map { "\(table.name).\($0)" }
      }
      #expect(Set(copied) == Set(schema))
      #expect(copied.count == schema.count)
      // What the copy reads is there.
      try await database.read { rows in
        for table in WorkspaceSchema.copiedTables(at: version) { try rows.stream(table.rows) { _ in } }
      }
    }
  }

  @Test("Its rows are all there are, with the columns it names", arguments: Engine.allCases)
  func rows(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      try await house.business("real", days: 40)
      try await house.database("real").read { rows in
        for table in WorkspaceSchema.copiedTables(at: WorkspaceSchema.migrations.count) {
          let columns = table.columns.map(\.description)
          var seen: Int64 = 0
          try rows.stream(table.rows) { row in
            #expect(row.columns == columns)
            for column in columns { _ = try row.value(column) }
            seen += 1
          }
          let count = try rows.first(table.count, [:]) { try $0.integer("number") }
          #expect(count == seen, "\(table.name)")
        }
      }
    }
  }

  @Test("A journal's places become ranks, and movements and cursors follow", arguments: Engine.allCases)
  func places(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      try await house.business("real", days: 40)
      // PostgreSQL has stamps of its own already; here there are gaps.
      if engine == .sqlite {
        try await house.database("real").write { rows in
          for statement: SQL in [
            "UPDATE fact SET position = -position * 3",
            "UPDATE fact SET position = -position",
            "UPDATE movement SET fact_position = fact_position * 3 + 1000000",
            "UPDATE movement SET fact_position = fact_position - 1000000",
            "UPDATE projection SET position = position * 3",
          ] { try rows.execute(statement) }
        }
      }
      _ = try await house.directory.fork("real", as: "copy")
      try await house.database("copy").read { rows in
        let places = try rows.query("SELECT stamp, position FROM fact ORDER BY position", [:]) {
          (try $0.integer("stamp"), try $0.integer("position"))
        }
        #expect(places.allSatisfy { $0.0 == 0 } && places.map(\.1) == Array(1...Int64(places.count)))
        let lost = try rows.first(
          """
          SELECT COUNT(*) AS number FROM movement m JOIN fact f ON f.id = m.fact
          WHERE f.stamp <> m.fact_stamp OR f.position <> m.fact_position
          """, [:]
        ) { try $0.integer("number") }
        let cursor = try rows.first(
          "SELECT position FROM projection WHERE name = 'recurring_revenue'", [:]
        ) { try $0.integer("position") }
        #expect(lost == 0 && cursor == Int64(places.count))
        let cursors = try rows.query("SELECT position FROM projection") { try $0.integer("position") }
        #expect(cursors.count == 3 && cursors.allSatisfy { (1...Int64(places.count)).contains($0) })
      }
      try await house.expectClean("copy")
    }
  }
}
