import Storage
import TestSupport
import Testing

@Suite struct ValueTests {
  static let values: [Value] = [
    .null, .integer(0), .integer(-1), .integer(.min), .integer(.max), .text(""), .text("plain"),
    .text("'; DROP TABLE note; --"), .text("\u{1F9FE} Größe 漢字 \u{1}\n\t\"quoted\" \\back $1 :name"),
    .text(String(repeating: "é", count: 100_000)), .bytes([]), .bytes([0, 255, 0, 92, 39]),
    .bytes((0..<100_000).map { UInt8(truncatingIfNeeded: $0) }),
  ]

  @Test("What is stored comes back as it was, whichever way it went in", arguments: Engine.allCases)
  func roundTrip(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let found = try await database.write { connection in
        try connection.migrate(
          "CREATE TABLE kept (position POSITION, number INT64, letters TEXT, raw BYTES)")
        for value in Self.values {
          let row = Self.columns(value)
          try connection.execute(
            "INSERT INTO kept (number, letters, raw) VALUES (:number, :letters, :raw)",
            ["raw": row[2], "letters": row[1], "number": row[0]])
        }
        let rows = Self.values.map(Self.columns)
        try connection.insert(into: "kept", columns: ["number", "letters", "raw"], rows: rows)
        try connection.insert(into: "kept", columns: ["number", "letters", "raw"], rows: [rows[3]])
        return try connection.query("SELECT * FROM kept ORDER BY position") { row in
          #expect(row.columns == ["position", "number", "letters", "raw"])
          return [try row.value("number"), try row.value("letters"), try row.value("raw")]
        }
      }
      let expected = Self.values.map(Self.columns)
      #expect(found == expected + expected + [expected[3]])
    }
  }

  private static func columns(_ value: Value) -> [Value] {
    switch value {
    case .null: [.null, .null, .null]
    case .integer: [value, .null, .null]
    case .text: [.null, value, .null]
    case .bytes: [.null, .null, value]
    }
  }

  @Test("A value keeps its type where no column tells it", arguments: Engine.allCases)
  func untypedPlaces(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let found = try await database.read { connection in
        try connection.query(
          "SELECT :number AS number, :letters AS letters, :raw AS raw, :number + :more AS total",
          ["number": 7, "letters": "seven", "raw": Value.bytes([7]), "more": Int64(5)]
        ) { try ["number", "letters", "raw", "total"].map($0.value) }
      }
      #expect(found == [[.integer(7), .text("seven"), .bytes([7]), .integer(12)]])
    }
  }

  @Test("A filter that may be left out works with and without its value", arguments: Engine.allCases)
  func optionalFilter(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { connection in
        for amount in 1...3 { try addNote(connection, "n\(amount)", amount: Int64(amount)) }
      }
      for amounts: [Int64?] in [[nil, 2, nil], [3, nil, 1]] {
        for amount in amounts {
          let found = try await database.read { connection in
            try connection.query(
              """
              SELECT amount FROM note
              WHERE (:amount IS NULL OR amount = :amount) AND (:body IS NULL OR body = :body) ORDER BY amount
              """, ["amount": amount, "body": String?.none]
            ) { try $0.integer("amount") }
          }
          #expect(found == (amount.map { [$0] } ?? [1, 2, 3]))
        }
      }
    }
  }

  @Test("Counts, sums and truth values read as integers", arguments: Engine.allCases)
  func derivedIntegers(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { connection in
        try addNote(connection, "a", amount: .max)
        try addNote(connection, "b", amount: -1)
        try addNote(connection, "c", amount: -98_760_000)
      }
      let found = try await database.read { connection in
        try connection.query(
          """
          SELECT count(*) AS count, sum(amount) AS sum, count(*) = 3 AS three,
            EXISTS (SELECT 1 FROM note WHERE id = 'z') AS z, 5 AS five FROM note
          """
        ) { row in try ["count", "sum", "three", "z", "five"].map(row.integer) }
      }
      #expect(found == [[3, Int64.max - 98_760_001, 1, 0, 5]])
    }
  }

  @Test("Text sorts and compares by its bytes", arguments: Engine.allCases)
  func byteOrder(engine: Engine) async throws {
    let words = ["", "Z", "a", "a b", "a-b", "aB", "ab", "z", "Ä", "é", "漢", "\u{1F9FE}"]
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let (found, before) = try await database.write { connection in
        for word in words.shuffled() { try addNote(connection, word) }
        let before = try connection.query(
          "SELECT id FROM note WHERE id < :id ORDER BY id", ["id": "a"]
        ) { try $0.text("id") }
        return (try noteIDs(connection), before)
      }
      #expect(found == words)
      #expect(before == ["", "Z"])
    }
  }

  @Test("Two spellings of one accented letter are two keys", arguments: Engine.allCases)
  func spellings(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { connection in
        try addNote(connection, "\u{e9}")
        try addNote(connection, "e\u{301}")
      }
      #expect(try await noteCount(database) == 2)
    }
  }

  @Test("Reading a column as what it is not fails and names the column", arguments: Engine.allCases)
  func unreadable(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "a", amount: 1, body: "secret") }
      let reads: [(String, @Sendable (any Row) throws -> Void)] = [
        ("amount", { _ = try $0.text("amount") }), ("amount", { _ = try $0.textOrNil("amount") }),
        ("amount", { _ = try $0.bytes("amount") }), ("body", { _ = try $0.integer("body") }),
        ("body", { _ = try $0.integerOrNil("body") }), ("body", { _ = try $0.bytes("body") }),
        ("picture", { _ = try $0.bytes("picture") }), ("nobody", { _ = try $0.isNull("nobody") }),
        ("gap", { _ = try $0.integer("gap") }), ("gap", { _ = try $0.text("gap") }),
      ]
      for (column, read) in reads {
        let error = await expectFailure(.unreadableColumn) {
          try await database.read { connection in
            _ = try connection.query("SELECT note.*, NULL AS gap FROM note") { try read($0) }
          }
        }
        let message = "\(error as Any)"
        #expect(message.contains(column) && !message.contains("secret"))
      }
      let nothing = try await database.read { connection in
        try connection.first("SELECT picture, amount FROM note", [:]) { row in
          (try row.isNull("picture"), try row.isNull("amount"), try row.integerOrNil("amount"))
        }
      }
      #expect(nothing?.0 == true && nothing?.1 == false && nothing?.2 == 1)
    }
  }

  @Test("Columns may be read in any order and more than once", arguments: Engine.allCases)
  func anyOrder(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let found = try await database.write { connection in
        for id in ["a", "b"] { try addNote(connection, id, amount: 2, body: "x\(id)") }
        return try connection.query("SELECT id, body, amount FROM note ORDER BY id") { row in
          "\(try row.integer("amount"))\(try row.text("id"))\(try row.text("body"))\(try row.text("id"))"
        }
      }
      #expect(found == ["2axaa", "2bxbb"])
    }
  }

  @Test("Text with the character NUL is refused, not cut", arguments: Engine.allCases)
  func nul(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      await expectFailure(.invalidStatement) {
        try await database.write { try addNote($0, "a\u{0}b") }
      }
      await expectFailure(.invalidStatement) {
        try await database.write {
          try $0.insert(into: "note", columns: ["id"], rows: [[.text("fine")], [.text("\u{0}")]])
        }
      }
      try await database.write { try addNote($0, "fine") }
      #expect(try await noteCount(database) == 1)
    }
  }
}
