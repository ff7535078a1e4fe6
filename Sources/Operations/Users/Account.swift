import Chronology
import Storage

/// A place where a user is signed in.
public struct OpenSession: Hashable, Sendable {
  /// Tells it from the user's others; nobody can sign in with it.
  public let name: String
  public let since: Instant
  public let lastSeen: Instant
  /// Whether it is the one that asks.
  public let isThis: Bool
}

extension UserDirectory {
  /// Where the user is signed in, the place used last first.
  /// - Parameter token: of the session that asks.
  public func sessions(of user: UserID, token: String) async throws -> [OpenSession] {
    let own = WorkspaceDirectory.hash(token)
    return try await openSessions(of: user).map { session in
      OpenSession(
        name: Self.name(of: session), since: session.created, lastSeen: session.seen,
        isThis: session.hash == own)
    }
  }

  /// Ends one session; nothing to do when it is over already.
  public func endSession(named name: String, of user: UserID) async throws {
    guard let session = try await openSessions(of: user).first(where: { Self.name(of: $0) == name }) else {
      return
    }
    let entry = workspaces.entry(.sessionsEnded, by: .user(user), about: user, detail: "1")
    try await control.write { rows in
      if try rows.end(session: session.hash) { try rows.insert(entry) }
    }
  }

  /// Ends all sessions of the user but the one that asks.
  public func endOtherSessions(of user: UserID, token: String) async throws {
    let own = WorkspaceDirectory.hash(token)
    try await control.write { [workspaces] rows in
      try rows.endHalfSessions(of: user)
      let count = try rows.endSessions(of: user, but: own)
      guard count > 0 else { return }
      try rows.insert(workspaces.entry(.sessionsEnded, by: .user(user), about: user, detail: "\(count)"))
    }
  }

  /// Sets a new password in place of the old one and ends every session of the user.
  /// - Returns: the token of a new session for whoever did it.
  public func changePassword(
    of user: User, from old: String, to new: String, at address: String
  ) async throws -> String {
    try UserRefusal.check(password: new)
    try await checkAgain(user, password: old, from: address)
    let hash = try await hash(new)
    let token = identifiers.secret(length: 43)
    let now = clock.now
    let session = UserSession(hash: WorkspaceDirectory.hash(token), user: user.id, created: now, seen: now)
    let entry = workspaces.entry(.passwordChanged, by: .user(user.id), about: user.id)
    try await control.write { rows in
      guard try rows.user(user.id)?.password == user.password else { throw SignInRefusal.wrong }
      try rows.setPassword(of: user.id, to: hash)
      try rows.endSessions(of: user.id)
      try rows.endHalfSessions(of: user.id)
      try rows.insert(session)
      try rows.insert(entry)
    }
    return token
  }

  /// Makes sure that whoever sits there is the user who signed in. A try counts like one at signing in.
  func checkAgain(_ user: User, password: String, from address: String) async throws {
    try throttle.admit(user: user.email, address: address)
    guard password.utf8.count <= UserRefusal.passwordCharacters.upperBound,
      let kept = PasswordHash(text: user.password), try await work.run({ try kept.matches(password) })
    else { throw SignInRefusal.wrong }
    throttle.succeeded(user: user.email, address: address)
  }

  private func openSessions(of user: UserID) async throws -> [UserSession] {
    let now = clock.now
    return try await control.read { rows in
      try rows.sessions(
        of: user, createdAfter: now.adding(seconds: -Self.sessionSeconds),
        seenAfter: now.adding(seconds: -Self.idleSeconds))
    }
  }

  private static func name(of session: UserSession) -> String { String(session.hash.prefix(20)) }
}
