import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

/// Acts a history out on one engine, through Operations alone.
final class HistoryTeller {
  let story: Story
  private let shelf: HistoryShelf
  private(set) var cast: Cast
  /// What the next renewal of a contract was previewed as, while nothing was said about it since.
  var expectations: [SubscriptionID: (lines: [String], since: Instant)] = [:]
  /// Who has no card yet.
  var cardless: Set<String>
  private(set) var previewsCompared = 0
  private(set) var refusals: [String] = []

  init(_ history: History, in story: Story, with shelf: HistoryShelf) {
    cast = Cast(history: history)
    cardless = Set(history.cardless)
    self.story = story
    self.shelf = shelf
  }

  var history: History { cast.history }

  /// Meets the customers and puts up what the history names.
  func begin() async throws {
    let acts = history.statements.map(\.act)
    for name in Set(acts.flatMap(\.prices)).sorted() {
      cast.prices[name] = try await shelf.price(name, history.prices[name]!)
    }
    for name in Set(acts.flatMap(\.coupons)).sorted() {
      cast.coupons[name] = try await shelf.coupon(name, history.coupons[name]!)
    }
    for name in history.customers.keys.sorted() {
      let isCardless = history.cardless.contains(name)
      cast.customers[name] = try await story.customer(card(of: name), card: isCardless ? nil : card(of: name))
      if let zone = history.zones[name] { try await move(name, to: zone) }
      guard let tax = history.taxes[name] else { continue }
      cast.taxRates[name] = try await shelf.taxRate(tax)
    }
  }

  func card(of customer: String) -> String { "\(customer) of \(history.seed)" }

  /// Says the n-th statement, which may be refused.
  func say(_ number: Int) async throws {
    try await compareExpectations()
    do {
      try await act(history.statements[number].act)
    } catch let refusal as SubscriptionRefusal {
      refusals.append("\(refusal)")
    } catch let refusal as Refusal {
      refusals.append("\(refusal)")
    } catch let refusal as InvoicingRefusal {
      refusals.append("\(refusal)")
    } catch let refusal as CreditRefusal {
      refusals.append("\(refusal)")
    }
  }

  private func act(_ act: History.Act) async throws {
    let workspace = try await story.workspace
    switch act {
    case .subscribe(let name, let customer, let items, let coupons, let terms):
      try await subscribe(name, customer, items, coupons, terms)
    case .change(let name, let item, let price, let quantity, let behavior, let backdated, let choice):
      guard let contract = try await contract(name) else { return }
      try await update(contract, behavior, backdated) {
        .update(
          $0[item % $0.count], price: price.map { cast.prices[$0]! }, quantity: quantity,
          choice: choice?.priceChoice)
      }
    case .add(let name, let price, let quantity, let behavior, let arrears, let choice):
      guard let contract = try await contract(name) else { return }
      try await update(contract, behavior, inArrears: arrears) { _ in
        .add(
          price: cast.prices[price]!, quantity: quantity, metadata: [:], choice: choice?.priceChoice)
      }
    case .remove(let name, let item, let behavior):
      guard let contract = try await contract(name) else { return }
      try await update(contract, behavior) { .remove($0[item % $0.count]) }
    case .discount(let name, let item, let coupons):
      guard let contract = try await contract(name) else { return }
      try await discount(contract, item, coupons)
    case .endLater(let name), .goOn(let name):
      guard let contract = try await contract(name) else { return }
      var command = UpdateSubscription(contract.id)
      if case .endLater = act { command.cancelAtPeriodEnd = true } else { command.cancelAtPeriodEnd = false }
      expectations[contract.id] = nil
      try await workspace.perform(command, as: Story.cause)
    case .cancel(let name, let prorate, let invoice):
      guard let contract = try await contract(name) else { return }
      var command = CancelSubscription(contract.id)
      command.prorate = prorate
      command.invoiceNow = invoice
      try await end(contract, command)
    case .card(let customer, let pays): try await card(customer, pays: pays)
    case .pay(let customer, let elsewhere): try await pay(customer, elsewhere: elsewhere)
    case .endAt, .pause, .resume, .endTrial, .hold: try await actOnCourse(act)
    case .takeBack, .credit, .ask, .write, .conclude, .adjust, .move: try await actByHand(act)
    }
  }

