import Foundation
import GRDBSQLite
import Storage

import struct GRDB.Configuration
import class GRDB.DatabasePool

/// A database file: made whole or not at all, readable by its owner only, and known by its inode, so that a
/// file removed or replaced by another process is not written to any more.
struct SQLiteFile: Sendable {
  let path: String
  let name: String

  /// How long a writer waits for another process's transaction.
  private static let busyTimeout = Duration.seconds(30)

  var exists: Bool { identity != nil }

  /// Device and inode of what stands at the path now.
  var identity: [UInt64]? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return [UInt64(information.st_dev), UInt64(information.st_ino)]
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StorageFailure.unavailable("the folder \(path) cannot be made")
    }
    guard chmod(path, 0o700) == 0, access(path, R_OK | W_OK | X_OK) == 0 else {
      throw StorageFailure.unavailable("the folder \(path) is not ours to write in")
    }
  }

  /// Makes an empty database in WAL mode under another name and links it to its place, which happens at once
  /// and only when nothing is there. False when something is.
  func create() throws -> Bool {
    let draft = "\(path).\(UUID().uuidString).draft"
    defer { for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) } }
    let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unavailable("cannot be made") }
    close(descriptor)
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open_v2(draft, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      sqlite3_exec(handle, "PRAGMA journal_mode = WAL", nil, nil, nil) == SQLITE_OK
    else { throw unavailable("cannot be made") }
    sqlite3_close(handle)
    handle = nil
    if exists { return false }
    // What a removal cut short may have left would otherwise be taken for this file's own log.
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    guard link(draft, path) == 0 else {
      guard errno == EEXIST else { throw unavailable("cannot be made") }
      return false
    }
    syncFolder()
    return true
  }

  /// Takes the name away first, so that whatever is cut short leaves no half database.
  func remove() {
    let gone = "\(path).\(UUID().uuidString).removed"
    guard rename(path, gone) == 0 else { return }
    for file in [path + "-wal", path + "-shm", gone] { unlink(file) }
    syncFolder()
  }

  /// A new name is on the disk only once its folder is.
  private func syncFolder() {
    let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  func openPool() throws -> DatabasePool {
    var configuration = Configuration()
    configuration.label = "perennial.\(name)"
    configuration.foreignKeysEnabled = true
    configuration.maximumReaderCount = max(4, ProcessInfo.processInfo.activeProcessorCount)
    configuration.persistentReadOnlyConnections = true
    configuration.busyMode = .callback(Self.waitForOtherProcess)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      try database.execute(sql: "PRAGMA cache_size = -65536")
      // Ten times the usual: pages that every batch changes are copied to the file less often.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 10000")
    }
    do {
      return try DatabasePool(path: path, configuration: configuration)
    } catch {
      throw unavailable("cannot be opened")
    }
  }

  /// A connection that cannot write, for one user at a time.
  func openReader() throws -> OpaquePointer {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    let settings = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768"
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle,
      sqlite3_busy_handler(handle, { _, tries in SQLiteFile.waitForOtherProcess(Int(tries)) ? 1 : 0 }, nil)
        == SQLITE_OK,
      sqlite3_exec(handle, settings, nil, nil, nil) == SQLITE_OK
    else {
      sqlite3_close(handle)
      throw unavailable("cannot be opened")
    }
    return handle
  }

  /// SQLite's own waiting slows down to ten tries a second and would never meet the short gap a busy process
  /// leaves between two transactions.
  private static func waitForOtherProcess(_ tries: Int) -> Bool {
    let pause: Duration = tries < 20 ? .microseconds(250) : .milliseconds(2)
    usleep(UInt32(pause / .microseconds(1)))
    return pause * tries < busyTimeout
  }

  private func unavailable(_ what: String) -> StorageFailure {
    .unavailable("the database \(name) \(what)")
  }
}
