import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

public enum CreditNoteEntity: Identified {
  public static let prefix = "cn"
}
public typealias CreditNoteID = Identifier<CreditNoteEntity>

public enum CreditNoteLineEntity: Identified {
  public static let prefix = "cnli"
}
public typealias CreditNoteLineID = Identifier<CreditNoteLineEntity>

/// A document that takes back a part of a final invoice. What it says never changes; it can become void while
/// nothing of it has left the invoice.
public struct CreditNote: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case issued, void
  }

  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    case duplicate, fraudulent
    case orderChange = "order_change"
    case productUnsatisfactory = "product_unsatisfactory"
  }

  public let id: CreditNoteID
  public let invoice: InvoiceID
  public let customer: CustomerID
  public let currency: Currency
  /// `ACME-0001-CN-01`
  public let number: String
  public var status: Status
  public let reason: Reason?
  public var memo: String?
  public var metadata: [String: String]
  public private(set) var lines: [CreditNoteLine]
  /// Minor units; what is credited is positive.
  public let subtotal: Int64
  /// What discounts had taken off it, which is not given back; nil is nothing.
  public let discount: Int64?
  public let tax: Int64
  public let total: Int64
  /// What it takes off what the invoice still asks for.
  public let prePayment: Int64
  /// The rest, which was paid: what became credit on the customer's balance, what was given back outside, and
  /// below what went back to the card.
  public let toBalance: Int64
  public let outOfBand: Int64
  /// What went back to the card, by which refunds; nil is none.
  public private(set) var refunds: [CreditedRefund]?
  public let created: Instant
  public var voidedAt: Instant?

  public init(
    id: CreditNoteID, invoice: InvoiceID, customer: CustomerID, currency: Currency, number: String,
    status: Status, reason: Reason?, metadata: [String: String], lines: [CreditNoteLine], subtotal: Int64,
    discount: Int64? = nil, tax: Int64, total: Int64, prePayment: Int64, toBalance: Int64, outOfBand: Int64,
    refunds: [CreditedRefund]? = nil, created: Instant
  ) {
    self.id = id
    self.invoice = invoice
    self.customer = customer
    self.currency = currency
    self.number = number
    self.status = status
    self.reason = reason
    self.metadata = metadata
    self.lines = lines
    self.subtotal = subtotal
    self.discount = discount
    self.tax = tax
    self.total = total
    self.prePayment = prePayment
    self.toBalance = toBalance
    self.outOfBand = outOfBand
    self.refunds = refunds
    self.created = created
  }

  /// The same with its lines and refunds, for those who read them apart.
  public func listing(_ lines: [CreditNoteLine], refunds: [CreditedRefund]) -> CreditNote {
    var note = self
    note.lines = lines
    note.refunds = refunds.isEmpty ? nil : refunds
    return note
  }

  public var refunded: Int64 { (refunds ?? []).reduce(0) { $0 + $1.amount } }
  public var postPayment: Int64 { toBalance + outOfBand + refunded }
  public var net: Int64 { total - tax }

  public func voided(at instant: Instant) -> CreditNote {
    var note = self
    note.status = .void
    note.voidedAt = instant
    return note
  }
}

public struct CreditNoteLine: Hashable, Sendable, Codable {
  public let id: CreditNoteLineID
  /// The line that it takes back a part of; nil for an amount of its own.
  public let invoiceLine: InvoiceLineID?
  public let description: String
  public let quantity: Int64?
  /// Positive, as the line's amount: with the tax that it holds, without what comes on top.
  public let amount: Int64
  /// What discounts had taken off that; nil is nothing.
  public let discounted: [DiscountAmount]?
  /// When what is taken back was to be delivered.
  public let period: Period
  public let taxes: [LineTax]?

  public var discount: Int64 { (discounted ?? []).total }
  /// What is given back without any tax.
  public var net: Int64 { amount - discount - inclusiveTax }
  public var inclusiveTax: Int64 { sum { $0.rate.isInclusive } }
  public var exclusiveTax: Int64 { sum { !$0.rate.isInclusive } }

  private func sum(_ isWanted: (LineTax) -> Bool) -> Int64 {
    (taxes ?? []).reduce(0) { isWanted($1) ? $0 + $1.amount : $0 }
  }
}

/// What somebody wants to be credited.
public struct CreditWish: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// So much of a line, or so many of its units.
    case amount(Int64, of: InvoiceLineID)
    case quantity(Int64, of: InvoiceLineID)
    /// An amount of its own, taxed by rates of its own.
    case custom(Int64, quantity: Int64?, description: String, [TaxTerms])
  }

  public let id: CreditNoteLineID
  public let subject: Subject
  /// How the caller names it: `lines[0]`.
  public let field: String

  public init(id: CreditNoteLineID, _ subject: Subject, field: String) {
    self.id = id
    self.subject = subject
    self.field = field
  }
}

/// What crediting says no to.
public enum CreditRefusal: Error, Hashable, Sendable {
  case nothingCredited(field: String)
  case notCreditable(id: String, status: InvoiceStatus)
  case amountNotPositive(field: String)
  /// More than the line billed, less what was credited of it before.
  case exceedsLine(id: String, most: Int64, field: String)
  case exceedsInvoice(id: String, most: Int64)
  /// The parts do not make what was paid and is credited.
  case partsDiffer(expected: Int64, field: String)
  case amountDiffers(total: Int64)
  /// Something of it has left the invoice, or the invoice is settled.
  case notVoidable(id: String)
}
