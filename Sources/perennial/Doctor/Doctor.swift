import Operations
import PostgresEngine
import SQLiteEngine
import Storage

/// Looks at everything an installation rests on, from the machine to the work that waits.
enum Doctor {
  static func checkup(_ place: DataPlace, _ settings: Settings) async throws -> Checkup {
    var checkup = Checkup()
    checkup.saw("version", Perennial.version)
    let before = ClockReading.now
    checkup.look(at: settings)
    switch place {
    case .folder(let path): try await checkup.look(atFolder: path)
    case .postgres(let address): try await checkup.look(atServer: address)
    }
    checkup.lookAtZones()
    checkup.found(ClockReading.findings(before, .now))
    return checkup
  }
}

/// How doctor reads databases: through connections that cannot write.
protocol Sight: Sendable {
  /// Nil when there is no control database yet.
  func readControl<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result?

  func readWorkspace<Result: Sendable>(
    _ key: String, _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result
}

/// Into a folder of SQLite files.
struct FolderSight: Sight {
  let folder: String

  func readControl<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result? {
    do {
      return try SQLiteGlance(path: "\(folder)/control.sqlite").read(body)
    } catch StorageFailure.missingDatabase {
      return nil
    }
  }

  func readWorkspace<Result: Sendable>(
    _ key: String, _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try SQLiteGlance(path: "\(folder)/workspaces/\(key).sqlite").read(body)
  }
}

/// Into the schemas of a PostgreSQL database.
struct ServerSight: Sight {
  let host: PostgresHost

  func readControl<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result? {
    try await host.controlIfThere()?.read(body)
  }

  func readWorkspace<Result: Sendable>(
    _ key: String, _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await host.workspace(key).read(body)
  }
}
