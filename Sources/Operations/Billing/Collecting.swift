import Chronology
import Crypto
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

extension Session {
  /// The card that pays: the contract's own, else the customer's. What somebody wrote by hand may name one.
  func paymentMethod(
    for invoice: Invoice? = nil, of subscription: Subscription?, customer: Customer
  ) throws -> PaymentMethod? {
    let named = invoice.flatMap { $0.reason == .manual ? $0.defaultPaymentMethod : nil }
    for id in [named, subscription?.defaultPaymentMethod, customer.defaultPaymentMethod].compactMap(\.self) {
      if let method = try connection.paymentMethod(id), method.customer == customer.id { return method }
    }
    return nil
  }

  /// The one payment intent of an invoice, made when it is first needed.
  func intent(for invoice: Invoice, at instant: Instant) throws -> PaymentIntent {
    let known =
      drafted.isWaiting(invoice.id)
      ? drafted.intent(for: invoice.id) : try rows.paymentIntent(for: invoice.id)
    if let known { return known }
    let intent = PaymentIntent(
      id: newID(PaymentIntentEntity.self), customer: invoice.customer, invoice: invoice.id,
      amount: Money(invoice.amountRemaining, invoice.currency), created: instant)
    try create(intent)
    return intent
  }

  /// Writes an attempt down; the gateway is asked after the commit.
  func startAttempt(
    _ invoice: Invoice, with method: PaymentMethod, onSession: Bool, authenticated: Bool? = nil,
    at instant: Instant
  ) throws {
    let intent = try intent(for: invoice, at: instant)
    let before =
      drafted.isWaiting(invoice.id)
      ? drafted.attemptCount(invoice.id) : try rows.attemptCount(invoice.id)
    let number = before + 1
    let attempt = PaymentAttempt(
      id: .of(invoice, number: number, at: instant), paymentIntent: intent.id, customer: intent.customer,
      invoice: invoice.id, number: number, paymentMethod: method.id,
      gatewayReference: method.gatewayReference, amount: intent.amount, onSession: onSession,
      authenticated: authenticated, startedAt: instant)
    if !drafted.insert(attempt) { try rows.insert(attempt) }
    record(.paymentAttempted(attempt), about: attempt.customer, effective: instant)
    try change(intent, to: intent.attempting(with: method.id), because: .attempted, at: instant)
    ask(attempt)
  }

  /// A renewal could not be collected: the contract is past due, and it is tried again or ends.
  func collectionFailed(
    _ invoice: Invoice, customer: Customer, at instant: Instant, because cause: InvoiceCause = .paymentFailed
  ) throws {
    let subscription = try contract(of: invoice)
    let retries =
      subscription.map { [.active, .pastDue, .paused].contains($0.status) } ?? invoice.autoAdvance
    let policy = retries ? try rows.dunningPolicy() : .standard
    let retry = retries ? policy.retries.next(after: invoice.attemptCount + 1, at: instant) : nil
    let failed = invoice.attemptFailed(retry: retry)
    try change(invoice, to: failed, because: cause, at: instant)
    guard retries else { return }
    if let retry { try enqueue(.collectInvoice, invoice.id.text, customer: customer, due: retry) }
    // A contract that stands still keeps standing still, whatever becomes of what was billed before.
    guard let subscription, subscription.status != .paused else { return }
    guard retry == nil else { return try fallPastDue(subscription, at: instant) }
    switch policy.ending {
    case .cancel: try end(subscription, customer: customer, reason: .paymentFailed, at: instant)
    case .leave: try fallPastDue(subscription, at: instant)
    case .unpaid:
      try change(
        subscription, to: subscription.becomingUnpaid(), because: .becameUnpaid, at: instant,
        prices: prices(of: subscription))
    }
  }

  private func fallPastDue(_ subscription: Subscription, at instant: Instant) throws {
    guard subscription.status == .active else { return }
    try change(
      subscription, to: subscription.fallenPastDue(), because: .fellPastDue, at: instant,
      prices: prices(of: subscription))
  }

