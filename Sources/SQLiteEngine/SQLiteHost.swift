import CSQLite
import Foundation
import Storage
import Synchronization

/// A folder of SQLite files: `control.sqlite` and `workspaces/<key>.sqlite`.
///
/// Several processes may use one folder at once; the command line runs beside the server.
public final class SQLiteHost: DatabaseHost {
  public let engine = Engine.sqlite
  private let folder: String
  /// A folder that goes when the host is closed, and whose commits need not outlive the machine.
  private let isTemporary: Bool

  private struct State {
    var open: [String: SQLiteDatabase] = [:]
    var isClosed = false
  }
  private let state = Mutex(State())

  /// Makes the folder when it is missing; nobody but its owner may look inside.
  public convenience init(directory: String) throws {
    try self.init(folder: directory, isTemporary: false)
  }

  /// For tests and trials: a folder of its own among the system's temporary ones, removed when the host
  /// closes. (Readers beside the writer need a file, so nothing is really kept in memory.)
  public static func inMemory() throws -> SQLiteHost {
    let name = "perennial-\(UUID().uuidString.lowercased())"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    return try SQLiteHost(folder: folder, isTemporary: true)
  }

  /// Another host of the same folder, as a second process would have; for tests. It removes nothing.
  package func again() throws -> SQLiteHost {
    try SQLiteHost(directory: folder)
  }

  /// SQLite counts the memory it uses under a lock that all its connections share. Nobody asks for the count.
  private static let isUncounted = csqlite_count_no_memory() == SQLITE_OK

  private init(folder: String, isTemporary: Bool) throws {
    _ = Self.isUncounted
    self.folder = folder
    self.isTemporary = isTemporary
    try SQLiteFile.makeFolder(folder)
    try SQLiteFile.makeFolder("\(folder)/workspaces")
  }

  deinit {
    if isTemporary { try? FileManager.default.removeItem(atPath: folder) }
  }

  public func control() async throws -> any Database {
    if try open(controlFile) == nil { _ = try controlFile.create() }
    guard let database = try open(controlFile) else { throw StorageFailure.missingDatabase("control") }
    return database
  }

  public func workspace(_ key: String) async throws -> any Database {
    guard WorkspaceKey.isValid(key), let database = try open(file(key)) else {
      throw StorageFailure.missingDatabase(key)
    }
    return database
  }

  public func createWorkspace(_ key: String) async throws -> any Database {
    try WorkspaceKey.checkForNew(key)
    try requireOpen()
    guard try file(key).create() else { throw StorageFailure.constraint(name: "workspace_\(key)") }
    return try await workspace(key)
  }

  public func deleteWorkspace(_ key: String) async throws {
    try requireOpen()
    guard WorkspaceKey.isValid(key) else { return }
    let file = file(key)
    let open = state.withLock { $0.open.removeValue(forKey: file.path) }
    await open?.close(.missingDatabase(key))
    file.remove()
  }

  public func workspaceKeys() async throws -> [String] {
    try requireOpen()
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/workspaces") else {
      throw StorageFailure.unavailable("the folder of the workspaces cannot be read")
    }
    return names.filter { $0.hasSuffix(".sqlite") }.map { String($0.dropLast(".sqlite".count)) }
      .filter(WorkspaceKey.isValid).sorted()
  }

  public func durability() async throws -> String {
    _ = try await control()
    guard let control = try open(controlFile) else { throw StorageFailure.missingDatabase("control") }
    return try control.durability() + (isTemporary ? " (thrown away when closed)" : "")
  }

  public func close() async {
    let open = state.withLock { state in
      state.isClosed = true
      defer { state.open = [:] }
      return Array(state.open.values)
    }
    for database in open { await database.close() }
    if isTemporary { try? FileManager.default.removeItem(atPath: folder) }
  }

  private var controlFile: SQLiteFile {
    SQLiteFile(path: "\(folder)/control.sqlite", name: "control")
  }

  private func file(_ key: String) -> SQLiteFile {
    SQLiteFile(path: "\(folder)/workspaces/\(key).sqlite", name: key)
  }

  private func requireOpen() throws {
    guard !state.withLock(\.isClosed) else { throw StorageFailure.unavailable("the databases are closed") }
  }

  /// The open database for a file, opening it when need be; nil when there is no such file.
  private func open(_ file: SQLiteFile) throws -> SQLiteDatabase? {
    try state.withLock { state in
      guard !state.isClosed else { throw StorageFailure.unavailable("the databases are closed") }
      if let known = state.open[file.path], !known.isClosed, file.exists { return known }
      guard file.exists else { return nil }
      let database = try SQLiteDatabase(file: file, isDurable: !isTemporary)
      state.open[file.path] = database
      return database
    }
  }
}
