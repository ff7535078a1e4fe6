import Chronology
import Identity
import Storage

/// Somebody who is signed in, and what they may see.
public struct Visitor: Sendable {
  public let user: User
  /// The workspaces that this user sees, by name, and the role in each.
  public let workspaces: [(workspace: Workspace, role: Role)]

  /// The workspace of that name and the role in it; nil also for one that exists and was not granted.
  public func access(to name: String) -> (workspace: Workspace, role: Role)? {
    workspaces.first { $0.workspace.name == name || $0.workspace.account == name }
  }
}

public enum SignInRefusal: Error, Hashable, Sendable {
  /// No such user, or another password: nobody is told which.
  case wrong
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

  /// A new session's token, which is returned once and kept as a hash.
  ///
  /// An unknown user takes as long as a wrong password: the work is done for nobody.
  /// - Parameter address: where the try comes from, as far as it is known.
  public func signIn(email: String, password: String, from address: String) async throws -> String {
    let email = UserRefusal.folded(email)
    try throttle.admit(user: email, address: address)
    let user = try await control.read { try $0.user(email: email) }
    guard password.utf8.count <= UserRefusal.passwordCharacters.upperBound else { throw SignInRefusal.wrong }
    let kept = try user.flatMap { PasswordHash(text: $0.password) } ?? nobody()
    let matches = try await work.run { try kept.matches(password) }
    guard matches, let user, PasswordHash(text: user.password) != nil else { throw SignInRefusal.wrong }
    throttle.succeeded(user: email, address: address)
    return try await beginSession(of: user, outdated: kept.cost != cost ? password : nil)
  }

  /// - Parameter outdated: the password, when its hash was made at another cost than today's.
  private func beginSession(of user: User, outdated: String?) async throws -> String {
    let token = identifiers.secret(length: 43)
    let now = clock.now
    let session = UserSession(hash: WorkspaceDirectory.hash(token), user: user.id, created: now, seen: now)
    let renewed = if let outdated { try await hash(outdated) } else { String?.none }
    try await control.write { rows in
      // A reset between the look at the password and now ends what this would begin.
      guard try rows.user(user.id)?.password == user.password else { throw SignInRefusal.wrong }
      if let renewed { try rows.setPassword(of: user.id, to: renewed) }
      try rows.endSessions(before: now.adding(seconds: -Self.sessionSeconds))
      try rows.insert(session)
    }
    return token
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
    try await control.write { try $0.end(session: hash) }
  }

  private static func workspaces(
    of user: User, _ rows: any Connection
  ) throws -> [(workspace: Workspace, role: Role)] {
    let granted = Dictionary(
      uniqueKeysWithValues: try rows.roles(of: user.id).map { ($0.workspace, $0.role) })
    return try rows.workspaces().compactMap { workspace in
      [user.everywhere, granted[workspace.key]].compactMap(\.self).max().map { (workspace, $0) }
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
