/// The log of facts, what is folded from it, and the ledger.
extension WorkspaceSchema {
  static let journal = [
    """
    CREATE TABLE fact (
      position POSITION,
      stamp INT64 NOT NULL,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      customer TEXT,
      payload TEXT NOT NULL,
      actor TEXT NOT NULL,
      request_id TEXT,
      idempotency_key TEXT,
      effective INT64 NOT NULL,
      recorded INT64 NOT NULL
    )
    """,
    "CREATE INDEX fact_by_subject ON fact (subject, stamp, position)",
    "CREATE INDEX fact_by_place ON fact (stamp, position)",
    "CREATE INDEX fact_by_recorded ON fact (recorded, stamp, position)",
    """
    CREATE TABLE projection (
      name TEXT PRIMARY KEY,
      stamp INT64 NOT NULL,
      position INT64 NOT NULL
    )
    """,
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
      kind TEXT NOT NULL CHECK (kind IN ('new', 'expansion', 'contraction', 'churn', 'reactivation')),
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
    "CREATE INDEX movement_by_effective ON movement (currency, effective, fact_stamp, fact_position, item)",
    "CREATE INDEX movement_by_customer ON movement (customer, effective, fact_stamp, fact_position, item)",
    // Holds all that the monthly sums read.
    "CREATE INDEX movement_sums ON movement (effective, currency, kind, on_test_clock, delta, customers)",
    """
    CREATE TABLE recurring_item (
      item TEXT PRIMARY KEY,
      customer TEXT NOT NULL,
      currency TEXT NOT NULL,
      level INT64 NOT NULL
    )
    """,
    """
    CREATE TABLE recurring_customer (
      customer TEXT NOT NULL,
      currency TEXT NOT NULL,
      level INT64 NOT NULL CHECK (level >= 0),
      was_paying INT64 NOT NULL,
      PRIMARY KEY (customer, currency)
    )
    """,
  ]

  static let books = [
    """
    CREATE TABLE posting (
      fact TEXT NOT NULL,
      place INT64 NOT NULL,
      account TEXT NOT NULL,
      customer TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INT64 NOT NULL,
      effective INT64 NOT NULL,
      PRIMARY KEY (fact, place)
    )
    """,
    "CREATE INDEX posting_by_customer ON posting (customer, account, currency)",
    """
    CREATE TABLE balance (
      customer TEXT NOT NULL,
      account TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INT64 NOT NULL,
      PRIMARY KEY (customer, account, currency)
    )
    """,
  ]
}
