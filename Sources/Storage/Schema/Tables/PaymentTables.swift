/// How bills are paid, and what the machine still has to do.
extension WorkspaceSchema {
  static let payments = [
    """
    CREATE TABLE payment_method (
      id TEXT PRIMARY KEY,
      customer TEXT,
      card TEXT NOT NULL,
      gateway_reference TEXT NOT NULL,
      billing_name TEXT,
      billing_email TEXT,
      billing_phone TEXT,
      billing_address TEXT,
      metadata TEXT NOT NULL,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX payment_method_by_created ON payment_method (created, id)",
    "CREATE INDEX payment_method_by_customer ON payment_method (customer, created, id)",
    """
    CREATE TABLE payment_intent (
      id TEXT PRIMARY KEY,
      customer TEXT NOT NULL REFERENCES customer (id),
      invoice TEXT NOT NULL UNIQUE REFERENCES invoice (id),
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      status TEXT NOT NULL,
      payment_method TEXT,
      latest_charge TEXT,
      last_decline TEXT,
      canceled_at INT64,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX payment_intent_by_created ON payment_intent (created, id)",
    "CREATE INDEX payment_intent_by_customer ON payment_intent (customer, created, id)",
    """
    CREATE TABLE card_charge (
      id TEXT PRIMARY KEY,
      payment_intent TEXT NOT NULL REFERENCES payment_intent (id),
      customer TEXT NOT NULL,
      invoice TEXT NOT NULL,
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      payment_method TEXT NOT NULL,
      decline TEXT,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX card_charge_by_created ON card_charge (created, id)",
    "CREATE INDEX card_charge_by_customer ON card_charge (customer, created, id)",
    "CREATE INDEX card_charge_by_intent ON card_charge (payment_intent, created, id)",
    """
    CREATE TABLE payment_attempt (
      id TEXT PRIMARY KEY,
      payment_intent TEXT NOT NULL REFERENCES payment_intent (id),
      customer TEXT NOT NULL,
      invoice TEXT NOT NULL REFERENCES invoice (id),
      number INT64 NOT NULL,
      payment_method TEXT NOT NULL,
      gateway_reference TEXT NOT NULL,
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      on_session INT64 NOT NULL,
      started_at INT64 NOT NULL,
      answer TEXT,
      answered_at INT64,
      UNIQUE (invoice, number)
    )
    """,
    "CREATE INDEX payment_attempt_open ON payment_attempt (customer, started_at, id) WHERE answer IS NULL",
  ]

  static let work = [
    """
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      customer TEXT,
      clock TEXT NOT NULL,
      due INT64 NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
      failures INT64 NOT NULL,
      claimed_until INT64 NOT NULL,
      claimed_by TEXT NOT NULL,
      last_error TEXT,
      UNIQUE (subject, kind)
    )
    """,
    "CREATE INDEX job_by_due ON job (state, clock, due, id)",
    """
    CREATE TABLE idempotency (
      key TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('started', 'answered', 'finished')),
      request_id TEXT NOT NULL,
      attempt TEXT,
      subject TEXT,
      status INT64,
      body BYTES,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX idempotency_by_created ON idempotency (created)",
    "CREATE INDEX idempotency_by_attempt ON idempotency (attempt) WHERE attempt IS NOT NULL",
    """
    CREATE TABLE import_row (
      source TEXT NOT NULL,
      row_key TEXT NOT NULL,
      customer TEXT NOT NULL,
      imported_at INT64 NOT NULL,
      PRIMARY KEY (source, row_key)
    )
    """,
  ]
}
