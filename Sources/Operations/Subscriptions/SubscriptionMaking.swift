import Catalog
import Chronology
import Identity
import Relations
import Subscriptions

/// The contract that a command asks for, before anything of it is billed.
struct SubscriptionMaking {
  private let command: CreateSubscription
  private let customer: Customer
  private let session: Session
  private let instant: Instant
  private let first: Price
  private let cadence: Cadence
  private let start: Instant

  /// A trial is two years long at most.
  static let trialSecondsMost: Int64 = 730 * 86_400
  /// As many periods of the past as one first invoice bills.
  static let pastPeriodsMost = 100

  /// - Parameter prices: those of the command's items, which were checked.
  init(
    of command: CreateSubscription, by customer: Customer, _ prices: PriceBook, _ session: Session,
    at instant: Instant
  ) {
    guard let first = prices[command.items[0].price], let cadence = first.cadence else {
      preconditionFailure("prices were checked")
    }
    self.command = command
    self.customer = customer
    self.session = session
    self.instant = instant
    self.first = first
    self.cadence = cadence
    start = command.startDate ?? instant
  }

  func contract() throws -> Subscription {
    let trial = try trial()
    let anchor = try anchor(after: trial)
    let cycle = BillingCycle(anchor: anchor, cadence: cadence, zone: .utc)
    try checkStart(in: cycle)
    // Time that is over and not to be billed is left out.
    let from = command.prorates ? start : instant
    let period = trial?.period ?? cycle.period(containing: from)
    let proration: Proration =
      trial != nil ? .trial : command.prorates || from == period.start ? .prorate : .none
    var subscription = Subscription(
      id: session.newID(), customer: customer.id, currency: first.currency, cadence: cadence,
      items: command.items.map {
        SubscriptionItem(
          id: session.newID(), price: $0.price, quantity: $0.quantity, period: period, from: from,
          created: instant, metadata: $0.metadata, proration: proration, choice: $0.choice)
      }, startDate: start, testClock: customer.testClock, collection: command.collection, created: instant)
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

  private func trial() throws -> Trial? {
    guard let length = command.trial else { return nil }
    let (end, field): (Instant, String) =
      switch length {
      case .days(let days): (instant.adding(seconds: Int64(days) * 86_400), "trial_period_days")
      case .until(let end): (end, "trial_end")
      }
    try session.check(trialEnd: end, at: instant, field: field)
    return Trial(start: instant, end: end, withoutCard: command.withoutCard)
  }

  private func anchor(after trial: Trial?) throws -> Instant {
    let earliest = trial?.end ?? instant
    switch command.anchor {
    case nil: return earliest
    case .at(let anchor):
      let field = "billing_cycle_anchor"
      guard anchor >= earliest else { throw SubscriptionRefusal.momentNotAhead(field: field) }
      let natural = BillingCycle(anchor: earliest, cadence: cadence, zone: .utc).period(0)
      guard anchor <= natural.end else {
        throw SubscriptionRefusal.momentTooFar(field: field, most: "the end of the first period")
      }
      return anchor
    case .day(let day):
      guard cadence.unit == .month || cadence.unit == .year else {
        throw SubscriptionRefusal.anchorUnfit(field: "billing_cycle_anchor_config")
      }
      return day.anchor(notAfter: earliest)
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
    if let end = command.cancelAt {
      guard end > instant else { throw SubscriptionRefusal.momentNotAhead(field: "cancel_at") }
      return subscription.canceling(
        at: end, proration: command.prorates ? .prorate : .none, requestedAt: instant)
    }
    guard command.cancelAtPeriodEnd else { return subscription }
    return subscription.cancelingAtPeriodEnd(requestedAt: instant)
  }
}

extension Session {
  func check(trialEnd end: Instant, at instant: Instant, field: String) throws {
    guard end > instant else { throw SubscriptionRefusal.momentNotAhead(field: field) }
    guard end - instant <= SubscriptionMaking.trialSecondsMost else {
      throw SubscriptionRefusal.momentTooFar(field: field, most: "two years")
    }
  }
}
