import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// Ends a contract at once.
public struct CancelSubscription: SettlingCommand {
  public let subscription: SubscriptionID
  /// Whether the unused time is given back.
  public var prorate = false
  /// Whether what is open between us is billed now, instead of with a next invoice that may never come.
  public var invoiceNow = false
  public var comment: String?
  public var feedback: String?

  public init(_ subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> SubscriptionID {
    let found = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard !found.status.isTerminal else {
      throw Refusal.unknown(.subscription, id: subscription.text, field: nil)
    }
    guard let customer = try session.states.customer(found.customer) else {
      throw Refusal.customerDeleted(id: found.customer.text)
    }
    let instant = try session.now(for: customer)
    if found.status == .incomplete { try checkFirstPayment(of: found, session) }
    var current =
      prorate && (found.status.isRecurring || found.hasSomePaidTime(at: instant))
      ? try session.giveBackUnusedTime(of: found, customer, at: instant) : found
    if invoiceNow { current = try billNow(current, customer, session, at: instant) }
    try session.end(
      current, customer: customer, reason: .requested, at: instant, comment: comment, feedback: feedback)
    return found.id
  }

  /// The first invoice becomes void, which it must not while its money may be on the way.
  private func checkFirstPayment(of subscription: Subscription, _ session: Session) throws {
    for invoice in try session.rows.unsettledInvoices(subscription: subscription.id) {
      guard try !session.isPaymentUnderWay(of: invoice) else {
        throw InvoicingRefusal.paymentUnderWay(id: invoice.id.text)
      }
    }
  }

  private func billNow(
    _ found: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    var subscription = found
    guard
      let draft = try session.draftInvoice(
        for: &subscription, customer: customer,
        contents: session.contentsInArrears(endingNow: subscription, at: instant),
        reason: .subscriptionUpdate, period: Period(start: instant, end: instant), at: instant,
        finalizesAt: nil)
    else { return subscription }
    let noted = try session.noteLatest(draft, on: subscription, at: instant)
    let invoice = try session.finalize(draft, customer: customer, at: instant)
    if invoice.status == .open {
      try session.collect(invoice, subscription: noted, customer: customer, onSession: false, at: instant)
    }
    return noted
  }

  public static func subject(of outcome: SubscriptionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SubscriptionID? { SubscriptionID(subject) }
}

extension Session {
  /// Gives back what is left of each item's period, with the customer's next invoice.
  /// - Parameters:
  ///   - items: those whose time is given back; nil is all.
  ///   - moment: from when on it is; nil is from now.
  func giveBackUnusedTime(
    of old: Subscription, items: Set<SubscriptionItemID>? = nil, from moment: Instant? = nil,
    _ customer: Customer, at instant: Instant
  ) throws -> Subscription {
    let prices = try prices(of: old)
    let emptied = try old.givingBackUnusedTime(of: items, at: moment ?? instant)
    try change(old, to: emptied, because: .itemsChanged, at: instant)
    try queueProrations(of: emptied, prices: prices, for: customer, at: instant)
    return emptied
  }

  /// Lets a contract stand still: nothing renews, and nothing recurs.
  func pause(_ subscription: Subscription, at instant: Instant) throws {
    try change(
      subscription, to: subscription.paused(), because: .paused, at: instant,
      prices: prices(of: subscription))
    try cancelJob(.renewSubscription, subscription.id.text)
  }
}
