import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// A contract's period is over: it ends, if that was asked for, or the next period is billed.
struct RenewSubscription: Command {
  let subscription: SubscriptionID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let old = try session.states.subscription(subscription), old.status.isRunning,
      let customer = try session.states.customer(old.customer)
    else { return }
    let instant = old.nextTurn
    if let planned = old.cancellation?.effectiveAt, planned <= instant {
      return try endAsPlanned(old, customer, session, at: planned)
    }
    if old.status == .trialing, try isWithoutCard(old, customer, session) {
      switch old.trial?.withoutCard {
      case .cancel:
        return try session.end(old, customer: customer, reason: .paymentFailed, at: instant)
      // What was to end is not kept waiting for somebody to resume it.
      case .pause where old.cancellation != nil:
        return try session.end(old, customer: customer, reason: .paymentFailed, at: instant)
      case .pause: return try session.pause(old, at: instant)
      case .createInvoice, nil: break
      }
    }
    var new = old.renewed(at: instant)
    let prices = try session.prices(of: new)
    let contents = try session.unbilledContents(of: new, prices: prices, at: instant, after: old)
    // What is owed is known before, so the one fact can name the invoice that comes with it.
    let invoice = session.newID(InvoiceEntity.self)
    let isWaited = try session.isAnythingWaiting(for: new)
    if !contents.isEmpty || isWaited { new.latestInvoice = invoice }
    let begins = new.status != old.status
    guard try session.advance(old, to: new, at: instant, prices: begins ? prices : nil) else { return }
    try session.enqueue(.renewSubscription, new.id.text, customer: customer, due: new.nextTurn)
    _ = try session.draftInvoice(
      invoice, for: &new, customer: customer, contents: contents, reason: .subscriptionCycle,
      period: old.period, at: instant,
      finalizesAt: new.status == .unpaid ? nil : instant.adding(seconds: Invoice.draftSeconds))
  }

  private func isWithoutCard(
    _ subscription: Subscription, _ customer: Customer, _ session: Session
  ) throws -> Bool {
    try subscription.collection == .chargeAutomatically
      && session.paymentMethod(of: subscription, customer: customer) == nil
  }

  /// What changed since the last invoice is still billed before the contract ends, and what is left of the
  /// period given back.
  private func endAsPlanned(
    _ planned: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws {
    // Where it ends with its first period, the longer ones of other items are cut short.
    var subscription =
      planned.cancellation?.proration == .prorate || planned.cancellation?.atPeriodEnd == true
      ? try session.giveBackUnusedTime(of: planned, customer, at: instant) : planned
    let draft = try session.draftInvoice(
      for: &subscription, customer: customer,
      contents: session.contentsInArrears(endingNow: subscription, at: instant), reason: .subscriptionCycle,
      period: subscription.period, at: instant, finalizesAt: nil)
    var current = subscription
    if let draft { current = try session.noteLatest(draft, on: current, at: instant) }
    try session.end(
      current, customer: customer, reason: .requested, at: instant,
      comment: current.cancellation?.comment, feedback: current.cancellation?.feedback)
    guard let draft, let kept = try session.states.invoice(draft.id) else { return }
    let invoice = try session.finalize(kept, customer: customer, at: instant)
    guard invoice.status == .open, let ended = try session.states.subscription(subscription.id) else {
      return
    }
    try session.collect(invoice, subscription: ended, customer: customer, onSession: false, at: instant)
  }
}

/// The first payment did not come: the contract is over before it began, and its invoice is void.
struct ExpireSubscription: Command {
  let subscription: SubscriptionID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let old = try session.states.subscription(subscription), old.status == .incomplete,
      let customer = try session.states.customer(old.customer)
    else { return }
    let instant = try session.now(for: customer)
    guard try session.rows.openAttempts(customer: customer.id).isEmpty else {
      // The money may be on its way; ask again when the answer must be in.
      return try session.enqueue(
        .expireSubscription, old.id.text, customer: customer,
        due: instant.adding(seconds: 2 * Session.answerSecondsMost))
    }
    try session.expire(old, customer: customer, at: instant)
  }
}

extension Session {
  /// A contract that never began is over, and nobody owes what was asked for it.
  func expire(_ subscription: Subscription, customer: Customer, at instant: Instant) throws {
    try change(subscription, to: subscription.expired(at: instant), because: .expired, at: instant)
    try cancelJob(.expireSubscription, subscription.id.text)
    if subscription.nextDiscountEnd != nil { try cancelJob(.endDiscounts, subscription.id.text) }
    for invoice in try rows.unsettledInvoices(subscription: subscription.id) {
      try void(invoice, customer: customer, at: instant)
    }
  }
}

/// A draft has been there to look at for an hour: it becomes a document and is collected.
struct FinalizeInvoice: Command {
  let invoice: InvoiceID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.invoice(invoice).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let draft = try session.states.invoice(invoice), draft.status == .draft, draft.autoAdvance,
      let customer = try session.states.customer(draft.customer)
    else { return }
    let instant = try session.now(for: customer)
    let final = try session.finalize(draft, customer: customer, at: instant)
    try session.collectUnattended(
      final, subscription: session.contract(of: final), customer: customer, at: instant)
  }
}

/// A failed payment is tried again.
struct CollectInvoice: Command {
  let invoice: InvoiceID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.invoice(invoice).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let invoice = try session.states.invoice(invoice), invoice.status == .open, invoice.autoAdvance,
      let customer = try session.states.customer(invoice.customer)
    else { return }
    let instant = try session.now(for: customer)
    guard try !session.isPaymentUnderWay(of: invoice) else {
      // Someone pays by hand; should that fail, this retry is still to come.
      return try session.enqueue(
        .collectInvoice, invoice.id.text, customer: customer, due: instant.adding(seconds: 3600))
    }
    let isCollecting = try session.collect(
      invoice, subscription: session.contract(of: invoice), customer: customer, onSession: false, at: instant)
    guard !isCollecting else { return }
    try session.collectionFailed(invoice, customer: customer, at: instant)
  }
}
