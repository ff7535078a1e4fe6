import Chronology
import Identity
import Journal
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite("Who came in, who may, and who did what can be read later")
struct AccessLogTests {
  private static let password = "correct horse battery"
  private static let expected = [
    "workspace_created command_line", "key_created command_line", "key_created command_line",
    "key_revoked command_line", "user_created command_line", "role_granted command_line",
    "signed_in ada", "signed_out ada", "role_granted command_line", "user_deleted command_line",
    "role_revoked command_line", "workspace_deleted command_line",
  ]

  private static func line(_ entry: AccessEntry, ada: UserID) -> String {
    "\(entry.kind.rawValue) \(entry.actor == "user/\(ada)" ? "ada" : entry.actor)"
  }

  @Test(
    "Everything that changes who may come in leaves an entry, without addresses and secrets",
    arguments: Engine.allCases)
  func entries(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let made = try await users.workspaces.create(name: "one", mode: .test)
      let one = made.workspace
      let key = try await users.workspaces.createKey(in: one, name: nil)
      try await users.workspaces.revokeKey(key.key.id.text, in: one)
      let ada = try await users.create(email: "ada@example.com", password: Self.password)
      try await users.grant(.finance, to: "ada@example.com", in: one)
      let token = try await users.signIn(email: "ada@example.com", password: Self.password, from: "1.2.3.4")
        .token
      try await users.signOut(token: token)
      try await users.signOut(token: token)
      try await users.grantEverywhere(.support, to: "ada@example.com")
      try await users.grantEverywhere(.support, to: "ada@example.com")
      try await users.delete("ada@example.com")
      try await users.workspaces.delete("one")
      let log = try await users.accessLog(Page(limit: 100)).elements
      let lines = log.reversed().map { Self.line($0, ada: ada.id) }
      #expect(lines == Self.expected)
      let written = log.map { "\($0)" }.joined()
      let secrets = [made.secret, key.secret, token, Self.password, "ada@example.com", "1.2.3.4"]
      #expect(secrets.filter(written.contains).isEmpty)
      await #expect(throws: UserRefusal.unknown("ada@example.com")) {
        _ = try await users.accessLog(of: "ada@example.com", Page(limit: 1))
      }
    }
  }

  @Test(
    "Failed tries are kept for known users, without what was typed, and only so many",
    arguments: Engine.allCases)
  func failures(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let ada = try await users.create(email: "ada@example.com", password: Self.password)
      for number in 0..<UserDirectory.failuresKept + 5 {
        place.wait(60)
        for email in ["ada@example.com", "stranger@example.com"] {
          await #expect(throws: SignInRefusal.wrong) {
            _ = try await users.signIn(email: email, password: "guess", from: "\(number)")
          }
        }
      }
      let failed = try await users.accessLog(Page(limit: 1000)).elements.filter { $0.kind == .signInFailed }
      #expect(failed.filter { $0.user == ada.id }.count == UserDirectory.failuresKept)
      #expect(failed.filter { $0.user == nil }.count == UserDirectory.failuresKept)
      #expect(failed.first?.recorded == place.now)
      #expect(!failed.contains { "\($0)".contains("stranger@") })
    }
  }

  @Test(
    "Who came in is forgotten after 400 days, a few at each sign-in; what was changed stays",
    arguments: Engine.allCases)
  func retention(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let email = "ada@example.com"
      let ada = try await users.create(email: email, password: Self.password)
      await #expect(throws: SignInRefusal.wrong) {
        _ = try await users.signIn(email: email, password: "guess", from: "a")
      }
      let token = try await users.signIn(email: email, password: Self.password, from: "a").token
      try await users.signOut(token: token)
      try await users.grantEverywhere(.support, to: email)
      func kinds() async throws -> [String] {
        try await users.accessLog(of: email, Page(limit: 1_000)).elements.map(\.kind.rawValue)
      }
      let changes = ["role_granted", "user_created"]
      place.wait(UserDirectory.signInsKeptSeconds)
      _ = try await users.signIn(email: email, password: Self.password, from: "a")
      let all = ["signed_in", "role_granted", "signed_out", "signed_in", "sign_in_failed", "user_created"]
      #expect(try await kinds() == all, "what is 400 days old is not older")
      place.wait(1)
      _ = try await users.signIn(email: email, password: Self.password, from: "a")
      #expect(try await kinds() == ["signed_in", "signed_in"] + changes)

      let old = place.now
      let limit = UserDirectory.signInsForgottenAtOnce
      try await users.control.write { rows in
        for number in 0..<(limit + 5) {
          try rows.insert(
            AccessEntry(
              id: AccessEntryID("log_old\(number)"), recorded: old.adding(seconds: Int64(number)),
              kind: .signedOut, actor: "user/\(ada.id)", user: ada.id))
        }
      }
      place.wait(UserDirectory.signInsKeptSeconds + 1_000)
      let before = try await kinds().count
      _ = try await users.signIn(email: email, password: Self.password, from: "a")
      #expect(try await kinds().count == before + 1 - limit)
      _ = try await users.signIn(email: email, password: Self.password, from: "a")
      #expect(try await kinds() == ["signed_in", "signed_in"] + changes)
    }
  }

  @Test(
    "A workspace's log has its people and what they did, newest first, page by page",
    arguments: Engine.allCases)
  func workspace(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let one = try await users.workspaces.create(name: "one", mode: .test).workspace
      let two = try await users.workspaces.create(name: "two", mode: .test).workspace
      let ada = try await users.create(email: "ada@example.com", password: Self.password)
      _ = try await users.create(email: "eve@example.com", password: Self.password)
      try await users.grant(.owner, to: "ada@example.com", in: one)
      try await users.grant(.owner, to: "eve@example.com", in: two)
      let open = try await users.workspaces.open(one)
      for number in 1...3 {
        place.wait(10)
        _ = try await users.signIn(email: "ada@example.com", password: Self.password, from: "a")
        _ = try await users.signIn(email: "eve@example.com", password: Self.password, from: "a")
        place.wait(10)
        for actor in ["user/\(ada.id)", "api_key/key_1", "user0"] {
          _ = try await open.perform(
            CreateProduct(name: "Product \(number)", terms: ProductTerms()), as: FactCause(actor: actor))
        }
      }
      var told: [String] = []
      var reached = WorkspaceLog.Place()
      var pages = 0
      while true {
        let log = try await users.log(of: open, after: reached, limit: 2)
        told += log.lines.map { line in
          switch line {
          case .entry(let entry): entry.kind.rawValue
          case .fact(let fact): fact.fact.kind
          }
        }
        #expect(!log.emails.values.contains("eve@example.com"))
        pages += 1
        guard let next = log.next else { break }
        reached = next
      }
      let visit = ["product.created", "signed_in"]
      #expect(
        told == visit + visit + visit
          + ["role_granted", "user_created", "key_created", "workspace_created"])
      #expect(pages == 5)
      await #expect(throws: UnknownCursor.self) {
        _ = try await users.log(of: open, after: .init(entry: "log_none"), limit: 2)
      }
    }
  }
}
