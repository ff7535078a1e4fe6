import Chronology
import Operations
import Storage
import TestSupport
import Testing

@Suite("Who is let in")
struct AccessStories {
  private func directory(_ host: any DatabaseHost) async throws -> WorkspaceDirectory {
    try await WorkspaceDirectory(
      host: host, gateway: { _ in ScriptedGateway() },
      clock: WallClock { Instant(seconds: 1_790_000_000) })
  }

  @Test(
    "A key that another process revokes is refused from the next request on, however often it was let in",
    arguments: Engine.allCases)
  func revokedElsewhere(engine: Engine) async throws {
    try await TestHost.with(engine) { host in
      let here = try await directory(host)
      let (workspace, secret) = try await here.create(name: "acme", mode: .test)
      let kept = try await here.createKey(in: workspace, name: "kept").secret
      let there = try await TestHost.secondHost(of: host)
      let elsewhere = try await directory(there)
      for _ in 0..<3 { #expect(try await here.authenticate(secret: secret).workspace.name == "acme") }
      let key = try await here.authenticate(secret: secret).key
      try await elsewhere.revokeKey(key.id.text, in: workspace)
      await #expect(throws: AccessRefusal.revoked) { try await here.authenticate(secret: secret) }
      await #expect(throws: AccessRefusal.unknown) { try await here.authenticate(secret: secret + "x") }
      #expect(try await here.authenticate(secret: kept).workspace.name == "acme")
      await there.close()
    }
  }

  @Test(
    "A workspace that another process lets stand still is seen so by the next request",
    arguments: Engine.allCases)
  func standingElsewhere(engine: Engine) async throws {
    try await TestHost.with(engine) { host in
      let here = try await directory(host)
      let (_, secret) = try await here.create(name: "acme", mode: .test)
      #expect(try await here.authenticate(secret: secret).workspace.standsAt == nil)
      let there = try await TestHost.secondHost(of: host)
      let instant = Instant(seconds: 1_780_000_000)
      try await directory(there).stand("acme", at: instant)
      #expect(try await here.authenticate(secret: secret).workspace.standsAt == instant)
      await there.close()
    }
  }
}
