import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

extension Invoice {
  /// As many lines as one invoice can have.
  public static let linesMost = 1_000
  /// How long a renewal's draft can still be looked at before it is finalised; the format's own odd second.
  public static let draftSeconds: Int64 = 3601

  /// A draft over lines that are already content; the caller gives them ids and places.
  public init(
    draft id: InvoiceID, for subscription: Subscription, customer: Customer, contents: [LineContent],
    reason: BillingReason, period: Period, at instant: Instant, finalizesAt: Instant?
  ) throws(InvoicingRefusal) {
    self.init(
      id: id, customer: customer.id, subscription: subscription.id, currency: subscription.currency,
      reason: reason, collection: subscription.collection, billedTo: BilledTo(customer), period: period,
      created: instant, subtotal: 0, total: 0,
      defaultPaymentMethod: subscription.defaultPaymentMethod,
      subscriptionMetadata: subscription.metadata, testClock: subscription.testClock)
    defaultTaxRates = subscription.defaultTaxRates
    let active = (subscription.discounts ?? []).filter { $0.isActive(at: instant) }
    discounts = active.isEmpty ? nil : active
    try add(up: contents)
    self.finalizesAt = finalizesAt
    self.nextPaymentAttempt = finalizesAt.map { $0.adding(seconds: -1) }
  }

  /// A draft that somebody asked for, of no contract or with what waits for one.
  public init(
    draft id: InvoiceID, for customer: Customer, subscription: SubscriptionID?, currency: Currency,
    collection: Collection, contents: [LineContent], at instant: Instant
  ) throws(InvoicingRefusal) {
    self.init(
      id: id, customer: customer.id, subscription: subscription, currency: currency, reason: .manual,
      collection: collection, billedTo: BilledTo(customer), period: Period(start: instant, end: instant),
      created: instant, subtotal: 0, total: 0, defaultPaymentMethod: nil, subscriptionMetadata: [:],
      testClock: customer.testClock)
    autoAdvance = false
    try add(up: contents)
  }

  /// The amounts that follow from the lines and their taxes.
  private mutating func add(up contents: [LineContent]) throws(InvoicingRefusal) {
    var (lines, discounts, exclusive, taxes) = (Int128(0), Int128(0), Int128(0), Int128(0))
    for content in contents {
      lines += Int128(content.amount.minorUnits)
      discounts += Int128(content.discount)
      exclusive += Int128(content.exclusiveTax)
      taxes += Int128(content.exclusiveTax) + Int128(content.inclusiveTax)
    }
    guard let subtotal = Int64(exactly: lines), let discount = Int64(exactly: discounts),
      let total = Int64(exactly: lines - discounts + exclusive), let tax = Int64(exactly: taxes),
      Int64(exactly: lines - discounts + exclusive - taxes) != nil
    else { throw .amountTooLarge }
    self.subtotal = subtotal
    self.discount = contents.contains { $0.discounted != nil } ? discount : nil
    self.total = total
    self.tax = contents.contains { $0.taxes != nil } ? tax : nil
    amountDue = max(0, total)
  }

  /// The draft over other lines: its amounts follow from them.
  public func billing(_ contents: [LineContent]) throws(InvoicingRefusal) -> Invoice {
    precondition(status == .draft, "only a draft's lines change")
    var invoice = self
    try invoice.add(up: contents)
    return invoice
  }

  /// Makes the draft a document: it gets its number, and the customer's balance is applied.
  ///
  /// Credit on the balance pays first; a debt on it is asked for too; a negative total becomes credit.
  /// - Parameter balance: the customer's ledger balance, minor units, negative is credit.
  public func finalized(
    number: String, balance: Int64, at instant: Instant, in zone: Zone = .utc
  ) throws(InvoicingRefusal) -> Invoice {
    precondition(status == .draft, "only a draft is finalised")
    var invoice = self
    let (wanted, overflow) = total.addingReportingOverflow(balance)
    guard !overflow else { throw .amountTooLarge }
    invoice.number = number
    invoice.startingBalance = balance
    // Below zero the rest stays the customer's; above it the whole is asked for and the balance is even.
    invoice.endingBalance = min(0, wanted)
    invoice.amountDue = max(0, wanted)
    invoice.finalizedAt = instant
    invoice.finalizesAt = nil
    invoice.status = .open
    if case .sendInvoice(let days) = collection {
      // A day that was agreed on stays, and is never over before the invoice is there.
      invoice.dueDate = max(instant, dueDate ?? instant.adding(days: days, in: zone))
      invoice.nextPaymentAttempt = nil
    }
    return invoice
  }

