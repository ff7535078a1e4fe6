import Bookkeeping
import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

// Each of these writes the row and its fact together; there is no other way to change state.

extension Session {
  func create(_ product: Product) throws {
    try rows.insert(product)
    states.note(product)
    record(.productCreated(product), about: nil, effective: product.created)
  }

  func change(_ old: Product, to new: Product) throws {
    guard old != new else { return }
    try rows.update(new)
    states.note(new)
    record(.productChanged(new.id, Change(from: old, to: new)), about: nil, effective: now)
  }

  func create(_ price: Price) throws {
    try rows.insert(price)
    states.note(price)
    record(.priceCreated(price), about: nil, effective: price.created)
  }

  func change(_ old: Price, to new: Price) throws {
    guard old != new else { return }
    try rows.update(new)
    states.note(new)
    record(.priceChanged(new.id, Change(from: old, to: new)), about: nil, effective: now)
  }

  func create(_ rate: TaxRate) throws {
    try rows.insert(rate)
    record(.taxRateCreated(rate), about: nil, effective: rate.created)
  }

  func change(_ old: TaxRate, to new: TaxRate) throws {
    guard old != new else { return }
    try rows.update(new)
    record(.taxRateChanged(new.id, Change(from: old, to: new)), about: nil, effective: now)
  }

  func create(_ coupon: Coupon) throws {
    try rows.insert(coupon)
    record(.couponCreated(coupon), about: nil, effective: coupon.created)
  }

  func change(_ old: Coupon, to new: Coupon, because cause: CouponCause) throws {
    guard old != new else { return }
    try rows.update(new)
    record(.couponChanged(new.id, cause, Change(from: old, to: new)), about: nil, effective: now)
  }

  func create(_ code: PromotionCode) throws {
    try rows.insert(code)
    record(.promotionCodeCreated(code), about: nil, effective: code.created)
  }

  func change(_ old: PromotionCode, to new: PromotionCode, because cause: PromotionCodeCause) throws {
    guard old != new else { return }
    try rows.update(new)
    record(.promotionCodeChanged(new.id, cause, Change(from: old, to: new)), about: nil, effective: now)
  }

  func create(_ customer: Customer) throws {
    drafted.insert(customer)
    states.note(customer)
    record(.customerCreated(customer), about: customer.id, effective: customer.created)
  }

  func change(_ old: Customer, to new: Customer) throws {
    guard old != new else { return }
    if !drafted.replace(with: new) { try rows.update(new) }
    states.note(new)
    record(
      .customerChanged(new.id, Change(from: old, to: new), try standing(of: new)), about: new.id,
      effective: try now(for: new))
  }

  private func standing(of customer: Customer) throws -> CustomerStanding {
    guard !drafted.isUnbilled(customer.id) else {
      var standing = CustomerStanding.blank
      if let currency = customer.currency {
        standing.balance = try journal.balance(customer.id, .customerBalance, currency)
      }
      return standing
    }
    try journal.write()
    return try rows.customerStanding(customer)
  }

  func create(_ clock: TestClock) throws {
    try rows.insert(clock)
    record(.testClockCreated(clock), about: nil, effective: clock.created)
  }

  func change(_ old: TestClock, to new: TestClock, because cause: TestClockCause) throws {
    try rows.update(new)
    record(
      .testClockChanged(new.id, cause, Change(from: old, to: new)), about: nil, effective: new.frozenTime)
  }

  func create(_ method: PaymentMethod) throws {
    try rows.insert(method)
    if let customer = method.customer {
      record(.paymentMethodAttached(method), about: customer, effective: method.created)
    }
  }

  func create(_ intent: PaymentIntent) throws {
    if !drafted.put(intent) { try rows.insert(intent) }
    states.note(intent)
    record(.paymentIntentCreated(intent), about: intent.customer, effective: intent.created)
  }

  func change(
    _ old: PaymentIntent, to new: PaymentIntent, because cause: PaymentIntentCause, at instant: Instant
  ) throws {
    if !drafted.put(new) { try connection.update(new) }
    states.note(new)
    record(
      .paymentIntentChanged(new.id, cause, Change(from: old, to: new)), about: new.customer,
      effective: instant)
  }

  func create(_ charge: CardCharge) throws {
    drafted.insert(charge)
    record(.cardCharged(charge), about: charge.customer, effective: charge.created)
  }

