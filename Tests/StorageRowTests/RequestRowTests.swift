import Chronology
import Identity
import Receivables
import Relations
import Storage
import TestSupport
import Testing

@Suite("A request happens once under its key, and an import's row once under its own")
struct RequestRowTests {
  private static let key = IdempotencyKey("order 4711 “ä”")!

  private static func claim(
    _ rows: any Connection, _ key: IdempotencyKey = key, fingerprint: String = "f", request: String = "req_2",
    at seconds: Int64 = 0
  ) throws -> IdempotencyClaim {
    try rows.claim(key, fingerprint: fingerprint, requestID: request, at: Sample.instant(seconds))
  }

  @Test(
    "A key is taken, waits for its attempt, is answered, and gives the first reply ever after",
    arguments: Engine.allCases)
  func life(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let attempt = "att_1"
        #expect(try !rows.isClaimed(Self.key))
        #expect(try Self.claim(rows, request: "req_1") == .fresh)
        #expect(try rows.isClaimed(Self.key))
        #expect(try Self.claim(rows) == .inProgress(errand: nil, requestID: "req_1"))
        #expect(try Self.claim(rows, fingerprint: "g") == .differs)
        try rows.await(answerTo: attempt, for: Self.key, subject: "sub_1")
        #expect(try Self.claim(rows) == .inProgress(errand: attempt, requestID: "req_1"))
        try rows.markAnswered(attempt)
        #expect(try Self.claim(rows) == .answered(subject: "sub_1", originalRequest: "req_1"))
        #expect(try Self.claim(rows, fingerprint: "g") == .differs)
        try rows.finish(Self.key, status: 402, body: [0, 255, 10])
        try rows.finish(Self.key, status: 200, body: [])
        let finished = IdempotencyClaim.finished(status: 402, body: [0, 255, 10], originalRequest: "req_1")
        #expect(try Self.claim(rows) == finished)
        try rows.markAnswered(attempt)
        #expect(try Self.claim(rows) == finished)
      }
    }
  }

  @Test(
    "Without a subject an answered attempt still belongs to its first request", arguments: Engine.allCases)
  func withoutSubject(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        _ = try Self.claim(rows, request: "req_1")
        try rows.await(answerTo: "att_1", for: Self.key, subject: nil)
        try rows.markAnswered("att_1")
        #expect(
          try Self.claim(rows) == .inProgress(errand: "att_1", requestID: "req_1"))
        try rows.finish(Self.key, status: 200, body: [])
        #expect(try Self.claim(rows) == .finished(status: 200, body: [], originalRequest: "req_1"))
      }
    }
  }

  @Test("Of many requests with one key at once, one is fresh", arguments: Engine.allCases)
  func race(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let claims = try await withThrowingTaskGroup(of: IdempotencyClaim.self) { group in
        for number in 0..<8 {
          group.addTask { try await database.write { try Self.claim($0, request: "req_\(number)") } }
        }
        return try await group.reduce(into: [IdempotencyClaim]()) { $0.append($1) }
      }
      #expect(claims.count { $0 == .fresh } == 1)
      #expect(Set(claims).count == 2)
    }
  }

  @Test(
    "Pruning forgets old keys, some at a time, but none whose money is on its way", arguments: Engine.allCases
  )
  func prune(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        func key(_ number: Int) -> IdempotencyKey { IdempotencyKey("k\(number)")! }
        for number in 0..<6 { _ = try Self.claim(rows, key(number), at: Int64(number)) }
        try rows.await(answerTo: "att_0", for: key(0), subject: "s")
        try rows.await(answerTo: "att_1", for: key(1), subject: "s")
        try rows.markAnswered("att_1")
        try rows.finish(key(2), status: 200, body: [])
        #expect(try rows.prune(olderThan: Sample.instant(5), limit: 3) == 3)
        #expect(try rows.prune(olderThan: Sample.instant(5), limit: 3) == 1)
        #expect(try rows.prune(olderThan: Sample.instant(5), limit: 3) == 0)
        #expect(try (0..<6).filter { try rows.isClaimed(key($0)) } == [0, 5])
      }
    }
  }

  @Test("An imported row is known by its source and key", arguments: Engine.allCases)
  func imports(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertImportRow(
          source: "a.csv", key: "7", customer: CustomerID("cus_1"), at: Sample.instant(0))
        try rows.insertImportRow(
          source: "b.csv", key: "7", customer: CustomerID("cus_2"), at: Sample.instant(0))
        #expect(try rows.importedRow(source: "a.csv", key: "7") == CustomerID("cus_1"))
        #expect(try rows.importedRow(source: "b.csv", key: "7") == CustomerID("cus_2"))
        #expect(try rows.importedRow(source: "a.csv", key: "8") == nil)
      }
      let twice = await failure(StorageFailure.self) {
        try await database.write { rows in
          try rows.insertImportRow(
            source: "a.csv", key: "7", customer: CustomerID("cus_3"), at: Sample.instant(0))
        }
      }
      #expect(twice?.isConstraint == true)
    }
  }
}
