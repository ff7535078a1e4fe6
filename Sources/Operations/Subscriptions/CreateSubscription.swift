import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Rating
import Receivables
import Relations
import Storage
import Subscriptions

/// A customer subscribes: the contract, its first invoice, and the attempt to collect it.
public struct CreateSubscription: SettlingCommand {
  public struct Item: Hashable, Sendable {
    public var price: PriceID
    public var quantity: Int64
    public var metadata: [String: String]
    /// What the item settles of a price that leaves something open.
    public var choice: PriceChoice?
    /// Rates of its own in place of the contract's.
    public var taxRates: [TaxRateID]?
    /// When its periods are billed.
    public var timing = BillingTiming.advance
    /// What takes something off it, before the contract's discounts do.
    public var discounts: [DiscountWish] = []

    public init(
      price: PriceID, quantity: Int64 = 1, metadata: [String: String] = [:], choice: PriceChoice? = nil
    ) {
      self.price = price
      self.quantity = quantity
      self.metadata = metadata
      self.choice = choice
    }
  }

  /// What happens about the first payment.
  public enum FirstPayment: String, Hashable, Sendable, CaseIterable {
    /// It is tried at once; when it fails the contract waits for it.
    case allowIncomplete = "allow_incomplete"
    /// It is left to the caller.
    case defaultIncomplete = "default_incomplete"
    /// It is tried at once; when it fails there is no contract, and the caller hears why.
    case errorIfIncomplete = "error_if_incomplete"
  }

  public enum TrialLength: Hashable, Sendable {
    case days(Int)
    case until(Instant)
  }

  public let customer: CustomerID
  public var items: [Item]
  /// Prices that are made for items alone, by the items' numbers.
  public var ownPrices: [Int: OwnPrice] = [:]
  /// What the first invoice asks for beside the items, once.
  public var addedItems: [ItemTerms] = []
  /// What the contract is billed in; otherwise the customer's currency where every price is sold in it, or
  /// that of the first price.
  public var currency: Currency?
  public var collection: Collection = .chargeAutomatically
  public var defaultPaymentMethod: PaymentMethodID?
  public var firstPayment: FirstPayment = .allowIncomplete
  public var cancelAtPeriodEnd = false
  /// When it ends, in the middle of a period perhaps.
  public var cancelAt: PlannedEnd?
  /// Until when it is tried before it is billed.
  public var trial: TrialLength?
  public var withoutCard: Trial.WithoutCard = .createInvoice
  /// From where its periods are counted; nil is from its start, or its trial's end.
  public var anchor: CycleChoice?
  /// When it began, if that was before now; the time since is billed with the first invoice.
  public var startDate: Instant?
  /// Whether a part of a period is billed by its share, and what is left of one given back; otherwise it is
  /// free, and kept.
  public var prorates = true
  /// The rates that tax items without rates of their own.
  public var defaultTaxRates: [TaxRateID]?
  /// What takes something off all items.
  public var discounts: [DiscountWish] = []
  public var description: String?
  public var metadata: [String: String] = [:]
  public var onSession = true
  /// What the first invoice must ask for, in minor units: what a preview showed and the customer agreed to.
  public var quote: Int64?

  public init(customer: CustomerID, items: [Item]) {
    self.customer = customer
    self.items = items
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try [.customer(customer)] + ownPrices.values.map(\.lock) + snapshot.locks(of: addedItems)
      + snapshot.locks(of: discounts + items.flatMap(\.discounts))
  }

  public func run(in session: Session) throws -> SubscriptionID {
    guard ownPrices.isEmpty else {
      var command = self
      command.ownPrices = [:]
      for (index, own) in ownPrices.sorted(by: { $0.key < $1.key }) {
        command.items[index].price = try session.make(own)
      }
      let id = try command.run(in: session)
      try session.retire(ownPrices.keys.map { command.items[$0].price })
      return id
    }
    let customer = try session.known(
      session.states.customer(customer), .customer, customer.text, field: "customer")
    let instant = try session.now(for: customer)
    let prices = try checkedPrices(of: customer, session)
    var payer = try settleCurrency(of: customer, prices, session)
    var subscription = try SubscriptionMaking(of: self, by: payer, prices, session, at: instant).contract()
    try checkPaymentMethod(session)
    try session.checkCustomerLimit(with: subscription, prices: prices, field: "items")
    try discount(&subscription, payer, prices, session, at: instant)
    let contents = try contentsSoFar(of: &subscription, prices, session, at: instant)
    // Nothing is billed of a first period that is free.
    let invoiceID = contents.isEmpty && addedItems.isEmpty ? nil : session.newID(InvoiceEntity.self)
    subscription.latestInvoice = invoiceID
    try session.create(subscription, prices: prices)
    try session.scheduleTrialNotice(of: subscription, customer: payer, at: instant)
    if subscription.nextDiscountEnd != nil {
      try session.scheduleDiscountEnd(of: subscription, customer: payer)
    }
    for terms in addedItems {
      _ = try session.ask(terms, of: &payer, subscription: subscription.id, onto: nil, at: instant)
    }
    let finalizesNow =
      collection == .chargeAutomatically || session.settlement == .outOfBand || trial != nil
    let draft = try invoiceID.flatMap { id in
      try session.draftInvoice(
        id, for: &subscription, customer: payer, contents: contents, reason: .subscriptionCreate,
        period: Period(start: instant, end: instant), at: instant,
        finalizesAt: finalizesNow ? nil : instant.adding(seconds: Invoice.draftSeconds))
    }
    guard let draft, finalizesNow else {
      try checkQuote(draft)
      try session.begin(subscription, customer: payer, at: instant)
      return subscription.id
    }
    let invoice = try session.finalize(draft, customer: payer, at: instant)
    try checkQuote(invoice)
    if subscription.status == .trialing {
      try session.begin(subscription, customer: payer, at: instant)
      try session.collect(
        invoice, subscription: subscription, customer: payer, onSession: onSession, at: instant)
    } else {
      try begin(subscription, invoice, payer, session, at: instant)
    }
    return subscription.id
  }

