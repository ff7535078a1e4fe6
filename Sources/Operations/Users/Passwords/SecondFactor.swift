import Chronology
import Crypto
import Identity
import Storage

/// How it stands with a user's codes.
public enum SecondFactorStanding: Hashable, Sendable {
  case off
  /// A secret was made, and no app has shown a code of it yet.
  case proposed(secret: String, address: String)
  case on(since: Instant, recoveryCodes: Int)
}

public enum SecondFactorRefusal: Error, Hashable, Sendable {
  /// Codes are asked for already.
  case alreadyOn
  /// There is nothing to confirm or to turn off.
  case notOn
}

extension UserDirectory {
  public static let recoveryCodeCount = 10

  public func secondFactor(of user: User) async throws -> SecondFactorStanding {
    let (factor, codes) = try await control.read { rows in
      (try rows.secondFactor(of: user.id), try rows.recoveryCodeCount(of: user.id))
    }
    guard let factor else { return .off }
    guard let since = factor.confirmed else {
      let address = OneTimeCode.address(secret: factor.secret, email: user.email)
      return .proposed(secret: factor.secret, address: address)
    }
    return .on(since: since, recoveryCodes: codes)
  }

  /// Makes a secret for the user's app; nothing changes until ``confirmSecondFactor(of:code:from:)``.
  public func proposeSecondFactor(of user: User, password: String, from address: String) async throws {
    try await checkAgain(user, password: password, from: address)
    // Forty letters and digits hold more chance than the 160 bits that are taken of their hash.
    let chance = SHA256.hash(data: Array(identifiers.secret(length: 43).utf8))
    let factor = SecondFactor(
      user: user.id, secret: Base32.text(Array(chance).prefix(20)), confirmed: nil, lastStep: 0)
    try await control.write { rows in
      guard try rows.secondFactor(of: user.id)?.confirmed == nil else {
        throw SecondFactorRefusal.alreadyOn
      }
      try rows.propose(factor)
    }
  }

  /// Asks for codes from now on, and returns the recovery codes, which are shown this once.
  public func confirmSecondFactor(
    of user: User, code: String, from address: String
  ) async throws -> [String] {
    try throttle.admit(user: user.email, address: address)
    let now = clock.now
    let codes = (0..<Self.recoveryCodeCount).map { _ in newRecoveryCode() }
    let hashes = codes.map { Self.recoveryHash($0, of: user.id) }
    let entry = workspaces.entry(.secondFactorOn, by: .user(user.id), about: user.id)
    let isRight = try await control.write { rows -> Bool in
      guard let factor = try rows.secondFactor(of: user.id) else { throw SecondFactorRefusal.notOn }
      guard factor.confirmed == nil else { throw SecondFactorRefusal.alreadyOn }
      guard let step = Self.step(of: code, factor, at: now), try rows.takeStep(step, of: user.id),
        try rows.confirmSecondFactor(of: user.id, at: now)
      else { return false }
      try rows.setRecoveryCodes(of: user.id, hashes: hashes)
      try rows.insert(entry)
      return true
    }
    guard isRight else { throw SignInRefusal.wrongCode }
    throttle.succeeded(user: user.email, address: address)
    return codes
  }

  public func turnOffSecondFactor(
    of user: User, password: String, code: String, from address: String
  ) async throws {
    try await checkAgain(user, password: password, from: address)
    try throttle.admit(user: user.email, address: address)
    let now = clock.now
    let off = workspaces.entry(.secondFactorOff, by: .user(user.id), about: user.id)
    let isRight = try await control.write { [self] rows -> Bool in
      guard try rows.secondFactor(of: user.id)?.confirmed != nil else { throw SecondFactorRefusal.notOn }
      guard try take(code, of: user.id, rows, at: now) else { return false }
      try rows.deleteSecondFactor(of: user.id)
      try rows.endHalfSessions(of: user.id)
      try rows.insert(off)
      return true
    }
    guard isRight else { throw SignInRefusal.wrongCode }
    throttle.succeeded(user: user.email, address: address)
  }

  /// Takes a code of the app, or a recovery code, for good. False for any other text.
  func take(_ code: String, of user: UserID, _ rows: any Connection, at now: Instant) throws -> Bool {
    guard let factor = try rows.secondFactor(of: user), factor.confirmed != nil else { return false }
    if let step = Self.step(of: code, factor, at: now) { return try rows.takeStep(step, of: user) }
    guard try rows.takeRecoveryCode(Self.recoveryHash(code, of: user), of: user) else { return false }
    let left = try rows.recoveryCodeCount(of: user)
    try rows.insert(workspaces.entry(.recoveryCodeUsed, by: .user(user), about: user, detail: "\(left)"))
    return true
  }

  private static func step(of code: String, _ factor: SecondFactor, at now: Instant) -> Int64? {
    guard let secret = Base32.bytes(factor.secret) else { return nil }
    let typed = code.filter { !$0.isWhitespace }
    return OneTimeCode.step(of: typed, secret: secret, at: now, after: factor.lastStep)
  }

  /// "ABCD-EFGH-IJKL-MNOP": 80 bits.
  private func newRecoveryCode() -> String {
    let chance = SHA256.hash(data: Array(identifiers.secret(length: 43).utf8))
    let signs = Array(Base32.text(Array(chance).prefix(10)))
    return stride(from: 0, to: signs.count, by: 4).map { String(signs[$0..<$0 + 4]) }
      .joined(separator: "-")
  }

  /// Codes are long and random, so one round is enough to keep them; whose they are is part of them.
  private static func recoveryHash(_ code: String, of user: UserID) -> String {
    let plain = code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return WorkspaceDirectory.hash("\(user) \(plain)")
  }
}
