import Chronology
import Identity
import Invoicing
import Receivables
import Relations
import Storage
import Subscriptions

/// Collects an open invoice now, with a card or as paid elsewhere.
public struct PayInvoice: SettlingCommand {
  public let invoice: InvoiceID
  public var paymentMethod: PaymentMethodID?
  public var outOfBand: Bool
  public var onSession: Bool

  public init(
    invoice: InvoiceID, paymentMethod: PaymentMethodID? = nil, outOfBand: Bool = false, onSession: Bool = true
  ) {
    self.invoice = invoice
    self.paymentMethod = paymentMethod
    self.outOfBand = outOfBand
    self.onSession = onSession
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.invoice(invoice).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> InvoiceID {
    let invoice = try session.known(session.states.invoice(invoice), .invoice, invoice.text, field: nil)
    try invoice.checkPayable()
    guard let customer = try session.states.customer(invoice.customer) else {
      throw Refusal.customerDeleted(id: invoice.customer.text)
    }
    let instant = try session.now(for: customer)
    // An answer may still bring the money; taking it twice is worse than waiting.
    guard try !session.isPaymentUnderWay(of: invoice) else {
      throw InvoicingRefusal.paymentUnderWay(id: invoice.id.text)
    }
    if outOfBand {
      try session.pay(invoice, customer: customer, outOfBand: true, at: instant)
    } else {
      let method = try method(for: invoice, customer, session)
      try session.startAttempt(invoice, with: method, onSession: onSession, at: instant)
    }
    return invoice.id
  }

  private func method(
    for invoice: Invoice, _ customer: Customer, _ session: Session
  ) throws -> PaymentMethod {
    if let paymentMethod {
      let method = try session.known(
        session.rows.paymentMethod(paymentMethod), .paymentMethod, paymentMethod.text, field: "payment_method"
      )
      guard method.customer == customer.id else {
        throw Refusal.paymentMethodElsewhere(id: paymentMethod.text, field: "payment_method")
      }
      return method
    }
    let subscription = try invoice.subscription.flatMap { try session.states.subscription($0) }
    guard let method = try session.paymentMethod(for: invoice, of: subscription, customer: customer) else {
      throw Refusal.noPaymentMethod(customer: customer.id.text)
    }
    return method
  }

  /// A card that said no is a refusal, after everything about it is on record.
  public func conclude(_ outcome: InvoiceID, _ snapshot: Snapshot) throws {
    guard !outOfBand, let intent = try snapshot.paymentIntent(for: outcome) else { return }
    switch intent.status {
    case .requiresPaymentMethod:
      guard let decline = intent.lastDecline else { return }
      throw Refusal.declined(decline, intent: intent.id, charge: intent.latestCharge)
    case .requiresAction: throw Refusal.actionRequired(intent: intent.id)
    case .processing, .succeeded, .canceled: return
    }
  }

  public static func subject(of outcome: InvoiceID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> InvoiceID? { InvoiceID(subject) }
}
