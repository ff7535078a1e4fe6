import Chronology
import Foundation
import Gateways
import Operations
import PostgresEngine
import SQLiteEngine
import Storage

/// An opened place with data: its databases and its workspaces.
struct Installation: Sendable {
  let host: any DatabaseHost
  let directory: WorkspaceDirectory
  let users: UserDirectory

  /// - Parameter creating: whether a folder without data becomes one with data. Commands that only look do
  ///   not, so that a misspelled folder is noticed.
  static func open(_ place: DataPlace, creating: Bool = false) async throws -> Installation {
    let gateway = try gateways()
    let host: any DatabaseHost
    switch place {
    case .folder(let path):
      guard creating || FileManager.default.fileExists(atPath: "\(path)/control.sqlite") else {
        throw Complaint(
          .noInput, "data_missing",
          "There is no data in the folder \(path). "
            + "`perennial workspace create` or `perennial serve` makes some."
        )
      }
      host = try SQLiteHost(directory: path)
    case .postgres(let address):
      host = try await PostgresHost(url: address)
    }
    let directory = try await WorkspaceDirectory(host: host, gateway: gateway, clock: .system)
    return Installation(
      host: host, directory: directory, users: UserDirectory(workspaces: directory, threads: .passwords))
  }

  /// Lends an installation and closes it, however `body` ends.
  static func with<Result>(
    _ place: DataPlace, creating: Bool = false, _ body: (Installation) async throws -> Result
  ) async throws -> Result {
    let installation = try await open(place, creating: creating)
    do {
      let result = try await body(installation)
      await installation.host.close()
      return result
    } catch {
      await installation.host.close()
      throw error
    }
  }

  /// A test workspace never reaches a real gateway, and there is none to connect a live one to yet. The cards
  /// of a fork came from its original's gateway, which must not hear of them.
  private static func gateways() throws(Complaint) -> @Sendable (Workspace) -> any PaymentGateway {
    let thinks = try Settings.testGatewayThinks()
    return { workspace in
      switch workspace.mode {
      case .test: TestGateway(strangersPay: workspace.forkedFrom != nil, thinks: thinks)
      case .live: NoGateway()
      }
    }
  }

  func workspace(_ name: String) async throws -> Workspace {
    guard let workspace = try await directory.find(name) else { throw WorkspaceRefusal.unknown(name) }
    return workspace
  }
}

extension WallClock {
  /// The machine's own.
  static let system = WallClock { Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) }
}
