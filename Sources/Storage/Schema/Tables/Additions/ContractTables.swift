/// What later issues added to contracts.
extension WorkspaceSchema {
  /// Trials, and invoices that are made and not collected.
  static let trialsAndPauses = Migration(
    number: 6, name: "trials and pauses",
    statements: [
      "ALTER TABLE subscription ADD COLUMN trial TEXT",
      "ALTER TABLE subscription ADD COLUMN collection_pause TEXT",
    ])

  /// Items that recur by an interval of their own or are billed afterwards, and calendars of other places.
  static let intervalsAndZones = Migration(
    number: 14, name: "intervals and zones",
    statements: [
      "ALTER TABLE subscription_item ADD COLUMN cadence_unit TEXT",
      "ALTER TABLE subscription_item ADD COLUMN cadence_count INT64",
      "ALTER TABLE subscription_item ADD COLUMN timing TEXT",
      "ALTER TABLE subscription ADD COLUMN time_zone TEXT",
      "ALTER TABLE customer ADD COLUMN time_zone TEXT",
    ])
}
