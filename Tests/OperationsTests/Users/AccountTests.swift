import Chronology
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite("Users keep their own sessions and passwords, and owners who may come in")
struct AccountTests {
  private static let password = "correct horse battery"

  private func signIn(_ place: Place, _ email: String = "ada@example.com") async throws -> String {
    try await place.users.signIn(email: email, password: Self.password, from: "a").token
  }

  @Test("A user sees where somebody is signed in, and ends one or all others", arguments: Engine.allCases)
  func sessions(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let ada = try await users.create(email: "ada@example.com", password: Self.password)
      _ = try await users.create(email: "eve@example.com", password: Self.password)
      let eve = try await signIn(place, "eve@example.com")
      let old = try await signIn(place)
      place.wait(UserDirectory.idleSeconds)
      let first = try await signIn(place)
      place.wait(60)
      let second = try await signIn(place)
      let third = try await signIn(place)
      #expect(try await users.visitor(token: old) == nil)
      let seen = try await users.sessions(of: ada.id, token: second)
      #expect(seen.count == 3)
      #expect(seen.filter(\.isThis).map(\.since) == [place.now])
      #expect(seen.last?.since == place.now.adding(seconds: -60))
      try await users.endSession(named: seen[2].name, of: ada.id)
      #expect(try await users.visitor(token: first) == nil)
      let eves = try await users.sessions(of: AccessActor.user(in: "user/\(ada.id)")!, token: eve)
      #expect(eves.allSatisfy { !$0.isThis })
      // Another's session cannot be named.
      try await users.endSession(
        named: String(WorkspaceDirectory.hash(eve).prefix(20)), of: ada.id)
      try await users.endOtherSessions(of: ada.id, token: second)
      #expect(try await users.visitor(token: third) == nil)
      #expect(try await users.visitor(token: second) != nil)
      // Idle since long; nobody else ended it.
      #expect(try await users.sessions(of: ada.id, token: second).count == 1)
      let log = try await users.accessLog(of: "ada@example.com", Page(limit: 2)).elements
      #expect(log.map(\.kind) == [.sessionsEnded, .sessionsEnded])
    }
  }

  @Test(
    "A new password asks for the old one and ends every session but a new one", arguments: Engine.allCases)
  func password(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let ada = try await users.create(email: "ada@example.com", password: Self.password)
      let before = try await signIn(place)
      let new = "another long password"
      await #expect(throws: SignInRefusal.wrong) {
        _ = try await users.changePassword(of: ada, from: "guess", to: new, at: "a")
      }
      await #expect(throws: UserRefusal.passwordTooShort) {
        _ = try await users.changePassword(of: ada, from: Self.password, to: "short", at: "a")
      }
      let after = try await users.changePassword(of: ada, from: Self.password, to: new, at: "a")
      #expect(try await users.visitor(token: before) == nil)
      #expect(try await users.visitor(token: after)?.user.id == ada.id)
      await #expect(throws: SignInRefusal.wrong) { _ = try await signIn(place) }
      _ = try await users.signIn(email: "ada@example.com", password: new, from: "a")
      // What was known of the user before no longer proves anything.
      await #expect(throws: SignInRefusal.wrong) {
        _ = try await users.changePassword(of: ada, from: Self.password, to: new, at: "a")
      }
    }
  }

  @Test(
    "An owner changes roles in the workspace and never takes the last owner away", arguments: Engine.allCases)
  func people(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let one = try await users.workspaces.create(name: "one", mode: .test).workspace
      let two = try await users.workspaces.create(name: "two", mode: .test).workspace
      var ids: [String: UserID] = [:]
      for name in ["ada", "bob", "eve", "zoe"] {
        ids[name] = try await users.create(email: "\(name)@example.com", password: Self.password).id
      }
      let (ada, bob, eve) = try (#require(ids["ada"]), #require(ids["bob"]), #require(ids["eve"]))
      try await users.grant(.owner, to: "ada@example.com", in: one)
      try await users.grant(.support, to: "bob@example.com", in: one)
      try await users.grant(.owner, to: "bob@example.com", in: two)
      try await users.grantEverywhere(.viewer, to: "eve@example.com")
      let seen = try await users.people(of: one)
      #expect(seen.map(\.email) == ["ada@example.com", "bob@example.com", "eve@example.com"])
      #expect(seen.map(\.role) == [.owner, .support, nil])
      #expect(seen.map(\.everywhere) == [nil, nil, .viewer])
      #expect(seen.allSatisfy { $0.lastSeen == nil && !$0.hasSecondFactor })
      _ = try await signIn(place)
      #expect(try await users.people(of: one)[0].lastSeen == place.now)
      let last = UserRefusal.lastOwner(workspace: "one")
      await #expect(throws: last) { try await users.changeRole(of: ada, to: nil, in: one, by: ada) }
      await #expect(throws: last) { try await users.changeRole(of: ada, to: .finance, in: one, by: ada) }
      await #expect(throws: UserRefusal.noRole(email: eve.text, workspace: "one")) {
        try await users.changeRole(of: eve, to: .owner, in: one, by: ada)
      }
      try await users.changeRole(of: bob, to: .owner, in: one, by: ada)
      try await users.changeRole(of: ada, to: nil, in: one, by: bob)
      await #expect(throws: last) { try await users.changeRole(of: bob, to: .viewer, in: one, by: bob) }
      try await users.grantEverywhere(.owner, to: "eve@example.com")
      try await users.changeRole(of: bob, to: .viewer, in: one, by: eve)
      #expect(try await users.people(of: one).map(\.role) == [.viewer, nil])
    }
  }

  @Test("Each role does what is its own, and everybody looks")
  func permissions() {
    func able(_ role: Role) -> [Permission] { Permission.allCases.filter(role.allows) }
    #expect(able(.viewer) == [.look])
    #expect(able(.support) == [.look, .serve])
    #expect(able(.finance) == [.look, .bill])
    #expect(able(.owner) == Permission.allCases)
    #expect(Powers([]) == nil)
    #expect(Powers([.viewer, .finance])?.roles == [.finance])
    #expect(Powers([.finance, .support])?.allow(.serve) == true)
    #expect(Powers([.finance, .support])?.allow(.offer) == false)
    #expect(Powers([.finance, .owner])?.roles == [.owner])
  }
}
