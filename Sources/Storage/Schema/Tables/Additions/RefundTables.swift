/// Money that goes back, and the credit notes that say what for.
extension WorkspaceSchema {
  static let refunds = Migration(
    number: 12, name: "refunds",
    statements: [
      "ALTER TABLE card_charge ADD COLUMN refunded INT64",
      """
      CREATE TABLE refund (
        id TEXT PRIMARY KEY,
        charge TEXT NOT NULL REFERENCES card_charge (id),
        payment_intent TEXT NOT NULL,
        customer TEXT NOT NULL,
        invoice TEXT NOT NULL,
        payment_method TEXT NOT NULL,
        attempt TEXT NOT NULL REFERENCES payment_attempt (id),
        gateway_reference TEXT NOT NULL,
        amount INT64 NOT NULL CHECK (amount > 0),
        currency TEXT NOT NULL,
        reason TEXT,
        status TEXT NOT NULL,
        failure TEXT,
        answered_at INT64,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL
      )
      """,
      "CREATE INDEX refund_by_created ON refund (created, id)",
      "CREATE INDEX refund_by_charge ON refund (charge, created, id)",
      "CREATE INDEX refund_by_intent ON refund (payment_intent, created, id)",
      "CREATE INDEX refund_open ON refund (customer, created, id) WHERE answered_at IS NULL",
      "ALTER TABLE credit_note ADD COLUMN refunded INT64",
      """
      CREATE TABLE credit_note_refund (
        credit_note TEXT NOT NULL REFERENCES credit_note (id),
        place INT64 NOT NULL,
        refund TEXT NOT NULL REFERENCES refund (id),
        amount INT64 NOT NULL CHECK (amount > 0),
        PRIMARY KEY (credit_note, place)
      )
      """,
      "CREATE INDEX credit_note_refund_by_refund ON credit_note_refund (refund)",
    ])
}
