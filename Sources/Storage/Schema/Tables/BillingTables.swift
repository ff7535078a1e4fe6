/// Contracts, and the bills they make.
extension WorkspaceSchema {
  static let contracts = [
    """
    CREATE TABLE subscription (
      id TEXT PRIMARY KEY,
      customer TEXT NOT NULL REFERENCES customer (id),
      currency TEXT NOT NULL,
      status TEXT NOT NULL,
      cycle_anchor INT64 NOT NULL,
      cadence_unit TEXT NOT NULL,
      cadence_count INT64 NOT NULL,
      period_start INT64 NOT NULL,
      start_date INT64 NOT NULL,
      days_until_due INT64,
      default_payment_method TEXT,
      description TEXT,
      metadata TEXT NOT NULL,
      cancellation TEXT,
      ended_at INT64,
      latest_invoice TEXT,
      test_clock TEXT,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX subscription_by_created ON subscription (created, id)",
    "CREATE INDEX subscription_by_customer ON subscription (customer, created, id)",
    """
    CREATE INDEX subscription_by_test_clock ON subscription (test_clock, created, id)
    WHERE test_clock IS NOT NULL
    """,
    """
    CREATE TABLE subscription_item (
      id TEXT PRIMARY KEY,
      subscription TEXT NOT NULL REFERENCES subscription (id),
      place INT64 NOT NULL,
      price TEXT NOT NULL REFERENCES price (id),
      quantity INT64 NOT NULL,
      removed INT64 NOT NULL,
      period_start INT64 NOT NULL,
      period_end INT64 NOT NULL,
      revisions TEXT NOT NULL,
      metadata TEXT NOT NULL,
      created INT64 NOT NULL,
      UNIQUE (subscription, place)
    )
    """,
    "CREATE INDEX subscription_item_by_price ON subscription_item (price, subscription)",
  ]

  static let invoices = [
    """
    CREATE TABLE invoice (
      id TEXT PRIMARY KEY,
      customer TEXT NOT NULL REFERENCES customer (id),
      subscription TEXT REFERENCES subscription (id),
      currency TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT NOT NULL,
      days_until_due INT64,
      number TEXT UNIQUE,
      billed_to TEXT NOT NULL,
      period_start INT64 NOT NULL,
      period_end INT64 NOT NULL,
      created INT64 NOT NULL,
      subtotal INT64 NOT NULL,
      total INT64 NOT NULL,
      starting_balance INT64 NOT NULL,
      ending_balance INT64,
      amount_due INT64 NOT NULL CHECK (amount_due >= 0),
      amount_paid INT64 NOT NULL,
      amount_paid_out_of_band INT64 NOT NULL,
      attempt_count INT64 NOT NULL,
      attempted INT64 NOT NULL,
      next_payment_attempt INT64,
      auto_advance INT64 NOT NULL,
      finalizes_at INT64,
      finalized_at INT64,
      paid_at INT64,
      voided_at INT64,
      uncollectible_at INT64,
      due_date INT64,
      default_payment_method TEXT,
      description TEXT,
      metadata TEXT NOT NULL,
      subscription_metadata TEXT NOT NULL,
      test_clock TEXT
    )
    """,
    "CREATE INDEX invoice_by_created ON invoice (created, id)",
    "CREATE INDEX invoice_by_customer ON invoice (customer, created, id)",
    "CREATE INDEX invoice_by_subscription ON invoice (subscription, created, id)",
    """
    CREATE INDEX invoice_to_be_charged ON invoice (customer, finalized_at, id)
    WHERE finalized_at IS NOT NULL AND days_until_due IS NULL
    """,
    """
    CREATE TABLE invoice_line (
      id TEXT PRIMARY KEY,
      invoice TEXT NOT NULL REFERENCES invoice (id),
      place INT64 NOT NULL,
      billing_key TEXT NOT NULL UNIQUE,
      subscription TEXT,
      item TEXT,
      price TEXT NOT NULL,
      product TEXT NOT NULL,
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      period_start INT64 NOT NULL,
      period_end INT64 NOT NULL,
      content TEXT NOT NULL,
      UNIQUE (invoice, place)
    )
    """,
    """
    CREATE INDEX invoice_line_by_subscription ON invoice_line (subscription, period_start)
    WHERE subscription IS NOT NULL
    """,
    """
    CREATE TABLE pending_item (
      id TEXT PRIMARY KEY,
      customer TEXT NOT NULL REFERENCES customer (id),
      subscription TEXT,
      billing_key TEXT NOT NULL UNIQUE,
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      content TEXT NOT NULL,
      created INT64 NOT NULL,
      invoice TEXT
    )
    """,
    "CREATE INDEX pending_item_waiting ON pending_item (subscription, created, id) WHERE invoice IS NULL",
  ]
}
