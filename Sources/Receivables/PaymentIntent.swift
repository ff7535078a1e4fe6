import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Subscriptions

public enum PaymentIntentEntity: Identified {
  public static let prefix = "pi"
}
public typealias PaymentIntentID = Identifier<PaymentIntentEntity>

public enum ChargeEntity: Identified {
  public static let prefix = "ch"
}
public typealias ChargeID = Identifier<ChargeEntity>

/// The will to be paid for one invoice, over all its attempts.
public struct PaymentIntent: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable {
    case requiresPaymentMethod = "requires_payment_method"
    case requiresAction = "requires_action"
    case processing
    case succeeded
    case canceled
  }

  public let id: PaymentIntentID
  public let customer: CustomerID
  public let invoice: InvoiceID
  public var amount: Money
  public var status: Status
  public var paymentMethod: PaymentMethodID?
  public var latestCharge: ChargeID?
  public var lastDecline: Decline?
  public var canceledAt: Instant?
  /// Nil is none.
  public var metadata: [String: String]?
  public let created: Instant

  public init(
    id: PaymentIntentID, customer: CustomerID, invoice: InvoiceID, amount: Money, created: Instant,
    status: Status = .requiresPaymentMethod
  ) {
    self.id = id
    self.customer = customer
    self.invoice = invoice
    self.amount = amount
    self.status = status
    self.created = created
  }
}

/// One answer of the gateway about money: `charge` of the format. Only what goes back of it changes.
public struct CardCharge: Hashable, Sendable, Codable {
  public let id: ChargeID
  public let paymentIntent: PaymentIntentID
  public let customer: CustomerID
  public let invoice: InvoiceID
  public let amount: Money
  public let paymentMethod: PaymentMethodID
  /// Nil when the money came.
  public let decline: Decline?
  /// Minor units that went back, or are on their way; nil is nothing.
  public var refunded: Int64?
  public let created: Instant

  public init(
    id: ChargeID, paymentIntent: PaymentIntentID, customer: CustomerID, invoice: InvoiceID, amount: Money,
    paymentMethod: PaymentMethodID, decline: Decline?, created: Instant
  ) {
    self.id = id
    self.paymentIntent = paymentIntent
    self.customer = customer
    self.invoice = invoice
    self.amount = amount
    self.paymentMethod = paymentMethod
    self.decline = decline
    self.created = created
  }
}

/// Why a card said no, in the format's words.
public struct Decline: Hashable, Sendable, Codable {
  /// `card_declined`, `expired_card`, `authentication_required` …
  public let code: String
  /// `insufficient_funds`, `generic_decline` …
  public let declineCode: String?
  public let message: String

  public init(code: String, declineCode: String?, message: String) {
    self.code = code
    self.declineCode = declineCode
    self.message = message
  }
}
