import Chronology
import Foundation
import Notation
import Operations
import Storage
import Testing

@testable import perennial

/// Workspaces that move, as people move them: with the built program.
@Suite(.serialized) struct MovingTests {
  /// A product through the API: any change will do.
  private func post(_ key: String, from port: Int) throws -> (status: Int, text: String) {
    let connection = try Connection(port: port)
    let body = "name=Plan"
    try connection.send(
      """
      POST /v1/products HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Authorization: Bearer \(key)\r
      Content-Type: application/x-www-form-urlencoded\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """)
    let answer = connection.rest()
    return (answer.firstMatch(of: /^HTTP\/1\.1 (\d+)/).flatMap { Int($0.output.1) } ?? 0, answer)
  }

  @Test(
    "A live workspace goes through a backup, waits to be resumed, and says so to the API",
    arguments: Engine.allCases)
  func backup(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let folder = try TemporaryFolder()
      let (name, file) = (place.name("acme"), "\(folder.path)/acme.backup")
      let created = try await place.run("workspace", "create", name, "--live", "--json").json
      let first = try #require(created["secret_key"]?.string)
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      #expect(try post(first, from: port).status == 200)

      let backup = try await place.run("workspace", "backup", name, file)
      #expect(backup.status == 0, "\(backup.errors)")
      #expect(backup.output.contains(#/^Wrote \d+ rows of the live workspace \S+ into /#))
      let twice = try await place.run("workspace", "backup", name, file, "--json")
      #expect(twice.status == 1)
      #expect(try JSON(parsing: twice.errors)["error"]?["code"]?.string == "file_exists")
      #expect(try await place.run("workspace", "restore", file).status == 1)
      #expect(try await place.run("workspace", "delete", name, "--yes").status == 0)
      #expect(try Connection.get("/v1/account", from: port, key: first).status == 401)

      let restored = try await place.run("workspace", "restore", file, "--json")
      #expect(restored.status == 0, "\(restored.errors)")
      let workspace = try restored.json
      #expect(workspace["account"] == created["account"])
      #expect(workspace["paused"]?.bool == true && workspace["stands_because"]?.string == "restored")
      let second = try #require(workspace["secret_key"]?.string)
      #expect(try await place.run("workspace", "list").output.contains("restored, paused"))
      #expect(try Connection.get("/v1/account", from: port, key: first).status == 401)
      let products = try Connection.get("/v1/products", from: port, key: second)
      #expect(products.status == 200 && products.text.contains("Plan"))
      let refused = try post(second, from: port)
      #expect(refused.status == 403 && refused.text.contains("workspace_paused"), "\(refused.text)")

      let resumed = try await place.run("workspace", "resume", name, "--json").json
      #expect(resumed["paused"]?.bool == false && resumed["payments_asked"]?.integer == 0)
      #expect(try post(second, from: port).status == 200)
      #expect(try await place.run("verify", "--workspace", name).status == 0)
      server.terminate()
      #expect(await server.ending().status == 0)
    }
  }

  @Test("A workspace outgrows its machine: from SQLite to PostgreSQL, and a folder is made for the way back")
  func engines() async throws {
    let folder = try TemporaryFolder()
    try await Place.with(.sqlite) { small in
      try await Place.with(.postgres) { large in
        try await small.create("acme")
        let name = small.name("acme")
        let there = try await small.run("workspace", "backup", name, "\(folder.path)/there", "--json")
        let restored = try await large.run(
          "workspace", "restore", "\(folder.path)/there", "--as", large.name("acme"))
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(restored.output.contains("stands still"))
        let back = try await large.run(
          "workspace", "backup", large.name("acme"), "\(folder.path)/back", "--json")
        #expect(try back.json["tables"] == there.json["tables"])
        let home = try await Program().run(
          "workspace", "restore", "\(folder.path)/back", "--data", "\(folder.path)/new/data")
        #expect(home.status == 0, "\(home.errors)")
      }
    }
  }

  @Test("A fork lives a year on, and can be told to go on", arguments: Engine.allCases)
  func fork(engine: Engine) async throws {
    try await Place.with(engine) { place in
      _ = try await place.run("workspace", "create", place.name("acme"), "--live")
      let (name, copy) = (place.name("acme"), place.name("copy"))
      let fork = try await place.run("workspace", "fork", name, copy, "--advance-to", "2199-01-01", "--json")
      #expect(fork.status == 0, "\(fork.errors)")
      let workspace = try fork.json
      #expect(workspace["mode"]?.string == "test" && workspace["stands_because"]?.string == "forked")
      #expect(workspace["stands_at"]?.integer == Instant(iso: "2199-01-01")?.seconds)
      #expect(workspace["secret_key"]?.string?.hasPrefix("sk_test_") == true)
      let listed = try await place.run("workspace", "list").output.split(separator: "\n")
      #expect(listed.contains { $0.hasPrefix(copy) && $0.contains("  forked") && $0.hasSuffix("  \(name)") })
      let advanced = try await place.run("workspace", "advance", copy, "--to", "2200-01-01")
      #expect(
        advanced.output
          == "The workspace \(copy) lived from 2199-01-01T00:00:00Z until 2200-01-01T00:00:00Z: "
          + "0 jobs done.\n"
      )
      for (arguments, status, code) in [
        (["advance", copy, "--to", "2199-06-01"], 1, "workspace_stands_later"),
        (["advance", name, "--to", "2200-06-01"], 1, "workspace_live"),
        (["advance", copy, "--to", "tomorrow"], 64, "day_invalid"),
        (["resume", copy], 1, "workspace_stands_later"),
        (["fork", name, copy], 1, "workspace_name_taken"),
        (["fork", place.name("nobody"), place.name("other")], 1, "workspace_unknown"),
        (["fork", name, place.name("other"), "--advance-to", "1999-01-01"], 1, "workspace_stands_later"),
      ] as [([String], Int32, String)] {
        let ending = try await place.run(["workspace"] + arguments + ["--json"])
        #expect(ending.status == status, "\(arguments): \(ending.errors)")
        #expect(try JSON(parsing: ending.errors)["error"]?["code"]?.string == code)
      }
      #expect(try await !place.run("workspace", "list").output.contains(place.name("other")))
    }
  }

  @Test("Files that cannot be restored are told apart, and make no folder")
  func files() async throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("dear diary", to: "diary")
    for (file, status, code) in [
      (text, 65, "backup_foreign"), ("\(folder.path)/missing", 66, "file_unreadable"),
    ] as [(String, Int32, String)] {
      let ending = try await Program().run(
        "workspace", "restore", file, "--data", "\(folder.path)/data", "--json")
      #expect(ending.status == status)
      #expect(try JSON(parsing: ending.errors)["error"]?["code"]?.string == code)
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/data"))
  }

  @Test(
    "A restore that is killed at any moment leaves no workspace, or a whole one", arguments: Engine.allCases)
  func killed(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let folder = try TemporaryFolder()
      try await place.create("acme")
      let name = place.name("acme")
      try await place.inside { installation in
        let workspace = try await installation.directory.open(name)
        for number in 0..<300 {
          try await workspace.perform(
            CreateProduct(name: "Product \(number)", terms: ProductTerms()), as: .init(actor: "test"))
        }
      }
      let backup = try await place.run("workspace", "backup", name, "\(folder.path)/backup", "--json")
      let rows = try backup.json["rows"]?.integer
      for pause in [0, 30, 60, 120, 240] {
        let copy = place.name("copy\(pause)")
        let restore = try place.program.start(
          ["workspace", "restore", "\(folder.path)/backup", "--as", copy] + place.flags)
        try await Task.sleep(for: .milliseconds(pause))
        restore.kill()
        _ = await restore.ending()
        guard try await place.run("workspace", "list").output.contains(copy) else { continue }
        let again = try await place.run("workspace", "backup", copy, "\(folder.path)/\(pause)", "--json")
        #expect(try again.json["rows"]?.integer == rows)
      }
    }
  }
}