  /// What is said about a customer beside any contract. It may be on the next invoice of any of theirs, so
  /// that no preview from before holds.
  private func actByHand(_ act: History.Act) async throws {
    let workspace = try await story.workspace
    expectations = [:]
    switch act {
    case .takeBack(let customer, let givesUp):
      guard let oldest = try await oldestOpen(customer) else { return }
      if givesUp {
        try await workspace.perform(MarkInvoiceUncollectible(invoice: oldest), as: Story.cause)
      } else {
        try await workspace.perform(VoidInvoice(invoice: oldest), as: Story.cause)
      }
    case .credit(let customer, let percent): try await credit(customer, percent)
    case .ask(let customer, let amount):
      var terms = ItemTerms(pricing: .amount(amount))
      terms.currency = Currency(code: history.customers[customer]!)
      try await workspace.perform(
        CreateInvoiceItem(customer: cast.customers[customer]!, terms: terms), as: Story.cause)
    case .write(let customer, let collects):
      var command = CreateInvoice(customer: cast.customers[customer]!)
      command.currency = Currency(code: history.customers[customer]!)
      command.includesWaiting = true
      command.defaultTaxRates = cast.taxRates[customer].map { [$0] }
      let id = try await workspace.perform(command, as: Story.cause)
      try await workspace.perform(FinalizeInvoiceNow(invoice: id, autoAdvance: collects), as: Story.cause)
    case .conclude(let customer, let collects):
      guard let oldest = try await oldest(.draft, of: customer) else { return }
      try await workspace.perform(
        FinalizeInvoiceNow(invoice: oldest, autoAdvance: collects), as: Story.cause)
    case .move(let customer, let zone): try await move(customer, to: zone)
    case .adjust(let customer, let amount):
      let currency = try #require(Currency(code: history.customers[customer]!))
      try await workspace.perform(
        AdjustBalance(customer: cast.customers[customer]!, amount: Money(amount, currency)), as: Story.cause)
    default: return
    }
  }

  func oldestOpen(_ customer: String) async throws -> InvoiceID? { try await oldest(.open, of: customer) }

  private func oldest(_ status: InvoiceStatus, of customer: String) async throws -> InvoiceID? {
    let filter = InvoiceFilter(customer: cast.customers[customer]!, status: status)
    return try await story.workspace.read { try $0.invoices(filter, Page(limit: 1000)).elements.last?.id }
  }

  private func subscribe(
    _ name: String, _ customer: String, _ wishes: [History.Wish], _ coupons: [String],
    _ terms: History.Terms?
  ) async throws {
    var command = CreateSubscription(
      customer: cast.customers[customer]!,
      items: wishes.map { wish in
        var item = CreateSubscription.Item(price: cast.prices[wish.price]!, quantity: wish.quantity)
        item.choice = wish.choice?.priceChoice
        item.timing = wish.arrears ? .arrears : .advance
        return item
      })
    if let terms { terms.shape(&command, at: story.now) }
    command.defaultTaxRates = cast.taxRates[customer].map { [$0] }
    command.discounts = coupons.map { .coupon(cast.coupons[$0]!) }
    let workspace = try await story.workspace
    var seen: [String]?
    do {
      seen = try await workspace.preview(InvoicePreview(.new(command)), as: Story.cause) { _, lines, _ in
        lines.map(described)
      }
    } catch Refusal.nothingToPreview {
      seen = nil
    }
    let id = try await workspace.perform(command, as: Story.cause)
    cast.contracts.append((name, id))
    try await expectLatest(of: id, toBe: seen ?? [])
  }

  private func discount(_ contract: Subscription, _ item: Int?, _ coupons: [String]) async throws {
    let wishes = coupons.map { DiscountWish.coupon(cast.coupons[$0]!) }
    var command = UpdateSubscription(contract.id)
    if let item {
      let live = contract.items.filter { !$0.isRemoved }.map(\.id)
      command.items = [.update(live[item % live.count], price: nil, quantity: nil)]
      command.itemDiscounts = [0: wishes]
    } else {
      command.discounts = wishes
    }
    expectations[contract.id] = nil
    try await story.workspace.perform(command, as: Story.cause)
  }

  private func pay(_ customer: String, elsewhere: Bool) async throws {
    guard let oldest = try await oldestOpen(customer) else { return }
    try await story.workspace.perform(PayInvoice(invoice: oldest, outOfBand: elsewhere), as: Story.cause)
  }

