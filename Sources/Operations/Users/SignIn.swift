import Chronology
import Identity
import Storage

/// Somebody who is signed in, and what they may see.
public struct Visitor: Sendable {
  public let user: User
  /// The workspaces that this user sees, by name, and what the user may do in each.
  public let workspaces: [(workspace: Workspace, powers: Powers)]

  /// The workspace of that name and the powers in it; nil also for one that exists and was not granted.
  public func access(to name: String) -> (workspace: Workspace, powers: Powers)? {
    workspaces.first { $0.workspace.name == name || $0.workspace.account == name }
  }
}

/// What a right password leads to.
public enum SignInAnswer: Hashable, Sendable {
  /// The new session's token.
  case signedIn(String)
  /// A code is asked for too. The token stands for having come halfway, for a short time.
  case codeNeeded(String)
}

public enum SignInRefusal: Error, Hashable, Sendable {
  /// No such user, or another password: nobody is told which.
  case wrong
  /// Neither the code of this half minute nor an unused recovery code.
  case wrongCode
  /// The code came too long after the password, or something changed in between.
  case halfwayOver
  /// Too many tries for this user or from this address.
  case tooMany(secondsToWait: Int)
  /// Too many passwords are being looked at already.
  case busy
}

extension UserDirectory {
  /// How long a session lasts, used or not, and how long without being used.
  public static let sessionSeconds: Int64 = 7 * 86_400
  public static let idleSeconds: Int64 = 8 * 3_600
  /// A session's use is written down once a minute.
  private static let seenSeconds: Int64 = 60

  /// How long a right password counts until the code comes.
  public static let halfwaySeconds: Int64 = 300

  /// A new session's token, or what the code is asked for with; it is returned once and kept as a hash.
  ///
  /// An unknown user takes as long as a wrong password: the work is done for nobody.
  /// - Parameter address: where the try comes from, as far as it is known.
  public func signIn(email: String, password: String, from address: String) async throws -> SignInAnswer {
    let email = UserRefusal.folded(email)
    try throttle.admit(user: email, address: address)
    let user = try await control.read { try $0.user(email: email) }
    guard password.utf8.count <= UserRefusal.passwordCharacters.upperBound else { throw SignInRefusal.wrong }
    let kept = try user.flatMap { PasswordHash(text: $0.password) } ?? nobody()
    let matches = try await work.run { try kept.matches(password) }
    guard matches, let user, PasswordHash(text: user.password) != nil else {
      try await control.write { [self] in try noteFailure(of: user?.id, $0) }
      throw SignInRefusal.wrong
    }
    throttle.succeeded(user: email, address: address)
    return try await welcome(user, outdated: kept.cost != cost ? password : nil)
  }

  /// The second step for whoever has come halfway: a new session's token.
  /// - Parameter code: of the user's app, or a recovery code.
  public func signIn(code: String, halfway token: String, from address: String) async throws -> String {
    let half = WorkspaceDirectory.hash(token)
    let now = clock.now
    let user = try await control.read { rows in
      try rows.halfSession(half).flatMap { found in
        now - found.created < Self.halfwaySeconds ? try rows.user(found.user) : nil
      }
    }
    guard let user else { throw SignInRefusal.halfwayOver }
    try throttle.admit(user: user.email, address: address)
    let (session, secret) = newSession(of: user.id)
    let isRight = try await control.write { [self] rows -> Bool in
      guard try rows.halfSession(half) != nil else { throw SignInRefusal.halfwayOver }
      guard try take(code, of: user.id, rows, at: now) else {
        try noteFailure(of: user.id, rows)
        return false
      }
      guard try rows.endHalfSession(half) else { throw SignInRefusal.halfwayOver }
      try begin(session, rows)
      return true
    }
    guard isRight else { throw SignInRefusal.wrongCode }
    throttle.succeeded(user: user.email, address: address)
    return secret
  }

