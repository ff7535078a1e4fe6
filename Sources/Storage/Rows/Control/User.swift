import Chronology
import Identity

public enum UserEntity: Identified {
  public static let prefix = "user"
}
public typealias UserID = Identifier<UserEntity>

/// What somebody is in a workspace. The words are stored; what each may do, Operations decides.
public enum Role: String, Hashable, Sendable, CaseIterable {
  /// Looks, and changes nothing.
  case viewer
  /// Serves customers.
  case support
  /// Keeps the papers.
  case finance
  /// May everything.
  case owner
}

/// Somebody who may sign in. The e-mail is the name, in small letters.
public struct User: Hashable, Sendable {
  public let id: UserID
  public let email: String
  /// The hash of the password with all that was needed to make it.
  public let password: String
  /// The role in every workspace there is or will be; nil for a user who sees only what was granted.
  public let everywhere: Role?
  public let created: Instant

  public init(id: UserID, email: String, password: String, everywhere: Role?, created: Instant) {
    self.id = id
    self.email = email
    self.password = password
    self.everywhere = everywhere
    self.created = created
  }
}

/// One user's role in one workspace.
public struct WorkspaceRole: Hashable, Sendable {
  public let user: UserID
  /// The workspace's key.
  public let workspace: String
  public let role: Role

  public init(user: UserID, workspace: String, role: Role) {
    self.user = user
    self.workspace = workspace
    self.role = role
  }
}

/// A user who is signed in somewhere. Only the hash of what the browser shows is kept.
public struct UserSession: Hashable, Sendable {
  public let hash: String
  public let user: UserID
  public let created: Instant
  /// When it was last used, to the minute.
  public let seen: Instant

  public init(hash: String, user: UserID, created: Instant, seen: Instant) {
    self.hash = hash
    self.user = user
    self.created = created
    self.seen = seen
  }
}
