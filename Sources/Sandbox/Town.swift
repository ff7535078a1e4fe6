import Catalog
import Chronology
import Identity
import Operations
import Receivables
import Relations
import Subscriptions

/// Everybody who ever was a customer of the demo business, day by day.
struct Town {
  private let stage: Stage
  private let catalog: DemoCatalog
  private let days: Int
  private var randomness: SeededRandomness
  private var names: Names
  private var inhabitants: [Inhabitant] = []

  /// Sign-ups a day, at the beginning and at the end.
  private static let signUps = (first: 0.15, last: 0.65)
  private static let daysInMonth = 30.4
  /// How likely someone who fell behind brings a good card on a day, and someone who left comes back in a
  /// month.
  private static let repairChance = 0.12
  private static let returnChance = 0.015
  /// How likely someone who paused goes on in a month.
  private static let resumeChance = 0.5

  init(stage: Stage, catalog: DemoCatalog, days: Int, randomness: SeededRandomness) {
    self.stage = stage
    self.catalog = catalog
    self.days = days
    self.randomness = randomness
    names = Names(self.randomness.branch())
  }

  mutating func live(through day: Int, at moment: Instant) async throws {
    for index in inhabitants.indices {
      try await act(index, at: moment)
    }
    let grown = Double(day) / Double(days)
    let expected = Self.signUps.first + (Self.signUps.last - Self.signUps.first) * grown
    // Up to two a day, half of the expectation each, so that busy days exist.
    for _ in 0..<2 where randomness.chance(expected / 2) {
      try await signUp(at: moment)
    }
  }

  private mutating func signUp(at moment: Instant) async throws {
    let name = names.next()
    var terms = CustomerTerms()
    terms.name = .set(name)
    terms.email = .set("billing@\(name.lowercased().replacing(" ", with: "-")).example")
    let currency = DemoCatalog.currencies[randomness.chance(0.5) ? 0 : randomness.chance(0.6) ? 1 : 2]
    let isYearly = randomness.chance(0.2)
    let plan = randomness.chance(0.6) ? 0 : randomness.chance(0.7) ? 1 : 2
    let quantity = Int64(randomness.next(in: 1..<4))
    let cardFails = randomness.chance(0.05)
    let origin = DemoInputs.origin(of: inhabitants.count, paying: currency)
    var address = Address()
    address.country = origin.country
    terms.address = .set(address)
    terms.acquisitionSource = .set(origin.channel)
    let customer = try await stage.perform(
      CreateCustomer(terms: terms, paymentMethod: try await card(failing: cardFails)), at: moment)
    let price = catalog.price(plan: plan, currency: currency, isYearly: isYearly)
    let subscription = try await stage.perform(
      CreateSubscription(customer: customer, items: [.init(price: price, quantity: quantity)]), at: moment)
    inhabitants.append(
      Inhabitant(
        customer: customer, currency: currency, isYearly: isYearly, subscription: subscription, plan: plan,
        quantity: quantity, cardFails: cardFails))
  }

  private mutating func act(_ index: Int, at moment: Instant) async throws {
    // Every die is thrown every day, so that one life does not change the luck of the others.
    let deed = Deed.allCases.first { randomness.chance($0.chanceInMonth / Self.daysInMonth) }
    let repairs = randomness.chance(Self.repairChance)
    let returns = randomness.chance(Self.returnChance / Self.daysInMonth)
    let resumes = randomness.chance(Self.resumeChance / Self.daysInMonth)
    guard deed != nil || (repairs && inhabitants[index].cardFails) || returns || resumes else { return }
    let id = inhabitants[index].subscription
    guard let contract = try await stage.workspace.read({ try $0.subscription(id) }) else { return }
    switch contract.status {
    case .active where contract.cancellation == nil:
      if let deed { try await perform(deed, index, contract, at: moment) }
    case .pastDue where repairs, .incomplete where repairs:
      try await bringGoodCard(index, at: moment)
      try await payOpenInvoice(contract, at: moment)
    case .canceled where returns:
      try await comeBack(index, at: moment)
    case .paused where resumes: try await stage.perform(ResumeSubscription(id), at: moment)
    default: return
    }
  }

