/// What later issues added to invoices.
extension WorkspaceSchema {
  /// Invoices and lines that somebody writes by hand, and changes of a customer's balance.
  static let invoicesByHand = Migration(
    number: 7, name: "invoices by hand",
    statements: [
      "ALTER TABLE invoice ADD COLUMN footer TEXT",
      "ALTER TABLE invoice ADD COLUMN custom_fields TEXT",
      "ALTER TABLE invoice ADD COLUMN sent_at INT64",
    ] + linesWithoutPrice + [
      "ALTER TABLE pending_item ADD COLUMN placed_on TEXT",
      "CREATE INDEX pending_item_next ON pending_item (customer, invoice, created, id)",
      "CREATE INDEX pending_item_by_created ON pending_item (created, id)",
      "CREATE INDEX pending_item_by_customer ON pending_item (customer, created, id)",
      "CREATE INDEX pending_item_by_invoice ON pending_item (invoice, created, id) WHERE invoice IS NOT NULL",
      """
      CREATE TABLE balance_adjustment (
        id TEXT PRIMARY KEY,
        customer TEXT NOT NULL REFERENCES customer (id),
        amount INT64 NOT NULL,
        currency TEXT NOT NULL,
        description TEXT,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL
      )
      """,
      "CREATE INDEX balance_adjustment_by_customer ON balance_adjustment (customer, id)",
    ])

  /// A line may bill an amount that no price asks for. SQLite takes a NOT NULL away from a new table only.
  private static let linesWithoutPrice = [
    """
    CREATE TABLE invoice_line_with_or_without_price (
      id TEXT PRIMARY KEY,
      invoice TEXT NOT NULL REFERENCES invoice (id),
      place INT64 NOT NULL,
      billing_key TEXT NOT NULL UNIQUE,
      subscription TEXT,
      item TEXT,
      price TEXT,
      product TEXT,
      amount INT64 NOT NULL,
      currency TEXT NOT NULL,
      period_start INT64 NOT NULL,
      period_end INT64 NOT NULL,
      content TEXT NOT NULL,
      UNIQUE (invoice, place)
    )
    """,
    """
    INSERT INTO invoice_line_with_or_without_price
    SELECT id, invoice, place, billing_key, subscription, item, price, product, amount, currency,
      period_start, period_end, content
    FROM invoice_line ORDER BY id
    """,
    "DROP TABLE invoice_line",
    "ALTER TABLE invoice_line_with_or_without_price RENAME TO invoice_line",
    """
    CREATE INDEX invoice_line_by_subscription ON invoice_line (subscription, period_start)
    WHERE subscription IS NOT NULL
    """,
  ]
}
