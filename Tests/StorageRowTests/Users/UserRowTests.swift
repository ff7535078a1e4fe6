import Chronology
import Identity
import Storage
import TestSupport
import Testing

@Suite("The control database knows users, their roles and their sessions")
struct UserRowTests {
  private func withControl(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
    try await TestHost.with(engine) { host in
      let control = try await host.control()
      _ = try await Migrator.migrate(control, with: ControlSchema.migrations)
      try await body(control)
    }
  }

  private static let bare = User(
    id: UserID("user_1"), email: "zoe@example.com", password: "h1", everywhere: nil,
    created: Sample.instant(1))
  private static let full = User(
    id: UserID("user_2"), email: "ärger@example.com", password: Sample.text, everywhere: .owner,
    created: Sample.instant(0))

  @Test("A user keeps every part, and an e-mail is one user's", arguments: Engine.allCases)
  func users(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try rows.insert(Self.bare)
        try rows.insert(Self.full)
        #expect(try rows.user(Self.bare.id) == Self.bare)
        #expect(try rows.user(email: "ärger@example.com") == Self.full)
        #expect(try rows.user(email: "Zoe@example.com") == nil)
        #expect(try rows.users() == [Self.bare, Self.full])
        try rows.setPassword(of: Self.bare.id, to: "h2")
        try rows.setRoleEverywhere(of: Self.bare.id, to: .viewer)
        try rows.setRoleEverywhere(of: Self.full.id, to: nil)
        #expect(try rows.user(Self.bare.id)?.password == "h2")
        #expect(try rows.users().map(\.everywhere) == [.viewer, nil])
      }
      let taken = await failure(StorageFailure.self) {
        try await control.write { rows in
          try rows.insert(
            User(
              id: UserID("user_3"), email: Self.bare.email, password: "", everywhere: nil,
              created: Sample.instant(0)))
        }
      }
      #expect(taken?.isConstraint == true)
    }
  }

  @Test("Roles are given, replaced, taken, and go with their workspace or user", arguments: Engine.allCases)
  func roles(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        for (key, number) in [("one", 1), ("two", 2)] {
          try rows.insert(
            Workspace(
              key: key, name: key, mode: .test, account: "acct_\(number)", created: Sample.instant(0)))
        }
        try rows.insert(Self.bare)
        try rows.insert(Self.full)
        let first = WorkspaceRole(user: Self.bare.id, workspace: "one", role: .viewer)
        let second = WorkspaceRole(user: Self.bare.id, workspace: "two", role: .owner)
        try rows.grant(second)
        try rows.grant(first)
        #expect(try rows.roles(of: Self.bare.id) == [first, second])
        #expect(try rows.roles(of: Self.full.id).isEmpty)
        try rows.grant(WorkspaceRole(user: Self.bare.id, workspace: "one", role: .owner))
        #expect(try rows.roles(of: Self.bare.id).map(\.role) == [.owner, .owner])
        #expect(try rows.withdrawRole(of: Self.bare.id, in: "one"))
        #expect(try !rows.withdrawRole(of: Self.bare.id, in: "one"))
        try rows.delete(workspace: "two")
        #expect(try rows.roles(of: Self.bare.id).isEmpty)
        try rows.grant(first)
        try rows.insert(Self.session("a", 0))
        try rows.delete(user: Self.bare.id)
        #expect(try rows.users() == [Self.full])
        #expect(try rows.session(hash: "a") == nil)
        try rows.delete(workspace: "one")
      }
    }
  }

  private static func session(_ hash: String, _ seconds: Int64) -> UserSession {
    UserSession(hash: hash, user: bare.id, created: Sample.instant(seconds), seen: Sample.instant(seconds))
  }

  @Test(
    "A session is found by its hash until it ends, one by one, by user or by age", arguments: Engine.allCases)
  func sessions(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try rows.insert(Self.bare)
        for (hash, seconds) in [("a", Int64(0)), ("b", 10), ("c", 20)] {
          try rows.insert(Self.session(hash, seconds))
        }
        #expect(try rows.session(hash: "b") == Self.session("b", 10))
        try rows.see(session: "b", at: Sample.instant(15))
        #expect(try rows.session(hash: "b")?.seen == Sample.instant(15))
        #expect(try rows.session(hash: "b")?.created == Sample.instant(10))
        #expect(try rows.end(session: "b"))
        #expect(try !rows.end(session: "b"))
        try rows.see(session: "b", at: Sample.instant(16))
        #expect(try rows.session(hash: "b") == nil)
        try rows.endSessions(before: Sample.instant(20))
        #expect(try rows.session(hash: "a") == nil)
        #expect(try rows.session(hash: "c") != nil)
        try rows.endSessions(of: Self.bare.id)
        #expect(try rows.session(hash: "c") == nil)
      }
    }
  }
}
