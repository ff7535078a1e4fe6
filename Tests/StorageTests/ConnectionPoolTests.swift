import Foundation
import Storage
import Synchronization
import Testing

@testable import PostgresEngine

/// The pool's queueing alone: nothing here connects to a server.
@Suite struct ConnectionPoolTests {
  private func makePool(size: Int, patience: Duration = .seconds(30)) throws -> ConnectionPool {
    ConnectionPool(try ServerAddress(url: "postgres://127.0.0.1:1/none"), size: size, patience: patience)
  }

  @Test("Who waits too long is told why: no connection, or somebody before him")
  func patience() async throws {
    let pool = try makePool(size: 1, patience: .milliseconds(200))
    let (isOpen, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let holder = Task {
      try await pool.perform(lanes: ["a"]) { _ in
        isOpen.signal()
        mayEnd.wait()
      }
    }
    await wait(for: isOpen)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await expectFailure(.unavailable) { try await pool.perform { _ in } } }
      group.addTask { await expectFailure(.busy) { try await pool.perform(lanes: ["a"]) { _ in } } }
    }
    mayEnd.signal()
    try await holder.value
    #expect(try await pool.perform(lanes: ["a"]) { _ in 1 } == 1)
    await pool.close()
  }

  @Test("A thousand errands in random lanes, some cancelled: each lane keeps its turn, and none is forgotten")
  func lanes() async throws {
    let pool = try makePool(size: 4)
    let rooms = Rooms()
    let counts = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<1_000 {
        let lanes = Array(["a", "b", "c", "d", "e", "f"].shuffled().prefix(.random(in: 0...3)))
        group.addTask {
          let errand = Task {
            try await pool.perform(lanes: lanes) { _ in
              #expect(rooms.enter(lanes))
              usleep(.random(in: 0...200))
              rooms.leave(lanes)
            }
          }
          if number.isMultiple(of: 3) {
            try? await Task.sleep(for: .microseconds(.random(in: 0...20_000)))
            errand.cancel()
          }
          return (try? await errand.value) != nil
        }
      }
      return await group.reduce(into: [Bool: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(counts[true, default: 0] >= 666)
    #expect(counts[true, default: 0] + counts[false, default: 0] == 1_000)
    await pool.close()
    await expectFailure(.unavailable) { try await pool.perform { _ in } }
  }
}

/// Who is where, to catch two in one room.
private final class Rooms: Sendable {
  private let taken = Mutex<Set<String>>([])

  /// True when all were empty.
  func enter(_ names: [String]) -> Bool {
    taken.withLock { taken in
      defer { taken.formUnion(names) }
      return taken.isDisjoint(with: names)
    }
  }

  func leave(_ names: [String]) {
    taken.withLock { $0.subtract(names) }
  }
}
