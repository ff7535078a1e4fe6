/// What the journal and its first fold learned later.
extension WorkspaceSchema {
  /// Who did what on pages: most facts are made by time and by keys, and reading all of them would find few.
  static let factsOfUsers = Migration(
    number: 18, name: "facts of users",
    statements: [
      """
      CREATE INDEX fact_by_user ON fact (recorded, stamp, position) WHERE actor >= 'user/' AND actor < 'user0'
      """
    ])

  /// SQLite changes what a column may hold in a new table only. A contract that never brought anything before
  /// it was paused begins when it is resumed, so that movement keeps its kind.
  static let pauseMovements = Migration(
    number: 19, name: "pauses are movements",
    statements: [
      """
      CREATE TABLE movement_with_pauses (
        fact_stamp INT64 NOT NULL,
        fact_position INT64 NOT NULL,
        item TEXT NOT NULL,
        fact TEXT NOT NULL,
        customer TEXT NOT NULL,
        subscription TEXT NOT NULL,
        price TEXT NOT NULL,
        currency TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN (
          'new', 'expansion', 'contraction', 'churn', 'reactivation', 'paused', 'resumed')),
        cause TEXT NOT NULL,
        delta INT64 NOT NULL,
        item_level INT64 NOT NULL,
        customer_level INT64 NOT NULL,
        customers INT64 NOT NULL,
        on_test_clock INT64 NOT NULL,
        effective INT64 NOT NULL,
        recorded INT64 NOT NULL,
        PRIMARY KEY (fact_stamp, fact_position, item)
      )
      """,
      """
      INSERT INTO movement_with_pauses
      SELECT fact_stamp, fact_position, item, fact, customer, subscription, price, currency,
        CASE
          WHEN cause = 'paused' THEN 'paused'
          WHEN cause = 'resumed' AND EXISTS (
            SELECT 1 FROM movement earlier WHERE earlier.customer = movement.customer
              AND earlier.subscription = movement.subscription
              AND (earlier.fact_stamp, earlier.fact_position) < (movement.fact_stamp, movement.fact_position)
          ) THEN 'resumed'
          ELSE kind
        END,
        cause, delta, item_level, customer_level, customers, on_test_clock, effective, recorded
      FROM movement
      """,
      "DROP TABLE movement",
      "ALTER TABLE movement_with_pauses RENAME TO movement",
      "CREATE INDEX movement_by_effective ON movement (currency, effective, fact_stamp, fact_position, item)",
      "CREATE INDEX movement_by_customer ON movement (customer, effective, fact_stamp, fact_position, item)",
      "CREATE INDEX movement_sums ON movement (effective, currency, kind, on_test_clock, delta, customers)",
    ])
}
