/// Taxes on lines.
extension WorkspaceSchema {
  static let taxRates = Migration(
    number: 8, name: "tax rates",
    statements: [
      """
      CREATE TABLE tax_rate (
        id TEXT PRIMARY KEY,
        percentage TEXT NOT NULL,
        inclusive INT64 NOT NULL,
        display_name TEXT NOT NULL,
        active INT64 NOT NULL,
        description TEXT,
        jurisdiction TEXT,
        country TEXT,
        state TEXT,
        kind TEXT,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL
      )
      """,
      "CREATE INDEX tax_rate_by_created ON tax_rate (created, id)",
      "ALTER TABLE subscription ADD COLUMN default_tax_rates TEXT",
      "ALTER TABLE subscription_item ADD COLUMN tax_rates TEXT",
      "ALTER TABLE invoice ADD COLUMN tax INT64",
      "ALTER TABLE invoice ADD COLUMN default_tax_rates TEXT",
      // What of the line's amount is tax and so never revenue.
      "ALTER TABLE invoice_line ADD COLUMN inclusive_tax INT64 NOT NULL DEFAULT 0",
    ])
}
