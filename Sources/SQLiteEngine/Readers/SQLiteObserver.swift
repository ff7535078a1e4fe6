import GRDBSQLite
import Storage

/// A connection that only watches whether anybody has committed: a look into the shared memory of the log,
/// without a reader's queue and without a statement on any table. Used under its owner's lock.
final class SQLiteObserver {
  private let handle: OpaquePointer
  private let statement: OpaquePointer

  init(_ file: SQLiteFile) throws {
    let handle = try file.openReader()
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, "PRAGMA data_version", -1, &statement, nil) == SQLITE_OK, let statement
    else {
      defer { sqlite3_close(handle) }
      throw StorageFailure(sqlite: handle)
    }
    self.handle = handle
    self.statement = statement
  }

  deinit {
    sqlite3_finalize(statement)
    sqlite3_close(handle)
  }

  func version() throws -> Int64 {
    defer { sqlite3_reset(statement) }
    guard sqlite3_step(statement) == SQLITE_ROW else { throw StorageFailure(sqlite: handle) }
    return sqlite3_column_int64(statement, 0)
  }
}
