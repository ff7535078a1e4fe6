import Chronology
import Identity
import Invoicing
import Receivables
import Relations
import Storage
import Subscriptions

/// Asks for an invoice's money with a card, as whoever has its payment intent does.
public struct ConfirmPaymentIntent: SettlingCommand {
  public let id: PaymentIntentID
  /// Nil is the card that was asked last, or the one that the contract or the customer pays with.
  public var paymentMethod: PaymentMethodSource?
  public var onSession = true
  /// Whether a bank that wants to see the customer is a refusal.
  public var refusesAction = false

  public init(_ id: PaymentIntentID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.paymentIntent(id).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> PaymentIntentID {
    let (intent, invoice, customer, instant) = try session.payable(id, .confirm)
    let method = try method(for: intent, invoice, customer, session, at: instant)
    try session.startAttempt(invoice, with: method, onSession: onSession, at: instant)
    return id
  }

  private func method(
    for intent: PaymentIntent, _ invoice: Invoice, _ customer: Customer, _ session: Session,
    at instant: Instant
  ) throws -> PaymentMethod {
    if let paymentMethod { return try session.card(paymentMethod, for: customer.id, at: instant) }
    let subscription = try invoice.subscription.flatMap { try session.states.subscription($0) }
    let known = try intent.paymentMethod.flatMap(session.rows.paymentMethod)
    guard
      let method = try known ?? session.paymentMethod(for: invoice, of: subscription, customer: customer)
    else { throw Refusal.noPaymentMethod(customer: customer.id.text) }
    return method
  }

  /// A card that said no is a refusal, after everything about it is on record.
  public func conclude(_ outcome: PaymentIntentID, _ snapshot: Snapshot) throws {
    guard let intent = try snapshot.paymentIntent(outcome) else { return }
    if intent.status == .requiresPaymentMethod, let decline = intent.lastDecline {
      throw Refusal.declined(decline, intent: outcome, charge: intent.latestCharge)
    }
    if intent.status == .requiresAction, refusesAction { throw Refusal.actionRequired(intent: outcome) }
  }

  public static func subject(of outcome: PaymentIntentID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> PaymentIntentID? { PaymentIntentID(subject) }
}

/// Stands in for a customer whose bank wants to see them: they prove who they are, or do not. Test gateways
/// only; elsewhere customers do it in their bank's own window.
public struct AuthenticatePaymentIntent: SettlingCommand {
  public let id: PaymentIntentID
  public let succeeds: Bool

  public init(_ id: PaymentIntentID, succeeds: Bool) {
    self.id = id
    self.succeeds = succeeds
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.paymentIntent(id).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> PaymentIntentID {
    let (intent, invoice, _, instant) = try session.payable(id, .authenticate)
    guard intent.status == .requiresAction,
      let method = try intent.paymentMethod.flatMap(session.rows.paymentMethod)
    else { throw PaymentIntentRefusal.outOfTurn(.authenticate, id: id.text, status: intent.status) }
    if succeeds {
      try session.startAttempt(invoice, with: method, onSession: true, authenticated: true, at: instant)
    } else {
      // No money was asked for, so that it is no attempt that failed.
      try session.change(
        intent, to: intent.answered(.declined(.notRecognised), charge: nil), because: .failed, at: instant)
    }
    return id
  }

  public static func subject(of outcome: PaymentIntentID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> PaymentIntentID? { PaymentIntentID(subject) }
}

extension Decline {
  /// The customer's bank did not recognise them.
  fileprivate static let notRecognised = Decline(
    code: "payment_intent_authentication_failure", declineCode: nil,
    message: "The customer's bank did not recognise them. Try again, or with another card.")
}

/// Changes what is noted on a payment intent.
public struct DescribePaymentIntent: Command {
  public let id: PaymentIntentID
  public var metadata = MetadataPatch.keep

  public init(_ id: PaymentIntentID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.paymentIntent(id).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> PaymentIntentID {
    let old = try session.known(session.rows.paymentIntent(id), .paymentIntent, id.text, field: nil)
    var (new, notes) = (old, old.metadata ?? [:])
    try metadata.apply(to: &notes)
    new.metadata = notes.isEmpty ? nil : notes
    guard new != old else { return id }
    try session.change(old, to: new, because: .updated, at: session.now(forAnyone: old.customer))
    return id
  }
}

/// Asks to give a payment up, which its invoice alone can.
public struct CancelPaymentIntent: Command {
  public let id: PaymentIntentID

  public init(_ id: PaymentIntentID) {
    self.id = id
  }

  public func run(in session: Session) throws -> PaymentIntentID {
    let intent = try session.known(session.rows.paymentIntent(id), .paymentIntent, id.text, field: nil)
    switch intent.status {
    case .succeeded, .canceled:
      throw PaymentIntentRefusal.outOfTurn(.cancel, id: id.text, status: intent.status)
    case .requiresPaymentMethod, .requiresAction, .processing:
      throw PaymentIntentRefusal.ofInvoice(id: id.text, invoice: intent.invoice.text)
    }
  }
}

extension Session {
  /// The intent with all it takes to ask for its money.
  fileprivate func payable(
    _ id: PaymentIntentID, _ step: PaymentIntentStep
  ) throws -> (intent: PaymentIntent, invoice: Invoice, customer: Customer, instant: Instant) {
    let intent = try known(rows.paymentIntent(id), .paymentIntent, id.text, field: nil)
    guard let invoice = try states.invoice(intent.invoice) else {
      throw Refusal.unknown(.invoice, id: intent.invoice.text, field: nil)
    }
    guard let customer = try states.customer(intent.customer) else {
      throw Refusal.customerDeleted(id: intent.customer.text)
    }
    // An answer may still bring the money; taking it twice is worse than waiting.
    guard try !isPaymentUnderWay(of: invoice) else {
      throw InvoicingRefusal.paymentUnderWay(id: invoice.id.text)
    }
    guard intent.status == .requiresPaymentMethod || intent.status == .requiresAction else {
      throw PaymentIntentRefusal.outOfTurn(step, id: id.text, status: intent.status)
    }
    try invoice.checkPayable()
    return (intent, invoice, customer, try now(for: customer))
  }

  /// A card that may be asked for a customer's money: their own, or one that is nobody's and stays so.
  func card(_ source: PaymentMethodSource, for customer: CustomerID?, at instant: Instant) throws
    -> PaymentMethod
  {
    switch source {
    case .card(let card):
      let method = PaymentMethod(
        id: newID(), card: card.card, gatewayReference: card.reference, created: instant)
      try create(method)
      return method
    case .existing(let id, let field):
      let method = try known(rows.paymentMethod(id), .paymentMethod, id.text, field: field)
      guard method.customer == nil || method.customer == customer else {
        throw Refusal.paymentMethodElsewhere(id: id.text, field: field)
      }
      return method
    }
  }
}
