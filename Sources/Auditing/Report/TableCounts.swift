import Storage

enum TableCounts {
  private static let queries: [(StaticString, SQL)] = [
    ("balance", "SELECT COUNT(*) AS number FROM balance"),
    ("balance_adjustment", "SELECT COUNT(*) AS number FROM balance_adjustment"),
    ("book_close", "SELECT COUNT(*) AS number FROM book_close"),
    ("book_close_part", "SELECT COUNT(*) AS number FROM book_close_part"),
    ("card_charge", "SELECT COUNT(*) AS number FROM card_charge"),
    ("coupon", "SELECT COUNT(*) AS number FROM coupon"),
    ("credit_note", "SELECT COUNT(*) AS number FROM credit_note"),
    ("customer", "SELECT COUNT(*) AS number FROM customer"),
    ("fact", "SELECT COUNT(*) AS number FROM fact"),
    ("invoice", "SELECT COUNT(*) AS number FROM invoice"),
    ("invoice_line", "SELECT COUNT(*) AS number FROM invoice_line"),
    ("job", "SELECT COUNT(*) AS number FROM job"),
    ("movement", "SELECT COUNT(*) AS number FROM movement"),
    ("number_series", "SELECT COUNT(*) AS number FROM number_series"),
    ("payment_attempt", "SELECT COUNT(*) AS number FROM payment_attempt"),
    ("payment_intent", "SELECT COUNT(*) AS number FROM payment_intent"),
    ("payment_method", "SELECT COUNT(*) AS number FROM payment_method"),
    ("pending_item", "SELECT COUNT(*) AS number FROM pending_item"),
    ("posting", "SELECT COUNT(*) AS number FROM posting"),
    ("price", "SELECT COUNT(*) AS number FROM price"),
    ("product", "SELECT COUNT(*) AS number FROM product"),
    ("promotion_code", "SELECT COUNT(*) AS number FROM promotion_code"),
    ("recognition", "SELECT COUNT(*) AS number FROM recognition"),
    ("recognition_schedule", "SELECT COUNT(*) AS number FROM recognition_schedule"),
    ("refund", "SELECT COUNT(*) AS number FROM refund"),
    ("setup_intent", "SELECT COUNT(*) AS number FROM setup_intent"),
    ("subscription", "SELECT COUNT(*) AS number FROM subscription"),
    ("subscription_item", "SELECT COUNT(*) AS number FROM subscription_item"),
    ("tax_rate", "SELECT COUNT(*) AS number FROM tax_rate"),
    ("test_clock", "SELECT COUNT(*) AS number FROM test_clock"),
  ]

  static func read(_ rows: any Connection) throws -> [TableCount] {
    try queries.map { table, query in
      let counted = try rows.query(query, [:]) { try $0.integer("number") }
      return TableCount(table: table.description, rows: counted.first ?? 0)
    }
  }
}
