/// How revenue is recognised, and the totals of the ledger's accounts.
extension WorkspaceSchema {
  static let booksMigration = 5

  /// Months are `2026-10` and days `2026-10-31`, which sort as they follow each other.
  static let closes = [
    // Folded from the journal, line by line. What is recognised and what comes next move with the closes.
    """
    CREATE TABLE recognition_schedule (
      line TEXT PRIMARY KEY,
      document TEXT NOT NULL,
      customer TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INT64 NOT NULL,
      first_day TEXT NOT NULL,
      days INT64 NOT NULL CHECK (days > 0),
      issued_month TEXT NOT NULL,
      withdrawn_month TEXT,
      recognized INT64 NOT NULL,
      next_month TEXT
    )
    """,
    """
    CREATE INDEX recognition_due ON recognition_schedule (next_month, currency, customer, line)
    WHERE next_month IS NOT NULL
    """,
    "CREATE INDEX recognition_by_document ON recognition_schedule (document, line)",
    """
    CREATE TABLE book_close (
      id TEXT PRIMARY KEY,
      month TEXT NOT NULL UNIQUE,
      status TEXT NOT NULL CHECK (status IN ('closing', 'closed')),
      begun_at INT64 NOT NULL,
      closed_at INT64
    )
    """,
    """
    CREATE TABLE book_close_part (
      month TEXT NOT NULL REFERENCES book_close (month),
      number INT64 NOT NULL,
      fact TEXT NOT NULL UNIQUE,
      currency TEXT NOT NULL,
      amount INT64 NOT NULL,
      lines INT64 NOT NULL,
      PRIMARY KEY (month, number)
    )
    """,
    // What each line contributed to which close.
    """
    CREATE TABLE recognition (
      month TEXT NOT NULL,
      part INT64 NOT NULL,
      place INT64 NOT NULL,
      line TEXT NOT NULL,
      customer TEXT NOT NULL,
      amount INT64 NOT NULL,
      PRIMARY KEY (month, part, place),
      UNIQUE (line, month)
    )
    """,
    // Debits and credits of many customers may be more than 64 bits hold: they are decimal text.
    """
    CREATE TABLE account_total (
      account TEXT NOT NULL,
      currency TEXT NOT NULL,
      day TEXT NOT NULL,
      debit TEXT NOT NULL,
      credit TEXT NOT NULL,
      PRIMARY KEY (account, currency, day)
    )
    """,
    // Every document posts to the other accounts: their newest entries are found from the ledger's end.
    """
    CREATE INDEX posting_by_account ON posting (account, currency, fact, place)
    WHERE account IN ('revenue', 'bad_debt', 'customer_balance')
    """,
  ]
}
