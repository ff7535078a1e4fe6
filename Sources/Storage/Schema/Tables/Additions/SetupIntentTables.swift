/// Cards that are set up for later, and what customers tell their banks.
extension WorkspaceSchema {
  static let setupIntents = Migration(
    number: 13, name: "setup intents",
    statements: [
      "ALTER TABLE payment_intent ADD COLUMN metadata TEXT",
      // Whether the customer's bank has seen the customer for this attempt.
      "ALTER TABLE payment_attempt ADD COLUMN authenticated INT64",
      """
      CREATE TABLE setup_intent (
        id TEXT PRIMARY KEY,
        customer TEXT REFERENCES customer (id),
        payment_method TEXT,
        usage TEXT NOT NULL,
        status TEXT NOT NULL,
        tries INT64 NOT NULL,
        authenticated INT64 NOT NULL,
        last_error TEXT,
        cancellation_reason TEXT,
        description TEXT,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL
      )
      """,
      "CREATE INDEX setup_intent_by_created ON setup_intent (created, id)",
      "CREATE INDEX setup_intent_by_customer ON setup_intent (customer, created, id)",
      "CREATE INDEX setup_intent_by_method ON setup_intent (payment_method, created, id)",
    ])
}
