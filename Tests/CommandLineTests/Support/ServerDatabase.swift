import Foundation
import TestSupport
import Testing

/// A database of its own on the PostgreSQL that the tests were given.
struct ServerDatabase: Sendable {
  let url: String
  private let name: String

  static func create() async throws -> ServerDatabase {
    let name = "alone_" + String((0..<10).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement()! })
    let server = try TestHost.postgresURL()
    try await run("createdb", ["--maintenance-db=\(server)", name])
    let end = try #require(server.lastIndex(of: "/"))
    return ServerDatabase(url: "\(server[..<end])/\(name)", name: name)
  }

  func drop() async throws {
    try await Self.run(
      "dropdb", ["--force", "--if-exists", "--maintenance-db=\(TestHost.postgresURL())", name])
  }

  private static func run(_ tool: String, _ arguments: [String]) async throws {
    let tools = try await programs.value
    let ending = await (try RunningProgram("\(tools)/\(tool)", arguments, ["LC_ALL": "C.UTF-8"])).ending()
    try #require(ending.status == 0, "\(tool): \(ending.errors)")
  }

  /// Where PostgreSQL's programs are, as the script that starts the server finds them.
  private static let programs = Task {
    let script = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Scripts/postgres.sh")
      .standardized
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let ending = await (try RunningProgram("/bin/bash", [script.path, "--programs"], environment)).ending()
    return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
