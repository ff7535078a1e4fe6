import Chronology
import Identity
import Storage
import TestSupport
import Testing

@Suite("The control database knows workspaces and whose key opens which")
struct ControlRowTests {
  private func withControl(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
    try await TestHost.with(engine) { host in
      let control = try await host.control()
      _ = try await Migrator.migrate(control, with: ControlSchema.migrations)
      try await body(control)
    }
  }

  private static let live = Workspace(
    key: "one", name: "Zebra", mode: .live, account: "acct_1", created: Sample.instant(0))
  private static let test = Workspace(
    key: "two", name: "Äpfel", mode: .test, account: "acct_2", created: Sample.instant(1),
    standsAt: Sample.instant(9), standsBecause: .forked, forkedFrom: "acct_1")

  @Test("A workspace keeps every part and is found by key and name", arguments: Engine.allCases)
  func workspaces(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try rows.insert(Self.live)
        try rows.insert(Self.test)
        #expect(try rows.workspace(key: "one") == Self.live)
        #expect(try rows.workspace(named: "Äpfel") == Self.test)
        #expect(try rows.workspace(named: "zebra") == nil)
        #expect(try rows.workspaces() == [Self.live, Self.test])
        try rows.setStanding(workspace: "two", at: nil)
        #expect(try rows.workspace(key: "two")?.standsAt == nil)
        #expect(try rows.workspace(key: "two")?.standsBecause == nil)
        try rows.setStanding(workspace: "one", at: Sample.instant(3), because: .restored)
        let standing = try #require(try rows.workspace(key: "one"))
        #expect(standing.standsAt == Sample.instant(3) && standing.isPaused)
        #expect(try !rows.moveStanding(workspace: "one", to: Sample.instant(2)))
        #expect(try rows.moveStanding(workspace: "one", to: Sample.instant(4)))
        #expect(try !rows.moveStanding(workspace: "two", to: Sample.instant(4)))
        #expect(try rows.workspace(key: "one")?.standsAt == Sample.instant(4))
        #expect(try rows.isTaken(account: "acct_2") && !rows.isTaken(account: "acct_3"))
      }
      let taken = await failure(StorageFailure.self) {
        try await control.write { rows in
          try rows.insert(
            Workspace(key: "three", name: "Zebra", mode: .test, account: "acct_3", created: Sample.instant(0))
          )
        }
      }
      #expect(taken?.isConstraint == true)
    }
  }

  @Test("A key opens its workspace until it is revoked, and goes with it", arguments: Engine.allCases)
  func keys(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try rows.insert(Self.live)
        try rows.insert(Self.test)
        let bare = ApiKey(
          id: ApiKeyID("key_1"), workspace: "one", hash: "h1", hint: "abcd", name: nil,
          created: Sample.instant(1))
        let full = ApiKey(
          id: ApiKeyID("key_2"), workspace: "one", hash: "h2", hint: "efgh", name: Sample.text,
          created: Sample.instant(0), revoked: Sample.instant(5))
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.apiKey(bare.id) == bare)
        #expect(try rows.apiKey(hash: "h2") == full)
        #expect(try rows.apiKey(hash: "h3") == nil)
        #expect(try rows.apiKeys(workspace: "one") == [full, bare])
        #expect(try rows.apiKeys(workspace: "two").isEmpty)

        #expect(try !rows.revoke(key: bare.id, workspace: "two", at: Sample.instant(7)))
        #expect(try rows.revoke(key: bare.id, workspace: "one", at: Sample.instant(7)))
        #expect(try !rows.revoke(key: bare.id, workspace: "one", at: Sample.instant(8)))
        #expect(try rows.apiKey(bare.id)?.revoked == Sample.instant(7))

        try rows.delete(workspace: "one")
        #expect(try rows.apiKey(bare.id) == nil)
        #expect(try rows.workspaces() == [Self.test])
      }
    }
  }

  @Test("No program can make a fork live", arguments: Engine.allCases)
  func liveFork(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      let refused = await failure(StorageFailure.self) {
        try await control.write { rows in
          try rows.insert(
            Workspace(
              key: "three", name: "copy", mode: .live, account: "acct_3", created: Sample.instant(0),
              standsAt: Sample.instant(0), standsBecause: .forked, forkedFrom: "acct_1"))
        }
      }
      #expect(refused?.isConstraint == true)
    }
  }

  @Test(
    "A database without a workspace is held by its maker, and then found by who removes it",
    arguments: Engine.allCases)
  func unowned(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try rows.holdDatabase("made", until: Sample.instant(10))
        try rows.holdDatabase("dropped", until: Sample.instant(10))
        #expect(try rows.abandonedDatabases(at: Sample.instant(10)) == [])
        #expect(try rows.holdDatabaseLonger("made", until: Sample.instant(20)))
        #expect(try rows.abandonedDatabases(at: Sample.instant(11)) == ["dropped"])
        #expect(try !rows.condemnDatabase("made", unlessHeldAt: Sample.instant(11)))
        #expect(try rows.condemnDatabase("dropped", unlessHeldAt: Sample.instant(11)))
        #expect(try !rows.holdDatabaseLonger("dropped", until: Sample.instant(20)))
        #expect(try !rows.ownDatabase("dropped"))
        #expect(try rows.ownDatabase("made"))
        try rows.condemnDatabase("deleted")
        #expect(try rows.abandonedDatabases(at: Sample.instant(0)) == ["deleted", "dropped"])
        try rows.forgetDatabase("dropped")
        try rows.forgetDatabase("deleted")
        #expect(try rows.abandonedDatabases(at: Sample.instant(99)) == [])
      }
    }
  }
}
