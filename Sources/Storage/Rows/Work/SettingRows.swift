import Receivables

extension Connection {
  /// What the workspace does about payments that fail.
  public func dunningPolicy() throws -> DunningPolicy {
    try first("SELECT value FROM workspace_setting WHERE name = 'dunning'", [:]) { row in
      try row.document("value")
    } ?? .standard
  }

  public func choose(_ policy: DunningPolicy) throws {
    try execute(
      """
      INSERT INTO workspace_setting (name, value) VALUES ('dunning', :value)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, ["value": try document(policy)])
  }

  /// What the addresses of the workspace's invoices follow from; nil before one was drawn.
  public func linkSecret() throws -> String? {
    try first("SELECT value FROM workspace_setting WHERE name = 'link_secret'", [:]) { try $0.text("value") }
  }

  /// Keeps it, unless somebody else was first.
  public func keepLinkSecret(_ secret: String) throws {
    try execute(
      """
      INSERT INTO workspace_setting (name, value) VALUES ('link_secret', :value)
      ON CONFLICT (name) DO NOTHING
      """, ["value": secret])
  }
}
