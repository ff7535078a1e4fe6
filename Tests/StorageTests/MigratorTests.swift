import Storage
import TestSupport
import Testing

@Suite struct MigratorTests {
  private static let first = Migration(
    number: 1, name: "customers",
    statements: ["CREATE TABLE customer (id TEXT NOT NULL PRIMARY KEY, note TEXT DEFAULT 'INT64 TEXT')"],
    holdsAfter: ["SELECT count(*) = 0 AS holds FROM customer"])
  private static let second = Migration(
    number: 2, name: "balances",
    statements: [
      "ALTER TABLE customer ADD COLUMN balance INT64 NOT NULL DEFAULT 0",
      "CREATE INDEX customer_balance ON customer (balance)",
    ],
    holdsBefore: ["SELECT count(*) < 10 AS holds FROM customer"],
    holdsAfter: ["SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END AS holds FROM customer WHERE balance <> 0"])

  @Test("A fresh database gets every step once; later only what is new", arguments: Engine.allCases)
  func fresh(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      #expect(try await Migrator.migrate(database, with: []) == [])
      #expect(try await Migrator.migrate(database, with: [Self.first]) == [1])
      try await database.write { try $0.execute("INSERT INTO customer (id) VALUES ('acme')") }
      #expect(try await Migrator.migrate(database, with: [Self.first, Self.second]) == [2])
      #expect(try await Migrator.migrate(database, with: [Self.first, Self.second]) == [])
      let rows = try await database.read { connection in
        try connection.query("SELECT number, name, applied_at FROM migration ORDER BY number") { row in
          #expect(try row.integer("applied_at") > 1_700_000_000)
          return "\(try row.integer("number")) \(try row.text("name"))"
        }
      }
      #expect(rows == ["1 customers", "2 balances"])
      let customer = try await database.read { connection in
        try connection.query("SELECT note, balance FROM customer") {
          "\(try $0.text("note")) \(try $0.integer("balance"))"
        }
      }
      #expect(customer == ["INT64 TEXT 0"])
    }
  }

  @Test("Several processes migrating at once apply each step once", arguments: Engine.allCases)
  func together(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
        for _ in 0..<6 {
          group.addTask { try await Migrator.migrate(database, with: [Self.first, Self.second]) }
        }
        return try await collect(&group)
      }
      #expect(applied.sorted() == [1, 2])
    }
  }

  @Test("A gap, a renamed step and a newer database are refused with what to do", arguments: Engine.allCases)
  func refusals(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let gap = await expectFailure(.migration) {
        _ = try await Migrator.migrate(database, with: [Self.second])
      }
      #expect("\(gap as Any)".contains("Number the migrations"))
      _ = try await Migrator.migrate(database, with: [Self.first, Self.second])
      let renamed = Migration(number: 1, name: "clients", statements: [])
      let other = await expectFailure(.migration) {
        _ = try await Migrator.migrate(database, with: [renamed, Self.second])
      }
      #expect("\(other as Any)".contains("A released migration never changes"))
      let newer = await expectFailure(.migration) {
        _ = try await Migrator.migrate(database, with: [Self.first])
      }
      #expect("\(newer as Any)".contains("Start the newer program"))
      try await database.write { try $0.execute("DELETE FROM migration WHERE number = 1") }
      let torn = await expectFailure(.migration) {
        _ = try await Migrator.migrate(database, with: [Self.first, Self.second])
      }
      #expect("\(torn as Any)".contains("lacks migration 1"))
    }
  }

  @Test(
    "A step whose promise does not hold leaves nothing behind, nor do the steps after it",
    arguments: Engine.allCases, [true, false])
  func assertions(engine: Engine, before: Bool) async throws {
    let never: [SQL] = ["SELECT count(*) = 1 AS holds FROM customer"]
    let broken = Migration(
      number: 2, name: "broken", statements: ["CREATE TABLE half (id INT64)"],
      holdsBefore: before ? never : [], holdsAfter: before ? [] : never)
    try await TestHost.withWorkspace(engine) { database in
      await expectFailure(.migration) {
        _ = try await Migrator.migrate(database, with: [Self.first, broken])
      }
      let names = try await database.read {
        try $0.query("SELECT name FROM migration") { try $0.text("name") }
      }
      #expect(names == ["customers"])
      await expectFailure(.invalidStatement) {
        _ = try await database.read { try $0.query("SELECT id FROM half") { try $0.integer("id") } }
      }
      #expect(try await Migrator.migrate(database, with: [Self.first, Self.second]) == [2])
    }
  }

  @Test("The three type words mean the same strictness on both engines", arguments: Engine.allCases)
  func strictness(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: [Self.first, Self.second])
      await expectFailure(.invalidStatement) {
        try await database.write {
          try $0.execute("INSERT INTO customer (id, balance) VALUES ('a', :text)", ["text": "much"])
        }
      }
    }
  }
}

private func collect(_ group: inout ThrowingTaskGroup<[Int], any Error>) async throws -> [Int] {
  var all: [Int] = []
  for try await some in group { all += some }
  return all
}
