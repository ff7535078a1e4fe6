import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage

/// Gives back a part of what a charge brought, or all that is left of it.
///
/// The invoice stays paid; a credit note says what of it was taken back.
public struct RefundCharge: SettlingCommand {
  public enum Subject: Sendable {
    case charge(ChargeID)
    /// The payment's charge that succeeded.
    case paymentIntent(PaymentIntentID)
  }

  public let subject: Subject
  /// Minor units; nil is all that is left.
  public var amount: Int64?
  public var reason: Refund.Reason?
  public var metadata: [String: String] = [:]

  public init(_ subject: Subject) {
    self.subject = subject
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let customer =
      switch subject {
      case .charge(let id): try snapshot.charge(id)?.customer
      case .paymentIntent(let id): try snapshot.paymentIntent(id)?.customer
      }
    return customer.map { [.customer($0)] } ?? []
  }

  public func run(in session: Session) throws -> RefundID {
    let (charge, field) = try charge(session)
    return try session.giveBack(
      amount, of: charge, field: field, reason: reason, metadata: metadata,
      at: session.now(forAnyone: charge.customer)
    ).id
  }

  private func charge(_ session: Session) throws -> (CardCharge, field: String) {
    switch subject {
    case .charge(let id):
      return (try session.known(session.rows.charge(id), .charge, id.text, field: "charge"), "charge")
    case .paymentIntent(let id):
      let field = "payment_intent"
      let intent = try session.known(session.rows.paymentIntent(id), .paymentIntent, id.text, field: field)
      guard intent.status == .succeeded, let charge = try intent.latestCharge.flatMap(session.rows.charge)
      else { throw RefundRefusal.notPaid(id: id.text, field: field) }
      return (charge, field)
    }
  }

  public static func subject(of outcome: RefundID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> RefundID? { RefundID(subject) }
}

/// Changes what is noted on a refund.
public struct DescribeRefund: Command {
  public let id: RefundID
  public var metadata = MetadataPatch.keep

  public init(_ id: RefundID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.refund(id).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> RefundID {
    let old = try session.known(session.rows.refund(id), .refund, id.text, field: nil)
    var new = old
    try metadata.apply(to: &new.metadata)
    try session.change(old, to: new, because: .updated, at: session.now(forAnyone: old.customer))
    return id
  }
}

/// Asks to take a refund back, which no card allows: the gateway was asked already.
public struct CancelRefund: Command {
  public let id: RefundID

  public init(_ id: RefundID) {
    self.id = id
  }

  public func run(in session: Session) throws -> RefundID {
    let refund = try session.known(session.rows.refund(id), .refund, id.text, field: nil)
    throw RefundRefusal.notCancelable(id: id.text, status: refund.status)
  }
}

extension Session {
  /// The time of a customer, also of one who was deleted: money can go back to them.
  func now(forAnyone id: CustomerID) throws -> Instant {
    try (states.customer(id) ?? rows.deletedCustomer(id)).map { try now(for: $0) } ?? now
  }

  /// Writes a refund down; the gateway is asked after the commit. The customer's lock keeps two of them from
  /// giving back more than there is.
  ///
  /// - Parameters:
  ///   - amount: minor units; nil is all that is left of the charge.
  ///   - field: the parameter that named the charge.
  func giveBack(
    _ amount: Int64?, of charge: CardCharge, field: String, amountField: String = "amount",
    reason: Refund.Reason? = nil, metadata: [String: String] = [:], at instant: Instant
  ) throws -> Refund {
    let sum = try charge.refundable(
      amount, after: rows.refunds(of: charge.id), field: field, amountField: amountField)
    guard let attempt = try rows.successfulAttempt(charge.invoice) else {
      throw RefundRefusal.notPaid(id: charge.id.text, field: field)
    }
    let refund = Refund(
      id: newID(), of: charge, by: attempt, amount: sum, reason: reason, metadata: metadata, created: instant)
    try create(refund)
    ask(refund)
    return refund
  }
}

/// Writes down what the gateway said about a refund, the first time or later.
struct RecordRefundAnswer: AnswerRecord {
  /// As it was when the gateway was asked.
  let refund: Refund
  let answer: RefundAnswer

  func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(refund.customer)] }

  func run(in session: Session) throws {
    let rows = try session.rows
    // Whoever asked at the same time was first; what was said then stays.
    guard let old = try rows.refund(refund.id), old.status == refund.status,
      old.answeredAt == refund.answeredAt, let charge = try rows.charge(refund.charge)
    else { return }
    let instant = try session.now(forAnyone: refund.customer)
    let new = old.answered(answer, at: instant)
    try session.change(old, to: new, because: new.cause, at: instant)
    try rows.markAnswered(refund.key)
    let sum = try rows.refunds(of: charge.id).filter { $0.holds && $0.answeredAt != nil }
      .reduce(0) { $0 + $1.amount.minorUnits }
    try session.change(
      charge, to: charge.refunded(sum), because: new.holds ? .refunded : .refundFailed, at: instant)
    guard new.holds, let seconds = answer.mayChangeAfter else {
      return try session.cancelJob(.settleRefund, refund.key)
    }
    let customer = try session.states.customer(refund.customer) ?? rows.deletedCustomer(refund.customer)
    try session.enqueue(
      .settleRefund, refund.key, customer: customer, due: instant.adding(seconds: seconds))
  }
}

extension Refund {
  fileprivate var cause: RefundCause {
    switch status {
    case .pending: .pending
    case .succeeded: .succeeded
    case .failed: .failed
    }
  }
}
