import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

/// Takes back a part of a final invoice: off what it still asks for, or as credit for what was paid.
public struct IssueCreditNote: SettlingCommand {
  public enum Line: Sendable {
    case amount(Int64, of: InvoiceLineID)
    case quantity(Int64, of: InvoiceLineID)
    case custom(Int64, quantity: Int64?, description: String, taxRates: [TaxRateID])
  }

  public let invoice: InvoiceID
  public var lines: [Line]
  public var parts = Invoice.CreditParts()
  /// Minor units that go back to the card by this note.
  public var refundAmount: Int64?
  /// Refunds that went before, and how much of each it is about; nil is all that no note speaks of.
  public var refunds: [(refund: RefundID, amount: Int64?)] = []
  /// What it must come to with tax; nil takes what the lines come to. Without lines it is taken from all
  /// lines of the invoice by what is left of them.
  public var amount: Int64?
  public var reason: CreditNote.Reason?
  public var memo: String?
  public var metadata: [String: String] = [:]

  public init(invoice: InvoiceID, lines: [Line] = []) {
    self.invoice = invoice
    self.lines = lines
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.invoice(invoice).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> CreditNoteID {
    let found = try session.known(session.states.invoice(invoice), .invoice, invoice.text, field: "invoice")
    guard let customer = try session.states.customer(found.customer) else {
      throw Refusal.customerDeleted(id: found.customer.text)
    }
    let instant = try session.now(for: customer)
    // An answer may still bring the money of what is to be credited.
    guard try !session.isPaymentUnderWay(of: found) else {
      throw InvoicingRefusal.paymentUnderWay(id: invoice.text)
    }
    var parts = parts
    parts.refunds = try known(refunds, of: found, session)
    if let refundAmount {
      let refund = try giveBack(refundAmount, of: found, session, at: instant)
      parts.refunds.append(CreditedRefund(refund.id, refund.amount.minorUnits))
    }
    let billed = try session.rows.lines(of: invoice)
    let earlier = try session.rows.creditNotes(of: invoice)
    var note =
      if let amount, lines.isEmpty {
        try found.creditNote(
          session.newID(), comingTo: amount, of: billed, after: earlier, parts: parts, reason: reason,
          at: instant
        ) { session.newID() }
      } else {
        try found.creditNote(
          session.newID(), over: wishes(billed, session), of: billed, after: earlier, parts: parts,
          reason: reason, at: instant)
      }
    if let amount, amount != note.total { throw CreditRefusal.amountDiffers(total: note.total) }
    note.memo = memo
    note.metadata = metadata
    try session.create(note, of: found)
    try session.credit(found, by: note, customer: customer, at: instant)
    return note.id
  }

  private func giveBack(
    _ amount: Int64, of invoice: Invoice, _ session: Session, at instant: Instant
  ) throws -> Refund {
    let field = "refund_amount"
    let intent = try session.rows.paymentIntent(for: invoice.id)
    guard intent?.status == .succeeded, let charge = try intent?.latestCharge.flatMap(session.rows.charge)
    else { throw RefundRefusal.notPaid(id: invoice.id.text, field: field) }
    return try session.giveBack(
      amount, of: charge, field: field, amountField: field, reason: reason?.ofRefund, at: instant)
  }

  /// The parts of earlier refunds that this note speaks of.
  private func known(
    _ refunds: [(refund: RefundID, amount: Int64?)], of invoice: Invoice, _ session: Session
  ) throws -> [CreditedRefund] {
    var taken: [RefundID: Int64] = [:]
    return try refunds.enumerated().map { index, part in
      let field = "refunds[\(index)][refund]"
      let id = part.refund
      let refund = try session.known(session.rows.refund(id), .refund, id.text, field: field)
      guard refund.invoice == invoice.id else {
        throw RefundRefusal.ofAnotherInvoice(id: id.text, field: field)
      }
      guard refund.holds else { throw RefundRefusal.failed(id: id.text, field: field) }
      let left = try refund.amount.minorUnits - session.rows.credited(of: id) - taken[id, default: 0]
      let amountField = "refunds[\(index)][amount_refunded]"
      guard let wanted = part.amount ?? (left > 0 ? left : nil), wanted <= left else {
        throw RefundRefusal.creditedBefore(
          id: id.text, most: Money(left, refund.amount.currency),
          field: part.amount == nil ? field : amountField)
      }
      guard wanted > 0 else { throw RefundRefusal.amountNotPositive(field: amountField) }
      taken[id, default: 0] += wanted
      return CreditedRefund(id, wanted)
    }
  }

  private func wishes(_ billed: [InvoiceLine], _ session: Session) throws -> [CreditWish] {
    try lines.enumerated().map { index, line in
      let field = "lines[\(index)]"
      let subject: CreditWish.Subject =
        switch line {
        case .amount(let amount, let id): .amount(amount, of: try known(id, billed, field))
        case .quantity(let quantity, let id): .quantity(quantity, of: try known(id, billed, field))
        case .custom(let amount, let quantity, let description, let rates):
          .custom(
            amount, quantity: quantity, description: description,
            try session.taxTerms(rates, field: "\(field)[tax_rates]") ?? [])
        }
      return CreditWish(id: session.newID(), subject, field: field)
    }
  }

  private func known(_ id: InvoiceLineID, _ billed: [InvoiceLine], _ field: String) throws -> InvoiceLineID {
    guard billed.contains(where: { $0.id == id }) else {
      throw Refusal.unknown(.invoiceLine, id: id.text, field: "\(field)[invoice_line_item]")
    }
    return id
  }

  public static func subject(of outcome: CreditNoteID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> CreditNoteID? { CreditNoteID(subject) }
}

extension CreditNote.Reason {
  /// A refund knows fewer reasons.
  fileprivate var ofRefund: Refund.Reason? {
    switch self {
    case .duplicate: .duplicate
    case .fraudulent: .fraudulent
    case .orderChange, .productUnsatisfactory: nil
    }
  }
}

/// Changes what a credit note says beside its amounts.
public struct DescribeCreditNote: CreditNoteCommand {
  public let id: CreditNoteID
  public var memo: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep

  public init(_ id: CreditNoteID) {
    self.id = id
  }

  public func run(in session: Session) throws -> CreditNoteID {
    let (old, invoice, _, instant) = try load(in: session)
    var new = old
    memo.apply(to: &new.memo)
    try metadata.apply(to: &new.metadata)
    try session.change(old, to: new, of: invoice, because: .updated, at: instant)
    return id
  }
}

/// Takes a credit note back, as long as nothing of it has left the invoice.
public struct VoidCreditNote: CreditNoteCommand {
  public let id: CreditNoteID

  public init(_ id: CreditNoteID) {
    self.id = id
  }

  public func run(in session: Session) throws -> CreditNoteID {
    let (note, invoice, customer, instant) = try load(in: session)
    try invoice.checkVoidable(note)
    guard try !session.isPaymentUnderWay(of: invoice) else {
      throw InvoicingRefusal.paymentUnderWay(id: invoice.id.text)
    }
    try session.void(note, of: invoice, customer: customer, at: instant)
    return id
  }
}

public protocol CreditNoteCommand: SettlingCommand where Outcome == CreditNoteID {
  var id: CreditNoteID { get }
}

extension CreditNoteCommand {
  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.creditNote(id).map { [.customer($0.customer)] } ?? []
  }

  public static func subject(of outcome: CreditNoteID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> CreditNoteID? { CreditNoteID(subject) }

  fileprivate func load(
    in session: Session
  ) throws -> (note: CreditNote, invoice: Invoice, customer: Customer, instant: Instant) {
    let note = try session.known(session.rows.creditNote(id), .creditNote, id.text, field: nil)
    guard let invoice = try session.states.invoice(note.invoice) else {
      throw Refusal.unknown(.invoice, id: note.invoice.text, field: nil)
    }
    guard let customer = try session.states.customer(note.customer) else {
      throw Refusal.customerDeleted(id: note.customer.text)
    }
    return (note, invoice, customer, try session.now(for: customer))
  }
}

extension Session {
  /// What a credit note, or its becoming void, makes of its invoice and of what is asked for it.
  fileprivate func credit(
    _ invoice: Invoice, by note: CreditNote, customer: Customer, at instant: Instant
  ) throws {
    var credited = invoice.crediting(note)
    try change(invoice, to: credited, because: .credited, at: instant)
    if credited.isAskedFor, credited.amountRemaining == 0 {
      let open = credited
      credited = credited.settledByCredit(at: instant)
      try change(open, to: credited, because: .paid, at: instant)
    }
    guard note.prePayment > 0, invoice.status != .paid else { return }
    if let intent = try rows.paymentIntent(for: invoice.id), intent.status != .succeeded {
      if credited.status == .paid {
        try change(intent, to: intent.canceled(at: instant), because: .canceled, at: instant)
      } else {
        var asking = intent
        asking.amount = Money(credited.amountRemaining, credited.currency)
        try change(intent, to: asking, because: .amountChanged, at: instant)
      }
    }
    if credited.status == .paid { try invoicePaid(credited, customer: customer, at: instant) }
  }

  func void(_ note: CreditNote, of invoice: Invoice, customer: Customer, at instant: Instant) throws {
    let voided = note.voided(at: instant)
    try change(note, to: voided, of: invoice, because: .voided, at: instant)
    try credit(invoice, by: voided, customer: customer, at: instant)
  }
}
