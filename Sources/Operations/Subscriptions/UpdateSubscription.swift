import Catalog
import Chronology
import Identity
import Invoicing
import Rating
import Receivables
import Relations
import Storage
import Subscriptions

/// Changes a running contract: its items with or without proration, its end, its notes.
public struct UpdateSubscription: SettlingCommand {
  /// What happens to the time that is left of a changed item.
  public enum ProrationBehavior: String, Hashable, Sendable, CaseIterable {
    /// Worked out now, billed with the next invoice.
    case createProrations = "create_prorations"
    /// Worked out and billed now.
    case alwaysInvoice = "always_invoice"
    case none
  }

  /// An item to add, change or remove; ids of new items are made here.
  public enum Item: Hashable, Sendable {
    case add(price: PriceID, quantity: Int64, metadata: [String: String], choice: PriceChoice? = nil)
    case update(
      SubscriptionItemID, price: PriceID?, quantity: Int64?, metadata: MetadataPatch = .keep,
      choice: PriceChoice? = nil)
    case remove(SubscriptionItemID)
  }

  public let subscription: SubscriptionID
  public var items: [Item] = []
  /// How the caller names the n-th item, for refusals: `items[0]`.
  public var itemField: @Sendable (Int) -> String = { "items[\($0)]" }
  public var prorationBehavior: ProrationBehavior = .createProrations
  public var prorationDate: Instant?
  public var cancelAtPeriodEnd: Bool?
  public var cancellationComment: String??
  public var cancellationFeedback: String??
  public var defaultPaymentMethod: PaymentMethodID??
  public var collection: Collection?
  public var description: String??
  public var metadata = MetadataPatch.keep
  /// A preview stops at the draft: it asks for no card, and takes no number.
  var isPreview = false

  public init(_ subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> SubscriptionID {
    let old = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard !old.status.isTerminal else { throw SubscriptionRefusal.ended(id: old.id.text) }
    guard let customer = try session.states.customer(old.customer) else {
      throw Refusal.customerDeleted(id: old.customer.text)
    }
    let instant = try session.now(for: customer)
    let noted = try changeTerms(of: old, customer, session, at: instant)
    if !items.isEmpty { try changeItems(of: noted, customer, session, at: instant) }
    return old.id
  }

  private func changeTerms(
    of old: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    var new = old
    try metadata.apply(to: &new.metadata)
    if let description { new.description = description }
    if let collection { new.collection = collection }
    if let defaultPaymentMethod {
      try checkPaymentMethod(defaultPaymentMethod, customer, session)
      new.defaultPaymentMethod = defaultPaymentMethod
    }
    let ending = withCancellation(new, at: instant)
    guard ending.differsInNotesOnly(from: old) || old.status != .incomplete else {
      throw SubscriptionRefusal.incomplete(id: old.id.text)
    }
    try session.change(old, to: new, because: .updated, at: instant)
    guard ending != new else { return new }
    let isWithdrawn = ending.cancellation == nil
    try session.change(
      new, to: ending, because: isWithdrawn ? .cancellationWithdrawn : .cancellationScheduled, at: instant)
    return ending
  }

  private func withCancellation(_ subscription: Subscription, at instant: Instant) -> Subscription {
    var new = subscription
    if let cancelAtPeriodEnd, cancelAtPeriodEnd != (subscription.cancellation?.atPeriodEnd ?? false) {
      new =
        cancelAtPeriodEnd ? subscription.cancelingAtPeriodEnd(requestedAt: instant) : subscription.keepingOn()
    }
    if let cancellationComment { new.cancellation?.comment = cancellationComment }
    if let cancellationFeedback { new.cancellation?.feedback = cancellationFeedback }
    return new
  }

  private func changeItems(
    of old: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws {
    let changes = try items.enumerated().map { index, item in
      try change(item, of: old, field: itemField(index), session)
    }
    var prices = try session.prices(of: old)
    let named = try namedPrices(session).offered(in: old.currency)
    prices.merge(named) { known, _ in known }
    let at = prorationDate ?? instant
    guard at <= instant else { throw SubscriptionRefusal.changeOutsidePeriod(field: "proration_date") }
    let new = try old.changingItems(
      changes, proration: prorationBehavior == .none ? .none : .prorate, at: at, prices: prices)
    guard new != old else { return }
    try session.checkCustomerLimit(with: new, prices: prices, field: "items")
    try session.change(old, to: new, because: .itemsChanged, at: instant, prices: prices)
    let contents = try session.unbilledContents(of: new, prices: prices)
    try session.queue(contents, for: customer, at: instant)
    guard prorationBehavior == .alwaysInvoice else { return }
    try invoiceNow(new, customer, session, at: instant)
  }

  private func invoiceNow(
    _ subscription: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws {
    guard
      let draft = try session.draftInvoice(
        for: subscription, customer: customer, contents: [], reason: .subscriptionUpdate,
        period: Period(start: instant, end: instant), at: instant, finalizesAt: nil)
    else { return }
    let noted = try session.noteLatest(draft, on: subscription, at: instant)
    guard !isPreview else { return }
    let invoice = try session.finalize(draft, customer: customer, at: instant)
    let isCollecting = try session.collect(
      invoice, subscription: noted, customer: customer, onSession: true, at: instant)
    guard !isCollecting, noted.collection == .chargeAutomatically else { return }
    throw Refusal.noPaymentMethod(customer: customer.id.text)
  }

  private func change(
    _ item: Item, of old: Subscription, field: String, _ session: Session
  ) throws -> ItemChange {
    switch item {
    case .add(let price, let quantity, let metadata, let choice):
      return .add(
        id: session.newID(), price: price, quantity: quantity, metadata: metadata, field: "\(field)[price]",
        choice: choice)
    case .update(let id, let price, let quantity, let patch, let choice):
      var metadata = old.items.first { $0.id == id }?.metadata ?? [:]
      try patch.apply(to: &metadata)
      return .update(
        id: id, price: price, quantity: quantity, metadata: metadata, field: "\(field)[id]", choice: choice)
    case .remove(let id):
      return .remove(id: id, field: "\(field)[id]")
    }
  }

  private func namedPrices(_ session: Session) throws -> PriceBook {
    let named = items.enumerated().compactMap { index, item -> (index: Int, id: PriceID)? in
      switch item {
      case .add(let price, _, _, _), .update(_, .some(let price), _, _, _): (index, price)
      case .update, .remove: nil
      }
    }
    let prices = try session.states.prices(named.map(\.id))
    for entry in named where prices[entry.id] == nil {
      throw Refusal.unknown(.price, id: entry.id.text, field: "\(itemField(entry.index))[price]")
    }
    return prices
  }

  private func checkPaymentMethod(_ id: PaymentMethodID?, _ customer: Customer, _ session: Session) throws {
    guard let id else { return }
    let method = try session.known(
      session.rows.paymentMethod(id), .paymentMethod, id.text, field: "default_payment_method")
    guard method.customer == customer.id else {
      throw Refusal.paymentMethodElsewhere(id: id.text, field: "default_payment_method")
    }
  }

  public static func subject(of outcome: SubscriptionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SubscriptionID? { SubscriptionID(subject) }
}
