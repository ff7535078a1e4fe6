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

  /// What some customers' revenue is: by account and time, with all that is summed. New entries come at its
  /// end, or near it.
  static let revenueOfCustomers = Migration(
    number: 20, name: "revenue of customers",
    statements: [
      """
      CREATE INDEX posting_of_revenue ON posting (account, effective, customer, currency, amount)
      WHERE account IN ('revenue', 'deferred_revenue')
      """
    ])

  /// Pauses are movements of their own, and what changes its price is whole in both. All these tables are
  /// folded from facts: they begin empty, and the next question folds them anew.
  static let movementsAnew = Migration(
    number: 19, name: "movements anew",
    statements: [
      "DELETE FROM projection WHERE name IN ('recurring_revenue', 'revenue_asides')",
      "DROP TABLE movement", "DROP TABLE recurring_item", "DELETE FROM recurring_customer",
      "DROP TABLE revenue_aside", "DROP TABLE revenue_aside_item",
    ] + movementTables + asideTables)

  /// A contract that ends while it is paused says so by a movement of nothing. Where nobody ever paused, what
  /// is folded is as it would be; elsewhere the next question folds it anew. The movements go last: the
  /// others ask them.
  static let pausesThatEnd = Migration(
    number: 21, name: "pauses that end",
    statements: [
      "DELETE FROM projection WHERE name = 'recurring_revenue'" + whereSomeonePaused("AND"),
      "DELETE FROM recurring_item" + whereSomeonePaused("WHERE"),
      "DELETE FROM recurring_customer" + whereSomeonePaused("WHERE"),
      "DELETE FROM movement" + whereSomeonePaused("WHERE"),
    ])

  private static func whereSomeonePaused(_ word: String) -> String {
    " \(word) EXISTS (SELECT 1 FROM movement WHERE kind = 'paused')"
  }

  private static let movementTables = [
    """
    CREATE TABLE movement (
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
      from_price TEXT,
      from_level INT64,
      item_level INT64 NOT NULL,
      customer_level INT64 NOT NULL,
      customers INT64 NOT NULL,
      on_test_clock INT64 NOT NULL,
      effective INT64 NOT NULL,
      recorded INT64 NOT NULL,
      PRIMARY KEY (fact_stamp, fact_position, item),
      CHECK ((from_price IS NULL) = (from_level IS NULL))
    )
    """,
    "CREATE INDEX movement_by_effective ON movement (currency, effective, fact_stamp, fact_position, item)",
    "CREATE INDEX movement_by_customer ON movement (customer, effective, fact_stamp, fact_position, item)",
    // Holds all that the monthly sums read.
    "CREATE INDEX movement_sums ON movement (effective, currency, kind, on_test_clock, delta, customers)",
    """
    CREATE TABLE recurring_item (
      item TEXT PRIMARY KEY,
      customer TEXT NOT NULL,
      currency TEXT NOT NULL,
      price TEXT NOT NULL,
      level INT64 NOT NULL
    )
    """,
  ]

  private static let asideTables = [
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
      from_price TEXT,
      from_level INT64,
      on_test_clock INT64 NOT NULL,
      effective INT64 NOT NULL,
      recorded INT64 NOT NULL,
      PRIMARY KEY (fact_stamp, fact_position, item, aside),
      CHECK ((from_price IS NULL) = (from_level IS NULL))
    )
    """,
    """
    CREATE TABLE revenue_aside_item (
      item TEXT PRIMARY KEY,
      subscription TEXT NOT NULL,
      status TEXT NOT NULL,
      net INT64 NOT NULL,
      due INT64 NOT NULL,
      price TEXT NOT NULL,
      discount INT64 NOT NULL,
      at_risk INT64 NOT NULL,
      paused INT64 NOT NULL
    )
    """,
    "CREATE INDEX revenue_aside_item_by_subscription ON revenue_aside_item (subscription)",
  ]
}
