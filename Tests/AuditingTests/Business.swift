import Auditing
import Catalog
import Chronology
import Gateways
import Identity
import Journal
import Monetary
import Operations
import Rating
import Receivables
import Relations
import Storage
import Subscriptions
import Synchronization
import TestSupport
import Testing

/// A small business that has seen most of what can happen, so that there is something of everything to audit.
final class Business: Sendable {
  let directory: WorkspaceDirectory
  let database: any Database
  private let clock: Clock
  private let gateway: InterruptibleGateway
  /// The contracts that the story comes back to.
  private let held = Mutex<(paused: SubscriptionID, cut: SubscriptionID)?>(nil)
  static let cause = FactCause(actor: "business")

  /// Lends a business that lived from January to April 2026, its movements folded and its months closed.
  static func lend(on engine: Engine, _ body: (Business) async throws -> Void) async throws {
    try await TestHost.with(engine) { host in
      let business = try await Business(host)
      try await business.live()
      _ = try await business.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      try await business.workspace.refoldAsides()
      try await business.workspace.close(CloseBooks(), as: cause)
      _ = try await business.workspace.answer(TrialBalance(patience: .seconds(120)))
      try await body(business)
    }
  }

  private init(_ host: any DatabaseHost) async throws {
    let clock = Clock()
    let gateway = InterruptibleGateway()
    directory = try await WorkspaceDirectory(
      host: host, gateway: { _ in gateway }, clock: WallClock { clock.instant.withLock { $0 } })
    let workspace = try await directory.create(name: "audited", mode: .test).workspace
    database = try await host.workspace(workspace.key)
    self.gateway = gateway
    self.clock = clock
  }

  private final class Clock: Sendable {
    let instant = Mutex(Instant(iso: "2026-01-31")!)
  }

  var workspace: OpenWorkspace { get async throws { try await directory.open("audited") } }

  /// Lets time pass until `day`, with everything that is due on the way.
  func on(_ day: String) async throws {
    let instant = try #require(Instant(iso: day))
    clock.instant.withLock { $0 = instant }
    try await workspace.doDueWork()
  }

  @discardableResult
  func perform<C: Command>(_ command: C) async throws -> C.Outcome {
    try await workspace.perform(command, as: Self.cause)
  }

  func audit() async throws -> AuditReport { try await Auditor.audit(database) }
}

// MARK: - The story

extension Business {
  private func live() async throws {
    let starter = try await price("Starter", 10_00, .eur, .monthly)
    let team = try await price("Team", 33_33, .eur, .monthly)
    let seats = try await price("Seats", 7_77, .eur, .monthly)
    let yearly = try await price("Yearly", 1_000_00, .usd, .yearly)
    let weekly = try await price("Weekly", 4_99, .usd, .weekly)

    // A contract of the 31st that grows, gains an item, loses it, and credits more than it bills.
    let acme = try await subscribe("Acme", "pm_card_visa", [starter, seats])
    let globex = try await subscribe("Globex", "pm_card_mastercard", [team], quantity: 3)
    _ = try await subscribe("Initech", "pm_card_visa", [yearly])
    let hooli = try await subscribe("Hooli", nil, [weekly], collection: .sendInvoice(daysUntilDue: 14))
    // The first payment fails and never comes.
    _ = try await subscribe("Umbrella", "pm_card_chargeCustomerFail", [starter])
    let clock = try await perform(CreateTestClock(frozenTime: Instant(iso: "2026-01-31")!, name: "Trial run"))
    _ = try await subscribe("Wayne", "pm_card_visa", [starter], clock: clock)
    try await perform(AdvanceTestClock(clock, to: Instant(iso: "2026-03-15")!))

    try await tryThingsOut(starter, weekly)
    try await on("2026-02-10")
    try await change(acme, at: 0, to: team, quantity: 2, .alwaysInvoice)
    try await change(acme, at: 1, quantity: 5, .createProrations)
    try await on("2026-03-12")
    try await workspace.close(CloseBooks(), as: Self.cause)
    try await change(globex, at: 0, quantity: 1, .alwaysInvoice)
    try await remove(acme, at: 1)
    let vandelay = try await subscribe("Vandelay", "pm_card_visa", [starter])
    // These cards pay no more, and dunning will end the contracts.
    try await pay(globex, with: "pm_card_chargeCustomerFail")
    let stark = try await subscribe("Stark", "pm_card_visa", [seats])
    try await pay(stark, with: "pm_card_chargeCustomerFail")
    try await on("2026-03-20")
    try await perform(CancelSubscription(vandelay))
    try await billByHand(customer(of: acme))
    try await tax(starter, team, seats)
    try await discount(starter, team)
    try await refund(starter)
    try await confirm(starter)
    try await payOpenInvoice(of: hooli)
    try await takeBackAndGiveUp(of: hooli)
    try await goOn(try await price("Weekly in euros", 3_00, .eur, .weekly))
    try await on("2026-03-27")
    let cyberdyne = try await subscribe("Cyberdyne", "pm_card_visa", [starter])
    try await pay(cyberdyne, with: "pm_card_chargeCustomerFail")
    try await on("2026-04-28")
    let again = try await customer(of: vandelay)
    try await perform(CreateSubscription(customer: again, items: [.init(price: team)]))
    var ending = UpdateSubscription(acme)
    ending.cancelAtPeriodEnd = true
    try await perform(ending)
    // The drafts of the month's renewals are not final yet.
    try await on("2026-04-30T00:30:00Z")
    // One refund and one attempt without an answer.
    try await refundWithoutAnswer(starter) { gateway.isReachable.withLock { $0 = false } }
    _ = try? await subscribe("Soylent", "pm_card_visa", [starter])
    _ = try? await perform(
      CreatePaymentMethod(card: try await card("pm_card_visa"), terms: PaymentMethodTerms()))
  }

