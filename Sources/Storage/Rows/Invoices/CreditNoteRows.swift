import Chronology
import Identity
import Invoicing
import Relations
import Subscriptions

/// Which credit notes; all given conditions hold.
public struct CreditNoteFilter: Sendable {
  public var customer: CustomerID?
  public var invoice: InvoiceID?

  public init(customer: CustomerID? = nil, invoice: InvoiceID? = nil) {
    self.customer = customer
    self.invoice = invoice
  }
}

extension Connection {
  /// Writes a credit note with its lines.
  public func insert(_ note: CreditNote) throws {
    try execute(
      """
      INSERT INTO credit_note (id, invoice, customer, currency, number, status, reason, memo, metadata,
        subtotal, discount, tax, total, pre_payment, to_balance, out_of_band, refunded, created,
        voided_at)
      VALUES (:id, :invoice, :customer, :currency, :number, :status, :reason, :memo, :metadata, :subtotal,
        :discount, :tax, :total, :pre_payment, :to_balance, :out_of_band, :refunded, :created,
        :voided_at)
      """,
      [
        "id": note.id, "invoice": note.invoice, "customer": note.customer, "currency": note.currency,
        "number": note.number, "status": note.status.rawValue, "reason": note.reason?.rawValue,
        "memo": note.memo, "metadata": try document(note.metadata), "subtotal": note.subtotal,
        "discount": note.discount, "tax": note.tax, "total": note.total, "pre_payment": note.prePayment,
        "to_balance": note.toBalance,
        "out_of_band": note.outOfBand, "refunded": note.refunds == nil ? nil : note.refunded,
        "created": note.created, "voided_at": note.voidedAt,
      ])
    for (place, line) in note.lines.enumerated() {
      try execute(
        """
        INSERT INTO credit_note_line (id, credit_note, place, invoice_line, amount, discount, inclusive_tax,
          currency, period_start, period_end, content)
        VALUES (:id, :credit_note, :place, :invoice_line, :amount, :discount, :inclusive_tax, :currency,
          :period_start, :period_end, :content)
        """,
        [
          "id": line.id, "credit_note": note.id, "place": place, "invoice_line": line.invoiceLine,
          "amount": line.amount, "discount": line.discount, "inclusive_tax": line.inclusiveTax,
          "currency": note.currency,
          "period_start": line.period.start, "period_end": line.period.end, "content": try document(line),
        ])
    }
    for (place, part) in (note.refunds ?? []).enumerated() {
      try execute(
        """
        INSERT INTO credit_note_refund (credit_note, place, refund, amount)
        VALUES (:credit_note, :place, :refund, :amount)
        """, ["credit_note": note.id, "place": place, "refund": part.refund, "amount": part.amount])
    }
  }

  /// How much of a refund credit notes speak of, in minor units.
  public func credited(of refund: RefundID) throws -> Int64 {
    try first(
      """
      SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS credited FROM credit_note_refund
      WHERE refund = :refund
      """, ["refund": refund]
    ) { try $0.integer("credited") } ?? 0
  }

  /// Writes what may change: its words, and whether it stands.
  public func update(_ note: CreditNote) throws {
    try changeOne(
      "updating a credit note",
      """
      UPDATE credit_note SET status = :status, memo = :memo, metadata = :metadata, voided_at = :voided_at
      WHERE id = :id
      """,
      [
        "status": note.status.rawValue, "memo": note.memo, "metadata": try document(note.metadata),
        "voided_at": note.voidedAt, "id": note.id,
      ])
  }

  public func creditNote(_ id: CreditNoteID) throws -> CreditNote? {
    try first(Statements.select + "WHERE id = :id", ["id": id], head).map(withLines)
  }

  /// Every credit note of an invoice, void ones too, oldest first.
  public func creditNotes(of invoice: InvoiceID) throws -> [CreditNote] {
    try query(
      Statements.select + "WHERE invoice = :invoice ORDER BY created, id", ["invoice": invoice], head
    ).map(withLines)
  }

  public func creditNotes(_ filter: CreditNoteFilter, _ page: Page) throws -> PageResult<CreditNote> {
    var listing = Listing("credit_note")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("invoice = :invoice", "invoice", filter.invoice)
    listing.require(page.created)
    let found = try list(Statements.select, listing, page, head)
    return PageResult(elements: try found.elements.map(withLines), hasMore: found.hasMore)
  }

  private func withLines(_ note: CreditNote) throws -> CreditNote {
    note.listing(
      try query(Statements.lines, ["credit_note": note.id]) { try $0.document("content") },
      refunds: try query(Statements.refunds, ["credit_note": note.id]) { row in
        CreditedRefund(try row.identifier("refund"), try row.integer("amount"))
      })
  }

  private func head(_ row: any Row) throws -> CreditNote {
    var note = CreditNote(
      id: try row.identifier("id"), invoice: try row.identifier("invoice"),
      customer: try row.identifier("customer"),
      currency: try row.currency("currency"), number: try row.text("number"),
      status: try row.choice("status"), reason: try row.textOrNil("reason").flatMap(CreditNote.Reason.init),
      metadata: try row.texts("metadata"), lines: [], subtotal: try row.integer("subtotal"),
      discount: try row.integerOrNil("discount"), tax: try row.integer("tax"),
      total: try row.integer("total"),
      prePayment: try row.integer("pre_payment"), toBalance: try row.integer("to_balance"),
      outOfBand: try row.integer("out_of_band"), created: try row.instant("created"))
    note.memo = try row.textOrNil("memo")
    note.voidedAt = try row.instantOrNil("voided_at")
    return note
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, invoice, customer, currency, number, status, reason, memo, metadata, subtotal, discount, tax,
      total, pre_payment, to_balance, out_of_band, created, voided_at
    FROM credit_note
    """
  static let lines: SQL =
    "SELECT content FROM credit_note_line WHERE credit_note = :credit_note ORDER BY place"
  static let refunds: SQL =
    "SELECT refund, amount FROM credit_note_refund WHERE credit_note = :credit_note ORDER BY place"
}
