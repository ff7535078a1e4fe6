import Analytics
import Chronology
import Invoicing
import Monetary
import Operations
import Receivables
import Relations
import Subscriptions

/// Everything about one customer.
enum CustomerPage {
  static let routes: [SiteRoute] = [.look("/customers/{customer}") { room in try await show(room) }]

  private struct Story: Sendable {
    let customer: Customer
    let isDeleted: Bool
    let standing: CustomerStanding
    let card: PaymentMethod?
    let subscriptions: [Subscription]
    let invoices: [Invoice]
    let charges: [CardCharge]
    let balances: [Balance]
    let movements: [Movement]
    /// What its prices are called.
    let names: [String: String]

    init?(_ id: CustomerID, _ snapshot: Snapshot) throws {
      let known = try snapshot.customer(id)
      guard let customer = try known ?? snapshot.deletedCustomer(id) else { return nil }
      self.customer = customer
      isDeleted = known == nil
      standing = try snapshot.standing(of: customer)
      card = try customer.defaultPaymentMethod.flatMap { try snapshot.paymentMethod($0) }
      subscriptions = try snapshot.subscriptions(
        SubscriptionFilter(customer: id, status: .all), Page(limit: 100)
      ).elements
      invoices = try snapshot.invoices(InvoiceFilter(customer: id), Page(limit: 20)).elements
      charges = try snapshot.charges(ChargeFilter(customer: id), Page(limit: 20)).elements
      balances = try snapshot.balances(of: id).filter { !$0.amount.isZero }
      movements = try snapshot.movements(of: id, limit: LevelHistory.limit)
      names = try snapshot.names(of: Set(movements.map(\.price)))
    }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = CustomerID(room.visit.name("customer"))
    try await room.workspace.foldMovements()
    let story = try await room.known { try Story(id, $0) }
    let customer = story.customer
    let subjects = [id.text] + story.subscriptions.map(\.id.text) + story.invoices.map(\.id.text)
    let happened = try await FactList(subjects, room)
    let page = RoomPage(
      title: customer.title, section: .customers,
      subtitle: story.isDeleted
        ? "\(say("Deleted; the books stay"))" : "\(say("Customer since {}", DayText.day(customer.created)))",
      parent: (say("Customers"), "customers"), actions: actions(story, room),
      body: """
        \(card(say("About"), facts(story).html))
        \(LevelHistory.cards(story.movements, isWhole: true, names: story.names, room))
        \(card(say("Subscriptions"), subscriptions(story.subscriptions, room)))
        \(card(say("Invoices"), invoices(story.invoices, room, id)))
        \(Payments.card(story.charges, room))
        \(balances(story))
        \(happened.html)
        """)
    return page.answer(in: room)
  }

  private static func actions(_ story: Story, _ room: Room) -> HTML {
    guard !story.isDeleted else { return .nothing }
    let id = story.customer.id
    let bill: HTML = """
      <a class="btn" href="\(room.path("invoices/new?customer=\(id)"))">\(say("New invoice"))</a>
      """
    let subscribe: HTML = """
      <a class="btn pri" href="\(room.path("subscriptions/new?customer=\(id)"))">\
      \(Icon.plus.html)\(say("New subscription"))</a>
      """
    return (room.may(.bill) ? bill : .nothing) + (room.may(.serve) ? subscribe : .nothing)
  }

  /// What the books have on each of the customer's accounts.
  private static func balances(_ story: Story) -> HTML {
    guard !story.balances.isEmpty else { return .nothing }
    var table = RowTable(
      label: say("On the books"),
      columns: [.init(title: say("Account")), .init(title: say("Balance"), isNumber: true)])
    table.rows = story.balances.map { balance in
      [
        "\(balance.account.word)",
        BooksPages.figure(Int128(balance.amount.minorUnits), balance.amount.currency),
      ]
    }
    return card(say("On the books"), table.html)
  }

  private static func facts(_ story: Story) -> Facts {
    let customer = story.customer
    var facts = Facts()
    facts.add(say("Name"), customer.name)
    facts.add(say("E-mail"), customer.email)
    facts.add(say("Pays in"), customer.currency?.isoCode ?? say("Not settled yet"))
    facts.add(say("Pays with"), story.card?.card.title ?? say("No payment method"))
    if let currency = customer.currency, story.standing.balance != 0 {
      let balance = story.standing.balance
      facts.add(
        balance < 0 ? say("Credit ¦ balance") : say("Owes from before"),
        MoneyText.text(abs(balance), currency))
    }
    if story.standing.delinquent {
      facts.add(say("Standing"), StateWord(text: say("Past due"), tone: .bad).html)
    }
    facts.add(say("Came by"), customer.acquisitionSource)
    facts.add(say("Days of"), customer.timeZone?.identifier)
    facts.add(say("Lives on"), customer.testClock == nil ? nil : say("A test clock; left out of the figures"))
    facts.add(say("Id"), "<code>\(customer.id.text)</code>" as HTML)
    return facts
  }

  private static func subscriptions(_ all: [Subscription], _ room: Room) -> HTML {
    all.isEmpty
      ? #"<p class="lead">\#(say("None yet."))</p>"# : SubscriptionPages.table(all, names: nil, room)
  }

  private static func invoices(_ some: [Invoice], _ room: Room, _ id: CustomerID) -> HTML {
    guard !some.isEmpty else { return #"<p class="lead">\#(say("None yet."))</p>"# }
    let more: HTML =
      some.count == 20
      ? """
      <p class="more"><a href="\(room.path("invoices?customer=\(id)"))">\
      \(say("All invoices")) \(Icon.next.html)</a></p>
      """ : .nothing
    return InvoicePages.table(some, room, showsCustomer: false) + more
  }
}
