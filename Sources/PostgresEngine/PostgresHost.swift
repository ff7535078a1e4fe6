import Foundation
import Storage
import Synchronization

/// One PostgreSQL database: the schema `perennial` for control, and `workspace_<key>` for each workspace.
///
/// Any number of processes may use it at once.
public final class PostgresHost: DatabaseHost {
  public let engine = Engine.postgres
  private let pool: ConnectionPool
  private let names: SchemaNames
  /// False when the pool is another host's, who will close it.
  private let ownsPool: Bool

  private struct State {
    var open: [String: PostgresDatabase] = [:]
    var isClosed = false
  }
  private let state = Mutex(State())

  /// Connects once, to fail early.
  ///
  /// - Parameters:
  ///   - url: `postgres://user:password@host/database`, or libpq's `key=value` form.
  ///   - poolSize: connections at most; they are made when they are needed. Twice the server's cores is
  ///     plenty.
  ///   - patience: how long a command waits for a connection and for those before it in its lanes; after
  ///     that it is refused as busy.
  public convenience init(
    url: String, poolSize: Int = poolSizeUsual, patience: Duration = .seconds(30)
  ) async throws {
    let pool = ConnectionPool(try ServerAddress(url: url), size: poolSize, patience: patience)
    self.init(pool: pool, names: .product, ownsPool: true)
    do {
      _ = try await durability()
    } catch {
      await pool.close()
      throw error
    }
  }

  private init(pool: ConnectionPool, names: SchemaNames, ownsPool: Bool) {
    self.pool = pool
    self.names = names
    self.ownsPool = ownsPool
  }

  /// A host of other schemas over the same connections, for tests: its control schema is not this one's
  /// either.
  ///
  /// - Parameter prefix: of `[a-z0-9_]`, at most 13 bytes: a name has 63 and a key up to 48.
  package func beside(prefix: String) -> PostgresHost {
    precondition(
      WorkspaceKey.isValid(prefix) && prefix.utf8.count <= 13, "The prefix cannot begin a schema's name.")
    return PostgresHost(
      pool: pool, names: SchemaNames(control: "\(prefix)control", workspace: "\(prefix)w_"), ownsPool: false)
  }

  public func control() async throws -> any Database {
    let schema = names.control
    return try await open(schema, "control") {
      do {
        try await self.change(schema) { try $0.run("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"") }
      } catch StorageFailure.constraint {
        // Somebody made it while we waited for the lock, and PostgreSQL looked into a cache from before that.
      }
      return true
    }
  }

  public func workspace(_ key: String) async throws -> any Database {
    guard WorkspaceKey.isValid(key) else { throw StorageFailure.missingDatabase(key) }
    let schema = schema(key)
    return try await open(schema, key) { try await self.schemas(startingWith: schema).contains(schema) }
  }

  public func createWorkspace(_ key: String) async throws -> any Database {
    try WorkspaceKey.checkForNew(key)
    let schema = schema(key)
    guard try await !schemas(startingWith: schema).contains(schema) else {
      throw StorageFailure.constraint(name: "workspace_\(key)")
    }
    try await change(schema) { try $0.run("CREATE SCHEMA \"\(schema)\"") }
    return try await workspace(key)
  }

  public func deleteWorkspace(_ key: String) async throws {
    guard WorkspaceKey.isValid(key) else { return }
    let schema = schema(key)
    let open = state.withLock { $0.open.removeValue(forKey: schema) }
    await open?.close(.missingDatabase(key))
    try await drop(schema)
  }

  public func workspaceKeys() async throws -> [String] {
    try await schemas(startingWith: names.workspace)
      .map { String($0.dropFirst(names.workspace.count)) }.sorted()
  }

  public func durability() async throws -> String {
    try await ask(
      """
      SELECT 'synchronous_commit=' || current_setting('synchronous_commit') || ', fsync='
        || current_setting('fsync') || ', full_page_writes=' || current_setting('full_page_writes') AS text
      """, [:]
    ).joined()
  }

  public func close() async {
    let open = state.withLock { state in
      state.isClosed = true
      defer { state.open = [:] }
      return Array(state.open.values)
    }
    for database in open { await database.close() }
    if ownsPool { await pool.close() }
  }

  /// Runs statements of the system's own in one transaction, for tests: what they name is in no search path.
  package func administer(_ statements: [String]) async throws {
    try await change("pg_catalog") { wire throws(ServerRefusal) in
      for statement in statements { try wire.run(statement) }
    }
  }

  /// The schemas of this host.
  package func schemas() async throws -> [String] {
    try await [names.control] + schemas(startingWith: names.workspace)
  }

  /// Removes every schema of a host that was made by ``beside(prefix:)``.
  package func dropEverything() async throws {
    precondition(names != .product, "Only schemas of tests may go all at once.")
    for schema in try await schemas() { try await drop(schema) }
  }

  private func schema(_ key: String) -> String {
    names.workspace + key
  }

  private func drop(_ schema: String) async throws {
    try await change(schema) { try $0.run("DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE") }
  }

  func schemas(startingWith start: String) async throws -> [String] {
    try await ask(
      "SELECT nspname AS text FROM pg_catalog.pg_namespace WHERE starts_with(CAST(nspname AS text), :start)",
      ["start": start])
  }

  /// The open database of a schema, or a new one when the schema is there.
  private func open(
    _ schema: String, _ name: String, isThere: @Sendable () async throws -> Bool
  ) async throws -> any Database {
    if let known = state.withLock({ $0.open[schema] }), !known.isClosed { return known }
    guard try await isThere() else { throw StorageFailure.missingDatabase(name) }
    return try state.withLock { state in
      guard !state.isClosed else { throw StorageFailure.unavailable("the databases are closed") }
      if let known = state.open[schema], !known.isClosed { return known }
      let database = PostgresDatabase(schema: schema, name: name, pool: pool)
      state.open[schema] = database
      return database
    }
  }

  /// Opens the control database when its schema is there.
  func openControl(isThere: @Sendable (String) async throws -> Bool) async throws -> any Database {
    let schema = names.control
    return try await open(schema, "control") { try await isThere(schema) }
  }

  /// Reads the column `text` of the system's tables.
  private func ask(_ sql: SQL, _ values: Values) async throws -> [String] {
    let given = values.map { (name: $0.key, value: $0.value) }
    return try await look {
      try $0.query(sql, given.isEmpty ? [:] : ["start": given[0].value]) { try $0.text("text") }
    }
  }

  /// Reads the system's tables.
  func look<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    guard !state.withLock(\.isClosed) else { throw StorageFailure.unavailable("the databases are closed") }
    return try await pool.perform { line in
      try Transaction(schema: "pg_catalog", locks: [], writes: false, ending: .commit).run(on: line, body)
    }
  }

  /// Makes or drops a schema, one process at a time: two that start together would both find none and make
  /// one.
  private func change(_ schema: String, _ work: @escaping @Sendable (Wire) throws -> Void) async throws {
    guard !state.withLock(\.isClosed) else { throw StorageFailure.unavailable("the databases are closed") }
    try await pool.perform { line in
      do throws {
        let wire = try line.connected()
        try wire.begin(schema: schema, locks: ["\(schema)/schema"])
        try work(wire)
        _ = try wire.commit()
      } catch let refusal as ServerRefusal {
        // A line whose transaction is still open gets a new connection by itself.
        throw refusal.failure
      }
    }
  }
}

/// What the schemas are called: the control schema, and what stands before a workspace's key.
private struct SchemaNames: Equatable {
  let control: String
  let workspace: String

  static let product = SchemaNames(control: "perennial", workspace: "workspace_")
}
