import Foundation
import GRDBSQLite
import Storage
import Synchronization

/// One SQLite file outside any folder of databases: a backup that is being written, or one that is read.
///
/// A new one is written beside its place under another name and appears there whole, or not at all. One that
/// is read is never changed, not even by SQLite's own book-keeping.
public final class SQLiteArchive: Storage.Database {
  public let engine = Engine.sqlite
  private let queue = DispatchQueue(label: "perennial.archive")
  private let statements: Mutex<SQLiteStatements?>
  private let draft: Draft?

  private init(_ handle: OpaquePointer, draft: Draft?) {
    statements = Mutex(SQLiteStatements(handle: handle))
    self.draft = draft
  }

  /// Begins a new file for the owner's eyes only. What an earlier try for the same place left behind is
  /// overwritten; a file at the place itself never is.
  public static func create(at path: String) throws(SQLiteArchiveFailure) -> SQLiteArchive {
    let draft = try Draft(of: path)
    do {
      let handle = try open(draft.path, SQLITE_OPEN_READWRITE)
      // Nobody reads it before it is whole, and then it is synced once.
      let words = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768"
      guard sqlite3_exec(handle, words, nil, nil, nil) == SQLITE_OK else {
        sqlite3_close(handle)
        throw SQLiteArchiveFailure.unwritable(path)
      }
      return SQLiteArchive(handle, draft: draft)
    } catch {
      draft.discard()
      throw .unwritable(path)
    }
  }

  /// Opens a file to read it.
  public static func open(_ path: String) throws(SQLiteArchiveFailure) -> SQLiteArchive {
    guard let file = FileHandle(forReadingAtPath: path) else { throw .missing(path) }
    let start = try? file.read(upToCount: 16)
    try? file.close()
    guard start == Data("SQLite format 3\0".utf8) else { throw .notSQLite(path) }
    let special = CharacterSet(charactersIn: "?#%").inverted
    guard let escaped = path.addingPercentEncoding(withAllowedCharacters: special) else {
      throw .missing(path)
    }
    // Immutable: no lock, no log and no index of one is looked for or made beside it.
    let handle = try open("file:\(escaped)?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    return SQLiteArchive(handle, draft: nil)
  }

  private static func open(_ path: String, _ flags: Int32) throws(SQLiteArchiveFailure) -> OpaquePointer {
    var handle: OpaquePointer?
    guard sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_FULLMUTEX, nil) == SQLITE_OK, let handle else {
      sqlite3_close(handle)
      throw .missing(path)
    }
    return handle
  }

  public func write<Result: Sendable>(
    locking locks: [String], ending: TransactionEnding,
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await perform(from: "BEGIN IMMEDIATE", to: ending == .commit ? "COMMIT" : "ROLLBACK", body)
  }

  public func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await perform(from: "BEGIN", to: "COMMIT", body)
  }

  private func perform<Result: Sendable>(
    from begin: String, to end: String, _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        continuation.resume(
          with: Swift.Result {
            guard let statements = statements.withLock(\.self) else {
              throw StorageFailure.unavailable("the file is closed")
            }
            try statements.run(begin)
            do {
              let result = try SQLiteConnection(statements).perform(body)
              try statements.run(end)
              return result
            } catch {
              try? statements.run("ROLLBACK")
              throw error
            }
          })
      }
    }
  }

  /// Puts a new file at its place, on the disk for good, and closes it.
  /// - Throws: ``SQLiteArchiveFailure/exists(_:)`` when somebody put a file there meanwhile.
  public func keep() async throws {
    await letGo()
    try draft?.publish()
  }

  deinit { closeHandle() }

  /// Closes the file. A new one that was not kept is gone.
  public func close() async {
    await letGo()
    draft?.discard()
  }

  private func letGo() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        closeHandle()
        continuation.resume()
      }
    }
  }

  private func closeHandle() {
    statements.withLock { statements in
      guard let open = statements else { return }
      open.clear()
      sqlite3_close(open.handle)
      statements = nil
    }
  }
}

/// Why a file cannot be written to or read from.
public enum SQLiteArchiveFailure: Error, Hashable, Sendable {
  case missing(String)
  case notSQLite(String)
  case exists(String)
  /// Another process is writing to the same place.
  case beingWritten(String)
  case unwritable(String)
}

/// The unfinished file beside the place it is meant for. Its name is always the same and its writer holds a
/// lock, so that remains of a killed writer are used up by the next one and a running one is left alone.
private final class Draft: Sendable {
  let path: String
  private let place: String
  private let descriptor: Mutex<Int32>

  init(of place: String) throws(SQLiteArchiveFailure) {
    var information = stat()
    guard lstat(place, &information) != 0 else { throw .exists(place) }
    self.place = place
    path = place + ".partial"
    let file = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .unwritable(place) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(file)
      throw .beingWritten(place)
    }
    guard ftruncate(file, 0) == 0, fchmod(file, 0o600) == 0 else {
      Foundation.close(file)
      throw .unwritable(place)
    }
    descriptor = Mutex(file)
  }

  /// A link appears at once and never replaces anything.
  func publish() throws(SQLiteArchiveFailure) {
    let isOnDisk = descriptor.withLock { fsync($0) == 0 }
    defer { discard() }
    guard isOnDisk else { throw .unwritable(place) }
    guard link(path, place) == 0 else { throw errno == EEXIST ? .exists(place) : .unwritable(place) }
    let parent = (place as NSString).deletingLastPathComponent
    let folder = Foundation.open(parent.isEmpty ? "." : parent, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    Foundation.close(folder)
  }

  func discard() {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      unlink(path)
      Foundation.close(descriptor)
      descriptor = -1
    }
  }

  deinit { discard() }
}
