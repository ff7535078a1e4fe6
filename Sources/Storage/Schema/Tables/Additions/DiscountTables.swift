/// Coupons, the codes that use them, and what they take off.
extension WorkspaceSchema {
  static let discounts = Migration(
    number: 11, name: "discounts",
    statements: [
      """
      CREATE TABLE coupon (
        id TEXT PRIMARY KEY,
        name TEXT,
        reduction TEXT NOT NULL,
        duration TEXT NOT NULL,
        months INT64,
        products TEXT,
        max_redemptions INT64,
        redeem_by INT64,
        times_redeemed INT64 NOT NULL,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL,
        deleted INT64 NOT NULL
      )
      """,
      "CREATE INDEX coupon_by_created ON coupon (created, id)",
      """
      CREATE TABLE promotion_code (
        id TEXT PRIMARY KEY,
        code TEXT NOT NULL,
        folded_code TEXT NOT NULL,
        coupon TEXT NOT NULL REFERENCES coupon (id),
        customer TEXT REFERENCES customer (id),
        active INT64 NOT NULL,
        expires_at INT64,
        max_redemptions INT64,
        times_redeemed INT64 NOT NULL,
        first_time_only INT64 NOT NULL,
        minimums TEXT,
        metadata TEXT NOT NULL,
        created INT64 NOT NULL
      )
      """,
      "CREATE INDEX promotion_code_by_created ON promotion_code (created, id)",
      "CREATE INDEX promotion_code_by_code ON promotion_code (folded_code)",
      "CREATE INDEX promotion_code_by_coupon ON promotion_code (coupon, created, id)",
      "CREATE INDEX promotion_code_by_customer ON promotion_code (customer)",
      "ALTER TABLE subscription ADD COLUMN discounts TEXT",
      "ALTER TABLE subscription_item ADD COLUMN discounts TEXT",
      "ALTER TABLE invoice ADD COLUMN discounts TEXT",
      "ALTER TABLE invoice ADD COLUMN discount INT64",
      // What discounts take off the line's amount.
      "ALTER TABLE invoice_line ADD COLUMN discount INT64 NOT NULL DEFAULT 0",
      "ALTER TABLE credit_note ADD COLUMN discount INT64",
      "ALTER TABLE credit_note_line ADD COLUMN discount INT64 NOT NULL DEFAULT 0",
    ])
}
