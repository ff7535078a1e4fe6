import Chronology
import Invoicing
import Monetary
import Notation
import Relations
import Subscriptions

/// Which invoices; all given conditions hold.
public struct InvoiceFilter: Sendable {
  /// Open invoices that wait longer than they should.
  public enum Waiting: Hashable, Sendable {
    /// Due before this instant.
    case overdue(at: Instant)
    /// Somebody's card was asked, and declined.
    case declined
  }

  public var customer: CustomerID?
  public var subscription: SubscriptionID?
  public var status: InvoiceStatus?
  public var collection: CollectionKind?
  public var waiting: Waiting?
  /// Fast together with a state other than paid.
  public var currency: Currency?

  public init(
    customer: CustomerID? = nil, subscription: SubscriptionID? = nil, status: InvoiceStatus? = nil,
    collection: CollectionKind? = nil
  ) {
    self.customer = customer
    self.subscription = subscription
    self.status = status
    self.collection = collection
  }
}

extension Connection {
  /// Reads an invoice's row; the columns are asked for by name.
  func invoice(_ row: any Row) throws -> Invoice {
    let days = try row.integerOrNil("days_until_due")
    var invoice = Invoice(
      id: try row.identifier("id"), customer: try row.identifier("customer"),
      subscription: try row.identifierOrNil("subscription"), currency: try row.currency("currency"),
      status: try row.choice("status"), reason: try row.choice("reason"),
      collection: days.map { .sendInvoice(daysUntilDue: Int($0)) } ?? .chargeAutomatically,
      billedTo: try row.form("billed_to"), period: try row.period("period_start", "period_end"),
      created: try row.instant("created"), subtotal: try row.integer("subtotal"),
      total: try row.integer("total"), tax: try row.integerOrNil("tax"),
      discount: try row.integerOrNil("discount"),
      creditedOpen: try row.integerOrNil("credited_open"),
      creditedPaid: try row.integerOrNil("credited_paid"),
      defaultPaymentMethod: try row.identifierOrNil("default_payment_method"),
      subscriptionMetadata: try row.texts("subscription_metadata"),
      testClock: try row.identifierOrNil("test_clock"))
    invoice.number = try row.textOrNil("number")
    invoice.startingBalance = try row.integer("starting_balance")
    invoice.endingBalance = try row.integerOrNil("ending_balance")
    invoice.amountDue = try row.integer("amount_due")
    invoice.amountPaid = try row.integer("amount_paid")
    invoice.amountPaidOutOfBand = try row.integer("amount_paid_out_of_band")
    invoice.attemptCount = try row.count("attempt_count")
    invoice.attempted = try row.flag("attempted")
    invoice.nextPaymentAttempt = try row.instantOrNil("next_payment_attempt")
    invoice.autoAdvance = try row.flag("auto_advance")
    invoice.finalizesAt = try row.instantOrNil("finalizes_at")
    invoice.finalizedAt = try row.instantOrNil("finalized_at")
    invoice.paidAt = try row.instantOrNil("paid_at")
    invoice.voidedAt = try row.instantOrNil("voided_at")
    invoice.uncollectibleAt = try row.instantOrNil("uncollectible_at")
    invoice.dueDate = try row.instantOrNil("due_date")
    invoice.description = try row.textOrNil("description")
    invoice.metadata = try row.texts("metadata")
    invoice.defaultTaxRates = try row.documentOrNil("default_tax_rates")
    invoice.discounts = try row.documentOrNil("discounts")
    invoice.footer = try row.textOrNil("footer")
    invoice.customFields = try row.documentOrNil("custom_fields")
    invoice.sentAt = try row.instantOrNil("sent_at")
    return invoice
  }
}

enum InvoiceConditions {
  static let declined: SQL = "attempted = 1"
  /// Every open invoice, in the words of their index.
  static let open: SQL = "status <> 'paid' AND status = 'open' AND"
  static let overdue: SQL = "due_date < :overdue"
}
