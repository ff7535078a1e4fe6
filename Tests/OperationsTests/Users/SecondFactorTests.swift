import Chronology
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite("Whoever asks for codes is asked for them, and gets in with a recovery code when the app is lost")
struct SecondFactorTests {
  private static let email = "ada@example.com"
  private static let password = "correct horse battery"

  /// Lends somebody whose codes are asked for.
  private func with(
    _ engine: Engine, _ body: (Place, User, _ secret: String, _ codes: [String]) async throws -> Void
  ) async throws {
    try await Place.with(engine) { place in
      let user = try await place.users.create(email: Self.email, password: Self.password)
      try await place.users.proposeSecondFactor(of: user, password: Self.password, from: "a")
      guard case .proposed(let secret, _) = try await place.users.secondFactor(of: user) else {
        Issue.record("nothing was proposed")
        return
      }
      let codes = try await place.users.confirmSecondFactor(of: user, code: place.code(secret), from: "a")
      try await body(place, user, secret, codes)
    }
  }

  private func signIn(_ place: Place) async throws -> SignInAnswer {
    try await place.users.signIn(email: Self.email, password: Self.password, from: "a")
  }

  private func refusal(_ work: () async throws -> Void) async -> SignInRefusal? {
    await #expect(throws: SignInRefusal.self) { try await work() }
  }

