/// Where databases live: a folder of SQLite files, or one PostgreSQL database with a schema each.
public protocol DatabaseHost: Sendable {
  var engine: Engine { get }

  /// The control database (`control.sqlite`, or the schema `perennial`), created when it is not there yet.
  func control() async throws -> any Database

  /// An existing workspace's database; asking twice gives the same one. Throws
  /// ``StorageFailure/missingDatabase(_:)`` when it is not there.
  /// - Parameter key: `[a-z0-9_]{1,48}`, made by us; the file is `workspaces/<key>.sqlite`, the schema
  ///   `workspace_<key>`.
  func workspace(_ key: String) async throws -> any Database

  /// Makes an empty database for a new workspace; a failure when one is there already.
  func createWorkspace(_ key: String) async throws -> any Database

  /// Closes and removes a workspace's database. Removing one that is gone is harmless.
  func deleteWorkspace(_ key: String) async throws

  /// Which databases exist, by key, sorted.
  func workspaceKeys() async throws -> [String]

  /// How safely a commit is kept, in one line for `doctor` and benchmarks
  /// (`WAL, synchronous=FULL` or `synchronous_commit=on, fsync=on`).
  func durability() async throws -> String

  func close() async
}
