import Journal
import Operations

/// Who asks: the workspace that the key opens, and the name of the key.
struct Caller: Sendable {
  let workspace: OpenWorkspace
  /// Names the key without being the key; rate limits and the journal use it.
  let keyID: String
  /// Where browsers find the pages, for the addresses that answers give out.
  let site: String

  init(workspace: OpenWorkspace, keyID: String, site: String = "") {
    self.workspace = workspace
    self.keyID = keyID
    self.site = site
  }

  var isLive: Bool { workspace.record.mode == .live }
  /// What the format calls the business.
  var accountID: String { workspace.record.account }
}
