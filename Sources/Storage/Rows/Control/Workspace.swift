import Chronology
import Identity

/// One business's books: a database of its own, live or test for good.
public struct Workspace: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case live, test
  }

  /// Why a workspace's time stands still.
  public enum StandingReason: String, Hashable, Sendable, CaseIterable {
    /// Whoever fills it is not done.
    case held
    /// At the day its history from elsewhere was taken.
    case imported
    /// It came out of a backup, and nobody has looked at it yet.
    case restored
    /// It is a copy of another workspace and lives at a time of its own.
    case forked
  }

  /// The name of its database; see ``DatabaseHost``.
  public let key: String
  public let name: String
  public let mode: Mode
  /// What the API calls the business: `acct_…`.
  public let account: String
  public let created: Instant
  /// Where its own clock stands, for a workspace that does not live by real time.
  public let standsAt: Instant?
  /// Nil exactly when it stands nowhere.
  public let standsBecause: StandingReason?
  /// The account of the workspace it was copied from. Such a workspace is never live.
  public let forkedFrom: String?

  public init(
    key: String, name: String, mode: Mode, account: String, created: Instant, standsAt: Instant? = nil,
    standsBecause: StandingReason = .held, forkedFrom: String? = nil
  ) {
    self.key = key
    self.name = name
    self.mode = mode
    self.account = account
    self.created = created
    self.standsAt = standsAt
    self.standsBecause = standsAt == nil ? nil : standsBecause
    self.forkedFrom = forkedFrom
  }

  /// Whether it could charge somebody twice: its book is older than what its gateway has done. Nothing is
  /// changed and nothing leaves it until it is resumed.
  public var isPaused: Bool { mode == .live && standsBecause == .restored }
}

public enum ApiKeyEntity: Identified {
  public static let prefix = "key"
}
public typealias ApiKeyID = Identifier<ApiKeyEntity>

/// A secret that opens one workspace. Only its hash is kept.
public struct ApiKey: Hashable, Sendable {
  public let id: ApiKeyID
  /// The workspace's key.
  public let workspace: String
  public let hash: String
  /// What may be shown of the secret: its beginning and its last letters.
  public let hint: String
  public let name: String?
  public let created: Instant
  /// From when on it opens nothing any more.
  public let revoked: Instant?

  public init(
    id: ApiKeyID, workspace: String, hash: String, hint: String, name: String?, created: Instant,
    revoked: Instant? = nil
  ) {
    self.id = id
    self.workspace = workspace
    self.hash = hash
    self.hint = hint
    self.name = name
    self.created = created
    self.revoked = revoked
  }
}
