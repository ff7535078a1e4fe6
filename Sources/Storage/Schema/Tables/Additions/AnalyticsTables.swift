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
  /// What stands beside recurring revenue; both tables are folded from facts and may be thrown away.
  static let revenueAsides = Migration(
    number: 17, name: "revenue asides",
    statements: [
      """
      CREATE TABLE revenue_aside (
        fact_stamp INT64 NOT NULL,
        fact_position INT64 NOT NULL,
        item TEXT NOT NULL,
        aside TEXT NOT NULL,
        fact TEXT NOT NULL,
        customer TEXT NOT NULL,
        subscription TEXT NOT NULL,
        price TEXT NOT NULL,
        currency TEXT NOT NULL,
        cause TEXT NOT NULL,
        delta INT64 NOT NULL,
        on_test_clock INT64 NOT NULL,
        effective INT64 NOT NULL,
        recorded INT64 NOT NULL,
        PRIMARY KEY (fact_stamp, fact_position, item, aside)
      )
      """,
      """
      CREATE TABLE revenue_aside_item (
        item TEXT PRIMARY KEY,
        subscription TEXT NOT NULL,
        status TEXT NOT NULL,
        net INT64 NOT NULL,
        due INT64 NOT NULL,
        discount INT64 NOT NULL,
        at_risk INT64 NOT NULL,
        paused INT64 NOT NULL
      )
      """,
      "CREATE INDEX revenue_aside_item_by_subscription ON revenue_aside_item (subscription)",
    ])
}
