import Chronology
import Identity
import Storage

/// All users of one installation: who they are, what they may, and who is signed in.
public final class UserDirectory: Sendable {
  public let workspaces: WorkspaceDirectory
  let cost: PasswordCost
  let work: PasswordWork
  let throttle: SignInThrottle
  var control: any Database { workspaces.control }
  var clock: WallClock { workspaces.clock }
  var identifiers: IdentifierSource { workspaces.identifiers }

  /// - Parameter threads: where passwords are hashed, which takes a while at any cost that protects them.
  public init(workspaces: WorkspaceDirectory, threads: SideThreads, cost: PasswordCost = .standard) {
    self.workspaces = workspaces
    self.cost = cost
    work = PasswordWork(threads)
    throttle = SignInThrottle(clock: workspaces.clock)
  }

  /// Makes a user who may nothing yet.
  /// - Throws: ``UserRefusal``.
  public func create(
    email: String, password: String, by actor: AccessActor = .commandLine
  ) async throws -> User {
    let email = try UserRefusal.checked(email: email)
    try UserRefusal.check(password: password)
    let user = User(
      id: identifiers.next(UserEntity.self), email: email, password: try await hash(password),
      everywhere: nil,
      created: clock.now)
    let entry = workspaces.entry(.userCreated, by: actor, about: user.id)
    try await control.write(locking: ["user/\(email)"]) { rows in
      guard try rows.user(email: email) == nil else { throw UserRefusal.emailTaken(email) }
      try rows.insert(user)
      try rows.insert(entry)
    }
    return user
  }

  /// All users with their roles by the workspace's name, by e-mail.
  public func list() async throws -> [UserAccess] {
    try await control.read { rows in
      let names = Dictionary(uniqueKeysWithValues: try rows.workspaces().map { ($0.key, $0.name) })
      return try rows.users().map { user in
        let roles = try rows.roles(of: user.id).compactMap { role in
          names[role.workspace].map { ($0, role.role) }
        }
        return UserAccess(user: user, roles: Dictionary(uniqueKeysWithValues: roles))
      }
    }
  }

  public func find(_ email: String) async throws -> User? {
    let email = UserRefusal.folded(email)
    return try await control.read { try $0.user(email: email) }
  }

  /// Sets a new password and ends every session of the user.
  /// - Parameter withoutSecondFactor: whether no code is asked for any more, for who lost what makes them.
  public func reset(
    _ email: String, password: String, withoutSecondFactor: Bool = false, by actor: AccessActor = .commandLine
  ) async throws {
    try UserRefusal.check(password: password)
    let user = try await known(email)
    let hash = try await hash(password)
    let reset = workspaces.entry(.passwordReset, by: actor, about: user.id)
    let off = workspaces.entry(.secondFactorOff, by: actor, about: user.id)
    try await control.write { rows in
      try rows.setPassword(of: user.id, to: hash)
      try rows.endSessions(of: user.id)
      try rows.endHalfSessions(of: user.id)
      try rows.insert(reset)
      if withoutSecondFactor, try rows.deleteSecondFactor(of: user.id) { try rows.insert(off) }
    }
  }

  public func grant(
    _ role: Role, to email: String, in workspace: Workspace, by actor: AccessActor = .commandLine
  ) async throws {
    let user = try await known(email)
    let entry = workspaces.entry(
      .roleGranted, by: actor, about: user.id, in: workspace.key, detail: role.rawValue)
    try await control.write { rows in
      try rows.grant(WorkspaceRole(user: user.id, workspace: workspace.key, role: role))
      try rows.insert(entry)
    }
  }

  /// The role in every workspace, also in those to come; nil takes it back, and what was granted one by one
  /// stays.
  public func grantEverywhere(
    _ role: Role?, to email: String, by actor: AccessActor = .commandLine
  ) async throws {
    let user = try await known(email)
    let entry = workspaces.entry(
      role == nil ? .roleRevoked : .roleGranted, by: actor, about: user.id, detail: role?.rawValue)
    try await control.write { rows in
      guard try rows.user(user.id)?.everywhere != role else { return }
      try rows.setRoleEverywhere(of: user.id, to: role)
      try rows.insert(entry)
    }
  }

  public func withdraw(
    from email: String, in workspace: Workspace, by actor: AccessActor = .commandLine
  ) async throws {
    let user = try await known(email)
    let entry = workspaces.entry(.roleRevoked, by: actor, about: user.id, in: workspace.key)
    let done = try await control.write { rows in
      guard try rows.withdrawRole(of: user.id, in: workspace.key) else { return false }
      try rows.insert(entry)
      return true
    }
    guard done else { throw UserRefusal.noRole(email: user.email, workspace: workspace.name) }
  }

  /// Takes the user away; whoever is signed in as that user is out from the next page on.
  public func delete(_ email: String, by actor: AccessActor = .commandLine) async throws {
    let user = try await known(email)
    let entry = workspaces.entry(.userDeleted, by: actor, about: user.id)
    try await control.write { [workspaces] rows in
      for role in try rows.roles(of: user.id) {
        try rows.insert(
          workspaces.entry(.roleRevoked, by: actor, about: user.id, in: role.workspace))
      }
      try rows.delete(user: user.id)
      try rows.insert(entry)
    }
  }

  /// A password nobody chose: 22 letters and digits, 130 bits.
  public func newPassword() -> String { identifiers.secret(length: 22) }

  func known(_ email: String) async throws -> User {
    guard let user = try await find(email) else { throw UserRefusal.unknown(UserRefusal.folded(email)) }
    return user
  }

  func hash(_ password: String) async throws -> String {
    let salt = Array(identifiers.secret(length: PasswordHash.saltLength).utf8)
    return try await work.run { [cost] in
      try PasswordHash(password: password, salt: salt, cost: cost).text
    }
  }
}

/// A user and the workspaces that were granted one by one.
public struct UserAccess: Sendable {
  public let user: User
  /// By the workspace's name.
  public let roles: [String: Role]
}

/// What can be wrong with a user.
public enum UserRefusal: Error, Hashable, Sendable {
  case unknown(String)
  case emailTaken(String)
  case emailUnusable(String)
  case passwordTooShort
  case passwordTooLong
  case noRole(email: String, workspace: String)
  /// Nobody would be left who could change what this owner may.
  case lastOwner(workspace: String)

  public static let passwordCharacters = 12...256

  /// E-mails are compared in small letters, without what surrounds them.
  static func folded(_ email: String) -> String {
    String(email.lowercased().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  static func checked(email: String) throws(UserRefusal) -> String {
    let folded = folded(email)
    let parts = folded.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = folded.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, isPlain, folded.utf8.count <= 254 else {
      throw .emailUnusable(email)
    }
    return folded
  }

  static func check(password: String) throws(UserRefusal) {
    guard password.count >= passwordCharacters.lowerBound else { throw .passwordTooShort }
    guard password.utf8.count <= passwordCharacters.upperBound else { throw .passwordTooLong }
  }
}