  private mutating func perform(
    _ deed: Deed, _ index: Int, _ contract: Subscription, at moment: Instant
  ) async throws {
    switch deed {
    case .upgrade: try await change(index, contract, plan: inhabitants[index].plan + 1, at: moment)
    case .downgrade: try await change(index, contract, plan: inhabitants[index].plan - 1, at: moment)
    case .addSeats:
      let more = Int64(randomness.next(in: 1..<4))
      try await change(index, contract, quantity: inhabitants[index].quantity + more, at: moment)
    case .removeSeats:
      try await change(index, contract, quantity: inhabitants[index].quantity - 1, at: moment)
    case .leaveAtPeriodEnd:
      var command = UpdateSubscription(contract.id)
      command.cancelAtPeriodEnd = true
      try await stage.perform(command, at: moment)
    case .leaveNow: try await stage.perform(CancelSubscription(contract.id), at: moment)
    case .pause: try await stage.perform(PauseSubscription(contract.id), at: moment)
    case .loseCard:
      inhabitants[index].cardFails = true
      try await use(card(failing: true), for: index, at: moment)
    }
  }

  private mutating func change(
    _ index: Int, _ contract: Subscription, plan: Int? = nil, quantity: Int64? = nil, at moment: Instant
  ) async throws {
    let plan = plan ?? inhabitants[index].plan
    let quantity = quantity ?? inhabitants[index].quantity
    guard (0..<DemoCatalog.planCount).contains(plan), quantity >= 1 else { return }
    let price = catalog.price(
      plan: plan, currency: inhabitants[index].currency, isYearly: inhabitants[index].isYearly)
    var command = UpdateSubscription(contract.id)
    command.items = [
      .update(contract.items[0].id, price: price, quantity: quantity)
    ]
    command.prorationBehavior = randomness.chance(0.5) ? .alwaysInvoice : .createProrations
    try await stage.perform(command, at: moment)
    inhabitants[index].plan = plan
    inhabitants[index].quantity = quantity
  }

  private mutating func bringGoodCard(_ index: Int, at moment: Instant) async throws {
    inhabitants[index].cardFails = false
    try await use(card(failing: false), for: index, at: moment)
  }

  private func payOpenInvoice(_ contract: Subscription, at moment: Instant) async throws {
    guard let id = contract.latestInvoice,
      let invoice = try await stage.workspace.read({ try $0.invoice(id) }), invoice.status == .open
    else { return }
    try await stage.perform(PayInvoice(invoice: id), at: moment)
  }

  private mutating func comeBack(_ index: Int, at moment: Instant) async throws {
    if inhabitants[index].cardFails { try await bringGoodCard(index, at: moment) }
    let inhabitant = inhabitants[index]
    let price = catalog.price(
      plan: inhabitant.plan, currency: inhabitant.currency, isYearly: inhabitant.isYearly)
    inhabitants[index].subscription = try await stage.perform(
      CreateSubscription(
        customer: inhabitant.customer, items: [.init(price: price, quantity: inhabitant.quantity)]),
      at: moment)
  }

  private func use(_ source: PaymentMethodSource?, for index: Int, at moment: Instant) async throws {
    guard let source else { return }
    let customer = inhabitants[index].customer
    let method = try await stage.perform(AttachPaymentMethod(source, to: customer), at: moment)
    var terms = CustomerTerms()
    terms.defaultPaymentMethod = .set(method)
    try await stage.perform(UpdateCustomer(customer, terms: terms), at: moment)
  }

  private func card(failing: Bool) async throws -> PaymentMethodSource? {
    try await stage.workspace.card(for: failing ? "pm_card_chargeCustomerFail" : "pm_card_visa")
      .map { .card($0) }
  }
}