  private func tax(_ starter: PriceID, _ team: PriceID, _ seats: PriceID) async throws {
    let (within, onTop) = (try await taxRate("25", true), try await taxRate("19", false))
    _ = try await subscribe("Wonka", "pm_card_visa", [starter]) { $0.defaultTaxRates = [within] }
    _ = try await subscribe("Cogswell", "pm_card_visa", [team, seats]) {
      $0.defaultTaxRates = [onTop]
      $0.items[1].taxRates = []
    }
  }

  /// Contracts that are tried first, counted from another day, begun before they were made, and paused.
  private func tryThingsOut(_ monthly: PriceID, _ weekly: PriceID) async throws {
    _ = try await subscribe("Tyrell", "pm_card_visa", [monthly]) { $0.trial = .days(50) }
    let oscorp = try await subscribe("Oscorp", nil, [monthly]) {
      $0.trial = .days(9)
      $0.withoutCard = .pause
    }
    _ = try await subscribe("Aperture", "pm_card_visa", [monthly]) {
      $0.anchor = .day(AnchorDay(dayOfMonth: 15))
    }
    let massive = try await subscribe("Massive", "pm_card_visa", [monthly]) {
      $0.anchor = .at(Instant(iso: "2026-02-20")!)
      $0.prorates = false
    }
    _ = try await subscribe("Gringotts", "pm_card_visa", [weekly]) {
      $0.startDate = Instant(iso: "2026-01-05")!
    }
    _ = try await subscribe("Nakatomi", "pm_card_visa", [weekly]) {
      $0.cancelAt = .at(Instant(iso: "2026-03-10T12:00:00Z")!)
    }
    held.withLock { $0 = (oscorp, massive) }
  }

  /// What was paused goes on, and another contract is paid by the week from here on.
  private func goOn(_ weeklyInEuros: PriceID) async throws {
    let (oscorp, massive) = held.withLock { $0! }
    try await pay(oscorp, with: "pm_card_visa")
    try await perform(ResumeSubscription(oscorp))
    try await change(massive, at: 0, to: weeklyInEuros, quantity: 1, .createProrations)
    var pausing = UpdateSubscription(massive)
    pausing.collectionPause = .set(.init(.markUncollectible))
    try await perform(pausing)
  }

  /// Of the next two open invoices one is voided, and one is given up.
  private func takeBackAndGiveUp(of contract: SubscriptionID) async throws {
    let open = try await workspace.read {
      try $0.invoices(InvoiceFilter(subscription: contract, status: .open), Page(limit: 2)).elements
    }
    try #require(open.count == 2)
    try await perform(VoidInvoice(invoice: open[0].id))
    try await perform(MarkInvoiceUncollectible(invoice: open[1].id))
  }

