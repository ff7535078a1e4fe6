import Chronology
import Crypto
import Identity
import Storage

/// A key that opens a workspace: what it is, and who it says to the journal.
public struct Access: Sendable {
  public let workspace: Workspace
  public let key: ApiKey
}

public enum AccessRefusal: Error, Hashable, Sendable {
  /// No such key; only the last characters may be shown.
  case unknown
  case revoked
}

extension WorkspaceDirectory {
  /// Makes a secret key. The key itself is returned once and only its hash is kept.
  public func createKey(in workspace: Workspace, name: String?) async throws -> (key: ApiKey, secret: String)
  {
    let (key, secret) = newKey(in: workspace, name: name)
    let entry = entry(.keyCreated, by: .commandLine, in: workspace.key, detail: key.id.text)
    try await control.write { rows in
      try rows.insert(key)
      try rows.insert(entry)
    }
    return (key, secret)
  }

  func newKey(in workspace: Workspace, name: String?) -> (key: ApiKey, secret: String) {
    let secret = "sk_\(workspace.mode.rawValue)_\(identifiers.secret(length: 48))"
    let key = ApiKey(
      id: identifiers.next(ApiKeyEntity.self), workspace: workspace.key, hash: Self.hash(secret),
      hint: String(secret.suffix(4)), name: name, created: clock.now, revoked: nil)
    return (key, secret)
  }

  public func keys(of workspace: Workspace) async throws -> [ApiKey] {
    try await control.read { try $0.apiKeys(workspace: workspace.key) }
  }

  /// Closes a key for good; every request with it is refused from the next one on.
  public func revokeKey(_ id: String, in workspace: Workspace) async throws {
    let instant = clock.now
    let entry = entry(.keyRevoked, by: .commandLine, in: workspace.key, detail: id)
    let revoked = try await control.write { rows in
      let isOpen = try rows.revoke(
        key: Identifier<ApiKeyEntity>(id), workspace: workspace.key, at: instant)
      if isOpen { try rows.insert(entry) }
      return isOpen
    }
    guard revoked else { throw WorkspaceRefusal.keyUnknown(id) }
  }

  /// The workspace a secret opens. Read again after every commit to the control database, so that a revoked
  /// key is refused at once by every process.
  public func authenticate(secret: String) async throws -> Access {
    let hash = Self.hash(secret)
    // Asked for before reading, so that what is kept is never older than the version it is kept under.
    let version = try control.version()
    if let version, let known = known.withLock({ $0.access(hash, at: version) }) { return known }
    let found = try await control.read { rows -> (ApiKey, Workspace)? in
      guard let key = try rows.apiKey(hash: hash), constantTimeEquals(Array(key.hash.utf8), Array(hash.utf8)),
        let workspace = try rows.workspace(key: key.workspace)
      else { return nil }
      return (key, workspace)
    }
    guard let (key, workspace) = found else { throw AccessRefusal.unknown }
    guard key.revoked == nil else { throw AccessRefusal.revoked }
    let access = Access(workspace: workspace, key: key)
    if let version { known.withLock { $0.note(access, hash, at: version) } }
    return access
  }

  /// Keys are long and random, so one round of SHA-256 is enough to keep them.
  static func hash(_ secret: String) -> String {
    SHA256.hash(data: Array(secret.utf8)).hexadecimal
  }
}

/// Whom the keys let in that were asked about since the last commit to the control database.
struct KnownAccess: Sendable {
  private var version: Int64?
  private var accesses: [String: Access] = [:]
  private static let countMost = 10_000

  func access(_ hash: String, at version: Int64) -> Access? {
    version == self.version ? accesses[hash] : nil
  }

  mutating func note(_ access: Access, _ hash: String, at version: Int64) {
    if version != self.version || accesses.count >= Self.countMost { accesses = [:] }
    self.version = version
    accesses[hash] = access
  }
}
