import Storage
import TestSupport
import Testing

@Suite("What is decided before its transaction begins")
struct AheadConnectionTests {
  /// What `body` would write, decided on a snapshot.
  private func decided(
    on database: any Database, _ body: @escaping @Sendable (any Connection) throws -> Void
  ) async throws -> [AheadWrite] {
    try await database.read { rows in
      let ahead = AheadConnection(reading: rows)
      try body(ahead)
      return ahead.writes
    }
  }

  @Test("leaves nothing behind, and is all there once it is carried out", arguments: Engine.allCases)
  func carriedOut(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "old", amount: 3) }
      let writes = try await decided(on: database) { rows in
        try rows.lock(["note/old"])
        let amount = try rows.first("SELECT amount FROM note", [:]) { try $0.integer("amount") } ?? 0
        try addNote(rows, "new", amount: amount + 1)
        try rows.execute("UPDATE note SET amount = :amount WHERE id = 'old'", ["amount": amount + 2])
        try rows.insert(
          into: "note", columns: ["id", "amount"], rows: [[.text("a"), .integer(1)], [.text("b"), .null]])
      }
      #expect(try await database.read { try noteIDs($0) } == ["old"])
      try await database.write { try $0.carryOut(writes) }
      let amounts = try await database.read { rows in
        try rows.query("SELECT id, amount FROM note ORDER BY id") {
          "\(try $0.text("id")) \(try $0.integerOrNil("amount").map(String.init) ?? "-")"
        }
      }
      #expect(amounts == ["a 1", "b -", "new 4", "old 5"])
    }
  }

  @Test("reads nothing once it has written something", arguments: Engine.allCases)
  func reads(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      await #expect(throws: NotDecidableAhead.self) {
        try await decided(on: database) { rows in
          try addNote(rows, "new")
          _ = try noteIDs(rows)
        }
      }
      await #expect(throws: NotDecidableAhead.self) {
        try await decided(on: database) { rows in
          try rows.insert(into: "note", columns: ["id"], rows: [[.text("a")]])
          try rows.stream("SELECT id FROM note") { _ in }
        }
      }
    }
  }

  @Test(
    "fails, and leaves nothing, where a statement does not change its one row", arguments: Engine.allCases)
  func notOne(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let writes = try await decided(on: database) { rows in
        try addNote(rows, "new")
        try rows.execute("UPDATE note SET amount = 1 WHERE id = :id", ["id": "gone"])
      }
      await expectFailure(.invalidStatement) { try await database.write { try $0.carryOut(writes) } }
      #expect(try await database.read { try noteIDs($0) } == [])
    }
  }

  @Test(
    "reads, in each share, what the share has not written, and leaves no share that was dropped",
    arguments: Engine.allCases)
  func shares(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "old") }
      let writes = try await database.read { rows in
        let ahead = AheadConnection(reading: rows)
        ahead.beginShare()
        try addNote(ahead, "one")
        #expect(throws: NotDecidableAhead.self) { _ = try noteIDs(ahead) }
        _ = try ahead.query("SELECT CAST(1 AS BIGINT) AS one FROM (SELECT 1) AS other") {
          try $0.integer("one")
        }
        ahead.beginShare()
        #expect(try noteIDs(ahead) == ["old"], "what another share has written is none of its business")
        try addNote(ahead, "two")
        ahead.dropShare()
        ahead.beginShare()
        try ahead.apply("DELETE FROM note WHERE id = :id", ["id": "nobody"])
        return ahead.writes
      }
      try await database.write { try $0.carryOut(writes) }
      #expect(try await database.read { try noteIDs($0).sorted() } == ["old", "one"])
    }
  }

  @Test("has no place in a journal whose order is that of transactions")
  func stamps() async throws {
    try await TestHost.withWorkspace(.sqlite) { database in
      let stamp = try await database.read { try AheadConnection(reading: $0).journalStamp() }
      #expect(stamp == 0)
    }
    _ = try await TestHost.withWorkspace(.postgres) { database in
      await expectFailure(.invalidStatement) {
        try await database.read { try AheadConnection(reading: $0).journalStamp() }
      }
    }
  }
}
