import Storage

/// No billing key stands twice, neither among the lines nor between them and what still waits.
struct BillingKeys {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Keyed {
    let key: String
    let id: String
  }

  func check() throws {
    let (lines, waiting) = (lines(), waiting())
    while let key = try earliest(lines.peek()?.key, waiting.peek()?.key) {
      let holders =
        try lines.take { $0.key == key }.map(\.id) + waiting.take { $0.key == key }.map(\.id)
      findings.looked(.billingKeys, holders.count)
      if holders.count > 1 { findings.found(.billingKeys, "The same thing is billed twice.", holders) }
      if BillingKey(key) == nil {
        findings.found(.billingKeys, "A line does not say what it bills.", holders)
      }
    }
    try checkTaken()
  }

  /// An item that an invoice took stands on that invoice.
  private func checkTaken() throws {
    let lost = try rows.query(
      """
      SELECT p.id, p.invoice FROM pending_item p
      LEFT JOIN invoice_line l ON l.billing_key = p.billing_key AND l.invoice = p.invoice
        AND l.amount = p.amount
      WHERE p.invoice IS NOT NULL AND l.id IS NULL ORDER BY p.id
      """, [:]
    ) { (id: try $0.text("id"), invoice: try $0.text("invoice")) }
    for item in lost {
      findings.found(
        .billingKeys, "An item that waited is marked as billed, and its invoice does not have it.",
        [item.id, item.invoice])
    }
  }

  private func lines() -> KeyedStream<Keyed> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT billing_key, id FROM invoice_line WHERE (billing_key, id) > (:key, :id)
        ORDER BY billing_key, id LIMIT :limit
        """, ["key": last?.key ?? "", "id": last?.id ?? "", "limit": KeyedStream<Keyed>.pageLength]
      ) { Keyed(key: try $0.text("billing_key"), id: try $0.text("id")) }
    }
  }

  private func waiting() -> KeyedStream<Keyed> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT billing_key, id FROM pending_item WHERE invoice IS NULL AND (billing_key, id) > (:key, :id)
        ORDER BY billing_key, id LIMIT :limit
        """, ["key": last?.key ?? "", "id": last?.id ?? "", "limit": KeyedStream<Keyed>.pageLength]
      ) { Keyed(key: try $0.text("billing_key"), id: try $0.text("id")) }
    }
  }
}
