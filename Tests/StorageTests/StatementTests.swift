import Storage
import TestSupport
import Testing

@Suite struct StatementTests {
  @Test(
    "A value the statement does not name, and a name without a value, are refused", arguments: Engine.allCases
  )
  func names(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let sql: SQL = "SELECT id FROM note WHERE id = :id AND amount = :amount"
      let ask: @Sendable (any Connection, Values) throws -> [String] = { connection, values in
        try connection.query(sql, values) { try $0.text("id") }
      }
      let wrong: [@Sendable (any Connection) throws -> [String]] = [
        { try ask($0, [:]) },
        { try ask($0, ["id": "a"]) },
        { try ask($0, ["id": "a", "amount": 1, "body": "b"]) },
        { try ask($0, ["id": "a", "sum": 1]) },
        { try ask($0, ["id": "a", "id": "b"]) },
        { try ask($0, ["id": "a", "amount": 1, "amount": 2]) },
      ]
      for question in wrong {
        await expectFailure(.invalidStatement) { _ = try await database.read { try question($0) } }
      }
      let found = try await database.write { connection in
        try addNote(connection, "a", amount: 1)
        return try ask(connection, ["id": "a", "amount": 1]) + ask(connection, ["amount": 1, "id": "a"])
      }
      #expect(found == ["a", "a"])
    }
  }

  @Test("Colons in strings, comments and quoted names are not values", arguments: Engine.allCases)
  func colons(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let found = try await database.read { connection in
        try connection.query(
          """
          SELECT ':no' || :yes || ':no''s :no' AS letters, -- :no, it's a comment
            :yes AS ":no" /* :no ' */
          """, ["yes": "!"]
        ) { try $0.text("letters") + $0.text(":no") }
      }
      #expect(found == [":no!:no's :no!"])
    }
  }

  @Test("A statement tells how many rows it changed", arguments: Engine.allCases)
  func changes(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let counts = try await database.write { connection in
        for id in ["a", "b", "c"] { try addNote(connection, id, amount: 1) }
        return [
          try connection.execute("UPDATE note SET amount = 2 WHERE id <> :id", ["id": "a"]),
          try connection.execute("UPDATE note SET amount = 2 WHERE id = 'nobody'"),
          try connection.execute("DELETE FROM note WHERE amount = :amount", ["amount": 1]),
          try connection.execute("CREATE TABLE other (id INTEGER)"),
          try connection.execute("INSERT INTO note (id) VALUES ('b') ON CONFLICT DO NOTHING"),
        ]
      }
      #expect(counts == [2, 0, 1, 0, 0])
    }
  }

  @Test("A write can return rows", arguments: Engine.allCases)
  func returning(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let positions = try await database.write { connection in
        try connection.migrate("CREATE TABLE log (position POSITION, body TEXT NOT NULL)")
        return try ["a", "b"].flatMap { body in
          try connection.query(
            "INSERT INTO log (body) VALUES (:body) RETURNING position", ["body": body]
          ) { try $0.integer("position") }
        }
      }
      #expect(positions == [1, 2])
    }
  }

  @Test("A query may ask another one for each of its rows, even itself", arguments: Engine.allCases)
  func nested(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let sum = try await database.write { connection in
        for amount in 1...4 { try addNote(connection, "n\(amount)", amount: Int64(amount)) }
        let below: SQL = "SELECT id, amount FROM note WHERE amount < :amount"
        return try connection.query(below, ["amount": 4]) { row in
          let amount = try row.integer("amount")
          return try connection.query(below, ["amount": amount]) { try $0.integer("amount") }.count
        }.reduce(0, +)
      }
      #expect(sum == 0 + 1 + 2)
    }
  }

  @Test("What the engine cannot run is our bug and says which statement", arguments: Engine.allCases)
  func invalid(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let wrong: [@Sendable (any Connection) throws -> Void] = [
        { try $0.execute("UPDATE nothing SET id = 1") },
        { try $0.execute("SELEC 1") },
        { try $0.execute("SELECT 1 AS one") },
        { _ = try $0.query("DELETE FROM note") { try $0.text("id") } },
        { try $0.execute("INSERT INTO note (id, amount) VALUES ('a', :amount)", ["amount": "many"]) },
        { try $0.insert(into: "note", columns: ["id", "amount"], rows: [[.text("a")]]) },
        { try $0.insert(into: "note", columns: ["id", "amount"], rows: [[.text("a"), .text("many")]]) },
      ]
      for statement in wrong {
        await expectFailure(.invalidStatement) { try await database.write { try statement($0) } }
      }
      #expect(try await noteCount(database) == 0)
    }
  }

  @Test("Constraints refuse by name and keep values to themselves", arguments: Engine.allCases)
  func constraints(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await database.write { connection in
        try connection.migrate("CREATE TABLE parent (id TEXT NOT NULL PRIMARY KEY)")
        try connection.migrate(
          """
          CREATE TABLE child (
            parent TEXT NOT NULL REFERENCES parent (id), amount INT64 NOT NULL CHECK (amount > 0),
            later TEXT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED
          )
          """)
        try connection.execute("INSERT INTO parent (id) VALUES ('top-secret')")
      }
      let wrong: [@Sendable (any Connection) throws -> Void] = [
        { try $0.execute("INSERT INTO parent (id) VALUES (:id)", ["id": "top-secret"]) },
        { try $0.execute("INSERT INTO parent (id) VALUES (:id)", ["id": String?.none]) },
        { try $0.execute("INSERT INTO child (parent, amount) VALUES ('secret', 1)") },
        { try $0.execute("INSERT INTO child (parent, amount) VALUES ('top-secret', 0)") },
        { try $0.execute("INSERT INTO child VALUES ('top-secret', 1, 'secret')") },
        { try $0.insert(into: "parent", columns: ["id"], rows: [[.text("new")], [.text("top-secret")]]) },
      ]
      for statement in wrong {
        for ending in [TransactionEnding.commit, .rollback] {
          let error = await expectFailure(.constraint) {
            try await database.write(locking: [], ending: ending) { try statement($0) }
          }
          #expect(!"\(error as Any)".contains("secret"))
        }
      }
      let error = await expectFailure(.constraint) {
        try await database.write { try $0.execute("INSERT INTO parent (id) VALUES (NULL)") }
      }
      #expect(error as? StorageFailure == .constraint(name: "parent.id"))
    }
  }

  @Test("A hundred thousand rows go in at once, or none of them", arguments: Engine.allCases)
  func bulk(engine: Engine) async throws {
    let rows = (0..<100_000).map { number -> [Value] in
      let amount: Value = number % 3 == 0 ? .null : .integer(Int64(number))
      return [.text("n\(number)"), amount, .bytes([UInt8(number % 256)])]
    }
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write {
        try $0.insert(into: "note", columns: ["id", "amount", "picture"], rows: rows)
      }
      #expect(try await noteCount(database) == 100_000)
      await expectFailure(.constraint) {
        try await database.write {
          try $0.insert(into: "note", columns: ["id"], rows: [[.text("new")], [.text("n99999")]])
        }
      }
      let sum = try await database.read { connection in
        try connection.first("SELECT sum(amount) AS sum FROM note", [:]) { try $0.integer("sum") }
      }
      #expect(sum == (0..<100_000).filter { $0 % 3 != 0 }.map(Int64.init).reduce(0, +))
      try await database.write { try $0.insert(into: "note", columns: ["id"], rows: []) }
      #expect(try await noteCount(database) == 100_000)
    }
  }

  @Test("A statement goes on working after its table changed", arguments: Engine.allCases)
  func changedSchema(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let columns: @Sendable (any Connection) throws -> [String] = { connection in
        try connection.first("SELECT * FROM note", [:]) { $0.columns } ?? []
      }
      try await database.write { try addNote($0, "a") }
      for _ in 0..<8 { _ = try await database.read { try columns($0) } }
      try await database.write { try $0.migrate("ALTER TABLE note ADD COLUMN colour TEXT") }
      for _ in 0..<8 {
        let found = try await database.read { try columns($0) }
        #expect(found == ["id", "body", "amount", "picture", "colour"])
      }
      let found = try await database.write { try columns($0) }
      #expect(found.count == 5)
    }
  }
}
