import Notation
import Storage

/// Every invoice beside what came in for it: attempts, the gateway's charges and money from elsewhere.
struct Payments {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Invoice {
    let id: String
    let status: String
    let amountPaid: Int64
    let amountPaidOutOfBand: Int64
    let intent: String?
    let intentStatus: String?
    let charged: Int64
    let refunded: Int64
    let charges: Int64
  }

  private struct Attempt {
    let id: String
    let invoice: String
    let number: Int64
    let answer: String?
    let answeredAt: Int64?

    var hasSucceeded: Bool { answer.flatMap(parsed)?["succeeded"] != nil }
  }

  func check() throws {
    let (invoices, attempts) = (invoices(), attempts())
    while let id = try earliest(invoices.peek()?.id, attempts.peek()?.invoice) {
      let own = try attempts.take { $0.invoice == id }
      guard let invoice = try invoices.take(while: { $0.id == id }).first else {
        findings.found(.attempts, "Attempts to collect an invoice that is not there.", [id])
        continue
      }
      checkMoney(of: invoice)
      if !own.isEmpty || invoice.charges > 0 { check(own, of: invoice) }
    }
  }

  private func checkMoney(of invoice: Invoice) {
    let cash = invoice.amountPaid - invoice.amountPaidOutOfBand
    if invoice.status == "paid" {
      findings.looked(.payments)
      if cash != 0, cash != invoice.charged {
        findings.found(
          .payments, "This invoice is paid, and the money for it did not come.",
          [invoice.id, invoice.intent],
          ["paid": Int128(cash), "charged": Int128(invoice.charged)])
      }
    } else if cash != 0 {
      findings.found(
        .payments, "Money is noted on an invoice that is not paid.", [invoice.id], ["paid": Int128(cash)])
    }
    guard invoice.charged > 0 else { return }
    findings.looked(.unappliedMoney)
    guard cash == 0, invoice.charged > invoice.refunded else { return }
    if invoice.status == "open" || invoice.status == "draft" {
      findings.found(
        .payments, "The money came, and the invoice is still open.", [invoice.id, invoice.intent],
        ["charged": Int128(invoice.charged)])
    } else {
      findings.found(
        .unappliedMoney, "Money came for an invoice that was settled another way.",
        [invoice.id, invoice.intent],
        ["charged": Int128(invoice.charged), "refunded": Int128(invoice.refunded)])
    }
  }

  private func check(_ attempts: [Attempt], of invoice: Invoice) {
    findings.looked(.attempts, attempts.count)
    func found(_ sentence: String, _ numbers: KeyValuePairs<String, Int128> = [:]) {
      findings.found(.attempts, sentence, [invoice.id, invoice.intent], numbers)
    }
    let successes = attempts.filter(\.hasSucceeded).count
    if successes > 1 || invoice.charges > 1 {
      found(
        "This invoice was collected more than once.",
        ["successes": Int128(successes), "charges": Int128(invoice.charges)])
    } else if Int64(successes) != invoice.charges {
      found(
        "The answers of the gateway and its charges do not agree.",
        ["successes": Int128(successes), "charges": Int128(invoice.charges)])
    }
    if attempts.enumerated().contains(where: { $1.number != Int64($0 + 1) }) {
      found("The attempts are not numbered 1, 2, 3 and so on.", ["attempts": Int128(attempts.count)])
    }
    if attempts.contains(where: { ($0.answer == nil) != ($0.answeredAt == nil) }) {
      found("An answer without its time, or a time without an answer.")
    }
    let waits = attempts.contains { $0.answer == nil }
    // An invoice that was settled another way meanwhile has its payment canceled before the answer comes.
    if waits != (invoice.intentStatus == "processing"), !(waits && invoice.intentStatus == "canceled") {
      found("The payment is under way exactly while an attempt has no answer.")
    }
    if (invoice.charges > 0) != (invoice.intentStatus == "succeeded") {
      found("The payment has succeeded exactly when a charge did.")
    }
  }

  private func invoices() -> KeyedStream<Invoice> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT i.id, i.status, i.amount_paid, i.amount_paid_out_of_band, p.id AS intent,
          p.status AS intent_status,
          (SELECT CAST(COALESCE(SUM(c.amount), 0) AS BIGINT) FROM card_charge c
            WHERE c.payment_intent = p.id AND c.decline IS NULL) AS charged,
          (SELECT CAST(COALESCE(SUM(c.refunded), 0) AS BIGINT) FROM card_charge c
            WHERE c.payment_intent = p.id) AS refunded,
          (SELECT COUNT(*) FROM card_charge c
            WHERE c.payment_intent = p.id AND c.decline IS NULL) AS charges
        FROM invoice i LEFT JOIN payment_intent p ON p.invoice = i.id
        WHERE i.id > :after ORDER BY i.id LIMIT :limit
        """, ["after": last?.id ?? "", "limit": KeyedStream<Invoice>.pageLength]
      ) { row in
        Invoice(
          id: try row.text("id"), status: try row.text("status"), amountPaid: try row.integer("amount_paid"),
          amountPaidOutOfBand: try row.integer("amount_paid_out_of_band"),
          intent: try row.textOrNil("intent"), intentStatus: try row.textOrNil("intent_status"),
          charged: try row.integer("charged"), refunded: try row.integer("refunded"),
          charges: try row.integer("charges"))
      }
    }
  }

  private func attempts() -> KeyedStream<Attempt> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, invoice, number, answer, answered_at FROM payment_attempt
        WHERE (invoice, number) > (:invoice, :number) ORDER BY invoice, number LIMIT :limit
        """,
        [
          "invoice": last?.invoice ?? "", "number": last?.number ?? .min,
          "limit": KeyedStream<Attempt>.pageLength,
        ]
      ) { row in
        Attempt(
          id: try row.text("id"), invoice: try row.text("invoice"), number: try row.integer("number"),
          answer: try row.textOrNil("answer"), answeredAt: try row.integerOrNil("answered_at"))
      }
    }
  }
}
