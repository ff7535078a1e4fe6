/// What figures need beside what the business does: rates, spend, margins, and where customers come from.
extension WorkspaceSchema {
  /// Days are `2026-11-27` and months `2026-11`, which sort as they follow each other.
  static let analyticsInputs = Migration(
    number: 15, name: "analytics inputs",
    statements: [
      "ALTER TABLE customer ADD COLUMN acquisition_source TEXT",
      """
      CREATE TABLE reference_rates (
        id TEXT PRIMARY KEY,
        day TEXT NOT NULL UNIQUE,
        per_euro TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE marketing_spend (
        id TEXT PRIMARY KEY,
        channel TEXT NOT NULL,
        month TEXT NOT NULL,
        amount INT64 NOT NULL CHECK (amount >= 0),
        currency TEXT NOT NULL,
        UNIQUE (month, channel, currency)
      )
      """,
      """
      CREATE TABLE gross_margin (
        id TEXT PRIMARY KEY,
        product TEXT UNIQUE,
        basis_points INT64 NOT NULL CHECK (basis_points BETWEEN 0 AND 10000)
      )
      """,
    ])
}
