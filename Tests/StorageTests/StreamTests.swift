import Storage
import TestSupport
import Testing

@Suite struct StreamTests {
  private func withNotes(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { connection in
        try connection.insert(
          into: "note", columns: ["id", "body", "amount"],
          rows: (0..<3_000).map { number in
            [
              .text("note \(10_000 + number)"), number % 2 == 0 ? .null : .text("odd"),
              .integer(Int64(number)),
            ]
          })
      }
      try await body(database)
    }
  }

  @Test("A long result comes row by row, in order, with its values", arguments: Engine.allCases)
  func all(engine: Engine) async throws {
    try await withNotes(engine) { database in
      try await database.read { connection in
        var next: Int64 = 1_000
        try connection.stream(
          "SELECT id, body, amount FROM note WHERE amount >= :from ORDER BY id", ["from": 1_000]
        ) { row in
          let (amount, id) = (try row.integer("amount"), try row.text("id"))
          let isNull = try row.isNull("body")
          #expect(amount == next && id == "note \(10_000 + next)" && isNull == (next % 2 == 0))
          next += 1
        }
        #expect(next == 3_000)
        var count = 0
        try connection.stream("SELECT id FROM note WHERE amount < :from", ["from": 0]) { _ in count += 1 }
        #expect(count == 0)
        #expect(try noteIDs(connection).count == 3_000)
      }
    }
  }

  @Test(
    "Whoever has seen enough leaves with an error of his own, and the database goes on",
    arguments: Engine.allCases)
  func leaving(engine: Engine) async throws {
    try await withNotes(engine) { database in
      for _ in 0..<3 {
        await #expect(throws: Mishap()) {
          try await database.read { connection in
            var count = 0
            try connection.stream("SELECT id FROM note ORDER BY id", [:]) { _ in
              count += 1
              if count == 10 { throw Mishap() }
            }
          }
        }
        let count = try await noteCount(database)
        #expect(count == 3_000)
      }
    }
  }

  @Test("A statement that the engine refuses is a failure, as in a query", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await withNotes(engine) { database in
      await expectFailure(.invalidStatement) {
        try await database.read { connection in
          try connection.stream("SELECT nothing FROM note", [:]) { _ in }
        }
      }
      let count = try await noteCount(database)
      #expect(count == 3_000)
    }
  }
}