  @Test(
    "A secret counts once its app has shown a code; until then nothing changes", arguments: Engine.allCases)
  func setUp(_ engine: Engine) async throws {
    try await Place.with(engine) { place in
      let users = place.users
      let user = try await users.create(email: Self.email, password: Self.password)
      #expect(try await users.secondFactor(of: user) == .off)
      await #expect(throws: SecondFactorRefusal.notOn) {
        _ = try await users.confirmSecondFactor(of: user, code: "000000", from: "a")
      }
      #expect(
        await refusal { try await users.proposeSecondFactor(of: user, password: "guess", from: "a") }
          == .wrong)
      try await users.proposeSecondFactor(of: user, password: Self.password, from: "a")
      guard case .proposed(let secret, let address) = try await users.secondFactor(of: user) else {
        Issue.record("nothing was proposed")
        return
      }
      #expect(secret.count == 32 && address.contains(secret))
      let wrong = await refusal {
        _ = try await users.confirmSecondFactor(of: user, code: place.code(secret, later: 2), from: "a")
      }
      #expect(wrong == .wrongCode)
      guard case .signedIn = try await signIn(place) else {
        Issue.record("a code was asked for")
        return
      }
      let codes = try await users.confirmSecondFactor(of: user, code: place.code(secret), from: "a")
      #expect(codes.count == 10 && Set(codes).count == 10)
      #expect(codes.allSatisfy { $0.wholeMatch(of: /([A-Z2-7]{4}-){3}[A-Z2-7]{4}/) != nil })
      #expect(try await users.secondFactor(of: user) == .on(since: place.now, recoveryCodes: 10))
      await #expect(throws: SecondFactorRefusal.alreadyOn) {
        try await users.proposeSecondFactor(of: user, password: Self.password, from: "a")
      }
    }
  }

  @Test(
    "The password leads halfway, a code of this moment the rest, and each code only once",
    arguments: Engine.allCases)
  func signingIn(_ engine: Engine) async throws {
    try await with(engine) { place, user, secret, _ in
      let users = place.users
      let half = try await signIn(place)
      guard case .codeNeeded(let token) = half else {
        Issue.record("no code was asked for")
        return
      }
      #expect(try await users.visitor(token: token) == nil)
      // The code that confirmed the secret is used up.
      #expect(
        await refusal { _ = try await users.signIn(code: place.code(secret), halfway: token, from: "a") }
          == .wrongCode)
      let code = place.code(secret, later: 1)
      let session = try await users.signIn(
        code: " \(code.prefix(3)) \(code.suffix(3)) ", halfway: token, from: "a")
      #expect(session != token)
      #expect(try await users.visitor(token: session)?.user.id == user.id)
      #expect(
        await refusal { _ = try await users.signIn(code: code, halfway: token, from: "a") } == .halfwayOver)
      let other = try await signIn(place).token
      #expect(
        await refusal { _ = try await users.signIn(code: code, halfway: other, from: "a") } == .wrongCode)
      place.wait(60)
      _ = try await users.signIn(code: place.code(secret), halfway: other, from: "a")
    }
  }

  @Test("Half an entrance closes after five minutes, and with a new password", arguments: Engine.allCases)
  func halfway(_ engine: Engine) async throws {
    try await with(engine) { place, user, secret, _ in
      let users = place.users
      let late = try await signIn(place).token
      place.wait(UserDirectory.halfwaySeconds)
      #expect(
        await refusal { _ = try await users.signIn(code: place.code(secret), halfway: late, from: "a") }
          == .halfwayOver)
      let before = try await signIn(place).token
      let session = try await users.changePassword(
        of: user, from: Self.password, to: "another long password", at: "a")
      #expect(try await users.visitor(token: session) != nil)
      #expect(
        await refusal { _ = try await users.signIn(code: place.code(secret), halfway: before, from: "a") }
          == .halfwayOver)
      #expect(
        await refusal { _ = try await users.signIn(code: place.code(secret), halfway: "nothing", from: "a") }
          == .halfwayOver)
    }
  }

  @Test("A recovery code lets in once, however it is typed", arguments: Engine.allCases)
  func recovery(_ engine: Engine) async throws {
    try await with(engine) { place, user, _, codes in
      let users = place.users
      let first = try await signIn(place).token
      _ = try await users.signIn(
        code: codes[0].lowercased().replacing("-", with: " "), halfway: first, from: "a")
      let second = try await signIn(place).token
      #expect(
        await refusal { _ = try await users.signIn(code: codes[0], halfway: second, from: "a") } == .wrongCode
      )
      _ = try await users.signIn(code: codes[1], halfway: second, from: "a")
      #expect(try await users.secondFactor(of: user) == .on(since: place.now, recoveryCodes: 8))
      let log = try await users.accessLog(Page(limit: 9)).elements
      #expect(log.filter { $0.kind == .recoveryCodeUsed }.map(\.detail) == ["8", "9"])
    }
  }

  @Test("Turning it off asks for the password and a code; a reset may do without", arguments: Engine.allCases)
  func turningOff(_ engine: Engine) async throws {
    try await with(engine) { place, user, secret, codes in
      let users = place.users
      func turnOff(_ password: String, _ code: String) async -> SignInRefusal? {
        await refusal {
          try await users.turnOffSecondFactor(of: user, password: password, code: code, from: "a")
        }
      }
      #expect(await turnOff("guess", place.code(secret, later: 1)) == .wrong)
      #expect(await turnOff(Self.password, "000000") == .wrongCode)
      try await users.turnOffSecondFactor(
        of: user, password: Self.password, code: place.code(secret, later: 1), from: "a")
      #expect(try await users.secondFactor(of: user) == .off)
      guard case .signedIn = try await signIn(place) else {
        Issue.record("a code was asked for")
        return
      }
      await #expect(throws: SecondFactorRefusal.notOn) {
        try await users.turnOffSecondFactor(of: user, password: Self.password, code: codes[0], from: "a")
      }
    }
    try await with(engine) { place, user, _, _ in
      try await place.users.reset(Self.email, password: Self.password)
      guard case .codeNeeded = try await signIn(place) else {
        Issue.record("no code was asked for")
        return
      }
      try await place.users.reset(Self.email, password: Self.password, withoutSecondFactor: true)
      #expect(try await place.users.secondFactor(of: user) == .off)
      let kinds = try await place.users.accessLog(Page(limit: 3)).elements.map(\.kind)
      #expect(Set(kinds) == [.secondFactorOff, .passwordReset])
    }
  }

  @Test("Guessing codes is slowed down like guessing passwords")
  func throttle() async throws {
    try await with(.sqlite) { place, _, secret, _ in
      let token = try await signIn(place).token
      for _ in 0..<10 {
        #expect(
          await refusal { _ = try await place.users.signIn(code: "guess", halfway: token, from: "b") }
            == .wrongCode)
      }
      place.wait(30)
      #expect(
        await refusal {
          _ = try await place.users.signIn(code: place.code(secret), halfway: token, from: "b")
        } == .tooMany(secondsToWait: 30))
    }
  }
}