  func change(_ old: CardCharge, to new: CardCharge, because cause: ChargeCause, at instant: Instant) throws {
    guard old != new else { return }
    try rows.update(new)
    record(
      .chargeChanged(new.id, cause, Change(from: old, to: new)), about: new.customer, effective: instant)
  }

  func create(_ intent: SetupIntent) throws {
    try rows.insert(intent)
    record(.setupIntentCreated(intent), about: intent.customer, effective: intent.created)
  }

  func change(
    _ old: SetupIntent, to new: SetupIntent, because cause: SetupIntentCause, at instant: Instant
  ) throws {
    guard old != new else { return }
    try rows.update(new)
    record(
      .setupIntentChanged(new.id, cause, Change(from: old, to: new)), about: new.customer, effective: instant)
  }

  func create(_ refund: Refund) throws {
    try rows.insert(refund)
    record(.refundCreated(refund), about: refund.customer, effective: refund.created)
  }

  /// Writes the change, and its entry where money moved.
  func change(_ old: Refund, to new: Refund, because cause: RefundCause, at instant: Instant) throws {
    guard old != new else { return }
    try rows.update(new)
    record(
      .refundChanged(new.id, cause, Change(from: old, to: new)), about: new.customer, effective: instant,
      postings: postings(for: new, before: old))
  }
}

extension Session {
  func create(_ subscription: Subscription, prices: PriceBook) throws {
    drafted.insert(subscription)
    states.note(subscription)
    record(
      .subscriptionStarted(subscription, subscription.recurringLevels(prices: prices)),
      about: subscription.customer, effective: subscription.created)
  }

  /// - Parameter prices: given when the recurring amount may have changed; the fact then carries the levels.
  func change(
    _ old: Subscription, to new: Subscription, because cause: SubscriptionCause, at instant: Instant,
    prices: PriceBook? = nil
  ) throws {
    guard old != new else { return }
    if !drafted.replace(with: new) { try connection.update(new) }
    states.note(new)
    try recordChange(from: old, to: new, because: cause, at: instant, prices: prices)
  }

  /// The one step that must happen once: into the next period, only from the one that was read.
  /// - Returns: false when someone else was there first; nothing is written then.
  func advance(
    _ old: Subscription, to new: Subscription, at instant: Instant, prices: PriceBook? = nil
  ) throws -> Bool {
    if let waiting = drafted.waiting(old.id) {
      guard waiting.lastTurn == old.lastTurn, drafted.replace(with: new) else { return false }
    } else {
      guard try connection.advance(new, fromTurn: old.lastTurn) else { return false }
    }
    states.note(new)
    try recordChange(from: old, to: new, because: .renewed, at: instant, prices: prices)
    return true
  }

  /// Says something about a contract that changes nothing of it.
  func announce(_ cause: SubscriptionCause, of subscription: Subscription, at instant: Instant) {
    record(
      .subscriptionChanged(subscription.id, cause, Change(from: subscription, to: subscription), []),
      about: subscription.customer, effective: instant)
  }

  private func recordChange(
    from old: Subscription, to new: Subscription, because cause: SubscriptionCause, at instant: Instant,
    prices: PriceBook?
  ) throws {
    let levels = prices.map { new.recurringLevels(prices: $0) } ?? []
    record(
      .subscriptionChanged(new.id, cause, Change(from: old, to: new), levels), about: new.customer,
      effective: instant)
  }

  func create(_ item: PendingItem) throws {
    try rows.insert(item)
    drafted.queued(item)
    record(.itemQueued(item), about: item.customer, effective: item.created)
  }

  func change(_ old: PendingItem, to new: PendingItem, at instant: Instant) throws {
    guard old != new else { return }
    try rows.update(new)
    record(.itemChanged(new.id, Change(from: old, to: new)), about: new.customer, effective: instant)
  }

  func delete(_ item: PendingItem, at instant: Instant) throws {
    try rows.delete(item.id)
    record(.itemDeleted(item.id), about: item.customer, effective: instant)
  }

  func create(_ invoice: Invoice, lines: [InvoiceLine]) throws {
    drafted.insert(invoice, lines: lines)
    states.note(invoice)
    record(.invoiceDrafted(invoice, lines), about: invoice.customer, effective: invoice.created)
  }

  /// Writes the change and its entry in the ledger.
  func change(_ old: Invoice, to new: Invoice, because cause: InvoiceCause, at instant: Instant) throws {
    guard old != new else { return }
    if !drafted.replace(with: new) {
      switch cause {
      case .updated where old.status == .draft: try rows.revise(new)
      case .sent: try rows.noteSent(new)
      case .credited: try rows.noteCredited(new)
      default: try connection.update(new)
      }
    }
    states.note(new)
    record(
      .invoiceChanged(new.id, cause, Change(from: old, to: new)), about: new.customer, effective: instant,
      postings: postings(for: cause, of: new))
  }