  /// Changes items, and holds what comes of it against the preview that was asked for first.
  private func update(
    _ contract: Subscription, _ behavior: String, _ backdated: Int64 = 0, inArrears: Bool = false,
    _ item: ([SubscriptionItemID]) -> UpdateSubscription.Item
  ) async throws {
    let live = contract.items.filter { !$0.isRemoved }.map(\.id)
    var command = UpdateSubscription(contract.id)
    command.items = [item(live)]
    if inArrears { command.itemTimings = [0: .arrears] }
    command.prorationBehavior = try #require(UpdateSubscription.ProrationBehavior(rawValue: behavior))
    if backdated > 0 { command.prorationDate = story.now.adding(seconds: -backdated) }
    let workspace = try await story.workspace
    expectations[contract.id] = nil
    var seen: (all: [String], own: [String])?
    do {
      seen = try await workspace.preview(InvoicePreview(.change(command)), as: Story.cause) { _, lines, _ in
        (lines.map(described), lines.filter { $0.content.subscription == contract.id }.map(undiscounted))
      }
    } catch Refusal.nothingToPreview {
      seen = nil
    }
    try await workspace.perform(command, as: Story.cause)
    guard let seen else { return }
    let latest = try await self.contract(id: contract.id)
    if latest?.latestInvoice != contract.latestInvoice {
      try await expectLatest(of: contract.id, toBe: seen.all)
    } else {
      expectations[contract.id] = (seen.own, story.now)
    }
  }

  private func end(_ contract: Subscription, _ command: CancelSubscription) async throws {
    let workspace = try await story.workspace
    expectations[contract.id] = nil
    var seen: [String]?
    do {
      seen = try await workspace.preview(InvoicePreview(.cancellation(command)), as: Story.cause) {
        _, lines, _ in
        lines.map(described)
      }
    } catch Refusal.nothingToPreview {
      seen = nil
    }
    try await workspace.perform(command, as: Story.cause)
    guard command.invoiceNow else { return }
    if let seen { return try await expectLatest(of: contract.id, toBe: seen) }
    let after = try await self.contract(id: contract.id)
    #expect(after?.latestInvoice == contract.latestInvoice, "nothing was to be billed; \(cast.seed)")
  }

  func contract(_ name: String) async throws -> Subscription? {
    guard let id = cast.contracts.first(where: { $0.name == name })?.id else { return nil }
    return try await contract(id: id)
  }

  private func contract(id: SubscriptionID) async throws -> Subscription? {
    try await story.workspace.read { try $0.subscription(id) }
  }

  // MARK: Previews

  private func expectLatest(of id: SubscriptionID, toBe lines: [String]) async throws {
    let made = try await story.workspace.read { snapshot -> [String] in
      guard let invoice = try snapshot.subscription(id)?.latestInvoice else { return [] }
      return try snapshot.lines(of: invoice).map(described)
    }
    previewsCompared += 1
    #expect(made == lines, "what was previewed is what is billed; seed \(history.seed)")
  }

  /// Holds what previews said of the next renewals against those that came.
  func compareExpectations() async throws {
    for (id, expectation) in expectations {
      let made = try await story.workspace.read { snapshot -> [String]? in
        let invoices = try snapshot.invoices(InvoiceFilter(subscription: id), Page(limit: 1000)).elements
        let first = invoices.last {
          $0.reason == .subscriptionCycle && $0.created > expectation.since
        }
        return try first.map { invoice in
          try snapshot.lines(of: invoice.id).filter { $0.content.subscription == id }.map(undiscounted)
        }
      }
      guard let made else { continue }
      previewsCompared += 1
      // What was asked for by hand may come with another contract's invoice before that, and what other
      // contracts leave behind with this one.
      #expect(made == expectation.lines, "the renewal is as previewed; seed \(history.seed)")
      expectations[id] = nil
    }
  }
}

/// The same without what discounts take off: others' lines on the same invoice have their share of that.
private func undiscounted(_ line: InvoiceLine) -> String {
  let content = line.content
  return
    "\(content.price?.text ?? "-") \(content.quantity) \(content.amount) \(content.wording) \(content.period)"
}

/// A line without the ids that a dry run makes anew.
private func described(_ line: InvoiceLine) -> String {
  undiscounted(line) + " less \(line.content.discount)"
}
