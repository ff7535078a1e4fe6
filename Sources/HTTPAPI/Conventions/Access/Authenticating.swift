/// Who may ask: turns the text of a key into the workspace it opens.
public protocol Authenticating: Sendable {
  func authenticate(_ key: String) async throws -> Authentication
}

public enum Authentication: Sendable {
  case granted(Access)
  case unknown
  case revoked
  /// A live key on a test workspace, or the other way round.
  case wrongMode
}

/// What a key opens.
public struct Access: Sendable {
  public let workspace: any WorkspaceAccess
  /// Names the key without being the key: rate limits and audit use it.
  public let keyID: String
  /// The account id under which the workspace presents itself.
  public let accountID: String

  public init(workspace: any WorkspaceAccess, keyID: String, accountID: String) {
    self.workspace = workspace
    self.keyID = keyID
    self.accountID = accountID
  }
}

/// The seam to a workspace.
public protocol WorkspaceAccess: Sendable {
  var name: String { get }
  var isLive: Bool { get }
}
