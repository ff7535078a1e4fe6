import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct TransactionTests {
  @Test(
    "What is written stays; what throws leaves nothing; a dry run answers and leaves nothing",
    arguments: Engine.allCases)
  func endings(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "kept") }
      await #expect(throws: Mishap()) {
        try await database.write { connection in
          try addNote(connection, "lost")
          throw Mishap()
        }
      }
      let rehearsed = try await database.write(locking: ["customer/acme"], ending: .rollback) { connection in
        try addNote(connection, "rehearsed")
        return try noteIDs(connection)
      }
      #expect(rehearsed == ["kept", "rehearsed"])
      #expect(try await database.read { try noteIDs($0) } == ["kept"])
    }
  }

  @Test("One of a hundred commands fails, and the others stay", arguments: Engine.allCases)
  func oneOfMany(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
        for number in 0..<100 {
          group.addTask {
            do {
              try await database.write { connection in
                try addNote(connection, "n\(number)")
                if number == 42 { throw Mishap() }
                if number == 43 { try addNote(connection, "n43") }
              }
              return (number, true)
            } catch {
              return (number, false)
            }
          }
        }
        return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
      }
      #expect(outcomes.filter { !$0.value }.keys.sorted() == [42, 43])
      let expected = (0..<100).filter { ![42, 43].contains($0) }.map { "n\($0)" }.sorted()
      #expect(try await database.read { try noteIDs($0) } == expected)
    }
  }

  @Test("Two hundred writers on one counter lose no step", arguments: Engine.allCases)
  func manyWriters(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "counter", amount: 0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<200 {
          group.addTask {
            try await database.write(locking: ["counter"]) { connection in
              let amount = try connection.first("SELECT amount FROM note", [:]) { try $0.integer("amount") }
              try connection.execute("UPDATE note SET amount = :amount", ["amount": (amount ?? 0) + 1])
            }
          }
        }
        try await group.waitForAll()
      }
      let amount = try await database.read { connection in
        try connection.query("SELECT amount FROM note") { try $0.integer("amount") }
      }
      #expect(amount == [200])
    }
  }

  @Test("Readers see whole commits only, and each sees one moment", arguments: Engine.allCases)
  func snapshots(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for number in 0..<100 {
            try await database.write { connection in
              try addNote(connection, "a\(number)")
              try addNote(connection, "b\(number)")
            }
          }
        }
        for _ in 0..<2 {
          group.addTask {
            var seen: Int64? = 0
            while seen != 100 {
              let counts = try await database.read { connection in
                try ["a", "b", "a"].map { letter in
                  try connection.first(
                    "SELECT count(*) AS number FROM note WHERE substr(id, 1, 1) = :letter", ["letter": letter]
                  ) { try $0.integer("number") }
                }
              }
              #expect(Set(counts).count == 1)
              seen = counts[0]
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await noteCount(database) == 200)
    }
  }

  @Test("A read cannot write", arguments: Engine.allCases)
  func readOnly(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      await expectFailure(.invalidStatement) { try await database.read { try addNote($0, "a") } }
      await expectFailure(.invalidStatement) {
        try await database.read {
          try $0.insert(into: "note", columns: ["id"], rows: [[.text("a")], [.text("b")]])
        }
      }
      #expect(try await noteCount(database) == 0)
    }
  }

  @Test(
    "After a statement failed the transaction is lost, even for who ignores the failure",
    arguments: Engine.allCases)
  func ignoredFailure(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      try await database.write { try addNote($0, "a") }
      let reached = Mutex<[String]>([])
      await expectFailure(.constraint) {
        try await database.write { connection in
          try addNote(connection, "b")
          try? addNote(connection, "a")
          do {
            try addNote(connection, "c")
          } catch {
            reached.withLock { $0.append("\(Kind(error) as Any)") }
          }
        }
      }
      #expect(reached.withLock(\.self).allSatisfy { $0.contains("constraint") })
      #expect(try await database.read { try noteIDs($0) } == ["a"])
    }
  }

  @Test("A connection that outlives its transaction can do nothing", arguments: Engine.allCases)
  func keptConnection(engine: Engine) async throws {
    final class Thief: @unchecked Sendable { var connection: (any Connection)? }
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let thief = Thief()
      try await database.write { thief.connection = $0 }
      await expectFailure(.invalidStatement) { try addNote(thief.connection!, "a") }
      #expect(try await noteCount(database) == 0)
    }
  }

  @Test("A cancelled command that still waits does nothing", arguments: Engine.allCases)
  func cancellation(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      let (isOpen, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let first = Task {
        try await database.write(locking: ["one"]) { connection in
          isOpen.signal()
          release.wait()
          try addNote(connection, "first")
        }
      }
      await wait(for: isOpen)
      let second = Task { try await database.write(locking: ["one"]) { try addNote($0, "second") } }
      let third = Task { try await database.write(locking: ["one"]) { try addNote($0, "third") } }
      try await Task.sleep(for: .milliseconds(50))
      second.cancel()
      release.signal()
      try await first.value
      try await third.value
      await #expect(throws: CancellationError.self) { try await second.value }
      #expect(try await database.read { try noteIDs($0) } == ["first", "third"])
    }
  }

  @Test("A closed database answers with a failure, and what ran before is kept", arguments: Engine.allCases)
  func closed(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      let database = try await host.createWorkspace("acme")
      try await makeNotes(database)
      async let written: Void = database.write { connection in
        usleep(20_000)
        try addNote(connection, "a")
      }
      try await Task.sleep(for: .milliseconds(5))
      await database.close()
      _ = try? await written
      await database.close()
      await expectFailure(.unavailable) { try await database.write { try addNote($0, "b") } }
      await expectFailure(.unavailable) { _ = try await database.read { try noteIDs($0) } }
      let again = try await host.workspace("acme")
      let ids = try await again.read { try noteIDs($0) }
      #expect(ids == ["a"] || ids == [])
      await host.close()
      await host.close()
      await expectFailure(.unavailable) { _ = try await again.read { try noteIDs($0) } }
      await expectFailure(.unavailable) { _ = try await host.workspace("acme") }
      await expectFailure(.unavailable) { _ = try await host.createWorkspace("other") }
    }
  }
}

/// Waits for a signal without holding one of the threads that tasks run on.
func wait(for semaphore: DispatchSemaphore) async {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      semaphore.wait()
      continuation.resume()
    }
  }
}
