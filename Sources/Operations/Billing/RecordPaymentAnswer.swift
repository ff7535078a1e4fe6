import Chronology
import Identity
import Invoicing
import Journal
import Receivables
import Relations
import Storage
import Subscriptions

/// Writes down what the gateway said about one attempt.
struct RecordPaymentAnswer: AnswerRecord {
  let attempt: PaymentAttempt
  let answer: PaymentAnswer

  func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(attempt.customer)] }

  func run(in session: Session) throws {
    // Who waits for an answer is on record.
    let rows = session.connection
    guard
      let customer = try session.states.customer(attempt.customer) ?? rows.deletedCustomer(attempt.customer),
      let intent = try session.states.intent(attempt.paymentIntent),
      let invoice = try session.states.invoice(attempt.invoice)
    else { return }
    let instant = try session.now(for: customer)
    guard try rows.recordAnswer(answer, for: attempt.id, at: instant) else { return }
    try rows.markAnswered(attempt.key)
    try session.cancelJob(.settleAttempt, attempt.id.text)
    let charge = try recordCharge(of: intent, in: session, at: instant)
    let answered = intent.answered(answer, charge: charge)
    switch answer {
    case .succeeded:
      try session.change(intent, to: answered, because: .succeeded, at: instant)
      // Money that comes after the invoice was settled another way is kept on the intent, not lost.
      guard invoice.status == .open || invoice.status == .uncollectible else { return }
      try session.pay(invoice, customer: customer, outOfBand: false, at: instant)
    case .declined:
      try session.change(intent, to: answered, because: .failed, at: instant)
      try fail(invoice, customer, .paymentFailed, in: session, at: instant)
    case .requiresAction:
      try session.change(intent, to: answered, because: .actionRequired, at: instant)
      try fail(invoice, customer, .paymentActionRequired, in: session, at: instant)
    }
  }

  /// What someone tried by hand does not count against the schedule of automatic attempts.
  private func fail(
    _ invoice: Invoice, _ customer: Customer, _ cause: InvoiceCause, in session: Session, at instant: Instant
  ) throws {
    guard invoice.status == .open else { return }
    let isManual = attempt.onSession && invoice.reason != .subscriptionCreate && invoice.attempted
    guard !isManual else { return }
    try session.collectionFailed(invoice, customer: customer, at: instant, because: cause)
  }

  private func recordCharge(
    of intent: PaymentIntent, in session: Session, at instant: Instant
  ) throws -> ChargeID? {
    let decline: Decline? =
      switch answer {
      case .succeeded: nil
      case .declined(let decline): decline
      case .requiresAction: nil
      }
    guard answer != .requiresAction else { return nil }
    let charge = CardCharge(
      id: session.newID(ChargeEntity.self), paymentIntent: intent.id, customer: intent.customer,
      invoice: intent.invoice, amount: intent.amount, paymentMethod: attempt.paymentMethod, decline: decline,
      created: instant)
    try session.create(charge)
    return charge.id
  }
}
