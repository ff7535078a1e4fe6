import Chronology
import Identity
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Operations

@Suite("Users sign in, see what was granted, and are out when they shall be")
struct UserTests {
  private static let password = "correct horse battery"

  private func refusal(_ work: () async throws -> Void) async -> SignInRefusal? {
    await #expect(throws: SignInRefusal.self) { try await work() }
  }

  @Test(
    "Somebody who was created signs in by e-mail in any case, and is known by the token",
    arguments: Engine.allCases)
  func signingIn(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let made = try await place.users.create(email: " Ada@Example.com ", password: Self.password)
      #expect(made.email == "ada@example.com")
      #expect(!made.password.contains(Self.password))
      let token = try await place.users.signIn(
        email: "ADA@example.com", password: Self.password, from: "1.2.3.4"
      ).token
      let visitor = try await place.users.visitor(token: token)
      #expect(visitor?.user.id == made.id)
      #expect(visitor?.workspaces.isEmpty == true)
      #expect(try await place.users.visitor(token: token + "x") == nil)
      let again = try await place.users.signIn(
        email: "ada@example.com", password: Self.password, from: "1.2.3.4"
      ).token
      #expect(again != token)
      try await place.users.signOut(token: token)
      #expect(try await place.users.visitor(token: token) == nil)
      #expect(try await place.users.visitor(token: again) != nil)
    }
  }

  @Test("A wrong password and an unknown user get the same answer, after the same work")
  func wrong() async throws {
    try await Place.with(.sqlite) { place in
      _ = try await place.users.create(email: "ada@example.com", password: Self.password)
      for (email, password) in [
        ("ada@example.com", "correct horse batterx"), ("eve@example.com", Self.password),
        ("", ""), ("ada@example.com", String(repeating: "x", count: 100_000)),
      ] {
        let refused = await refusal {
          _ = try await place.users.signIn(email: email, password: password, from: "a")
        }
        #expect(refused == .wrong)
      }
    }
  }

  @Test(
    "A session ends by being old, by being left alone, by a reset and with its user",
    arguments: Engine.allCases)
  func endings(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      _ = try await users.create(email: "ada@example.com", password: Self.password)
      func signIn(_ password: String = Self.password) async throws -> String {
        try await users.signIn(email: "ada@example.com", password: password, from: "a").token
      }
      let used = try await signIn()
      let idle = try await signIn()
      for _ in 0..<21 {
        place.wait(UserDirectory.idleSeconds - 1)
        #expect(try await users.visitor(token: used) != nil)
      }
      #expect(try await users.visitor(token: idle) == nil)
      place.wait(UserDirectory.sessionSeconds - 21 * (UserDirectory.idleSeconds - 1))
      #expect(try await users.visitor(token: used) == nil)
      let before = try await signIn()
      try await users.reset("Ada@example.com", password: "another long password")
      #expect(try await users.visitor(token: before) == nil)
      #expect(await refusal { _ = try await signIn() } == .wrong)
      let after = try await signIn("another long password")
      #expect(try await users.visitor(token: after) != nil)
      try await users.delete("ada@example.com")
      #expect(try await users.visitor(token: after) == nil)
      #expect(await refusal { _ = try await signIn("another long password") } == .wrong)
    }
  }

  @Test(
    "A user sees what was granted with two roles together, and nothing else", arguments: Engine.allCases)
  func roles(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let one = try await users.workspaces.create(name: "one", mode: .test).workspace
      _ = try await users.workspaces.create(name: "two", mode: .test)
      _ = try await users.create(email: "ada@example.com", password: Self.password)
      let token = try await users.signIn(email: "ada@example.com", password: Self.password, from: "a").token
      func seen() async throws -> [String] {
        try await users.visitor(token: token)?.workspaces.map {
          "\($0.workspace.name) \($0.powers.roles.map(\.rawValue).joined(separator: ", "))"
        }
          ?? []
      }
      #expect(try await seen() == [])
      try await users.grant(.owner, to: "ada@example.com", in: one)
      #expect(try await seen() == ["one owner"])
      #expect(try await users.visitor(token: token)?.access(to: "two") == nil)
      try await users.grantEverywhere(.viewer, to: "ada@example.com")
      #expect(try await seen() == ["one owner", "two viewer"])
      try await users.grant(.support, to: "ada@example.com", in: one)
      #expect(try await seen() == ["one support", "two viewer"])
      try await users.grantEverywhere(.finance, to: "ada@example.com")
      #expect(try await seen() == ["one support, finance", "two finance"])
      try await users.withdraw(from: "ada@example.com", in: one)
      #expect(try await seen() == ["one finance", "two finance"])
      try await users.grantEverywhere(nil, to: "ada@example.com")
      #expect(try await seen() == [])
      await #expect(throws: UserRefusal.noRole(email: "ada@example.com", workspace: "one")) {
        try await users.withdraw(from: "ada@example.com", in: one)
      }
    }
  }

  @Test("Guessing is slowed down for a user and for an address, and knowing the password is no guess")
  func throttle() async throws {
    try await Place.with(.sqlite) { place in
      let users = place.users
      _ = try await users.create(email: "ada@example.com", password: Self.password)
      func guess(_ email: String, _ address: String) async -> SignInRefusal? {
        await refusal { _ = try await users.signIn(email: email, password: "guess", from: address) }
      }
      for number in 0..<10 { #expect(await guess("ada@example.com", "a\(number)") == .wrong) }
      #expect(await guess("ada@example.com", "b") == .tooMany(secondsToWait: 60))
      place.wait(60)
      for _ in 0..<30 {
        _ = try await users.signIn(email: "ada@example.com", password: Self.password, from: "b")
      }
      for number in 0..<50 { #expect(await guess("user\(number)@example.com", "c") == .wrong) }
      #expect(await guess("user@example.com", "c") == .tooMany(secondsToWait: 10))
      #expect(await guess("user@example.com", "d") == .wrong)
    }
  }

  @Test("What cannot be an e-mail or a password is refused, and so is an e-mail that is taken")
  func refusals() async throws {
    try await Place.with(.sqlite) { place in
      func create(_ email: String, _ password: String = Self.password) async -> UserRefusal? {
        await #expect(throws: UserRefusal.self) {
          _ = try await place.users.create(email: email, password: password)
        }
      }
      for email in ["", "ada", "@example.com", "ada@", "a b@example.com", "a@b@c", "a\n@example.com"] {
        #expect(await create(email) == .emailUnusable(email))
      }
      #expect(await create("ada@example.com", "elevenchars") == .passwordTooShort)
      #expect(await create("ada@example.com", String(repeating: "ä", count: 129)) == .passwordTooLong)
      _ = try await place.users.create(email: "ada@example.com", password: Self.password)
      #expect(await create("ADA@example.com") == .emailTaken("ada@example.com"))
      await #expect(throws: UserRefusal.unknown("eve@example.com")) {
        try await place.users.reset("eve@example.com", password: Self.password)
      }
    }
  }

  @Test("A stored hash knows its cost, so that old ones go on and are made anew at the next sign-in")
  func cost() async throws {
    let salt = Array("salt".utf8)
    let hash = try PasswordHash(password: Self.password, salt: salt, cost: .cheap)
    let read = try #require(PasswordHash(text: hash.text))
    #expect(read == hash)
    #expect(try read.matches(Self.password))
    #expect(try !read.matches(Self.password + " "))
    #expect(try PasswordHash(password: Self.password, salt: [1], cost: .cheap) != hash)
    for text in ["", "scrypt$4$8$1$00", "bcrypt$4$8$1$00$00", "scrypt$63$8$1$" + hash.text.suffix(73)] {
      #expect(PasswordHash(text: text) == nil)
    }
    try await TestHost.with(.sqlite) { host in
      let old = try await Place(host)
      _ = try await old.users.create(email: "ada@example.com", password: Self.password)
      let raised = PasswordCost(logRounds: 5, blockSize: 8, parallelism: 1)
      let new = UserDirectory(workspaces: old.users.workspaces, threads: .none, cost: raised)
      _ = try await new.signIn(email: "ada@example.com", password: Self.password, from: "a")
      let kept = try #require(try await new.find("ada@example.com"))
      #expect(PasswordHash(text: kept.password)?.cost == raised)
      _ = try await new.signIn(email: "ada@example.com", password: Self.password, from: "a")
    }
  }

  @Test("When too many passwords wait to be looked at, the next one is turned away")
  func busy() async throws {
    // Keeps what it is given and runs none of it until it is told to.
    let kept = Mutex<[@Sendable () -> Void]>([])
    let work = PasswordWork(SideThreads { task in kept.withLock { $0.append(task) } })
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for _ in 0..<PasswordWork.most { tasks.addTask { try await work.run {} } }
      while kept.withLock({ $0.count }) < PasswordWork.most { try await Task.sleep(for: .milliseconds(5)) }
      await #expect(throws: SignInRefusal.busy) { try await work.run {} }
      for task in kept.withLock({ $0 }) { task() }
      try await tasks.waitForAll()
    }
    kept.withLock { $0 = [] }
    let later = PasswordWork(.none)
    #expect(try await later.run { 7 } == 7)
  }
}
