import Storage

/// Every refund beside its charge and the credit notes that speak of it: nothing goes back that did not come,
/// and nothing is credited that did not go back.
struct RefundedCharges {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Refund {
    let id: String
    let charge: String
    let amount: Int64
    let status: String
    let isAnswered: Bool
    let hasFailure: Bool
    let credited: Int64
    let isOfItsCharge: Bool

    /// Whether it counts against the charge.
    var holds: Bool { status != "failed" }
  }

  func check() throws {
    let refunds = refunds()
    while let charge = try refunds.peek()?.charge {
      try check(refunds.take { $0.charge == charge }, of: charge)
    }
    let lost = try rows.query(
      """
      SELECT c.id FROM card_charge c
      WHERE c.refunded IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.charge = c.id) ORDER BY c.id
      """, [:]
    ) { try $0.text("id") }
    for id in lost { findings.found(.refunds, "Something went back of this charge without a refund.", [id]) }
    try checkNotes()
  }

  private func check(_ refunds: [Refund], of charge: String) throws {
    findings.looked(.refunds, refunds.count)
    for refund in refunds { check(refund) }
    let told = try rows.query(
      "SELECT amount, refunded, decline FROM card_charge WHERE id = :id", ["id": charge]
    ) { row in
      (
        amount: try row.integer("amount"), refunded: try row.integerOrNil("refunded"),
        isPaid: try row.isNull("decline")
      )
    }
    guard let told = told.first else {
      return findings.found(.refunds, "A refund of a charge that is not there.", [refunds[0].id, charge])
    }
    let held = refunds.filter(\.holds).reduce(Int128(0)) { $0 + Int128($1.amount) }
    if !told.isPaid || held > Int128(told.amount) {
      findings.found(
        .refunds, "More went back of this charge than had come.", [charge],
        ["amount": told.isPaid ? Int128(told.amount) : 0, "refunds": held])
    }
    let answered = refunds.filter { $0.holds && $0.isAnswered }.reduce(Int128(0)) { $0 + Int128($1.amount) }
    if Int128(told.refunded ?? 0) != answered {
      findings.found(
        .refunds, "A charge does not say what went back of it.", [charge],
        ["refunded": Int128(told.refunded ?? 0), "refunds": answered])
    }
  }

  private func check(_ refund: Refund) {
    func found(_ sentence: String) { findings.found(.refunds, sentence, [refund.id, refund.charge]) }
    if !refund.isOfItsCharge {
      found("A refund names another payment, customer, invoice, card or currency than its charge.")
    }
    if refund.hasFailure == refund.holds { found("A refund that failed says why, and no other does.") }
    if refund.status != "pending", !refund.isAnswered { found("Only the gateway's answer ends a refund.") }
    if refund.credited > refund.amount { found("Credit notes speak of more than went back.") }
  }

  /// A note's refunds are of its invoice, and come to what it says.
  private func checkNotes() throws {
    _ = try rows.query(
      """
      SELECT n.id, COALESCE(n.refunded, 0) AS refunded,
        (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM credit_note_refund p
          WHERE p.credit_note = n.id) AS parts,
        (SELECT COUNT(*) FROM credit_note_refund p JOIN refund r ON r.id = p.refund
          WHERE p.credit_note = n.id AND r.invoice <> n.invoice) AS strangers
      FROM credit_note n
      WHERE n.refunded IS NOT NULL OR EXISTS (SELECT 1 FROM credit_note_refund p WHERE p.credit_note = n.id)
      ORDER BY n.id
      """, [:]
    ) { row in
      findings.looked(.refunds)
      let (refunded, parts) = (try row.integer("refunded"), try row.integer("parts"))
      guard try refunded != parts || row.integer("strangers") > 0 else { return }
      findings.found(
        .refunds, "A credit note's refunds are not what it says.", [try row.text("id")],
        ["refunded": Int128(refunded), "parts": Int128(parts)])
    }
  }

  private func refunds() -> KeyedStream<Refund> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT r.id, r.charge, r.amount, r.status, r.answered_at, r.failure,
          (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM credit_note_refund p
            WHERE p.refund = r.id) AS credited,
          (SELECT COUNT(*) FROM card_charge c
            WHERE c.id = r.charge AND c.payment_intent = r.payment_intent AND c.customer = r.customer
              AND c.invoice = r.invoice AND c.payment_method = r.payment_method
              AND c.currency = r.currency) AS matching
        FROM refund r WHERE (r.charge, r.id) > (:charge, :id) ORDER BY r.charge, r.id LIMIT :limit
        """,
        [
          "charge": last?.charge ?? "", "id": last?.id ?? "", "limit": KeyedStream<Refund>.pageLength,
        ]
      ) { row in
        Refund(
          id: try row.text("id"), charge: try row.text("charge"), amount: try row.integer("amount"),
          status: try row.text("status"), isAnswered: try !row.isNull("answered_at"),
          hasFailure: try !row.isNull("failure"), credited: try row.integer("credited"),
          isOfItsCharge: try row.integer("matching") == 1)
      }
    }
  }
}
