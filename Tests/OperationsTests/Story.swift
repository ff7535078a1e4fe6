import Catalog
import Chronology
import Identity
import Invoicing
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

/// A business told in days and statements, on one engine. Names stand for things: "acme" is a customer,
/// "starter" a price.
final class Story: Sendable {
  let directory: WorkspaceDirectory
  let host: any DatabaseHost
  let gateway: ScriptedGateway
  let workspaceName = "story"
  private let names = Mutex<Names>(Names())
  static let cause = FactCause(actor: "story")

  private struct Names {
    var prices: [String: PriceID] = [:]
    var customers: [String: CustomerID] = [:]
    var subscriptions: [String: SubscriptionID] = [:]
  }

  /// Tells a story on `engine` and leaves nothing behind.
  static func tell(
    on engine: Engine, startingOn start: String, numbering: InvoiceNumbering = .customer,
    _ body: (Story) async throws -> Void
  ) async throws {
    try await TestHost.with(engine) { host in
      let story = try await Story(host: host, startingOn: start, numbering: numbering)
      try await body(story)
    }
  }

  private init(
    host: any DatabaseHost, startingOn start: String, numbering: InvoiceNumbering
  ) async throws {
    let first = try #require(Instant(iso: start))
    let clock = Box(first)
    self.host = host
    self.gateway = ScriptedGateway()
    let gateway = gateway
    self.directory = try await WorkspaceDirectory(
      host: host, gateway: { _ in gateway }, clock: WallClock { clock.value })
    self.clock = clock
    _ = try await directory.create(name: workspaceName, mode: .test, numbering: numbering)
  }

  private let clock: Box

  /// The story's time, settable.
  final class Box: Sendable {
    private let instant: Mutex<Instant>
    init(_ instant: Instant) { self.instant = Mutex(instant) }
    var value: Instant {
      get { instant.withLock { $0 } }
      set { instant.withLock { $0 = newValue } }
    }
  }

  var workspace: OpenWorkspace {
    get async throws { try await directory.open(workspaceName) }
  }

  /// Lets time pass until `day`, everything due on the way done, and then acts.
  func on(_ day: String, _ act: () async throws -> Void = {}) async throws {
    let instant = try #require(Instant(iso: day))
    // A job that failed at the gateway is asked about a minute later; time passes for that too.
    let renewals = try await foretellRenewals(through: instant)
    clock.value = instant
    try await workspace.doDueWork()
    try await hold(renewals)
    try await act()
  }

  var now: Instant { clock.value }

  /// The latest contract of everybody who has one.
  var contracts: [SubscriptionID] { names.withLock { Array($0.subscriptions.values) } }

  // MARK: Statements

  func price(
    _ name: String, monthly amount: Int64, currency: Currency = .usd, cadence: Cadence = .monthly
  ) async throws {
    try await price(name, .perUnit(UnitPrice(minorUnits: amount)), currency: currency, cadence: cadence)
  }

  /// A price of any model.
  func price(
    _ name: String, _ model: PriceModel, currency: Currency = .usd, cadence: Cadence = .monthly,
    options: [CurrencyOption] = []
  ) async throws {
    let id = try await workspace.perform(
      CreatePrice(
        product: .new(id: nil, name: name, terms: ProductTerms()),
        terms: .init(currency: currency, model: model, cadence: cadence, currencyOptions: options)),
      as: Self.cause)
    names.withLock { $0.prices[name] = id }
  }

  /// Meets a customer with a card; `card` is what the gateway does when it is charged.
  @discardableResult
  func customer(_ name: String, card: String? = "good", testClock: TestClockID? = nil) async throws
    -> CustomerID
  {
    var terms = CustomerTerms()
    terms.name = .set(name)
    let id = try await workspace.perform(
      CreateCustomer(
        terms: terms, testClock: testClock, paymentMethod: card.map { .card(ScriptedGateway.card($0)) }),
      as: Self.cause)
    names.withLock { $0.customers[name] = id }
    return id
  }

  @discardableResult
  func subscribe(
    _ customer: String, to prices: String..., quantity: Int64 = 1,
    adjusting adjust: (inout CreateSubscription) -> Void = { _ in }
  ) async throws -> SubscriptionID {
    if names.withLock({ $0.customers[customer] }) == nil { try await self.customer(customer) }
    var command = CreateSubscription(
      customer: id(customer: customer), items: prices.map { .init(price: id(price: $0), quantity: quantity) })
    adjust(&command)
    let foretold = await foretell(.new(command))
    let subscription = try await workspace.perform(command, as: Self.cause)
    try await hold(foretold, against: subscription)
    names.withLock { $0.subscriptions[customer] = subscription }
    return subscription
  }

