import Foundation
import Notation
import Storage
import Testing

@testable import perennial

struct UserTests {
  /// Users belong to the installation, which all tests share on PostgreSQL, so that each has an e-mail of
  /// its own.
  private func withUser(
    _ engine: Engine, _ body: (Place, String) async throws -> Void
  ) async throws {
    try await Place.with(engine) { place in
      let email = "ada-\(place.suffix)@example.com"
      try await place.create("acme")
      do {
        try await body(place, email)
        _ = try await place.run("user", "delete", email)
      } catch {
        _ = try await place.run("user", "delete", email)
        throw error
      }
    }
  }

  @Test(
    "A user is created with a password shown once, listed, given roles, reset and deleted",
    arguments: Engine.allCases)
  func life(engine: Engine) async throws {
    try await withUser(engine) { place, email in
      let name = place.name("acme")
      let created = try await place.run(
        "user", "create", email.uppercased(), "--role", "viewer", "--workspace", name, "--json")
      #expect(created.status == 0, "\(created.errors)")
      let password = try #require(try created.json["password"]?.string)
      #expect(password.count == 22)
      #expect(try created.json["email"]?.string == email)
      let listed = try await place.run("user", "list", "--json")
      #expect(!listed.output.contains(password))
      let mine = try #require(try listed.json["data"]?.array?.first { $0["email"]?.string == email })
      #expect(mine["workspaces"]?.array == [["name": .string(name), "role": "viewer"]])
      #expect(mine["all_workspaces"]?.isNull == true)

      let granted = try await place.run("user", "grant", email, "--role", "owner", "--all-workspaces")
      #expect(granted.output == "Granted: \(email), owner of all workspaces, viewer of \(name).\n")
      #expect(try await place.run("user", "revoke", email, "--workspace", name).status == 0)
      #expect(try await place.run("user", "revoke", email, "--workspace", name).status == 1)
      let revoked = try await place.run("user", "revoke", email, "--all-workspaces")
      #expect(revoked.output == "Revoked: \(email), without a role.\n")
      #expect(try await place.run("user", "list").output.contains(email))

      for role in ["support", "finance"] {
        let given = try await place.run("user", "grant", email, "--role", role, "--workspace", name)
        #expect(given.output == "Granted: \(email), \(role) of \(name).\n")
      }
      let reset = try await place.run("user", "reset", email, "--without-two-factor")
      #expect(reset.output.contains(/\nPassword, shown this once: [A-Za-z0-9]{22}\n/))
      #expect(!reset.output.contains(password))
      #expect(try await place.run("user", "delete", email, "--json").json["deleted"]?.bool == true)
      #expect(try await place.run("user", "delete", email).status == 1)
    }
  }

  @Test("The log tells what was done to users, and by whom", arguments: Engine.allCases)
  func log(engine: Engine) async throws {
    try await withUser(engine) { place, email in
      let name = place.name("acme")
      #expect(try await place.run("user", "create", email).status == 0)
      let granted = try await place.run("user", "grant", email, "--role", "finance", "--workspace", name)
      #expect(granted.status == 0)
      let log = try await place.run("user", "log", "--user", email, "--json")
      let entries = try #require(try log.json["data"]?.array)
      #expect(entries.map { $0["kind"]?.string } == ["role_granted", "user_created"])
      #expect(entries.map { $0["actor"]?.string } == ["command_line", "command_line"])
      #expect(entries[0]["workspace"]?.string == name && entries[0]["detail"]?.string == "finance")
      #expect(entries[1]["email"]?.string == email && entries[1]["workspace"]?.isNull == true)
      let told = try await place.run("user", "log", "--user", email, "--limit", "1")
      #expect(told.output.contains(/role_granted +command_line +ada-.+@example\.com +.+ +finance/))
      #expect(!told.output.contains("user_created"))
      #expect(try await place.run("user", "log", "--user", "nobody@example.com").status == 1)
      #expect(try await place.run("user", "log", "--limit", "0").status == 64)
    }
  }

  @Test("A password is read from standard input, and one that is missing or short is refused")
  func asking() async throws {
    try await withUser(.sqlite) { place, email in
      // Standard input is empty here.
      let missing = try await place.run("user", "create", email, "--ask-password", "--json")
      #expect(missing.status == 66)
      #expect(try JSON(parsing: missing.errors)["error"]?["code"]?.string == "password_missing")
      let short = try await fed("too short\n", place, email)
      #expect(short == 1)
      #expect(try await fed("long enough for us\n", place, email) == 0)
      try await place.inside { installation in
        let answer = try await installation.users.signIn(
          email: email, password: "long enough for us", from: "test")
        guard case .signedIn(let token) = answer else { Issue.record("\(answer)"); return }
        #expect(try await installation.users.visitor(token: token)?.user.email == email)
      }
    }
  }

  /// The exit status of creating a user with this on standard input.
  private func fed(_ text: String, _ place: Place, _ email: String) async throws -> Int32 {
    let words = ["user", "create", email, "--ask-password"] + place.flags
    let process = Process()
    process.executableURL = Program.url
    process.arguments = words
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
      input.fileHandleForWriting.write(Data(text.utf8))
      try? input.fileHandleForWriting.close()
    }
    return status
  }

  @Test("A role without a place and a place without a role are misuse")
  func misuse() async throws {
    for words in [
      ["create", "a@example.com", "--role", "owner"], ["create", "a@example.com", "--workspace", "acme"],
      ["create", "a@example.com", "--role", "king", "--all-workspaces"], ["grant", "a@example.com"],
      ["grant", "a@example.com", "--role", "owner"], ["revoke", "a@example.com"],
      ["revoke", "a@example.com", "--workspace", "acme", "--all-workspaces"],
    ] {
      #expect(try await Program().run(["user"] + words + ["--data", "/nowhere"]).status == 64, "\(words)")
    }
  }
}
