/// Documents that take back parts of invoices.
extension WorkspaceSchema {
  static let creditNotes = Migration(
    number: 10, name: "credit notes",
    statements: [
      "ALTER TABLE invoice ADD COLUMN credited_open INT64",
      "ALTER TABLE invoice ADD COLUMN credited_paid INT64",
      """
      CREATE TABLE credit_note (
        id TEXT PRIMARY KEY,
        invoice TEXT NOT NULL REFERENCES invoice (id),
        customer TEXT NOT NULL REFERENCES customer (id),
        currency TEXT NOT NULL,
        number TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL,
        reason TEXT,
        memo TEXT,
        metadata TEXT NOT NULL,
        subtotal INT64 NOT NULL,
        tax INT64 NOT NULL,
        total INT64 NOT NULL,
        pre_payment INT64 NOT NULL,
        to_balance INT64 NOT NULL,
        out_of_band INT64 NOT NULL,
        created INT64 NOT NULL,
        voided_at INT64
      )
      """,
      "CREATE INDEX credit_note_by_created ON credit_note (created, id)",
      "CREATE INDEX credit_note_by_customer ON credit_note (customer, created, id)",
      "CREATE INDEX credit_note_by_invoice ON credit_note (invoice, created, id)",
      """
      CREATE TABLE credit_note_line (
        id TEXT PRIMARY KEY,
        credit_note TEXT NOT NULL REFERENCES credit_note (id),
        place INT64 NOT NULL,
        invoice_line TEXT,
        amount INT64 NOT NULL,
        inclusive_tax INT64 NOT NULL,
        currency TEXT NOT NULL,
        period_start INT64 NOT NULL,
        period_end INT64 NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (credit_note, place)
      )
      """,
      "CREATE INDEX credit_note_line_by_line ON credit_note_line (invoice_line)",
    ])
}
