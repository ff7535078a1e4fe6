import Foundation
import PostgresEngine
import SQLiteEngine
import Storage

/// A fresh place for databases on either engine, for tests that run beside each other.
///
/// SQLite gets a temporary folder. PostgreSQL is the server that `PERENNIAL_TEST_POSTGRES` names: each host
/// has schemas of its own there, and all hosts of the process share one pool. Closing a host removes what it
/// made.
public enum TestHost {
  ///
  /// - Parameter schemas: what a workspace that is created finds on PostgreSQL. Storage's own tests take
  ///   empty ones.
  public static func make(
    _ engine: Engine, schemas: Schemas = .migrated
  ) async throws -> any DatabaseHost {
    switch engine {
    case .sqlite: try SQLiteHost.inMemory()
    case .postgres:
      try await TestPostgresHost.make(
        on: serverHost.value, prefix: "t\(shortName())_", spare: schemas == .migrated ? spareSchemas : nil)
    }
  }

  public enum Schemas: Sendable {
    /// With every migration applied: most tests are about what comes after.
    case migrated
    case empty
  }

  /// Lends a host and removes everything it made, however `body` ends.
  ///
  /// On PostgreSQL so many at a time as keep the server busy; a host within another's body does not wait.
  public static func with<Result>(
    _ engine: Engine, schemas: Schemas = .migrated, _ body: (any DatabaseHost) async throws -> Result
  ) async throws -> Result {
    guard engine == .postgres, !isWithinAnother else { return try await lend(engine, schemas, body) }
    await places.take()
    do {
      let result = try await $isWithinAnother.withValue(true) { try await lend(engine, schemas, body) }
      await places.giveBack()
      return result
    } catch {
      await places.giveBack()
      throw error
    }
  }

  private static func lend<Result>(
    _ engine: Engine, _ schemas: Schemas, _ body: (any DatabaseHost) async throws -> Result
  ) async throws -> Result {
    let host = try await make(engine, schemas: schemas)
    do {
      let result = try await body(host)
      await host.close()
      return result
    } catch {
      await host.close()
      throw error
    }
  }

  /// Lends one workspace of a host of its own.
  public static func withWorkspace<Result>(
    _ engine: Engine, schemas: Schemas = .empty, _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    try await with(engine, schemas: schemas) { host in try await body(host.createWorkspace("acme")) }
  }

  /// A host of the same databases with nothing in common but the disk or the server, as another process has.
  /// Close it before the first one.
  public static func secondHost(of host: any DatabaseHost) async throws -> any DatabaseHost {
    switch host {
    case let host as SQLiteHost: try host.again()
    case let host as TestPostgresHost:
      TestPostgresHost(
        try await PostgresHost(url: postgresURL(), poolSize: 4, patience: patience), prefix: host.prefix,
        spare: nil, isSecond: true)
    default: preconditionFailure("Only a host that TestHost made has a second one.")
    }
  }

  /// The address of the PostgreSQL to test against.
  public static func postgresURL() throws -> String {
    guard let url = ProcessInfo.processInfo.environment["PERENNIAL_TEST_POSTGRES"], !url.isEmpty else {
      throw MissingServer()
    }
    return url
  }

  private static func shortName() -> String {
    String((0..<8).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement()! })
  }

  /// Hundreds of tests share one server, whose disk may be slow; none of them is about the time in a queue.
  /// `ConnectionPoolTests` is, with pools of its own.
  private static let patience = Duration.seconds(600)

  private static let serverHost = Task {
    try await PostgresHost(url: postgresURL(), poolSize: 24, patience: patience)
  }
  private static let spareSchemas = SpareSchemas()
  private static let places = Places(10)
  @TaskLocal private static var isWithinAnother = false
}

/// Tests on PostgreSQL fail without a server: skipping them silently would call untested code tested.
public struct MissingServer: Error, CustomStringConvertible {
  public var description: String {
    "PERENNIAL_TEST_POSTGRES is not set. Run the tests with `make test`, which starts its own PostgreSQL."
  }
}

private final class TestPostgresHost: DatabaseHost {
  let engine = Engine.postgres
  let prefix: String
  private let server: PostgresHost
  private let host: PostgresHost
  private let spare: SpareSchemas?
  /// True for a second host, which has a pool to close and no schemas to remove.
  private let isSecond: Bool

  static func make(
    on server: PostgresHost, prefix: String, spare: SpareSchemas?
  ) async throws -> TestPostgresHost {
    let host = TestPostgresHost(server, prefix: prefix, spare: spare, isSecond: false)
    let control = "\(prefix)control"
    if let spare, try await !spare.take(.control, as: control, on: server) {
      try await spare.migrate(host.control(), .control, control, on: server)
    }
    return host
  }

  init(_ server: PostgresHost, prefix: String, spare: SpareSchemas?, isSecond: Bool) {
    self.prefix = prefix
    self.server = server
    self.spare = spare
    self.isSecond = isSecond
    host = server.beside(prefix: prefix)
  }

  func control() async throws -> any Database { try await host.control() }
  func workspace(_ key: String) async throws -> any Database { try await host.workspace(key) }

  func createWorkspace(_ key: String) async throws -> any Database {
    let schema = "\(prefix)w_\(key)"
    guard let spare, WorkspaceKey.isValid(key), try await !host.workspaceKeys().contains(key) else {
      return try await host.createWorkspace(key)
    }
    try WorkspaceKey.checkForNew(key)
    if try await spare.take(.workspace, as: schema, on: server) { return try await host.workspace(key) }
    let database = try await host.createWorkspace(key)
    try await spare.migrate(database, .workspace, schema, on: server)
    return database
  }

  func deleteWorkspace(_ key: String) async throws { try await host.deleteWorkspace(key) }
  func workspaceKeys() async throws -> [String] { try await host.workspaceKeys() }
  func durability() async throws -> String { try await host.durability() }

  func close() async {
    if !isSecond {
      for schema in spare == nil ? [] : (try? await host.schemas()) ?? [] {
        let kind = schema == "\(prefix)control" ? SpareSchemas.Kind.control : .workspace
        try? await spare?.keep(schema, kind, on: server)
      }
      // What was not kept.
      try? await host.dropEverything()
    }
    await host.close()
    if isSecond { await server.close() }
  }
}

/// So many places, in the order they were asked for.
private actor Places {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ number: Int) { free = number }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
