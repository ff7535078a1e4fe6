import Notation
import Storage

/// Every credit note beside its lines and its invoice: totals are sums, no line is credited beyond what it
/// billed, and the invoice knows what was taken off it.
struct CreditedInvoices {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Note {
    let id: String
    let invoice: String
    let stands: Bool
    let subtotal: Int64
    let discount: Int64
    let tax: Int64
    let total: Int64
    let prePayment: Int64
    let postPayment: Int64
  }

  private struct Line {
    let invoiceLine: String?
    let amount: Int64
    let inclusiveTax: Int64
    let discount: Int64
    let taxes: [AuditedTax]
  }

  func check() throws {
    let notes = KeyedStream<Note> { last in
      try rows.query(
        """
        SELECT id, invoice, status, subtotal, discount, tax, total, pre_payment, to_balance, out_of_band,
          refunded
        FROM credit_note WHERE (invoice, id) > (:invoice, :id) ORDER BY invoice, id LIMIT :limit
        """,
        [
          "invoice": last?.invoice ?? "", "id": last?.id ?? "", "limit": KeyedStream<Note>.pageLength,
        ]
      ) { row in
        Note(
          id: try row.text("id"), invoice: try row.text("invoice"),
          stands: try row.text("status") == "issued", subtotal: try row.integer("subtotal"),
          discount: try row.integerOrNil("discount") ?? 0, tax: try row.integer("tax"),
          total: try row.integer("total"),
          prePayment: try row.integer("pre_payment"),
          postPayment: try row.integer("to_balance") + row.integer("out_of_band")
            + (row.integerOrNil("refunded") ?? 0))
      }
    }
    while let invoice = try notes.peek()?.invoice {
      try check(notes.take { $0.invoice == invoice }, of: invoice)
    }
    let lost = try rows.query(
      """
      SELECT i.id FROM invoice i
      WHERE (COALESCE(i.credited_open, 0) <> 0 OR COALESCE(i.credited_paid, 0) <> 0)
        AND NOT EXISTS (SELECT 1 FROM credit_note n WHERE n.invoice = i.id) ORDER BY i.id
      """, [:]
    ) { try $0.text("id") }
    for id in lost {
      findings.found(.invoiceTotals, "Something was credited of this invoice without a credit note.", [id])
    }
  }

  private func check(_ notes: [Note], of invoice: String) throws {
    var credited: [String: (amount: Int128, discount: Int128)] = [:]
    for note in notes {
      findings.looked(.invoiceTotals)
      let lines = try lines(of: note.id)
      check(note, lines)
      for line in lines where note.stands {
        guard let id = line.invoiceLine else { continue }
        credited[id, default: (0, 0)].amount += Int128(line.amount)
        credited[id, default: (0, 0)].discount += Int128(line.discount)
      }
    }
    for (id, sum) in credited.sorted(by: { precedes($0.key, $1.key) }) {
      let billed = try rows.query(
        "SELECT amount, discount FROM invoice_line WHERE id = :id AND invoice = :invoice",
        ["id": id, "invoice": invoice]
      ) { (amount: Int128(try $0.integer("amount")), discount: Int128(try $0.integer("discount"))) }
      guard let billed = billed.first, sum.amount <= billed.amount else {
        findings.found(.lineAmounts, "More is credited of a line than it billed.", [id, invoice])
        continue
      }
      // Each discount of a line is shared by itself and rounded, so that a few minor units lie between.
      if abs(sum.discount * billed.amount - billed.discount * sum.amount) > 20 * billed.amount {
        findings.found(.lineAmounts, "A credit note takes another share of a discount.", [id, invoice])
      }
    }
    let standing = notes.filter(\.stands)
    let told = try rows.query(
      "SELECT credited_open, credited_paid FROM invoice WHERE id = :id", ["id": invoice]
    ) { (try $0.integerOrNil("credited_open") ?? 0, try $0.integerOrNil("credited_paid") ?? 0) }
    let sums = (
      standing.reduce(0) { $0 + $1.prePayment }, standing.reduce(0) { $0 + $1.postPayment }
    )
    guard let told = told.first, told == sums else {
      return findings.found(
        .invoiceTotals, "An invoice does not say what its credit notes took off it.", [invoice])
    }
  }

  private func check(_ note: Note, _ lines: [Line]) {
    let amounts = lines.reduce(Int128(0)) { $0 + Int128($1.amount) }
    let taxes = lines.flatMap(\.taxes)
    let onTop = taxes.reduce(Int128(0)) { $1.isInclusive ? $0 : $0 + $1.amount }
    let within = taxes.reduce(Int128(0)) { $1.isInclusive ? $0 + $1.amount : $0 }
    let discounts = lines.reduce(Int128(0)) { $0 + Int128($1.discount) }
    if amounts != Int128(note.subtotal) || amounts - discounts + onTop != Int128(note.total)
      || discounts != Int128(note.discount)
      || onTop + within != Int128(note.tax)
      || within != lines.reduce(Int128(0), { $0 + Int128($1.inclusiveTax) })
      || note.total != note.prePayment + note.postPayment
    {
      findings.found(
        .invoiceTotals, "A credit note's total is not the sum of its lines and parts.",
        [note.id, note.invoice], ["total": Int128(note.total), "lines": amounts, "taxes": onTop + within])
    }
  }

  private func lines(of note: String) throws -> [Line] {
    try rows.query(
      """
      SELECT invoice_line, amount, discount, inclusive_tax, content FROM credit_note_line
      WHERE credit_note = :note ORDER BY place
      """, ["note": note]
    ) { row in
      Line(
        invoiceLine: try row.textOrNil("invoice_line"), amount: try row.integer("amount"),
        inclusiveTax: try row.integer("inclusive_tax"), discount: try row.integer("discount"),
        taxes: (parsed(try row.text("content"))?["taxes"]?.array ?? []).map(AuditedTax.init))
    }
  }
}
