import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

/// A journal as readers see it: facts in the order of stamp and position, up to the horizon.
private struct Journal {
  struct Fact: Equatable, Sendable {
    let stamp: Int64
    let position: Int64
    let customer: String
    let number: Int64
  }

  static func make(_ database: any Database) async throws {
    try await database.write { connection in
      try connection.migrate(
        """
        CREATE TABLE fact (
          position POSITION, stamp INT64 NOT NULL, customer TEXT NOT NULL, number INT64 NOT NULL
        )
        """)
    }
  }

  /// What every command does: looks at its customer, then records what follows.
  static func record(_ connection: any Connection, _ customer: String) throws {
    let last = try connection.first(
      "SELECT max(number) AS last FROM fact WHERE customer = :customer", ["customer": customer]
    ) { try $0.integerOrNil("last") }
    try connection.execute(
      "INSERT INTO fact (stamp, customer, number) VALUES (:stamp, :customer, :number)",
      ["stamp": try connection.journalStamp(), "customer": customer, "number": ((last ?? nil) ?? 0) + 1])
  }

  /// The facts after `last` that a reader may take.
  static func read(_ database: any Database, after last: Fact?) async throws -> [Fact] {
    try await database.read { connection in
      try connection.query(
        """
        SELECT stamp, position, customer, number FROM fact
        WHERE (stamp, position) > (:stamp, :position) AND stamp < :horizon
        ORDER BY stamp, position
        """,
        [
          "stamp": last?.stamp ?? -1, "position": last?.position ?? -1,
          "horizon": try connection.journalHorizon(),
        ]
      ) { row in
        Fact(
          stamp: try row.integer("stamp"), position: try row.integer("position"),
          customer: try row.text("customer"), number: try row.integer("number"))
      }
    }
  }

  /// Reads until `count` facts have come, or for as long as only a lost fact can take: a writer that ended a
  /// moment ago, such as another test's, may be taken for one of ours.
  static func readAll(_ database: any Database, count: Int) async throws -> [Fact] {
    var facts: [Fact] = []
    let end = ContinuousClock.now + .seconds(180)
    while facts.count < count, .now < end {
      facts += try await read(database, after: facts.last)
      try await Task.sleep(for: .milliseconds(2))
    }
    return facts
  }
}

@Suite struct JournalOrderTests {
  @Test(
    "Eight writers, three customers, one reader: nothing is lost, and each customer's facts keep their order",
    arguments: Engine.allCases)
  func gapFree(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await Journal.make(database)
      let facts = try await withThrowingTaskGroup(of: [Journal.Fact].self) { group in
        group.addTask { try await Journal.readAll(database, count: 8 * 40) }
        for writer in 0..<8 {
          group.addTask {
            for step in 0..<40 {
              let customer = "customer \((writer + step) % 3)"
              try await database.write(locking: ["customer/\(customer)"]) { connection in
                try Journal.record(connection, customer)
                usleep(.random(in: 0...500))
              }
            }
            return []
          }
        }
        var facts: [Journal.Fact] = []
        for try await some in group { facts += some }
        return facts
      }
      #expect(facts.count == 320)
      #expect(Set(facts.map(\.position)).count == 320)
      for customer in 0..<3 {
        let numbers = facts.filter { $0.customer == "customer \(customer)" }.map(\.number)
        #expect(numbers == Array(1...Int64(numbers.count)))
      }
    }
  }

  @Test("A command that began first but wrote second comes second", arguments: [Engine.postgres])
  func secondBeginsFirst(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await Journal.make(database)
      let (hasBegun, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let second = Task {
        try await database.write { connection in
          _ = try connection.query("SELECT number FROM fact") { try $0.integer("number") }
          hasBegun.signal()
          mayGoOn.wait()
          try connection.lock(["customer/acme"])
          try Journal.record(connection, "acme")
        }
      }
      await wait(for: hasBegun)
      try await database.write(locking: ["customer/acme"]) { try Journal.record($0, "acme") }
      mayGoOn.signal()
      try await second.value
      let facts = try await Journal.readAll(database, count: 2)
      #expect(facts.map(\.number) == [1, 2])
    }
  }

  @Test(
    "An open writer holds readers of its own workspace back until it ends, and those of another not at all",
    arguments: [Engine.postgres])
  func openWriter(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      let (ours, theirs) = (try await host.createWorkspace("ours"), try await host.createWorkspace("theirs"))
      try await Journal.make(ours)
      try await Journal.make(theirs)
      let (isOpen, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let slow = Task {
        try await theirs.write { connection in
          try Journal.record(connection, "slow")
          isOpen.signal()
          mayEnd.wait()
        }
      }
      await wait(for: isOpen)
      for database in [ours, theirs] {
        for _ in 0..<3 {
          try await database.write(locking: ["customer/acme"]) { try Journal.record($0, "acme") }
        }
      }
      #expect(try await Journal.readAll(ours, count: 3).map(\.number) == [1, 2, 3])
      #expect(try await Journal.read(theirs, after: nil) == [])
      mayEnd.signal()
      try await slow.value
      let facts = try await Journal.readAll(theirs, count: 4)
      #expect(facts.map(\.customer) == ["slow", "acme", "acme", "acme"])
    }
  }

  @Test(
    "On SQLite, where one writer commits at a time, every fact may be read at once",
    arguments: [Engine.sqlite])
  func oneWriter(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      let (stamp, horizon) = try await database.write { (try $0.journalStamp(), try $0.journalHorizon()) }
      #expect(stamp == 0 && horizon == .max)
    }
  }
}
