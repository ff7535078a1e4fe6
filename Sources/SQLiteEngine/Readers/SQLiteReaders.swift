import Dispatch
import Foundation
import GRDBSQLite
import Storage
import Synchronization

/// The readers of a file: connections that each see one snapshot at a time, beside the writer.
///
/// A few read at once. Who is done takes the next read that waits, on the thread where it is, so under load
/// a read costs no change of threads.
final class SQLiteReaders: Sendable {
  private typealias Read = @Sendable (Result<SQLiteStatements, any Error>) -> Void

  private struct State {
    var idle: [SQLiteStatements] = []
    var underWay = 0
    var waiting = Queue<Read>()
    var refusal: StorageFailure?
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  private let file: SQLiteFile
  private let state = Mutex(State())
  private let queue: DispatchQueue
  private static let countMost = max(4, ProcessInfo.processInfo.activeProcessorCount)

  init(_ file: SQLiteFile) {
    self.file = file
    queue = DispatchQueue(label: "perennial.\(file.name).readers", attributes: .concurrent)
  }

  /// Whoever reads holds on to this, so only idle readers are left.
  deinit {
    Self.close(state.withLock(\.idle))
  }

  func read<Answer: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      add { reader in continuation.resume(with: Result { try Self.snapshot(reader.get(), body) }) }
    }
  }

  /// Refuses what comes from now on, waits for what is there, and closes the connections.
  func close(_ refusal: StorageFailure) async {
    await withCheckedContinuation { continuation in
      let isQuiet = state.withLock { state in
        state.refusal = state.refusal ?? refusal
        if state.underWay > 0 { state.closers.append(continuation) }
        return state.underWay == 0
      }
      if isQuiet { continuation.resume() }
    }
    let idle = state.withLock { state in
      defer { state.idle = [] }
      return state.idle
    }
    Self.close(idle)
  }

  /// SQLite closes no connection that still has prepared statements.
  private static func close(_ readers: [SQLiteStatements]) {
    for reader in readers {
      reader.clear()
      sqlite3_close(reader.handle)
    }
  }

  private func add(_ read: @escaping Read) {
    let (refusal, mayStart, reader) = state.withLock { state -> (StorageFailure?, Bool, SQLiteStatements?) in
      if let refusal = state.refusal { return (refusal, false, nil) }
      guard state.underWay < Self.countMost else {
        state.waiting.append(read)
        return (nil, false, nil)
      }
      state.underWay += 1
      return (nil, true, state.idle.popLast())
    }
    if let refusal { read(.failure(refusal)) }
    if mayStart { queue.async { self.work(reader, read) } }
  }

  /// Reads, and goes on with what waits.
  private func work(_ idle: SQLiteStatements?, _ first: @escaping Read) {
    let reader = Result { try idle ?? open() }
    var next: Read? = first
    while let read = next {
      read(reader)
      next = leave(try? reader.get())
    }
  }

  /// Gives the reader back, unless a read came in the meantime.
  private func leave(_ reader: SQLiteStatements?) -> Read? {
    let (next, closers) = state.withLock { state -> (Read?, [CheckedContinuation<Void, Never>]) in
      if let read = state.waiting.popFirst() { return (read, []) }
      if let reader { state.idle.append(reader) }
      state.underWay -= 1
      guard state.underWay == 0 else { return (nil, []) }
      defer { state.closers = [] }
      return (nil, state.closers)
    }
    for closer in closers { closer.resume() }
    return next
  }

  private static func snapshot<Answer>(
    _ statements: SQLiteStatements, _ body: (any Connection) throws -> Answer
  ) throws -> Answer {
    try statements.run("BEGIN")
    defer {
      try? statements.run("COMMIT")
      if sqlite3_get_autocommit(statements.handle) == 0 { try? statements.run("ROLLBACK") }
    }
    return try SQLiteConnection(statements).perform(body)
  }

  private func open() throws -> SQLiteStatements {
    SQLiteStatements(handle: try file.openReader())
  }
}