  func change(
    _ customer: String, to price: String? = nil, quantity: Int64? = nil,
    invoicing: UpdateSubscription.ProrationBehavior = .createProrations
  ) async throws {
    try await perform(changing(customer, to: price, quantity: quantity, invoicing: invoicing))
  }

  func changing(
    _ customer: String, to price: String? = nil, quantity: Int64? = nil,
    invoicing: UpdateSubscription.ProrationBehavior = .createProrations
  ) async throws -> UpdateSubscription {
    let subscription = try await subscription(of: customer)
    var command = UpdateSubscription(subscription.id)
    command.items = [
      .update(subscription.items[0].id, price: price.map(id(price:)), quantity: quantity)
    ]
    command.prorationBehavior = invoicing
    return command
  }

  func update(_ customer: String, _ adjust: (inout UpdateSubscription) -> Void) async throws {
    var command = UpdateSubscription(try await subscription(of: customer).id)
    adjust(&command)
    try await perform(command)
  }

  private func perform(_ command: UpdateSubscription) async throws {
    let before = try await workspace.read { try $0.subscription(command.subscription)?.latestInvoice }
    let foretold = await foretell(.change(command))
    try await workspace.perform(command, as: Self.cause)
    try await hold(foretold, against: command.subscription, after: before)
  }

  func cancel(_ customer: String, adjusting adjust: (inout CancelSubscription) -> Void = { _ in })
    async throws
  {
    let contract = try await subscription(of: customer)
    var command = CancelSubscription(contract.id)
    adjust(&command)
    let foretold = command.invoiceNow ? await foretell(.cancellation(command)) : nil
    try await workspace.perform(command, as: Self.cause)
    try await hold(foretold, against: contract.id, after: contract.latestInvoice)
  }

  /// Acme's monthly contract over ten dollars, whose first renewal was declined once and is open.
  static func tellOfOpenRenewal(
    on engine: Engine, _ body: (Story, Invoice) async throws -> Void
  ) async throws {
    try await tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.script("flaky", .declines)
      try await story.on("2026-05-02")
      let invoice = try await story.invoices(of: "acme")[1]
      #expect(invoice.status == .open && invoice.nextPaymentAttempt == Instant(iso: "2026-05-04T01:00:01Z"))
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      try await body(story, invoice)
    }
  }

  // MARK: What is

  func know(_ price: PriceID, as name: String) { names.withLock { $0.prices[name] = price } }

  func id(customer name: String) -> CustomerID {
    guard let id = names.withLock({ $0.customers[name] }) else { preconditionFailure("no customer \(name)") }
    return id
  }

  func id(price name: String) -> PriceID {
    guard let id = names.withLock({ $0.prices[name] }) else { preconditionFailure("no price \(name)") }
    return id
  }

  func subscription(of customer: String) async throws -> Subscription {
    let id = try #require(names.withLock { $0.subscriptions[customer] })
    return try await workspace.read { try $0.subscription(id)! }
  }

  func invoices(of customer: String) async throws -> [Invoice] {
    let id = id(customer: customer)
    return try await workspace.read {
      try $0.invoices(InvoiceFilter(customer: id), Page(limit: 100)).elements.reversed()
    }
  }

  /// Every line of every invoice, oldest first: day, customer, price, amount.
  func invoiceLines() async throws -> String {
    let (customers, prices) = names.withLock { names in
      (
        Dictionary(names.customers.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }),
        Dictionary(names.prices.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
      )
    }
    let rows = try await workspace.read { snapshot in
      try snapshot.invoices(InvoiceFilter(), Page(limit: 100)).elements.reversed().flatMap { invoice in
        try snapshot.lines(of: invoice.id).map { (invoice, $0) }
      }
    }
    return rows.map { invoice, line in
      let day = Day(containing: invoice.created, in: .utc).isoText
      let customer = customers[invoice.customer] ?? "?"
      let name = line.content.price.flatMap { prices[$0] } ?? line.content.description ?? "?"
      return "\(day)  \(customer)  \(name)  \(line.content.amount.minorUnits)"
    }.joined(separator: "\n")
  }

  func expectInvoiceLines(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws
  {
    let actual = try await invoiceLines()
    #expect(actual == expected, sourceLocation: sourceLocation)
  }

  /// MRR by month as text: opening, movements, closing in minor units.
  func mrr(_ currency: Currency = .usd) async throws -> [String] {
    var question = RecurringRevenueHistory(patience: .seconds(120))
    question.currency = currency
    return try await workspace.answer(question).flatMap(\.months).map { month in
      let movements = month.shown.movements.filter { $0.value != 0 }
        .sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
      return ([month.month.isoText] + movements + ["= \(month.shown.closing)", "(\(month.customers))"])
        .joined(separator: " ")
    }
  }
}