  /// The contract whose standing depends on an invoice: none for one that somebody wrote by hand.
  func contract(of invoice: Invoice) throws -> Subscription? {
    guard invoice.reason != .manual else { return nil }
    return try invoice.subscription.flatMap { try states.subscription($0) }
  }

  /// Ends a contract: nothing renews, and nothing collects its open invoices by itself any more. What it owes
  /// in arrears waits for the customer's next invoice, unless it was billed before.
  func end(
    _ subscription: Subscription, customer: Customer, reason: Cancellation.Reason, at instant: Instant,
    comment: String? = nil, feedback: String? = nil
  ) throws {
    let contents = try contentsInArrears(endingNow: subscription, at: instant)
      .settled(by: subscription.activeDiscounts(at: instant))
    try queue(contents, for: customer, at: instant)
    let canceled = subscription.canceled(at: instant, reason: reason, comment: comment, feedback: feedback)
    try change(
      subscription, to: canceled, because: .canceled, at: instant, prices: prices(of: subscription))
    try cancelJob(.renewSubscription, subscription.id.text)
    try cancelJob(.expireSubscription, subscription.id.text)
    if subscription.nextDiscountEnd != nil { try cancelJob(.endDiscounts, subscription.id.text) }
    try cancelTrialNotice(of: subscription)
    for invoice in try rows.unsettledInvoices(subscription: subscription.id) {
      try cancelJob(.collectInvoice, invoice.id.text)
      try cancelJob(.finalizeInvoice, invoice.id.text)
      // Nobody owes the first period of a contract that never began, unless the money may be on its way.
      let neverBegan = subscription.status == .incomplete && invoice.reason == .subscriptionCreate
      if try neverBegan && !isPaymentUnderWay(of: invoice) {
        try void(invoice, customer: customer, at: instant)
      } else {
        try change(invoice, to: invoice.abandoned(), because: .abandoned, at: instant)
      }
    }
  }

  /// Takes back what an invoice asks for, and the intent to collect it. What other contracts left behind and
  /// this invoice took waits again.
  func void(_ invoice: Invoice, customer: Customer, at instant: Instant) throws {
    var invoice = invoice
    if invoice.creditedOpen ?? 0 != 0 {
      for note in try rows.creditNotes(of: invoice.id) where note.status == .issued {
        try void(note, of: invoice, customer: customer, at: instant)
        invoice = try states.invoice(invoice.id) ?? invoice
      }
    }
    try change(invoice, to: invoice.voided(at: instant), because: .voided, at: instant)
    try cancelJob(.collectInvoice, invoice.id.text)
    let contents = try rows.lines(of: invoice.id).map(\.content)
    try regainDiscounts(of: invoice, on: contents, customer: customer, at: instant)
    let taken =
      contents
      .filter { $0.pendingItem != nil && $0.item != nil && $0.subscription != invoice.subscription }
    try queue(taken, for: customer, at: instant, again: true)
    guard let intent = try rows.paymentIntent(for: invoice.id) else { return }
    try change(intent, to: intent.canceled(at: instant), because: .canceled, at: instant)
  }

  /// Whether an attempt has no answer yet, which may still bring the money.
  func isPaymentUnderWay(of invoice: Invoice) throws -> Bool {
    try rows.openAttempts(customer: invoice.customer).contains { $0.invoice == invoice.id }
  }
}

extension PaymentAttemptID {
  /// The id under which the gateway knows an attempt: it follows from what is paid, the number of the try and
  /// its moment.
  ///
  /// A workspace restored from a backup does again, at the instants it was due, what the original has done
  /// since. Its attempts then have the ids that the gateway has answered already, and nobody is charged
  /// twice. A renewal's invoice has another id the second time, so it counts by its contract and the period
  /// that was over.
  static func of(_ invoice: Invoice, number: Int, at instant: Instant) -> PaymentAttemptID {
    let charge =
      switch (invoice.reason, invoice.subscription) {
      case (.subscriptionCycle, let subscription?): "\(subscription)/\(invoice.period.start.seconds)"
      default: invoice.id.text
      }
    return PaymentAttemptID(
      derivedFrom: Array(SHA256.hash(data: Array("\(charge)/\(number)".utf8))),
      milliseconds: instant.seconds * 1_000)
  }
}
