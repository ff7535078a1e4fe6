import Foundation
import Storage
import Synchronization

/// One schema, served by the connections that all schemas share.
final class PostgresDatabase: Database {
  let engine = Engine.postgres
  let schema: String
  private let name: String
  private let pool: ConnectionPool

  private struct State {
    var running = 0
    var refusal: StorageFailure?
    var closers: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  init(schema: String, name: String, pool: ConnectionPool) {
    self.schema = schema
    self.name = name
    self.pool = pool
  }

  var isClosed: Bool { state.withLock { $0.refusal != nil } }

  func write<Result: Sendable>(
    locking locks: [String], ending: TransactionEnding,
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    let names = LockName.all(locks, schema: schema)
    return try await TransactionMetrics.writing.measure(ending: ending) {
      try await perform(lanes: names) { [schema] line in
        try Transaction(schema: schema, locks: names, writes: true, ending: ending).run(on: line, body)
      }
    }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    let measured = TransactionMetrics.reading.begin()
    defer { measured.end() }
    return try await perform(lanes: []) { [schema] line in
      try Transaction(schema: schema, locks: [], writes: false, ending: .commit).run(on: line, body)
    }
  }

  private func perform<Result: Sendable>(
    lanes: [String], _ work: @escaping @Sendable (Line) throws -> Result
  ) async throws -> Result {
    try state.withLock { state in
      if let refusal = state.refusal { throw refusal }
      state.running += 1
    }
    defer { leave() }
    do {
      return try await pool.perform(lanes: lanes, work)
    } catch Absence.schema {
      // Whoever asks the host for it again learns the same, or gets the one made since.
      let failure = StorageFailure.missingDatabase(name)
      state.withLock { $0.refusal = $0.refusal ?? failure }
      throw failure
    }
  }

  private func leave() {
    let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.running -= 1
      guard state.running == 0 else { return [] }
      defer { state.closers = [] }
      return state.closers
    }
    for closer in closers { closer.resume() }
  }

  func close() async {
    await close(.unavailable("the database \(name) is closed"))
  }

  /// - Parameter refusal: what whoever still holds this database is told.
  func close(_ refusal: StorageFailure) async {
    await withCheckedContinuation { continuation in
      let isQuiet = state.withLock { state in
        state.refusal = state.refusal ?? refusal
        if state.running > 0 { state.closers.append(continuation) }
        return state.running == 0
      }
      if isQuiet { continuation.resume() }
    }
  }
}