/// The gateway with a script: each card does what its name says. It remembers what it was asked.
final class ScriptedGateway: PaymentGateway {
  private let state = Mutex<State>(State())

  private struct State {
    var asked: [PaymentAttempt] = []
    var refunds: [Refund] = []
    var refundAnswers: [RefundAnswer?] = []
    var setups: [CardSetup] = []
    var setupAnswers: [SetupAnswer?] = []
    var behaviours: [String: [Behaviour]] = [:]
    var standing: [String: Behaviour] = [:]
    var gate: Gate?
  }

  enum Behaviour: Sendable {
    case pays, declines, asksForAction, isUnreachable
  }

  struct Unreachable: Error {}

  static let decline = Decline(
    code: "card_declined", declineCode: "generic_decline", message: "Your card was declined.")

  static func card(_ name: String) -> GatewayCard {
    GatewayCard(
      card: Card(
        brand: "visa", last4: "4242", expiryMonth: 12, expiryYear: 2034, fingerprint: name, funding: .credit,
        country: "US"),
      reference: name)
  }

  /// What the next charges of a card do; afterwards it pays again.
  func script(_ card: String, _ behaviours: Behaviour...) {
    state.withLock { $0.behaviours[card] = behaviours }
  }

  /// What a card does from now on; nil is to pay again.
  func always(_ card: String, _ behaviour: Behaviour?) {
    state.withLock { $0.standing[card] = behaviour }
  }

  var asked: [PaymentAttempt] { state.withLock { $0.asked } }

  /// What is said of the next refunds; nil is nothing. Afterwards they succeed.
  func scriptRefunds(_ answers: RefundAnswer?...) {
    state.withLock { $0.refundAnswers = answers }
  }

  var refunds: [Refund] { state.withLock { $0.refunds } }

  func giveBack(_ refund: Refund) async throws -> RefundAnswer {
    let answer = state.withLock { state in
      state.refunds.append(refund)
      return state.refundAnswers.isEmpty ? RefundAnswer(.succeeded) : state.refundAnswers.removeFirst()
    }
    guard let answer else { throw Unreachable() }
    return answer
  }

  /// What is said of the next cards to be set up; nil is nothing. Afterwards they may pay as they are.
  func scriptSetups(_ answers: SetupAnswer?...) {
    state.withLock { $0.setupAnswers = answers }
  }

  var setups: [CardSetup] { state.withLock { $0.setups } }

  func setUp(_ setup: CardSetup) async throws -> SetupAnswer {
    let answer = state.withLock { state in
      state.setups.append(setup)
      return state.setupAnswers.isEmpty
        ? .succeeded(reference: setup.gatewayReference) : state.setupAnswers.removeFirst()
    }
    guard let answer else { throw Unreachable() }
    return answer
  }

  /// Lets the next charge wait until the gate opens.
  func closeGate() -> Gate {
    let gate = Gate()
    state.withLock { $0.gate = gate }
    return gate
  }

  func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    let gate = state.withLock { state in
      defer { state.gate = nil }
      return state.gate
    }
    try await gate?.pass()
    let behaviour = state.withLock { state in
      state.asked.append(attempt)
      guard var left = state.behaviours[attempt.gatewayReference], !left.isEmpty else {
        return state.standing[attempt.gatewayReference] ?? .pays
      }
      let next = left.removeFirst()
      state.behaviours[attempt.gatewayReference] = left
      return next
    }
    switch behaviour {
    case .pays: return attempt.gatewayReference == "bad" ? .declined(Self.decline) : .succeeded
    case .declines: return .declined(Self.decline)
    case .asksForAction: return attempt.authenticated == true ? .succeeded : .requiresAction
    case .isUnreachable: throw Unreachable()
    }
  }

  func card(for token: String) async throws -> GatewayCard? { Self.card(token) }
}

/// Holds one charge back, and tells when it has come.
final class Gate: Sendable {
  private let arrivals = AsyncStream.makeStream(of: Void.self)
  private let answer = AsyncStream.makeStream(of: Bool.self)

  func open() { answer.continuation.yield(true) }

  /// The charge never reaches the gateway.
  func kill() { answer.continuation.yield(false) }

  func someoneWaits() async {
    for await _ in arrivals.stream { return }
  }

  func pass() async throws {
    arrivals.continuation.yield()
    for await passes in answer.stream {
      if passes { return }
      throw ScriptedGateway.Unreachable()
    }
  }
}
