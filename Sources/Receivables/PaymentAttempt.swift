import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Subscriptions

public enum PaymentAttemptEntity: Identified {
  public static let prefix = "att"
}
public typealias PaymentAttemptID = Identifier<PaymentAttemptEntity>

/// One try to collect an invoice, written before the gateway is asked.
///
/// (invoice, number) is unique, and the id is the gateway's idempotency key: asking again after a crash
/// cannot charge again.
public struct PaymentAttempt: Hashable, Sendable, Codable {
  public let id: PaymentAttemptID
  public let paymentIntent: PaymentIntentID
  public let customer: CustomerID
  public let invoice: InvoiceID
  /// 1, 2, 3 … per invoice.
  public let number: Int
  public let paymentMethod: PaymentMethodID
  public let gatewayReference: String
  public let amount: Money
  /// Whether the customer was there to answer questions of their bank.
  public let onSession: Bool
  /// Whether their bank has seen them for it; nil is not.
  public let authenticated: Bool?
  public let startedAt: Instant

  public init(
    id: PaymentAttemptID, paymentIntent: PaymentIntentID, customer: CustomerID, invoice: InvoiceID,
    number: Int, paymentMethod: PaymentMethodID, gatewayReference: String, amount: Money, onSession: Bool,
    authenticated: Bool? = nil, startedAt: Instant
  ) {
    self.id = id
    self.paymentIntent = paymentIntent
    self.customer = customer
    self.invoice = invoice
    self.number = number
    self.paymentMethod = paymentMethod
    self.gatewayReference = gatewayReference
    self.amount = amount
    self.onSession = onSession
    self.authenticated = authenticated
    self.startedAt = startedAt
  }
}

/// What the gateway said.
public enum PaymentAnswer: Hashable, Sendable, Codable {
  case succeeded
  case declined(Decline)
  /// The bank wants to see the customer.
  case requiresAction
}

/// When a failed renewal is tried again, and that it ends the contract after the last time.
public struct RetrySchedule: Hashable, Sendable, Codable {
  /// Days after the failure before each further attempt.
  public let days: [Int]

  public static let standard = RetrySchedule(days: [3, 5, 7])

  public init(days: [Int]) {
    self.days = days
  }

  /// When the attempt after `failures` failed ones is due; nil when there is none left.
  public func next(after failures: Int, at instant: Instant) -> Instant? {
    guard failures >= 1, failures <= days.count else { return nil }
    return instant.adding(seconds: Int64(days[failures - 1]) * 86_400)
  }
}