  /// What a contract owes that began before now, period by period up to the one that runs.
  private func contentsSoFar(
    of subscription: inout Subscription, _ prices: PriceBook, _ session: Session, at instant: Instant
  ) throws -> [LineContent] {
    var contents = try session.firstContents(of: subscription, prices: prices, at: instant)
    while subscription.status == .incomplete, subscription.renewal <= instant {
      let (turn, old) = (subscription.renewal, subscription)
      subscription = old.renewed(at: turn)
      // What recurs less often is in the period that it was in before.
      var begun = subscription
      begun.items = begun.items.filter { $0.period.start == turn }
      contents += try session.firstContents(
        of: begun, after: old.itemsInArrears(leftFor: subscription), prices: prices, at: instant)
    }
    return contents
  }

  private func discount(
    _ subscription: inout Subscription, _ customer: Customer, _ prices: PriceBook, _ session: Session,
    at instant: Instant
  ) throws {
    subscription.discounts = try session.redeem(
      discounts, for: subscription, customer: customer, prices: prices, field: "discounts", at: instant)
    for (index, item) in items.enumerated() {
      subscription.items[index].discounts = try session.redeem(
        item.discounts, for: subscription, item: subscription.items[index], customer: customer,
        prices: prices, field: "items[\(index)][discounts]", at: instant)
    }
  }

  private func checkQuote(_ invoice: Invoice?) throws {
    guard let quote, invoice?.amountDue ?? 0 != quote else { return }
    throw Refusal.quoteOutdated
  }

  /// Asks for the first payment, or waits for it.
  private func begin(
    _ subscription: Subscription, _ invoice: Invoice, _ customer: Customer, _ session: Session,
    at instant: Instant
  ) throws {
    if firstPayment != .defaultIncomplete || invoice.amountDue == 0 {
      guard
        try session.collect(
          invoice, subscription: subscription, customer: customer, onSession: onSession, at: instant)
      else { throw Refusal.noPaymentMethod(customer: customer.id.text) }
    } else {
      _ = try session.intent(for: invoice, at: instant)
    }
    guard try session.states.subscription(subscription.id)?.status == .incomplete else { return }
    try session.enqueue(
      .expireSubscription, subscription.id.text, customer: customer,
      due: firstPayment == .errorIfIncomplete
        ? instant : instant.adding(seconds: Subscription.incompleteSecondsMost))
  }

  /// A card that said no is a refusal where nothing but a paid contract is wanted. The one that was begun
  /// ends with the work that is due now, and with it its invoice.
  public func conclude(_ outcome: SubscriptionID, _ snapshot: Snapshot) throws {
    guard firstPayment == .errorIfIncomplete, let made = try snapshot.subscription(outcome),
      made.status == .incomplete || made.status == .incompleteExpired,
      let intent = try made.latestInvoice.flatMap({ try snapshot.paymentIntent(for: $0) })
    else { return }
    switch intent.status {
    case .requiresAction: throw Refusal.actionRequired(intent: intent.id)
    default:
      guard let decline = intent.lastDecline else { return }
      throw Refusal.declined(decline, intent: intent.id, charge: intent.latestCharge)
    }
  }

  private func checkedPrices(of customer: Customer, _ session: Session) throws -> PriceBook {
    guard !items.isEmpty else { throw SubscriptionRefusal.noItems }
    let prices = inCurrency(try session.states.prices(items.map(\.price)), of: customer)
    for (index, item) in items.enumerated() {
      let field = "items[\(index)][price]"
      guard prices[item.price] != nil else {
        throw Refusal.unknown(.price, id: item.price.text, field: field)
      }
      try Subscription.check(
        price: prices[item.price], id: item.price, quantity: item.quantity, choice: item.choice, field: field)
      guard currency == nil || prices[item.price]?.currency == currency else {
        throw SubscriptionRefusal.currenciesDiffer(field: "currency")
      }
      guard prices[item.price]?.currency == prices[items[0].price]?.currency else {
        throw SubscriptionRefusal.currenciesDiffer(field: field)
      }
      guard !items[..<index].contains(where: { $0.price == item.price }) else {
        throw SubscriptionRefusal.duplicatePrice(id: item.price.text, field: field)
      }
    }
    return prices
  }

  /// The prices as they are in the contract's currency.
  private func inCurrency(_ prices: PriceBook, of customer: Customer) -> PriceBook {
    if let currency { return prices.offered(in: currency) }
    guard let fixed = customer.currency, prices.values.allSatisfy({ $0.currencies.contains(fixed) }) else {
      return prices
    }
    return prices.offered(in: fixed)
  }

  /// A customer pays in one currency; the first contract says which.
  private func settleCurrency(
    of customer: Customer, _ prices: PriceBook, _ session: Session
  ) throws -> Customer {
    guard let currency = prices[items[0].price]?.currency else { return customer }
    return try session.settle(currency, of: customer, field: "items[0][price]")
  }

  private func checkPaymentMethod(_ session: Session) throws {
    guard let id = defaultPaymentMethod else { return }
    let method = try session.known(
      session.rows.paymentMethod(id), .paymentMethod, id.text, field: "default_payment_method")
    guard method.customer == customer else {
      throw Refusal.paymentMethodElsewhere(id: id.text, field: "default_payment_method")
    }
  }

  public static func subject(of outcome: SubscriptionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SubscriptionID? { SubscriptionID(subject) }
}
