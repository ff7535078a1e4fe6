/// The tables of one workspace, as forward-only steps. Instants are unix seconds, money minor units, booleans 0
/// or 1, documents JSON text that is stored and never queried.
public enum WorkspaceSchema {
  public static let migrations = [
    Migration(
      number: 1, name: "the skeleton",
      statements: journal + catalog + relations + contracts + invoices + payments + books + work)
  ]

  private static let journal = [
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
    "CREATE INDEX movement_by_effective ON movement (currency, effective)",
    "CREATE INDEX movement_by_customer ON movement (customer, currency, fact_stamp, fact_position)",
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

  private static let catalog = [
    """
    CREATE TABLE product (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT,
      active INT64 NOT NULL,
      default_price TEXT,
      unit_label TEXT,
      statement_descriptor TEXT,
      url TEXT,
      images TEXT NOT NULL,
      metadata TEXT NOT NULL,
      created INT64 NOT NULL,
      updated INT64 NOT NULL
    )
    """,
    "CREATE INDEX product_by_created ON product (created, id)",
    """
    CREATE TABLE price (
      id TEXT PRIMARY KEY,
      product TEXT NOT NULL REFERENCES product (id),
      currency TEXT NOT NULL,
      model TEXT NOT NULL,
      cadence_unit TEXT,
      cadence_count INT64,
      active INT64 NOT NULL,
      nickname TEXT,
      lookup_key TEXT UNIQUE,
      tax_behavior TEXT NOT NULL,
      metadata TEXT NOT NULL,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX price_by_created ON price (created, id)",
    "CREATE INDEX price_by_product ON price (product, created, id)",
  ]

  private static let relations = [
    """
    CREATE TABLE test_clock (
      id TEXT PRIMARY KEY,
      name TEXT,
      frozen_time INT64 NOT NULL,
      target INT64,
      created INT64 NOT NULL
    )
    """,
    """
    CREATE TABLE customer (
      id TEXT PRIMARY KEY,
      name TEXT,
      email TEXT,
      phone TEXT,
      description TEXT,
      address TEXT,
      shipping TEXT,
      currency TEXT,
      invoice_prefix TEXT NOT NULL UNIQUE,
      next_invoice_sequence INT64 NOT NULL,
      default_payment_method TEXT,
      preferred_locales TEXT NOT NULL,
      tax_exemption TEXT NOT NULL,
      test_clock TEXT REFERENCES test_clock (id),
      metadata TEXT NOT NULL,
      created INT64 NOT NULL,
      deleted INT64 NOT NULL
    )
    """,
    "CREATE INDEX customer_by_created ON customer (created, id)",
    "CREATE INDEX customer_by_email ON customer (email, created, id)",
    "CREATE INDEX customer_by_test_clock ON customer (test_clock, created, id)",
  ]

  private static let contracts = [
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
    "CREATE INDEX subscription_item_by_price ON subscription_item (price)",
  ]

  private static let invoices = [
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
      period_start INT64 NOT NULL,
      period_end INT64 NOT NULL,
      content TEXT NOT NULL,
      UNIQUE (invoice, place)
    )
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
    "CREATE INDEX pending_item_by_customer ON pending_item (customer, invoice)",
  ]

  private static let payments = [
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
  ]

  private static let books = [
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

  private static let work = [
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
      UNIQUE (kind, subject)
    )
    """,
    "CREATE INDEX job_by_due ON job (state, clock, due, id)",
    """
    CREATE TABLE idempotency (
      key TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('started', 'finished')),
      request_id TEXT NOT NULL,
      attempt TEXT,
      status INT64,
      body BYTES,
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX idempotency_by_created ON idempotency (created)",
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
