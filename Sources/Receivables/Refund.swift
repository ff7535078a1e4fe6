import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Subscriptions

/// Money that goes back the way it came: a part of a charge, or all of it.
///
/// It is on record before the gateway is asked, and its id is the gateway's idempotency key: asking again
/// after a crash gives nothing back twice.
public struct Refund: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case pending, succeeded, failed
  }

  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    case duplicate, fraudulent
    case requestedByCustomer = "requested_by_customer"
  }

  public let id: RefundID
  public let charge: ChargeID
  public let paymentIntent: PaymentIntentID
  public let customer: CustomerID
  public let invoice: InvoiceID
  public let paymentMethod: PaymentMethodID
  /// By what the gateway knows the payment, and the card it came from.
  public let attempt: PaymentAttemptID
  public let gatewayReference: String
  public let amount: Money
  public let reason: Reason?
  public var status: Status
  /// Why it failed, in the format's words: `lost_or_stolen_card`, `expired_or_canceled_card`, `unknown` …
  public var failure: String?
  /// When the gateway answered first; nil while nobody knows whether it heard of it.
  public var answeredAt: Instant?
  public var metadata: [String: String]
  public let created: Instant

  public init(
    id: RefundID, of charge: CardCharge, by attempt: PaymentAttempt, amount: Money, reason: Reason?,
    metadata: [String: String] = [:], created: Instant
  ) {
    self.init(
      id: id, charge: charge.id, paymentIntent: charge.paymentIntent, customer: charge.customer,
      invoice: charge.invoice, paymentMethod: charge.paymentMethod, attempt: attempt.id,
      gatewayReference: attempt.gatewayReference, amount: amount, reason: reason, status: .pending,
      metadata: metadata, created: created)
  }

  public init(
    id: RefundID, charge: ChargeID, paymentIntent: PaymentIntentID, customer: CustomerID, invoice: InvoiceID,
    paymentMethod: PaymentMethodID, attempt: PaymentAttemptID, gatewayReference: String, amount: Money,
    reason: Reason?, status: Status, metadata: [String: String], created: Instant
  ) {
    self.id = id
    self.charge = charge
    self.paymentIntent = paymentIntent
    self.customer = customer
    self.invoice = invoice
    self.paymentMethod = paymentMethod
    self.attempt = attempt
    self.gatewayReference = gatewayReference
    self.amount = amount
    self.reason = reason
    self.status = status
    self.metadata = metadata
    self.created = created
  }
}

/// What the gateway says of a refund.
public struct RefundAnswer: Hashable, Sendable {
  public enum Standing: Hashable, Sendable {
    /// It is on its way.
    case pending
    case succeeded
    /// The bank would not take it; the money is where it was.
    case failed(reason: String)
  }

  public let standing: Standing
  /// After how many seconds of the customer's time the gateway may say something else; nil is never.
  public let mayChangeAfter: Int64?

  public init(_ standing: Standing, mayChangeAfter seconds: Int64? = nil) {
    self.standing = standing
    mayChangeAfter = seconds
  }
}

/// What giving money back says no to.
public enum RefundRefusal: Error, Hashable, Sendable {
  /// No money came in that could go back.
  case notPaid(id: String, field: String)
  case alreadyRefunded(charge: String, field: String)
  /// More than is left of the charge.
  case exceedsCharge(charge: String, most: Money, field: String)
  case amountNotPositive(field: String)
  /// What was asked of the gateway is not taken back.
  case notCancelable(id: String, status: Refund.Status)
  /// A credit note can only speak of refunds of its own invoice, that did not fail.
  case ofAnotherInvoice(id: String, field: String)
  case failed(id: String, field: String)
  /// Credit notes have spoken of so much of the refund already.
  case creditedBefore(id: String, most: Money, field: String)
}

extension Refund {
  /// Whether its amount counts against the charge: everything but what failed.
  public var holds: Bool { status != .failed }

  /// After the gateway's answer. One that failed stays failed.
  public func answered(_ answer: RefundAnswer, at instant: Instant) -> Refund {
    var refund = self
    refund.answeredAt = answeredAt ?? instant
    guard status != .failed else { return refund }
    switch answer.standing {
    case .pending: if status == .pending { refund.status = .pending }
    case .succeeded: refund.status = .succeeded
    case .failed(let reason):
      refund.status = .failed
      refund.failure = reason
    }
    return refund
  }
}

extension CardCharge {
  /// How much goes back: what is asked for, or all that is left.
  ///
  /// - Parameters:
  ///   - refunds: every refund of this charge.
  ///   - field: the parameter that named the charge.
  public func refundable(
    _ wanted: Int64?, after refunds: [Refund], field: String, amountField: String = "amount"
  ) throws(RefundRefusal) -> Money {
    guard decline == nil else { throw .notPaid(id: id.text, field: field) }
    let left = refunds.filter(\.holds).reduce(amount) { $0 - $1.amount }
    guard left.minorUnits > 0 else { throw .alreadyRefunded(charge: id.text, field: field) }
    guard let wanted else { return left }
    guard wanted > 0 else { throw .amountNotPositive(field: amountField) }
    guard wanted <= left.minorUnits else {
      throw .exceedsCharge(charge: id.text, most: left, field: amountField)
    }
    return Money(wanted, amount.currency)
  }

  /// With what came of its refunds.
  public func refunded(_ sum: Int64) -> CardCharge {
    var charge = self
    charge.refunded = sum == 0 ? nil : sum
    return charge
  }
}
