import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// A bill. Its lines are drafted with it; once finalised, what it says never changes, only whether it is
/// paid.
public struct Invoice: Hashable, Sendable, Codable {
  public let id: InvoiceID
  public let customer: CustomerID
  public let subscription: SubscriptionID?
  public let currency: Currency
  public var status: InvoiceStatus
  public let reason: BillingReason
  public var collection: Collection
  /// Assigned when finalised: `PREFIX-0001`.
  public var number: String?
  /// The customer, as they are until it is final and as they were then.
  public var billedTo: BilledTo
  public let period: Period
  public let created: Instant

  /// The sum of the lines, minor units; it changes with them while the invoice is a draft.
  public internal(set) var subtotal: Int64
  /// The discounts of the whole invoice, which come after those of its lines; nil is none.
  public var discounts: [Discount]?
  /// What all discounts take off the lines; nil is nothing.
  public internal(set) var discount: Int64?
  /// What of the total is tax; nil is none.
  public internal(set) var tax: Int64?
  /// The rates of lines that somebody wrote without rates of their own; nil is none.
  public var defaultTaxRates: [TaxTerms]?
  /// What the invoice comes to with tax; negative when it gives back more than it bills.
  public internal(set) var total: Int64
  /// The customer's balance before and after finalising; negative is credit.
  public var startingBalance: Int64
  public var endingBalance: Int64?
  /// What is asked for after the balance; never negative.
  public var amountDue: Int64
  public var amountPaid: Int64
  /// What credit notes took off it before it was paid, and gave back after; nil is nothing.
  public internal(set) var creditedOpen: Int64?
  public internal(set) var creditedPaid: Int64?
  /// The part of what was paid that came without the gateway.
  public var amountPaidOutOfBand: Int64

  public var attemptCount: Int
  public var attempted: Bool
  public var nextPaymentAttempt: Instant?
  /// Whether time moves it on by itself.
  public var autoAdvance: Bool
  public var finalizesAt: Instant?
  public var finalizedAt: Instant?
  public var paidAt: Instant?
  public var voidedAt: Instant?
  public var uncollectibleAt: Instant?
  public var dueDate: Instant?
  public var defaultPaymentMethod: PaymentMethodID?
  public var description: String?
  public var footer: String?
  /// Rows of its head, such as an order number; nil is none.
  public var customFields: [CustomField]?
  /// When it was last sent to the customer, by hand.
  public var sentAt: Instant?
  public var metadata: [String: String]
  public let subscriptionMetadata: [String: String]
  public let testClock: TestClockID?

  public var amountRemaining: Int64 { amountDue - (creditedOpen ?? 0) - amountPaid }
  /// What is earned: the total without tax.
  public var net: Int64 { total - (tax ?? 0) }

  /// An invoice over lines that come to `total`, of which nothing has happened yet.
  public init(
    id: InvoiceID, customer: CustomerID, subscription: SubscriptionID?, currency: Currency,
    status: InvoiceStatus = .draft, reason: BillingReason, collection: Collection, billedTo: BilledTo,
    period: Period, created: Instant, subtotal: Int64, total: Int64, tax: Int64? = nil,
    discount: Int64? = nil,
    creditedOpen: Int64? = nil, creditedPaid: Int64? = nil, defaultPaymentMethod: PaymentMethodID?,
    subscriptionMetadata: [String: String], testClock: TestClockID?
  ) {
    self.id = id
    self.customer = customer
    self.subscription = subscription
    self.currency = currency
    self.status = status
    self.reason = reason
    self.collection = collection
    self.billedTo = billedTo
    self.period = period
    self.created = created
    self.subtotal = subtotal
    self.total = total
    self.tax = tax
    self.discount = discount
    self.creditedOpen = creditedOpen
    self.creditedPaid = creditedPaid
    self.startingBalance = 0
    self.amountDue = max(0, total)
    self.amountPaid = 0
    self.amountPaidOutOfBand = 0
    self.attemptCount = 0
    self.attempted = false
    self.autoAdvance = true
    self.defaultPaymentMethod = defaultPaymentMethod
    self.metadata = [:]
    self.subscriptionMetadata = subscriptionMetadata
    self.testClock = testClock
  }
}

/// A row that an invoice shows in its head.
public struct CustomField: Hashable, Sendable, Codable {
  public let name: String
  public let value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

public enum InvoiceStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case draft, open, paid, void, uncollectible
}

/// Why an invoice was made.
public enum BillingReason: String, Hashable, Sendable, Codable, CaseIterable {
  case subscriptionCreate = "subscription_create"
  case subscriptionCycle = "subscription_cycle"
  case subscriptionUpdate = "subscription_update"
  case manual
}

/// Whom an invoice names, as they were when it was finalised.
public struct BilledTo: Hashable, Sendable, Codable {
  public var name: String?
  public var email: String?
  public var phone: String?
  public var address: Address?
  public var shipping: Shipping?
  public var taxExemption: TaxExemption

  public init(_ customer: Customer) {
    name = customer.name
    email = customer.email
    phone = customer.phone
    address = customer.address
    shipping = customer.shipping
    taxExemption = customer.taxExemption
  }
}
