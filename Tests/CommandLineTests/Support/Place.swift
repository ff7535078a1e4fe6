import Chronology
import Foundation
import Operations
import Storage
import TestSupport
import Testing

@testable import perennial

/// A place for data that the program is pointed at. On PostgreSQL all tests share the server's database, so
/// that workspaces have names of their own there and are deleted at the end.
final class Place: Sendable {
  let engine: Engine
  /// `--data DIR` or `--postgres URL`.
  let flags: [String]
  /// Ends every workspace's name here.
  let suffix: String
  private let folder: TemporaryFolder
  private let ownsDatabase: Bool
  let program = Program()

  private init(_ engine: Engine, ownDatabase: String?) throws {
    self.engine = engine
    ownsDatabase = ownDatabase != nil
    folder = try TemporaryFolder()
    suffix = String((0..<8).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement()! })
    flags =
      switch engine {
      case .sqlite: ["--data", "\(folder.path)/data"]
      case .postgres: ["--postgres", try ownDatabase ?? TestHost.postgresURL()]
      }
  }

  /// Lends a place and removes its workspaces, however `body` ends.
  /// - Parameter alone: on PostgreSQL in a database of its own, so that no server of another test takes part.
  static func with(
    _ engine: Engine, alone: Bool = false, _ body: (Place) async throws -> Void
  ) async throws {
    let database = alone && engine == .postgres ? try await ServerDatabase.create() : nil
    let place = try Place(engine, ownDatabase: database?.url)
    do {
      try await body(place)
      try await place.clear()
    } catch {
      try? await place.clear()
      try? await database?.drop()
      throw error
    }
    try await database?.drop()
  }

  func name(_ name: String) -> String { "\(name)-\(suffix)" }

  func run(_ arguments: String...) async throws -> Program.Ending { try await run(arguments) }

  func run(_ arguments: [String]) async throws -> Program.Ending {
    try await program.run(arguments + flags)
  }

  /// Creates a workspace with the program, and tells its key.
  @discardableResult
  func create(_ name: String, _ flags: String...) async throws -> String {
    let ending = try await run(["workspace", "create", self.name(name), "--json"] + flags)
    try #require(ending.status == 0, "\(ending.errors)")
    return try #require(ending.json["secret_key"]?.string)
  }

  /// What the program opens, for tests that put something there.
  func inside<Result>(_ body: (Installation) async throws -> Result) async throws -> Result {
    let place: DataPlace = engine == .sqlite ? .folder(flags[1]) : .postgres(flags[1])
    return try await Installation.with(place, body)
  }

  private func clear() async throws {
    guard engine == .postgres, !ownsDatabase else { return }
    try await inside { installation in
      for workspace in try await installation.directory.list() where workspace.name.hasSuffix(suffix) {
        try await installation.directory.delete(workspace.name)
      }
    }
  }
}
