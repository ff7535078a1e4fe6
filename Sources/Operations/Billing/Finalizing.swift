import Bookkeeping
import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

extension Session {
  /// Makes a draft final: number and balance, and paid when nothing is asked for.
  ///
  /// The customer's counter is taken last among what the draft needs, in the transaction that uses the
  /// number, so that numbers have no gaps.
  func finalize(_ draft: Invoice, customer: Customer, at instant: Instant) throws -> Invoice {
    let balance = try journal.balance(customer.id, .customerBalance, draft.currency)
    let number = try takeNumber(for: customer, at: instant)
    let final = try draft.finalized(number: number, balance: balance, at: instant, in: customer.zone)
    try change(draft, to: final, because: .finalized, at: instant)
    try cancelJob(.finalizeInvoice, draft.id.text)
    guard final.amountDue == 0 else { return final }
    let settled = final.settledWithoutPayment(at: instant)
    try change(final, to: settled, because: .paid, at: instant)
    return settled
  }

  private func takeNumber(for customer: Customer, at instant: Instant) throws -> String {
    switch numbering {
    case .customer:
      let sequence = try drafted.takeInvoiceSequence(customer.id)
      return invoiceNumber(prefix: customer.invoicePrefix, sequence: sequence)
    case .year:
      let series = InvoiceSeries(of: instant)
      return invoiceNumber(year: series.year, sequence: try rows.takeNumber(of: series))
    }
  }

  /// Collects what a final invoice asks for, in the way its contract says, or it says itself.
  ///
  /// - Parameters:
  ///   - subscription: nil for an invoice that somebody wrote by hand.
  ///   - onSession: whether the customer is there.
  /// - Returns: whether the invoice is paid now or an attempt is under way.
  @discardableResult
  func collect(
    _ invoice: Invoice, subscription: Subscription?, customer: Customer, onSession: Bool,
    at instant: Instant
  ) throws -> Bool {
    if invoice.status == .paid {
      try invoicePaid(invoice, customer: customer, at: instant)
      return true
    }
    if settlement == .outOfBand {
      try pay(invoice, customer: customer, outOfBand: true, at: instant)
      return true
    }
    if let subscription, let pause = subscription.collectionPause, pause.holds(at: invoice.created) {
      try leave(invoice, as: pause.behavior, customer: customer, at: instant)
      if subscription.status == .incomplete { try activate(subscription, customer: customer, at: instant) }
      return true
    }
    guard (subscription?.collection ?? invoice.collection) == .chargeAutomatically else {
      // The customer has the invoice and the time it gives; the contract runs.
      if let subscription, subscription.status == .incomplete {
        try activate(subscription, customer: customer, at: instant)
      }
      return false
    }
    guard let method = try paymentMethod(for: invoice, of: subscription, customer: customer) else {
      return false
    }
    try startAttempt(invoice, with: method, onSession: onSession, at: instant)
    return true
  }

  /// Collects nothing of an invoice that was made while its contract's collection is paused.
  private func leave(
    _ invoice: Invoice, as behavior: CollectionPause.Behavior, customer: Customer, at instant: Instant
  ) throws {
    switch behavior {
    case .keepAsDraft:
      // Somebody finalised it all the same.
      try change(invoice, to: invoice.advancing(at: nil), because: .updated, at: instant)
    case .markUncollectible:
      try change(
        invoice, to: invoice.markedUncollectible(at: instant), because: .markedUncollectible, at: instant)
    case .void: try void(invoice, customer: customer, at: instant)
    }
  }

  /// Collects what became final without the customer there; without a card that counts as a failed try.
  func collectUnattended(
    _ invoice: Invoice, subscription: Subscription?, customer: Customer, at instant: Instant
  ) throws {
    let isCollecting = try collect(
      invoice, subscription: subscription, customer: customer, onSession: false, at: instant)
    guard !isCollecting, (subscription?.collection ?? invoice.collection) == .chargeAutomatically else {
      return
    }
    try collectionFailed(invoice, customer: customer, at: instant)
  }

  /// Marks an invoice as paid and lets the contract know.
  func pay(_ invoice: Invoice, customer: Customer, outOfBand: Bool, at instant: Instant) throws {
    let paid = invoice.paid(at: instant, outOfBand: outOfBand)
    // An intent names the row of its invoice.
    let mayHaveIntent = !drafted.isWaiting(invoice.id)
    try change(invoice, to: paid, because: .paid, at: instant)
    if outOfBand, mayHaveIntent, let intent = try rows.paymentIntent(for: invoice.id),
      intent.status != .succeeded
    {
      try change(intent, to: intent.canceled(at: instant), because: .canceled, at: instant)
    }
    try invoicePaid(paid, customer: customer, at: instant)
  }

  /// What a paid invoice means for its contract: it begins, or it is in good standing again.
  func invoicePaid(_ invoice: Invoice, customer: Customer, at instant: Instant) throws {
    try cancelJob(.collectInvoice, invoice.id.text)
    guard let subscription = try invoice.subscription.flatMap({ try states.subscription($0) }) else { return }
    switch subscription.status {
    case .incomplete where invoice.reason == .subscriptionCreate:
      try activate(subscription, customer: customer, at: instant)
    case .pastDue, .unpaid: try recover(subscription, at: instant)
    default: return
    }
  }

  /// A contract of which nothing is asked for any more is in good standing again.
  func recover(_ subscription: Subscription, at instant: Instant) throws {
    guard try rows.openInvoiceCount(subscription: subscription.id) == 0 else { return }
    try change(
      subscription, to: subscription.recovered(), because: .recovered, at: instant,
      prices: prices(of: subscription))
  }

  /// The contract runs without a payment to wait for.
  func begin(_ subscription: Subscription, customer: Customer, at instant: Instant) throws {
    guard subscription.status == .trialing else {
      return try activate(subscription, customer: customer, at: instant)
    }
    try enqueue(
      .renewSubscription, subscription.id.text, customer: customer, due: subscription.nextTurn)
  }

  /// The contract begins: its amounts count from here on, and its renewals come.
  func activate(_ subscription: Subscription, customer: Customer, at instant: Instant) throws {
    let active = subscription.activated()
    try change(
      subscription, to: active, because: .activated, at: instant, prices: prices(of: subscription))
    try cancelJob(.expireSubscription, subscription.id.text)
    try enqueue(.renewSubscription, subscription.id.text, customer: customer, due: active.nextTurn)
  }
}