  /// - Parameter outdated: the password, when its hash was made at another cost than today's.
  private func welcome(_ user: User, outdated: String?) async throws -> SignInAnswer {
    let (session, token) = newSession(of: user.id)
    let now = session.created
    let renewed = if let outdated { try await hash(outdated) } else { String?.none }
    let needsCode = try await control.write { [self] rows -> Bool in
      // A reset between the look at the password and now ends what this would begin.
      guard try rows.user(user.id)?.password == user.password else { throw SignInRefusal.wrong }
      if let renewed { try rows.setPassword(of: user.id, to: renewed) }
      try rows.endSessions(before: now.adding(seconds: -Self.sessionSeconds))
      try rows.endHalfSessions(before: now.adding(seconds: -Self.halfwaySeconds))
      if try rows.secondFactor(of: user.id)?.confirmed != nil {
        try rows.beginHalfSession(session.hash, of: user.id, at: now)
        return true
      }
      try begin(session, rows)
      return false
    }
    return needsCode ? .codeNeeded(token) : .signedIn(token)
  }

  private func newSession(of user: UserID) -> (session: UserSession, token: String) {
    let token = identifiers.secret(length: 43)
    let now = clock.now
    return (UserSession(hash: WorkspaceDirectory.hash(token), user: user, created: now, seen: now), token)
  }

  /// Each sign-in that is written down takes more old ones away than it adds, so they are never more than
  /// those of the days for which they are kept, and no sign-in waits for many.
  private func begin(_ session: UserSession, _ rows: any Connection) throws {
    try rows.insert(session)
    try rows.insert(workspaces.entry(.signedIn, by: .user(session.user), about: session.user))
    try rows.forgetSignIns(
      before: session.created.adding(seconds: -Self.signInsKeptSeconds), limit: Self.signInsForgottenAtOnce)
  }

  /// Written down for nobody too, without a name: an unknown user must not be answered sooner.
  private func noteFailure(of user: UserID?, _ rows: any Connection) throws {
    try rows.insert(workspaces.entry(.signInFailed, by: .stranger, about: user))
    try rows.trimAccessEntries(.signInFailed, about: user, to: Self.failuresKept)
  }

  /// Who shows this token; nil when it is unknown, too old, or was not used for too long.
  ///
  /// Read from the database each time, so that what was revoked is gone at once in every process.
  public func visitor(token: String) async throws -> Visitor? {
    let hash = WorkspaceDirectory.hash(token)
    let now = clock.now
    let found = try await control.read { rows -> (UserSession, Visitor)? in
      guard let session = try rows.session(hash: hash),
        now - session.created < Self.sessionSeconds, now - session.seen < Self.idleSeconds,
        let user = try rows.user(session.user)
      else { return nil }
      return (session, Visitor(user: user, workspaces: try Self.workspaces(of: user, rows)))
    }
    guard let (session, visitor) = found else { return nil }
    if now - session.seen >= Self.seenSeconds {
      try await control.write { try $0.see(session: hash, at: now) }
    }
    return visitor
  }

  public func signOut(token: String) async throws {
    let hash = WorkspaceDirectory.hash(token)
    try await control.write { [workspaces] rows in
      guard let session = try rows.session(hash: hash), try rows.end(session: hash) else { return }
      try rows.insert(workspaces.entry(.signedOut, by: .user(session.user), about: session.user))
    }
  }

  private static func workspaces(
    of user: User, _ rows: any Connection
  ) throws -> [(workspace: Workspace, powers: Powers)] {
    let granted = Dictionary(
      uniqueKeysWithValues: try rows.roles(of: user.id).map { ($0.workspace, $0.role) })
    return try rows.workspaces().compactMap { workspace in
      Powers([user.everywhere, granted[workspace.key]].compactMap(\.self)).map { (workspace, $0) }
    }
  }

  private func nobody() throws -> PasswordHash {
    guard let hash = PasswordHash(text: Self.nobodyText(cost)) else { throw SignInRefusal.wrong }
    return hash
  }

  /// A hash that no password has, at today's cost.
  private static func nobodyText(_ cost: PasswordCost) -> String {
    let zeros = String(repeating: "0", count: 64)
    return "scrypt$\(cost.logRounds)$\(cost.blockSize)$\(cost.parallelism)$\(zeros.prefix(32))$\(zeros)"
  }
}
