import Foundation
import GRDBSQLite
import Storage
import Synchronization

import class GRDB.DatabasePool

/// One file: a writer that commits in groups, and readers that each see one snapshot.
final class SQLiteDatabase: Storage.Database {
  let engine = Engine.sqlite
  let file: SQLiteFile
  private let pool: DatabasePool
  private let queue: WriteQueue
  private let check: @Sendable () throws(StorageFailure) -> Void
  private let writer: SQLiteStatements
  private let closing = Mutex<StorageFailure?>(nil)
  private let readers: SQLiteReaders
  private let observer: Mutex<SQLiteObserver?>

  /// - Parameter isDurable: false gives up the disk's sync, for databases that are thrown away.
  init(file: SQLiteFile, isDurable: Bool) throws {
    self.file = file
    guard let identity = file.identity else { throw StorageFailure.missingDatabase(file.name) }
    let pool = try file.openPool()
    self.pool = pool
    let check: @Sendable () throws(StorageFailure) -> Void = { () throws(StorageFailure) in
      guard file.identity == identity else { throw .missingDatabase(file.name) }
    }
    self.check = check
    // Set after opening, because GRDB lowers it to NORMAL while it opens; that would lose commits to a power
    // cut.
    let writer = try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "OFF")")
      // Only macOS knows the difference between a sync and one that reaches the medium.
      if isDurable { try database.execute(sql: "PRAGMA fullfsync = ON") }
      return SQLiteStatements(handle: database.sqliteConnection!)
    }
    queue = WriteQueue(check: check) { queue in
      pool.asyncWriteWithoutTransaction { _ in queue.drain(writer) }
    }
    self.writer = writer
    readers = SQLiteReaders(file)
    observer = Mutex(try SQLiteObserver(file))
    let found = try durability()
    guard found == (isDurable ? "WAL, synchronous=FULL" : "WAL, synchronous=OFF") else {
      throw StorageFailure.unavailable("the database \(file.name) refuses to be durable: \(found)")
    }
  }

  var isClosed: Bool { closing.withLock { $0 != nil } }

  /// What the writing connection says of itself.
  func durability() throws -> String {
    let words = ["OFF", "NORMAL", "FULL", "EXTRA"]
    return try pool.writeWithoutTransaction { database in
      let connection = SQLiteConnection(SQLiteStatements(handle: database.sqliteConnection!))
      let mode = try connection.query("PRAGMA journal_mode") { try $0.text("journal_mode") }
      let level = try connection.query("PRAGMA synchronous") { Int(try $0.integer("synchronous")) }
      let word = level.first.flatMap { words.indices.contains($0) ? words[$0] : nil }
      return "\(mode.first?.uppercased() ?? "?"), synchronous=\(word ?? "?")"
    }
  }

  func write<Result: Sendable>(
    locking locks: [String], ending: TransactionEnding,
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await TransactionMetrics.writing.measure(ending: ending) {
      try await PendingWrite(ending: ending, body: body).send(to: queue)
    }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    let measured = TransactionMetrics.reading.begin()
    defer { measured.end() }
    if let refusal = closing.withLock(\.self) { throw refusal }
    try Task.checkCancellation()
    try check()
    return try await readers.read(body)
  }

  func version() throws -> Int64? {
    try check()
    return try observer.withLock { try $0?.version() }
  }

  func close() async {
    await close(.unavailable("the database \(file.name) is closed"))
  }

  /// - Parameter refusal: what whoever still holds this database is told.
  func close(_ refusal: StorageFailure) async {
    let isFirst = closing.withLock { closing in
      defer { closing = closing ?? refusal }
      return closing == nil
    }
    await queue.close(refusal)
    await readers.close(refusal)
    guard isFirst else { return }
    observer.withLock { $0 = nil }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [pool] in
        // SQLite closes no connection that still has prepared statements.
        try? pool.barrierWriteWithoutTransaction { _ in self.writer.clear() }
        try? pool.close()
        continuation.resume()
      }
    }
  }
}
