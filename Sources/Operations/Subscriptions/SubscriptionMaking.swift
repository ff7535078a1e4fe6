import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// The contract that a command asks for, before anything of it is billed.
struct SubscriptionMaking {
  private let command: CreateSubscription
  private let customer: Customer
  private let session: Session
  private let instant: Instant
  private let prices: PriceBook
  private let currency: Currency
  /// The shortest interval of the items.
  private let cadence: Cadence
  private let start: Instant

  /// A trial is two years long at most.
  static let trialDaysMost = 730
  /// As many periods of the past as one first invoice bills.
  static let pastPeriodsMost = 100

  /// - Parameter prices: those of the command's items, which were checked.
  init(
    of command: CreateSubscription, by customer: Customer, _ prices: PriceBook, _ session: Session,
    at instant: Instant
  ) {
    guard let first = prices[command.items[0].price],
      let cadence = Cadence.shortest(of: command.items.compactMap { prices[$0.price]?.cadence })
    else { preconditionFailure("prices were checked") }
    self.command = command
    self.customer = customer
    self.session = session
    self.instant = instant
    self.prices = prices
    self.currency = first.currency
    self.cadence = cadence
    start = command.startDate ?? instant
  }

  func contract() throws -> Subscription {
    let trial = try trial()
    let anchor = try anchor(after: trial)
    try checkStart(in: cycle(every: cadence, from: anchor))
    var subscription = Subscription(
      id: session.newID(), customer: customer.id, currency: currency, cadence: cadence,
      items: command.items.map { item($0, trial, anchor: anchor) }, startDate: start,
      testClock: customer.testClock, collection: command.collection, timeZone: customer.timeZone,
      created: instant)
    subscription.cycleAnchor = anchor
    subscription.trial = trial
    if trial != nil { subscription.status = .trialing }
    subscription.defaultPaymentMethod = command.defaultPaymentMethod
    subscription.defaultTaxRates = try session.taxTerms(command.defaultTaxRates, field: "default_tax_rates")
    for (index, item) in command.items.enumerated() {
      subscription.items[index].taxRates = try session.taxTerms(
        item.taxRates, field: "items[\(index)][tax_rates]")
    }
    subscription.description = command.description
    subscription.metadata = command.metadata
    return try ending(subscription)
  }

  private func cycle(every cadence: Cadence, from anchor: Instant) -> BillingCycle {
    BillingCycle(anchor: anchor, cadence: cadence, zone: customer.zone)
  }

  private func item(_ wanted: CreateSubscription.Item, _ trial: Trial?, anchor: Instant) -> SubscriptionItem {
    let own = prices[wanted.price]?.cadence ?? cadence
    // Time that is over and not to be billed is left out.
    let from = command.prorates ? start : instant
    let period = trial?.period ?? cycle(every: own, from: anchor).period(containing: from)
    let proration: Proration =
      trial != nil ? .trial : command.prorates || from == period.start ? .prorate : .none
    var item = SubscriptionItem(
      id: session.newID(), price: wanted.price, quantity: wanted.quantity, period: period, from: from,
      created: instant, metadata: wanted.metadata, proration: proration, choice: wanted.choice)
    item.cadence = own == cadence ? nil : own
    item.timing = wanted.timing == .advance ? nil : wanted.timing
    return item
  }

  private func trial() throws -> Trial? {
    guard let length = command.trial else { return nil }
    let (end, field): (Instant, String) =
      switch length {
      case .days(let days): (instant.adding(days: days, in: customer.zone), "trial_period_days")
      case .until(let end): (end, "trial_end")
      }
    try session.check(trialEnd: end, at: instant, in: customer.zone, field: field)
    return Trial(start: instant, end: end, withoutCard: command.withoutCard)
  }

  private func anchor(after trial: Trial?) throws -> Instant {
    let earliest = trial?.end ?? instant
    switch command.anchor {
    case nil: return earliest
    case .at(let anchor):
      let field = "billing_cycle_anchor"
      guard anchor >= earliest else { throw SubscriptionRefusal.momentNotAhead(field: field) }
      let natural = cycle(every: cadence, from: earliest).period(0)
      guard anchor <= natural.end else {
        throw SubscriptionRefusal.momentTooFar(field: field, most: "the end of the first period")
      }
      return anchor
    case .day(let day):
      let units = command.items.compactMap { prices[$0.price]?.cadence?.unit }
      guard units.allSatisfy({ $0 == .month || $0 == .year }) else {
        throw SubscriptionRefusal.anchorUnfit(field: "billing_cycle_anchor_config")
      }
      return day.anchor(notAfter: earliest, in: customer.zone)
    }
  }

  private func checkStart(in cycle: BillingCycle) throws {
    guard command.startDate != nil else { return }
    let field = "backdate_start_date"
    guard start <= instant else { throw SubscriptionRefusal.momentNotPast(field: field) }
    guard cycle.index(containing: instant) - cycle.index(containing: start) <= Self.pastPeriodsMost else {
      throw SubscriptionRefusal.momentTooFar(field: field, most: "\(Self.pastPeriodsMost) periods")
    }
  }

  private func ending(_ subscription: Subscription) throws -> Subscription {
    if let end = command.cancelAt?.instant(for: subscription) {
      guard end > instant else { throw SubscriptionRefusal.momentNotAhead(field: "cancel_at") }
      return subscription.canceling(
        at: end, proration: command.prorates ? .prorate : .none, requestedAt: instant)
    }
    guard command.cancelAtPeriodEnd else { return subscription }
    return subscription.cancelingAtPeriodEnd(requestedAt: instant)
  }
}

extension Session {
  func check(trialEnd end: Instant, at instant: Instant, in zone: Zone, field: String) throws {
    guard end > instant else { throw SubscriptionRefusal.momentNotAhead(field: field) }
    guard end <= instant.adding(days: SubscriptionMaking.trialDaysMost, in: zone) else {
      throw SubscriptionRefusal.momentTooFar(field: field, most: "two years")
    }
  }
}
