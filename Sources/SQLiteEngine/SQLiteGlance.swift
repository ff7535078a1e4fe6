import Foundation
import GRDBSQLite
import Storage

/// A database file as somebody sees it who may only look: nothing is made, migrated or written.
public struct SQLiteGlance: Sendable {
  public enum Integrity: Hashable, Sendable {
    case sound
    /// SQLite's own words, which name tables and pages.
    case damaged([String])
    /// The file is too large to be read through in the time given.
    case unfinished
  }

  private let path: String

  public init(path: String) {
    self.path = path
  }

  public static var version: String { String(cString: sqlite3_libversion()) }

  /// Whether the file keeps a write-ahead log, which its bytes 18 and 19 say; false for what is no database.
  public var keepsLog: Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let header = (try? file.read(upToCount: 20)).map { Array($0) } ?? []
    return header.count == 20 && header[18] == 2 && header[19] == 2
  }

  /// Reads through a connection that refuses to write.
  public func read<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
    let handle = try open()
    defer { sqlite3_close(handle) }
    let statements = SQLiteStatements(handle: handle)
    defer { statements.clear() }
    return try SQLiteConnection(statements).perform(body)
  }

  /// SQLite's quick check: every page is where it belongs, and rows and indexes have their form.
  /// - Parameter limit: after this long it is given up.
  public func integrity(within limit: Duration) throws -> Integrity {
    let handle = try open()
    defer { sqlite3_close(handle) }
    let deadline = Deadline(.now + limit)
    return try withExtendedLifetime(deadline) {
      let context = Unmanaged.passUnretained(deadline).toOpaque()
      // Called every so many steps of SQLite's machine; anything but 0 stops it.
      let isOver: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
        guard let context else { return 0 }
        return Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue().end < .now ? 1 : 0
      }
      sqlite3_progress_handler(handle, 100_000, isOver, context)
      let statements = SQLiteStatements(handle: handle)
      defer { statements.clear() }
      do {
        let told = try SQLiteConnection(statements).perform {
          try $0.query("PRAGMA quick_check(10)") { try $0.text("quick_check") }
        }
        return told == ["ok"] ? .sound : .damaged(told)
      } catch StorageFailure.unavailable(let reason) {
        let isInterrupted = sqlite3_errcode(handle) & 0xff == SQLITE_INTERRUPT
        return isInterrupted ? .unfinished : .damaged([reason])
      }
    }
  }

  private final class Deadline {
    let end: ContinuousClock.Instant
    init(_ end: ContinuousClock.Instant) { self.end = end }
  }

  /// A file that nobody has open has no log beside it and is opened as unchanging: otherwise SQLite would
  /// make one, even for somebody who only reads.
  private func open() throws -> OpaquePointer {
    guard access(path, F_OK) == 0 else { throw StorageFailure.missingDatabase(path) }
    let isInUse = access(path + "-wal", F_OK) == 0
    let allowed = CharacterSet(charactersIn: "/._-~").union(.alphanumerics)
    let name = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(
      "file:\(name)\(isInUse ? "" : "?immutable=1")", &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
    guard code == SQLITE_OK, let handle else {
      let failure = StorageFailure(sqlite: handle)
      sqlite3_close(handle)
      throw failure
    }
    sqlite3_busy_timeout(handle, 5_000)
    return handle
  }
}