  /// Gives a draft other lines, and with them other amounts.
  func change(_ old: Invoice, to new: Invoice, lines: LineChange, at instant: Instant) throws {
    let rows = try rows
    try rows.apply(lines)
    try rows.revise(new)
    states.note(new)
    record(
      .invoiceLinesChanged(new.id, Change(from: old, to: new), lines), about: new.customer,
      effective: instant)
  }

  /// Writes a credit note with its entry; the invoice's own change comes with it.
  func create(_ note: CreditNote, of invoice: Invoice) throws {
    try rows.insert(note)
    record(
      .creditNoteIssued(note), about: note.customer, effective: note.created,
      postings: postings(for: note, of: invoice))
  }

  func change(
    _ old: CreditNote, to new: CreditNote, of invoice: Invoice, because cause: CreditNoteCause,
    at instant: Instant
  ) throws {
    guard old != new else { return }
    try rows.update(new)
    record(
      .creditNoteChanged(new.id, cause, Change(from: old, to: new)), about: new.customer,
      effective: instant, postings: cause == .voided ? postings(for: new, of: invoice) : [])
  }

  func delete(draft: Invoice, at instant: Instant) throws {
    try rows.delete(draft: draft.id)
    states.forget(draft.id)
    record(.invoiceDeleted(draft.id), about: draft.customer, effective: instant)
  }
}

extension Session {
  func choose(_ policy: DunningPolicy) throws {
    try rows.choose(policy)
    record(.dunningChosen(policy), about: nil, effective: now)
  }

  func choose(_ margin: GrossMargin) throws {
    try rows.write(margin)
    record(.marginChosen(margin), about: nil, effective: now)
  }

  func record(_ sheet: ReferenceRates) throws {
    try rows.write(sheet)
    record(.ratesRecorded(sheet), about: nil, effective: now)
  }

  func record(_ spend: MarketingSpend) throws {
    try rows.write(spend)
    record(.spendRecorded(spend), about: nil, effective: now)
  }

  /// Moves what stands on a customer's balance; the movement goes by its fact.
  func adjust(
    _ amount: Money, of customer: CustomerID, description: String?, metadata: [String: String],
    at instant: Instant
  ) throws -> BalanceAdjustment {
    let fact: FactID = newID()
    let adjustment = BalanceAdjustment(
      id: BalanceTransactionID(fact), customer: customer, amount: amount, description: description,
      metadata: metadata, created: instant)
    try rows.insert(adjustment)
    journal.add(
      JournalEntry(
        id: fact, fact: .balanceAdjusted(adjustment), customer: customer, effective: instant,
        postings: postings(for: adjustment)))
    return adjustment
  }

  func change(_ old: BalanceAdjustment, to new: BalanceAdjustment, at instant: Instant) throws {
    guard old != new else { return }
    try rows.update(new)
    record(
      .balanceAdjustmentChanged(new.id, Change(from: old, to: new)), about: new.customer, effective: instant)
  }
}

extension Session {
  func begin(_ close: BookClose) throws {
    try rows.insert(close)
    record(.closeBegun(close), about: nil, effective: close.begunAt)
  }

  /// Writes a part of a close with the lines it opens to, and its entry, which is effective in the last
  /// second of the month. Lines of which no share falls into the month only move on.
  func recognize(
    _ lines: [LineRecognition], sum: Money, in month: Month, leaving schedules: [RecognitionSchedule]
  ) throws {
    for schedule in schedules { try rows.update(schedule) }
    guard !lines.isEmpty else { return }
    let part = BookClosePart(
      month: month, number: try rows.lastPart(of: month) + 1, amount: sum, lines: lines.count)
    let fact: FactID = newID()
    try rows.insert(part, fact: fact, lines: lines)
    journal.add(
      JournalEntry(
        id: fact, fact: .revenueRecognized(part), customer: nil,
        effective: month.period(in: OpenWorkspace.booksZone).end.adding(seconds: -1),
        postings: try postings(for: lines)))
  }

  func finish(_ old: BookClose, as new: BookClose) throws {
    try rows.update(new)
    record(
      .closeFinished(new.id, Change(from: old, to: new)), about: nil, effective: new.closedAt ?? now)
  }
}
