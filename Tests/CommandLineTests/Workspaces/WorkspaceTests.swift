import Chronology
import Foundation
import Notation
import Operations
import Storage
import Testing

@testable import perennial

struct WorkspaceTests {
  @Test(
    "A workspace is created, listed and deleted, and its first key shown once", arguments: Engine.allCases)
  func life(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let name = place.name("acme")
      let created = try await place.run("workspace", "create", name, "--json")
      #expect(created.status == 0, "\(created.errors)")
      let workspace = try created.json
      #expect(
        members(workspace) == [
          "object", "name", "mode", "account", "created", "stands_at", "stands_because", "forked_from",
          "paused", "secret_key",
        ])
      #expect(workspace["name"]?.string == name)
      #expect(workspace["mode"]?.string == "test")
      #expect(workspace["account"]?.string?.hasPrefix("acct_") == true)
      let secret = try #require(workspace["secret_key"]?.string)
      #expect(secret.hasPrefix("sk_test_") && secret.count == 56)
      let listed = try await place.run("workspace", "list", "--json")
      #expect(!listed.output.contains(secret))
      let mine = try #require(try listed.json["data"]?.array?.first { $0["name"]?.string == name })
      #expect(mine == workspace.without("secret_key"))
      let deleted = try await place.run("workspace", "delete", name, "--yes", "--json")
      #expect(try deleted.json["deleted"]?.bool == true)
      #expect(try await !place.run("workspace", "list").output.contains(name))
      #expect(try await place.run("workspace", "delete", name, "--yes").status == 1)
    }
  }

  @Test(
    "A live workspace has live keys, and for people everything is a line of text", arguments: Engine.allCases)
  func live(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let name = place.name("acme")
      let created = try await place.run("workspace", "create", name, "--live")
      #expect(created.output.contains("Created the live workspace \(name) (acct_"))
      #expect(created.output.contains(/Its secret key, shown this once: sk_live_[A-Za-z0-9]{48}\n/))
      let listed = try await place.run("workspace", "list").output.split(separator: "\n")
      #expect(listed.first?.hasPrefix("NAME ") == true)
      #expect(listed.contains { $0.hasPrefix(name) && $0.contains("  live  acct_") })
    }
  }

  @Test("Keys are created, listed without their secret, and revoked once", arguments: Engine.allCases)
  func keys(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let first = try await place.create("acme")
      let name = place.name("acme")
      let made = try await place.run("key", "create", "--workspace", name, "--name", "shop", "--json").json
      let id = try #require(made["id"]?.string)
      let secret = try #require(made["secret_key"]?.string)
      let listed = try await place.run("key", "list", "--workspace", name, "--json")
      #expect(!listed.output.contains(secret) && !listed.output.contains(first))
      let keys = try #require(try listed.json["data"]?.array)
      #expect(keys.map { $0["last4"]?.string } == [String(first.suffix(4)), String(secret.suffix(4))])
      #expect(keys.map { $0["name"]?.string } == [nil, "shop"])
      #expect(
        try await place.run("key", "revoke", id, "--workspace", name, "--json").json["revoked"]?.bool == true)
      #expect(try await place.run("key", "revoke", id, "--workspace", name).status == 1)
      let after = try #require(
        try await place.run("key", "list", "--workspace", name, "--json").json["data"]?.array)
      #expect(after.map { $0["revoked"]?.integer == nil } == [true, false])
    }
  }

  @Test("A workspace that stands still says so, and goes on when it is resumed", arguments: Engine.allCases)
  func resuming(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let instant = try #require(Instant(iso: "2026-03-15"))
      try await place.inside { try await $0.directory.stand(name, at: instant) }
      #expect(try await place.run("workspace", "list").output.contains("2026-03-15T00:00:00Z"))
      let resumed = try await place.run("workspace", "resume", name)
      #expect(
        resumed.output
          == "The workspace \(name) stood at 2026-03-15T00:00:00Z and now goes on with real time.\n")
      let again = try await place.run("workspace", "resume", name, "--json")
      #expect(try again.json["stands_at"]?.isNull == true)
    }
  }

  @Test("A folder with data is its owner's alone")
  func permissions() async throws {
    let folder = try TemporaryFolder()
    let ending = try await Program().run("workspace", "create", "acme", "--data", "\(folder.path)/deep/data")
    #expect(ending.status == 0, "\(ending.errors)")
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/deep/data")
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
  }

  @Test("A dead job is shown, and put back in the queue", arguments: Engine.allCases)
  func deadJobs(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      #expect(try await place.run("jobs", "list", "--workspace", name, "--json").json["data"]?.array == [])
      // Due far from now, because a server of another test may look after this workspace too.
      let job = Job(
        id: JobID("job_1"), kind: "renew_subscription", subject: "sub_1", customer: nil,
        clock: "", due: Instant(iso: "2999-01-01")!, failures: 12,
        lastError: "GatewayFailure", state: .dead)
      try await place.inside { try await $0.database(name).write { try $0.enqueue(job) } }
      let dead = try await place.run("jobs", "list", "--dead", "--workspace", name)
      #expect(
        dead.output == """
          ID     KIND                SUBJECT  DUE                   STATE  FAILURES  LAST ERROR
          job_1  renew_subscription  sub_1    2999-01-01T00:00:00Z  dead   12        GatewayFailure

          """)
      #expect(try await place.run("jobs", "retry", "job_1", "--workspace", name).status == 0)
      #expect(try await place.run("jobs", "retry", "job_1", "--workspace", name).status == 1)
      let jobs = try await place.run("jobs", "list", "--workspace", name, "--json").json["data"]?.array
      #expect(jobs?.first?["state"]?.string == "waiting")
      #expect(jobs?.first?["failures"]?.integer == 0)
    }
  }
}

private func members(_ json: JSON) -> [String] { json.object?.keys ?? [] }

extension JSON {
  fileprivate func without(_ key: String) -> JSON {
    var object = object ?? [:]
    object[key] = nil
    return .object(object)
  }
}