  private func price(
    _ name: String, _ amount: Int64, _ currency: Currency, _ cadence: Cadence
  ) async throws -> PriceID {
    try await perform(
      CreatePrice(
        product: .new(id: nil, name: name, terms: ProductTerms()),
        terms: .init(currency: currency, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: cadence)))
  }

  private func card(_ token: String) async throws -> GatewayCard {
    try #require(try await workspace.card(for: token))
  }

  func subscribe(
    _ name: String, _ token: String?, _ prices: [PriceID], quantity: Int64 = 1,
    collection: Subscriptions.Collection = .chargeAutomatically, clock: TestClockID? = nil,
    adjusting adjust: (inout CreateSubscription) -> Void = { _ in }
  ) async throws -> SubscriptionID {
    var terms = CustomerTerms()
    terms.name = .set(name)
    terms.email = .set("billing@\(name.lowercased()).example")
    terms.metadata.entries = ["story": name]
    var address = Address()
    address.city = "Gotham"
    terms.address = .set(address)
    let source = try await token.asyncMap { PaymentMethodSource.card(try await self.card($0)) }
    let customer = try await perform(CreateCustomer(terms: terms, testClock: clock, paymentMethod: source))
    var command = CreateSubscription(
      customer: customer, items: prices.map { .init(price: $0, quantity: quantity) })
    command.collection = collection
    adjust(&command)
    return try await perform(command)
  }

  private func subscription(_ id: SubscriptionID) async throws -> Subscription {
    try #require(try await workspace.read { try $0.subscription(id) })
  }

  func customer(of id: SubscriptionID) async throws -> CustomerID {
    try await subscription(id).customer
  }

  func change(
    _ id: SubscriptionID, at place: Int, to price: PriceID? = nil, quantity: Int64,
    _ behavior: UpdateSubscription.ProrationBehavior
  ) async throws {
    var command = UpdateSubscription(id)
    let item = try await subscription(id).items[place].id
    command.items = [.update(item, price: price, quantity: quantity)]
    command.prorationBehavior = behavior
    try await perform(command)
  }

  private func remove(_ id: SubscriptionID, at place: Int) async throws {
    var command = UpdateSubscription(id)
    command.items = [.remove(try await subscription(id).items[place].id)]
    try await perform(command)
  }

  private func pay(_ id: SubscriptionID, with token: String) async throws {
    let customer = try await customer(of: id)
    let method = try await perform(AttachPaymentMethod(.card(try await card(token)), to: customer))
    var terms = CustomerTerms()
    terms.defaultPaymentMethod = .set(method)
    try await perform(UpdateCustomer(customer, terms: terms))
  }

  private func payOpenInvoice(of id: SubscriptionID) async throws {
    let open = try await workspace.read {
      try $0.invoices(InvoiceFilter(subscription: id, status: .open), Page(limit: 1)).elements[0].id
    }
    try await perform(PayInvoice(invoice: open, outOfBand: true))
  }
}

extension Optional {
  fileprivate func asyncMap<Result>(_ map: (Wrapped) async throws -> Result) async throws -> Result? {
    if let self { try await map(self) } else { nil }
  }
}

/// The test gateway with a line that can be cut.
final class InterruptibleGateway: PaymentGateway {
  struct LineCut: Error {}

  let isReachable = Mutex(true)
  private let gateway = TestGateway()

  func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    guard isReachable.withLock(\.self) else { throw LineCut() }
    return try await gateway.collect(attempt)
  }

  func giveBack(_ refund: Refund) async throws -> RefundAnswer {
    guard isReachable.withLock(\.self) else { throw LineCut() }
    return try await gateway.giveBack(refund)
  }

  func setUp(_ setup: CardSetup) async throws -> SetupAnswer {
    guard isReachable.withLock(\.self) else { throw LineCut() }
    return try await gateway.setUp(setup)
  }

  func card(for token: String) async throws -> GatewayCard? { try await gateway.card(for: token) }
}

/// A database that tells a lie: what is read from it has been changed first, and nothing of that stays.
struct Tampered: Database {
  let original: any Database
  let statements: [SQL]

  var engine: Engine { original.engine }

  func write<Result: Sendable>(
    locking locks: [String], ending: TransactionEnding,
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    preconditionFailure("an audit writes nothing")
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    let statements = statements
    return try await original.write(locking: [], ending: .rollback) { rows in
      for statement in statements { try rows.execute(statement) }
      return try body(rows)
    }
  }

  func close() async {}
}
