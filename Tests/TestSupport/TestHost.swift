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
  public static func make(_ engine: Engine) async throws -> any DatabaseHost {
    switch engine {
    case .sqlite: try SQLiteHost.inMemory()
    case .postgres: TestPostgresHost(try await serverHost.value, prefix: "t\(shortName())_", isSecond: false)
    }
  }

  /// Lends a host and removes everything it made, however `body` ends.
  public static func with<Result>(
    _ engine: Engine, _ body: (any DatabaseHost) async throws -> Result
  ) async throws -> Result {
    let host = try await make(engine)
    do {
      let result = try await body(host)
      await host.close()
      return result
    } catch {
      await host.close()
      throw error
    }
  }

  /// Lends one empty workspace of a host of its own.
  public static func withWorkspace<Result>(
    _ engine: Engine, _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    try await with(engine) { host in try await body(host.createWorkspace("acme")) }
  }

  /// A host of the same databases with nothing in common but the disk or the server, as another process has.
  /// Close it before the first one.
  public static func secondHost(of host: any DatabaseHost) async throws -> any DatabaseHost {
    switch host {
    case let host as SQLiteHost: try host.again()
    case let host as TestPostgresHost:
      TestPostgresHost(
        try await PostgresHost(url: postgresURL(), poolSize: 4, patience: patience), prefix: host.prefix,
        isSecond: true)
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
  /// True for a second host, which has a pool to close and no schemas to remove.
  private let isSecond: Bool

  init(_ server: PostgresHost, prefix: String, isSecond: Bool) {
    self.prefix = prefix
    self.server = server
    self.isSecond = isSecond
    host = server.beside(prefix: prefix)
  }

  func control() async throws -> any Database { try await host.control() }
  func workspace(_ key: String) async throws -> any Database { try await host.workspace(key) }
  func createWorkspace(_ key: String) async throws -> any Database { try await host.createWorkspace(key) }
  func deleteWorkspace(_ key: String) async throws { try await host.deleteWorkspace(key) }
  func workspaceKeys() async throws -> [String] { try await host.workspaceKeys() }
  func durability() async throws -> String { try await host.durability() }

  func close() async {
    if !isSecond { try? await host.dropEverything() }
    await host.close()
    if isSecond { await server.close() }
  }
}
