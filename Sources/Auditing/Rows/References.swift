import Storage

/// Every id that a row names is there. The schema refuses some of these itself; others it cannot.
struct References {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Reference {
    let sentence: String
    let query: SQL

    /// - Parameter key: what names the row that points: a column of `table`.
    init(_ table: StaticString, _ column: StaticString, to parent: StaticString, key: StaticString = "id") {
      sentence = "A row of \(table) names a \(parent) in \(column) that is not there."
      query =
        SQL(stringLiteral: "SELECT c.") + SQL(stringLiteral: key) + "AS row_key, c."
        + SQL(stringLiteral: column) + "AS target FROM" + SQL(stringLiteral: table) + "c WHERE c."
        + SQL(stringLiteral: column) + "IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        + SQL(stringLiteral: parent) + "p WHERE p.id = c." + SQL(stringLiteral: column) + ") ORDER BY c."
        + SQL(stringLiteral: key) + ", c." + SQL(stringLiteral: column)
    }
  }

  private static let all = [
    Reference("price", "product", to: "product"),
    Reference("product", "default_price", to: "price"),
    Reference("customer", "test_clock", to: "test_clock"),
    Reference("customer", "default_payment_method", to: "payment_method"),
    Reference("subscription", "customer", to: "customer"),
    Reference("subscription", "default_payment_method", to: "payment_method"),
    Reference("subscription", "latest_invoice", to: "invoice"),
    Reference("subscription", "test_clock", to: "test_clock"),
    Reference("subscription_item", "subscription", to: "subscription"),
    Reference("subscription_item", "price", to: "price"),
    Reference("invoice", "customer", to: "customer"),
    Reference("invoice", "subscription", to: "subscription"),
    Reference("invoice", "default_payment_method", to: "payment_method"),
    Reference("invoice", "test_clock", to: "test_clock"),
    Reference("invoice_line", "invoice", to: "invoice"),
    Reference("invoice_line", "subscription", to: "subscription"),
    Reference("invoice_line", "price", to: "price"),
    Reference("invoice_line", "product", to: "product"),
    Reference("pending_item", "customer", to: "customer"),
    Reference("pending_item", "subscription", to: "subscription"),
    Reference("pending_item", "invoice", to: "invoice"),
    Reference("promotion_code", "coupon", to: "coupon"),
    Reference("promotion_code", "customer", to: "customer"),
    Reference("credit_note", "invoice", to: "invoice"),
    Reference("credit_note", "customer", to: "customer"),
    Reference("credit_note_line", "credit_note", to: "credit_note"),
    Reference("credit_note_line", "invoice_line", to: "invoice_line"),
    Reference("balance_adjustment", "customer", to: "customer"),
    Reference("payment_method", "customer", to: "customer"),
    Reference("payment_intent", "customer", to: "customer"),
    Reference("payment_intent", "invoice", to: "invoice"),
    Reference("payment_intent", "payment_method", to: "payment_method"),
    Reference("payment_intent", "latest_charge", to: "card_charge"),
    Reference("card_charge", "payment_intent", to: "payment_intent"),
    Reference("card_charge", "customer", to: "customer"),
    Reference("card_charge", "invoice", to: "invoice"),
    Reference("card_charge", "payment_method", to: "payment_method"),
    Reference("payment_attempt", "payment_intent", to: "payment_intent"),
    Reference("payment_attempt", "customer", to: "customer"),
    Reference("payment_attempt", "invoice", to: "invoice"),
    Reference("payment_attempt", "payment_method", to: "payment_method"),
    Reference("refund", "charge", to: "card_charge"),
    Reference("refund", "payment_intent", to: "payment_intent"),
    Reference("refund", "customer", to: "customer"),
    Reference("refund", "invoice", to: "invoice"),
    Reference("refund", "payment_method", to: "payment_method"),
    Reference("refund", "attempt", to: "payment_attempt"),
    Reference("credit_note_refund", "credit_note", to: "credit_note", key: "refund"),
    Reference("credit_note_refund", "refund", to: "refund", key: "credit_note"),
    Reference("setup_intent", "customer", to: "customer"),
    Reference("setup_intent", "payment_method", to: "payment_method"),
    Reference("balance", "customer", to: "customer", key: "customer"),
    Reference("recognition", "customer", to: "customer", key: "line"),
    Reference("recognition_schedule", "customer", to: "customer", key: "line"),
    Reference("book_close_part", "fact", to: "fact", key: "fact"),
    Reference("recurring_customer", "customer", to: "customer", key: "customer"),
    Reference("recurring_item", "customer", to: "customer", key: "item"),
    Reference("revenue_aside", "customer", to: "customer", key: "fact"),
    Reference("revenue_aside", "subscription", to: "subscription", key: "fact"),
    Reference("revenue_aside", "price", to: "price", key: "fact"),
    Reference("revenue_aside_item", "subscription", to: "subscription", key: "item"),
    Reference("movement", "customer", to: "customer", key: "fact"),
    Reference("movement", "subscription", to: "subscription", key: "fact"),
    Reference("movement", "price", to: "price", key: "fact"),
    Reference("import_row", "customer", to: "customer", key: "customer"),
    Reference("job", "customer", to: "customer"),
    Reference("fact", "customer", to: "customer"),
  ]

  /// What a request's reply waits for is an attempt, a refund or a card that is set up.
  private static let errands: SQL =
    """
    SELECT i.request_id AS row_key, i.attempt AS target FROM idempotency i
    WHERE i.attempt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment_attempt a WHERE a.id = i.attempt)
      AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.id = i.attempt)
      AND NOT EXISTS (SELECT 1 FROM setup_intent u WHERE u.id = i.attempt)
    ORDER BY i.request_id
    """

  func check() throws {
    findings.looked(.references)
    _ = try rows.query(Self.errands, [:]) { row in
      findings.found(
        .references, "A request waits for something that is not there.",
        [try row.text("row_key"), try row.text("target")])
    }
    for reference in Self.all {
      findings.looked(.references)
      _ = try rows.query(reference.query, [:]) { row in
        findings.found(
          .references, reference.sentence, [try row.text("row_key"), try row.text("target")])
      }
    }
  }
}
