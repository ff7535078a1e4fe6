/// What later issues added to contracts.
extension WorkspaceSchema {
  /// Trials, and invoices that are made and not collected.
  static let trialsAndPauses = Migration(
    number: 6, name: "trials and pauses",
    statements: [
      "ALTER TABLE subscription ADD COLUMN trial TEXT",
      "ALTER TABLE subscription ADD COLUMN collection_pause TEXT",
    ])
}
