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

    /// The same at another price.
    func at(_ price: PriceID) -> Item {
      switch self {
      case .add(_, let quantity, let metadata, let choice):
        .add(price: price, quantity: quantity, metadata: metadata, choice: choice)
      case .update(let id, _, let quantity, let metadata, let choice):
        .update(id, price: price, quantity: quantity, metadata: metadata, choice: choice)
      case .remove: self
      }
    }
  }

  public enum TrialEnd: Hashable, Sendable {
    case now
    case at(Instant)
  }

  /// How long nothing is collected, and what becomes of the invoices.
  public struct PauseTerms: Hashable, Sendable {
    public let behavior: CollectionPause.Behavior
    public let resumesAt: Instant?

    public init(_ behavior: CollectionPause.Behavior, resumesAt: Instant? = nil) {
      self.behavior = behavior
      self.resumesAt = resumesAt
    }
  }

  public let subscription: SubscriptionID
  public var items: [Item] = []
  /// Prices that are made for items alone, by the items' numbers.
  public var ownPrices: [Int: OwnPrice] = [:]
  /// What the next invoice asks for beside the items, once.
  public var addedItems: [ItemTerms] = []
  /// How the caller names the n-th item, for refusals: `items[0]`.
  public var itemField: @Sendable (Int) -> String = { "items[\($0)]" }
  public var prorationBehavior: ProrationBehavior = .createProrations
  public var prorationDate: Instant?
  public var cancelAtPeriodEnd: Bool?
  /// When it ends, in the middle of a period perhaps; nil withdraws the end that is planned.
  public var cancelAt: Patch<PlannedEnd?> = .keep
  public var collectionPause: Patch<PauseTerms?> = .keep
  public var trialEnd: TrialEnd?
  public var withoutCard: Trial.WithoutCard?
  /// Whether a period begins now, from which all that follow are counted.
  public var startsPeriodNow = false
  public var cancellationComment: String??
  public var cancellationFeedback: String??
  public var defaultPaymentMethod: PaymentMethodID??
  public var collection: Collection?
  public var defaultTaxRates: Patch<[TaxRateID]?> = .keep
  /// Rates of their own for the items that are added or changed, by their number among ``items``; nil takes
  /// the contract's.
  public var itemTaxRates: [Int: [TaxRateID]?] = [:]
  /// When the periods of items that are added are billed, by their number among ``items``.
  public var itemTimings: [Int: BillingTiming] = [:]
  /// What takes something off all items, in place of what does now.
  public var discounts: [DiscountWish]?
  /// What takes something off the items that are added or changed, by their number among ``items``.
  public var itemDiscounts: [Int: [DiscountWish]] = [:]
  public var description: String??
  public var metadata = MetadataPatch.keep
  /// A preview stops at the draft: it asks for no card, and takes no number.
  var isPreview = false

  public init(_ subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let wishes = (discounts ?? []) + itemDiscounts.values.flatMap(\.self)
    let locks = try ownPrices.values.map(\.lock) + snapshot.locks(of: addedItems) + snapshot.locks(of: wishes)
    return try snapshot.subscription(subscription).map { [.customer($0.customer)] + locks } ?? []
  }

  public func run(in session: Session) throws -> SubscriptionID {
    guard ownPrices.isEmpty else {
      var command = self
      command.ownPrices = [:]
      var made: [PriceID] = []
      for (index, own) in ownPrices.sorted(by: { $0.key < $1.key }) {
        made.append(try session.make(own))
        command.items[index] = items[index].at(made[made.count - 1])
      }
      let id = try command.run(in: session)
      try session.retire(made)
      return id
    }
    let old = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard !old.status.isTerminal else { throw SubscriptionRefusal.ended(id: old.id.text) }
    guard let customer = try session.states.customer(old.customer) else {
      throw Refusal.customerDeleted(id: old.customer.text)
    }
    let instant = try session.now(for: customer)
    var current = try changeTerms(of: old, customer, session, at: instant)
    try ask(of: current, customer, session, at: instant)
    if !items.isEmpty || startsPeriodNow {
      guard current.status != .paused else { throw SubscriptionRefusal.paused(id: old.id.text) }
      guard !startsPeriodNow || current.status != .trialing else {
        throw SubscriptionRefusal.onTrial(id: old.id.text)
      }
      current = try changeItems(of: current, customer, session, at: instant)
    }
    if items.isEmpty, !addedItems.isEmpty, prorationBehavior == .alwaysInvoice, !startsPeriodNow {
      current = try session.invoiceNow(
        current, customer, contents: [], isPreview: isPreview, onSession: true, at: instant)
    }
    if let trialEnd { current = try change(trialEnd, of: current, customer, session, at: instant) }
    current = try endingAnew(current, session, at: instant)
    if current.status.isRunning, current.nextTurn != old.nextTurn {
      try session.enqueue(
        .renewSubscription, current.id.text, customer: customer, due: current.nextTurn)
    }
    return old.id
  }

  /// Asks for what is added, before anything is invoiced.
  private func ask(
    of subscription: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws {
    guard !addedItems.isEmpty else { return }
    guard subscription.status != .incomplete else {
      throw SubscriptionRefusal.incomplete(id: subscription.id.text)
    }
    var payer = customer
    for terms in addedItems {
      _ = try session.ask(terms, of: &payer, subscription: subscription.id, onto: nil, at: instant)
    }
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
    if let withoutCard { new.trial?.withoutCard = withoutCard }
    if case .set(let terms) = collectionPause {
      new.collectionPause = try terms.map { terms in
        guard terms.resumesAt.map({ $0 > instant }) ?? true else {
          throw SubscriptionRefusal.momentNotAhead(field: "pause_collection[resumes_at]")
        }
        return CollectionPause(terms.behavior, since: instant, resumesAt: terms.resumesAt)
      }
    }
    var ending = try withCancellation(new, at: instant)
    let isNoted = ending.differsInNotesOnly(from: old) && !defaultTaxRates.isSet && discounts == nil
    guard isNoted || old.status != .incomplete else {
      throw SubscriptionRefusal.incomplete(id: old.id.text)
    }
    try session.change(old, to: new, because: .updated, at: instant)
    ending = try changeTaxes(of: &new, ending, session, at: instant)
    ending = try changeDiscounts(of: &new, ending, customer, session, at: instant)
    guard ending != new else { return new }
    let isWithdrawn = ending.cancellation == nil
    try session.change(
      new, to: ending, because: isWithdrawn ? .cancellationWithdrawn : .cancellationScheduled, at: instant)
    return ending
  }

  /// Rates change what recurs where prices hold the tax.
  private func changeTaxes(
    of subscription: inout Subscription, _ ending: Subscription, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    guard case .set(let rates) = defaultTaxRates else { return ending }
    let terms = try session.taxTerms(rates, field: "default_tax_rates")
    let old = subscription
    subscription.defaultTaxRates = terms
    try session.change(
      old, to: subscription, because: .itemsChanged, at: instant, prices: session.prices(of: old))
    var next = ending
    next.defaultTaxRates = terms
    return next
  }

  private func changeDiscounts(
    of subscription: inout Subscription, _ ending: Subscription, _ customer: Customer, _ session: Session,
    at instant: Instant
  ) throws -> Subscription {
    guard let discounts else { return ending }
    let (old, prices) = (subscription, try session.prices(of: subscription))
    subscription.discounts = try session.redeem(
      discounts, for: old, customer: customer, prices: prices, field: "discounts", at: instant)
    try session.change(old, to: subscription, because: .discountsChanged, at: instant, prices: prices)
    try session.scheduleDiscountEnd(of: subscription, customer: customer)
    var next = ending
    next.discounts = subscription.discounts
    return next
  }

  /// The contract with the rates and discounts of its items, where they change.
  private func termed(
    _ subscription: Subscription, _ changes: [ItemChange], _ customer: Customer, _ prices: PriceBook,
    _ session: Session, at instant: Instant
  ) throws -> Subscription {
    var termed = try taxed(subscription, changes, session)
    for (index, timing) in itemTimings where timing != .advance {
      guard let place = termed.items.firstIndex(where: { $0.id == changes[index].item }) else { continue }
      termed.items[place].timing = timing
    }
    for (index, wishes) in itemDiscounts.sorted(by: { $0.key < $1.key }) {
      guard let place = termed.items.firstIndex(where: { $0.id == changes[index].item }) else { continue }
      termed.items[place].discounts = try session.redeem(
        wishes, for: termed, item: termed.items[place], customer: customer, prices: prices,
        field: itemField(index).member("discounts"), at: instant)
    }
    return termed
  }

  private func taxed(
    _ subscription: Subscription, _ changes: [ItemChange], _ session: Session
  ) throws -> Subscription {
    var taxed = subscription
    for (index, rates) in itemTaxRates.sorted(by: { $0.key < $1.key }) {
      let terms = try session.taxTerms(rates, field: itemField(index).member("tax_rates"))
      guard let place = taxed.items.firstIndex(where: { $0.id == changes[index].item }) else { continue }
      taxed.items[place].taxRates = terms
    }
    return taxed
  }

  private func changeItems(
    of old: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    let changes = try items.enumerated().map { index, item in
      try change(item, of: old, field: itemField(index), session)
    }
    var prices = try session.prices(of: old)
    let named = try namedPrices(session).offered(in: old.currency)
    prices.merge(named) { known, _ in known }
    let at = prorationDate ?? instant
    guard at <= instant else { throw SubscriptionRefusal.changeOutsidePeriod(field: "proration_date") }
    let isTrying = old.status == .trialing
    if !isTrying, startsPeriodNow || old.newCadence(after: changes, prices: prices) != nil {
      return try restart(old, changes, prices, customer, session, from: at, at: instant)
    }
    let leaving = isTrying ? [] : old.itemsChangingCadence(by: changes, prices: prices)
    let emptied =
      leaving.isEmpty || prorationBehavior == .none
      ? old : try session.giveBackUnusedTime(of: old, items: leaving, from: at, customer, at: instant)
    let new = try termed(
      emptied.changingItems(
        changes, proration: prorationBehavior == .none ? .none : .prorate, at: at, prices: prices),
      changes, customer, prices, session, at: instant)
    guard new != old else { return old }
    try session.checkCustomerLimit(with: new, prices: prices, field: "items")
    try session.change(
      emptied, to: new, because: leaving.isEmpty ? .itemsChanged : .intervalChanged, at: instant,
      prices: prices)
    if !itemDiscounts.isEmpty { try session.scheduleDiscountEnd(of: new, customer: customer) }
    try session.queueProrations(
      of: new, prices: prices, for: customer, at: instant,
      after: leaving.isEmpty ? [] : session.givenBackAtEnd(of: emptied))
    // Another interval is billed at once, as where the whole contract begins anew.
    guard prorationBehavior == .alwaysInvoice || !leaving.isEmpty else { return new }
    let left = leaving.isEmpty ? [] : emptied.itemsInArrears(leftFor: new)
    return try session.invoiceNow(
      new, customer, contents: session.contentsInArrears(of: left, in: emptied, at: instant),
      isPreview: isPreview, onSession: true, at: instant)
  }

  /// Gives back what is left of the period, and bills a whole one that begins now: the interval is another,
  /// or the day of the month is.
  private func restart(
    _ old: Subscription, _ changes: [ItemChange], _ prices: PriceBook, _ customer: Customer,
    _ session: Session, from: Instant, at instant: Instant
  ) throws -> Subscription {
    guard old.status.isRunning else { throw SubscriptionRefusal.incomplete(id: old.id.text) }
    guard old.period.contains(from) else {
      throw SubscriptionRefusal.changeOutsidePeriod(field: "proration_date")
    }
    let emptied =
      prorationBehavior == .none
      ? old : try session.giveBackUnusedTime(of: old, from: from, customer, at: instant)
    let new = try termed(
      emptied.changingItems(changes, proration: .none, at: instant, prices: prices), changes, customer,
      prices, session, at: instant
    ).restarted(at: instant)
    try session.checkCustomerLimit(with: new, prices: prices, field: "items")
    try session.change(emptied, to: new, because: .itemsChanged, at: instant, prices: prices)
    if !itemDiscounts.isEmpty { try session.scheduleDiscountEnd(of: new, customer: customer) }
    return try session.invoiceNow(
      new, customer, contents: session.unbilledContents(of: new, prices: prices, at: instant, after: emptied),
      isPreview: isPreview, onSession: true, at: instant)
  }

  /// Ends a trial now, which bills its first period, or another day.
  private func change(
    _ end: TrialEnd, of old: Subscription, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    guard old.status == .trialing else { throw SubscriptionRefusal.notTrialing(id: old.id.text) }
    let prices = try session.prices(of: old)
    switch end {
    case .at(let end):
      try session.check(trialEnd: end, at: instant, in: customer.zone, field: "trial_end")
      let new = old.trying(until: end)
      try session.change(old, to: new, because: .updated, at: instant)
      try session.scheduleTrialNotice(of: new, customer: customer, at: instant)
      return new
    case .now:
      try session.cancelTrialNotice(of: old)
      let new = old.restarted(at: instant)
      try session.change(old, to: new, because: .renewed, at: instant, prices: prices)
      return try session.invoiceNow(
        new, customer, contents: session.unbilledContents(of: new, prices: prices, at: instant),
        isPreview: isPreview, onSession: true, at: instant)
    }
  }

  private func change(
    _ item: Item, of old: Subscription, field: String, _ session: Session
  ) throws -> ItemChange {
    switch item {
    case .add(let price, let quantity, let metadata, let choice):
      return .add(
        id: session.newID(), price: price, quantity: quantity, metadata: metadata, field: field,
        choice: choice)
    case .update(let id, let price, let quantity, let patch, let choice):
      var metadata = old.items.first { $0.id == id }?.metadata ?? [:]
      try patch.apply(to: &metadata)
      return .update(
        id: id, price: price, quantity: quantity, metadata: metadata, field: field, choice: choice)
    case .remove(let id):
      return .remove(id: id, field: field)
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
      throw Refusal.unknown(.price, id: entry.id.text, field: itemField(entry.index).member("price"))
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
