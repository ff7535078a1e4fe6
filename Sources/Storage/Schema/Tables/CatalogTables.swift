/// What is sold, and to whom.
extension WorkspaceSchema {
  static let catalog = [
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

  static let relations = [
    """
    CREATE TABLE test_clock (
      id TEXT PRIMARY KEY,
      name TEXT,
      frozen_time INT64 NOT NULL,
      target INT64,
      created INT64 NOT NULL,
      deleted INT64 NOT NULL
    )
    """,
    "CREATE INDEX test_clock_by_created ON test_clock (created, id)",
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
    "CREATE INDEX customer_by_test_clock ON customer (test_clock, created, id) WHERE test_clock IS NOT NULL",
  ]
}
