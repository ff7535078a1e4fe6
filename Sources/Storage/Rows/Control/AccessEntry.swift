import Chronology
import Identity

public enum AccessEntryEntity: Identified {
  public static let prefix = "log"
}
public typealias AccessEntryID = Identifier<AccessEntryEntity>

/// One line of the access log: who came in, who may, and who changed that. What happens inside a workspace is
/// facts of its journal.
public struct AccessEntry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case signedIn = "signed_in"
    case signInFailed = "sign_in_failed"
    case signedOut = "signed_out"
    case sessionsEnded = "sessions_ended"
    case passwordChanged = "password_changed"
    case passwordReset = "password_reset"
    case secondFactorOn = "two_factor_on"
    case secondFactorOff = "two_factor_off"
    case recoveryCodeUsed = "recovery_code_used"
    case userCreated = "user_created"
    case userDeleted = "user_deleted"
    case roleGranted = "role_granted"
    case roleRevoked = "role_revoked"
    case keyCreated = "key_created"
    case keyRevoked = "key_revoked"
    case workspaceCreated = "workspace_created"
    case workspaceDeleted = "workspace_deleted"
  }

  public let id: AccessEntryID
  public let recorded: Instant
  public let kind: Kind
  /// `user/<id>`, or `command_line`.
  public let actor: String
  /// Whom it is about; nil for a key, a workspace, or nobody who is known.
  public let user: UserID?
  /// The key of the one workspace that it is about.
  public let workspace: String?
  /// A role, a key's id, a workspace's name, a number; never a secret.
  public let detail: String?

  public init(
    id: AccessEntryID, recorded: Instant, kind: Kind, actor: String, user: UserID?, workspace: String? = nil,
    detail: String? = nil
  ) {
    self.id = id
    self.recorded = recorded
    self.kind = kind
    self.actor = actor
    self.user = user
    self.workspace = workspace
    self.detail = detail
  }
}
