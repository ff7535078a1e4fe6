import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct LockTests {
  /// Two processes, as far as the server can tell.
  private func withTwoHosts(_ body: (any Database, any Database) async throws -> Void) async throws {
    try await TestHost.with(.postgres, schemas: .empty) { host in
      let database = try await host.createWorkspace("acme")
      try await makeNotes(database)
      let other = try await TestHost.secondHost(of: host)
      do {
        try await body(database, other.workspace("acme"))
        await other.close()
      } catch {
        await other.close()
        throw error
      }
    }
  }

  @Test(
    "Who holds a customer's lock keeps every other process out until its commit", arguments: [false, true])
  func exclusion(lateLock: Bool) async throws {
    try await withTwoHosts { one, two in
      let order = Mutex<[String]>([])
      let isOpen = DispatchSemaphore(value: 0)
      let first = Task {
        try await one.write(locking: ["customer/acme", "idempotency/1"]) { connection in
          isOpen.signal()
          usleep(100_000)
          try addNote(connection, "first")
          order.withLock { $0.append("first") }
        }
      }
      await wait(for: isOpen)
      let seen = try await two.write(locking: lateLock ? [] : ["customer/acme"]) { connection in
        if lateLock { try connection.lock(["idempotency/2", "customer/acme"]) }
        order.withLock { $0.append("second") }
        return try noteIDs(connection)
      }
      try await first.value
      #expect(order.withLock(\.self) == ["first", "second"])
      #expect(seen == ["first"])
    }
  }

  @Test("Other customers, and the same customer of another workspace, do not wait")
  func independence() async throws {
    try await TestHost.with(.postgres, schemas: .empty) { host in
      let (one, two) = (try await host.createWorkspace("one"), try await host.createWorkspace("two"))
      let (isOpen, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let holder = Task {
        try await one.write(locking: ["customer/acme"]) { _ in
          isOpen.signal()
          mayEnd.wait()
        }
      }
      await wait(for: isOpen)
      let answer = try await one.write(locking: ["customer/other"]) { _ in 1 }
      let foreign = try await two.write(locking: ["customer/acme"]) { _ in 2 }
      #expect(answer + foreign == 3)
      mayEnd.signal()
      try await holder.value
    }
  }

  @Test("Commands that take the same locks in any order never block each other for good")
  func crossing() async throws {
    try await withTwoHosts { one, two in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          group.addTask {
            let keys = ["a", "b", "c", "\"quoted\\\" {,}"].shuffled()
            try await (number.isMultiple(of: 2) ? one : two).write(locking: Array(keys.prefix(3))) {
              connection in
              try addNote(connection, "n\(number)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await noteCount(one) == 100)
    }
  }

  @Test("A deadlock over rows is tried again until both commands are through")
  func deadlock() async throws {
    try await withTwoHosts { one, two in
      try await one.write { connection in for id in ["a", "b"] { try addNote(connection, id, amount: 0) } }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (database, ids) in [(one, ["a", "b"]), (two, ["b", "a"])] {
          group.addTask {
            try await database.write { connection in
              for id in ids {
                try connection.execute("UPDATE note SET amount = amount + 1 WHERE id = :id", ["id": id])
                usleep(50_000)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let amounts = try await one.read {
        try $0.query("SELECT amount FROM note") { try $0.integer("amount") }
      }
      #expect(amounts == [2, 2])
    }
  }

  @Test("A busy customer does not keep the connections from the others")
  func busyCustomer() async throws {
    try await TestHost.withWorkspace(.postgres) { database in
      try await makeNotes(database)
      let (isOpen, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let commands = Task {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<100 {
            group.addTask {
              try await database.write(locking: ["customer/busy"]) { connection in
                isOpen.signal()
                if number < 100 { mayEnd.wait() }
                try addNote(connection, "n\(number)")
              }
            }
          }
          try await group.waitForAll()
        }
      }
      await wait(for: isOpen)
      #expect(try await database.write(locking: ["customer/calm"]) { _ in 1 } == 1)
      for _ in 0..<100 { mayEnd.signal() }
      try await commands.value
      #expect(try await noteCount(database) == 100)
    }
  }

  @Test("Locks come before the first write", arguments: Engine.allCases)
  func lockAfterWrite(engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      try await makeNotes(database)
      await expectFailure(.invalidStatement) {
        try await database.write { connection in
          try addNote(connection, "a")
          try connection.lock(["customer/acme"])
        }
      }
      try await database.write { connection in
        _ = try noteIDs(connection)
        try connection.lock(["customer/acme"])
        try addNote(connection, "a")
      }
      #expect(try await noteCount(database) == 1)
    }
  }
}
