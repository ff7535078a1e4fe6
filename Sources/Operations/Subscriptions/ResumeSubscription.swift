import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// A contract that was paused goes on, and is billed from now.
public struct ResumeSubscription: SettlingCommand {
  public let subscription: SubscriptionID
  /// Whether a whole period begins now; otherwise what is left of the one that its anchor counts.
  public var startsPeriodNow = true
  /// Whether what is left of that period is billed, and time given back that was paid before the pause.
  public var prorates = true

  public init(_ subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> SubscriptionID {
    let old = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard old.status == .paused else { throw SubscriptionRefusal.notPaused(id: old.id.text) }
    guard let customer = try session.states.customer(old.customer) else {
      throw Refusal.customerDeleted(id: old.customer.text)
    }
    let instant = try session.now(for: customer)
    // Time that was paid for before the pause is lived on in, or given back for what begins now.
    let isPaid = old.hasPaidTime(at: instant)
    let left =
      startsPeriodNow && prorates && old.hasSomePaidTime(at: instant)
      ? try session.giveBackUnusedTime(of: old, customer, at: instant) : old
    let new =
      startsPeriodNow
      ? left.restarted(at: instant)
      : isPaid ? left.activated() : left.resumed(at: instant, proration: prorates ? .prorate : .none)
    let prices = try session.prices(of: new)
    try session.change(left, to: new, because: .resumed, at: instant, prices: prices)
    var current = new
    if !isPaid || startsPeriodNow {
      current = try session.invoiceNow(
        new, customer, contents: contents(of: new, after: left, prices, session, at: instant),
        isPreview: false, onSession: true, at: instant)
    }
    try session.enqueue(
      .renewSubscription, current.id.text, customer: customer, due: current.nextTurn)
    return old.id
  }

  /// What the pause gave back of discounts comes off what is billed of the same period.
  private func contents(
    of new: Subscription, after old: Subscription, _ prices: PriceBook, _ session: Session,
    at instant: Instant
  ) throws -> [LineContent] {
    let contents = try session.unbilledContents(of: new, prices: prices, at: instant, after: old)
    let back =
      startsPeriodNow
      ? []
      : try session.givenBackAtEnd(of: old).filter { credit in
        new.items.contains { item in
          item.id == credit.item && old.items.contains { $0.id == item.id && $0.period == item.period }
        }
      }
    guard !back.isEmpty else { return contents }
    let items = Set(back.compactMap(\.item))
    func isAgain(_ content: LineContent) -> Bool { content.item.map(items.contains) ?? false }
    var settled = (back + contents.filter(isAgain)).prorating(by: new.activeDiscounts(at: instant))
      .dropFirst(back.count)
    return contents.map { isAgain($0) ? settled.removeFirst() : $0 }
  }

  public static func subject(of outcome: SubscriptionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SubscriptionID? { SubscriptionID(subject) }
}

extension Session {
  /// Bills what waits and `contents` now, and asks for the money.
  ///
  /// - Parameter isPreview: stops at the draft.
  /// - Returns: the contract, which names the invoice if there is one.
  /// - Throws: ``Refusal/noPaymentMethod(customer:)`` when nothing is there to charge.
  func invoiceNow(
    _ found: Subscription, _ customer: Customer, contents: [LineContent], isPreview: Bool,
    onSession: Bool, at instant: Instant
  ) throws -> Subscription {
    var subscription = found
    guard
      let draft = try draftInvoice(
        for: &subscription, customer: customer, contents: contents, reason: .subscriptionUpdate,
        period: Period(start: instant, end: instant), at: instant, finalizesAt: nil)
    else { return subscription }
    let noted = try noteLatest(draft, on: subscription, at: instant)
    guard !isPreview, draft.autoAdvance else { return noted }
    let invoice = try finalize(draft, customer: customer, at: instant)
    let isCollecting = try collect(
      invoice, subscription: noted, customer: customer, onSession: onSession, at: instant)
    guard isCollecting || noted.collection != .chargeAutomatically else {
      throw Refusal.noPaymentMethod(customer: customer.id.text)
    }
    return noted
  }
}