  /// Paid without an attempt, because nothing is asked for.
  public func settledWithoutPayment(at instant: Instant) -> Invoice {
    precondition(amountDue == 0, "money that is asked for must come from somewhere")
    var invoice = self
    invoice.attempted = true
    invoice.nextPaymentAttempt = nil
    invoice.settle(at: instant)
    return invoice
  }

  /// The whole remaining amount came in.
  public func paid(at instant: Instant, outOfBand: Bool) -> Invoice {
    var invoice = self
    if outOfBand {
      invoice.amountPaidOutOfBand += amountRemaining
    } else {
      invoice.attempted = true
      invoice.attemptCount += 1
    }
    invoice.amountPaid = amountDue - (creditedOpen ?? 0)
    invoice.nextPaymentAttempt = nil
    invoice.settle(at: instant)
    return invoice
  }

  /// An attempt failed; the next one is at `retry`, or there is none.
  public func attemptFailed(retry: Instant?) -> Invoice {
    var invoice = self
    invoice.attempted = true
    invoice.attemptCount += 1
    invoice.nextPaymentAttempt = retry
    return invoice
  }

  public func voided(at instant: Instant) -> Invoice {
    var invoice = self
    invoice.status = .void
    invoice.voidedAt = instant
    invoice.stopAdvancing()
    return invoice
  }

  /// Nobody expects the money any more. It can still come, or the invoice be voided.
  public func markedUncollectible(at instant: Instant) -> Invoice {
    var invoice = self
    invoice.status = .uncollectible
    invoice.uncollectibleAt = instant
    invoice.stopAdvancing()
    return invoice
  }

  /// It went to the customer, who is to pay it.
  public func sent(at instant: Instant) -> Invoice {
    var invoice = self
    invoice.sentAt = instant
    return invoice
  }

  /// Whether time moves it on, and when next.
  public func advancing(at next: Instant?) -> Invoice {
    var invoice = self
    invoice.stopAdvancing()
    guard let next else { return invoice }
    invoice.autoAdvance = true
    if status == .draft {
      invoice.finalizesAt = next
      invoice.nextPaymentAttempt = next.adding(seconds: -1)
    } else if collection == .chargeAutomatically {
      invoice.nextPaymentAttempt = next
    }
    return invoice
  }

  /// The contract is over: nothing tries again by itself, and the debt stays until someone decides.
  public func abandoned() -> Invoice {
    var invoice = self
    invoice.stopAdvancing()
    return invoice
  }

  mutating func settleByCredit(at instant: Instant) {
    nextPaymentAttempt = nil
    settle(at: instant)
  }

  private mutating func settle(at instant: Instant) {
    status = .paid
    paidAt = instant
    autoAdvance = false
  }

  private mutating func stopAdvancing() {
    nextPaymentAttempt = nil
    autoAdvance = false
    finalizesAt = nil
  }
}

extension Invoice {
  /// Refuses what does not follow on this invoice's status.
  public func check(_ step: InvoiceStep) throws(InvoicingRefusal) {
    guard step.statuses.contains(status) else {
      throw .outOfTurn(step, id: id.text, status: status)
    }
  }

  /// Refuses to pay what is not asked for.
  public func checkPayable() throws(InvoicingRefusal) {
    switch status {
    case .open, .uncollectible: return
    case .paid: throw .alreadyPaid(id: id.text)
    case .draft, .void: throw .notOpen(id: id.text, status: status)
    }
  }
}
