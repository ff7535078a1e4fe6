import Analytics
import Chronology
import Invoicing
import Monetary
import Operations
import Receivables
import Relations
import Subscriptions

/// Customers, and everything about one.
enum CustomerPages {
  static let routes: [SiteRoute] = [
    .look("/customers") { room in try await list(room) },
    SiteRoute(.post, "/w/{workspace}/customers/find", .room(.viewer) { room in try await find(room) }),
    .look("/customers/{customer}") { room in try await show(room) },
  ]

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let found = try await newest(room)
    let action: HTML =
      room.mayChange
      ? """
      <a class="btn pri" href="\(room.path("customers/new"))">\(Icon.plus.html)\(say("New customer"))</a>
      """
      : .nothing
    let page = RoomPage(
      title: say("Customers"), section: .customers, actions: action,
      body: chooser(found, room, "customers") { room.path("customers/\($0)") })
    return page.answer(in: room)
  }

  static func newest(_ room: Room) async throws -> PageResult<Customer> {
    let page = ListPage.page(room.query)
    do {
      return try await room.read { try $0.customers(CustomerFilter(), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
  }

  /// A list of customers to go on from, and a way to find one by e-mail.
  /// - Parameter target: where a customer's name leads.
  static func chooser(
    _ found: PageResult<Customer>, _ room: Room, _ path: String, target: (CustomerID) -> String
  ) -> HTML {
    guard !found.elements.isEmpty else {
      return card(
        say("No customers yet"),
        """
        <p class="lead">\(say("Everyone who may pay appears here."))</p>\
        \(room.mayChange ? link(room.path("customers/new"), say("Meet the first one")) : .nothing)
        """)
    }
    return search(room, path)
      + card(say("Newest first"), table(found.elements, room, target: target))
      + ListPage.links(found, room.path(path), room.query) { $0.id.text }
  }

  /// By POST, because an e-mail address in an address bar ends up in histories and logs.
  private static func search(_ room: Room, _ path: String) -> HTML {
    """
    <form class="search" role="search" method="post" action="\(room.path("customers/find"))">\
    \(Field.proof(room.visit))\(Field.hidden("back", path))\
    <label class="vh" for="q">\(say("E-mail address"))</label>\
    <input id="q" name="email" type="email" autocomplete="off" \
    placeholder="\(say("Find by e-mail address"))">\
    <button class="btn">\(Icon.search.html)\(say("Find"))</button></form>
    """
  }

  /// One customer found is shown at once; the same e-mail may be several customers'.
  private static func find(_ room: Room) async throws -> SiteAnswer {
    let form = room.form["back"].flatMap { back in
      ["subscriptions/new", "invoices/new"].first { $0 == back }
    }
    func target(_ id: CustomerID) -> String {
      room.path(form.map { "\($0)?customer=\(id)" } ?? "customers/\(id)")
    }
    let back = form ?? "customers"
    guard let email = room.form["email"] else { return .redirect(room.path(back)) }
    let found = try await room.read { try $0.customers(CustomerFilter(email: email), Page(limit: 100)) }
    if found.elements.count == 1 { return .redirect(target(found.elements[0].id)) }
    let body: HTML =
      found.elements.isEmpty
      ? card(
        say("Nobody found"), #"<p class="lead">\#(say("No customer has the e-mail address {}.", email))</p>"#)
      : card(say("Found"), table(found.elements, room, target: target))
    let page = RoomPage(
      title: say("Customers"), section: .customers, parent: (say("All customers"), back),
      body: search(room, back) + body)
    return page.answer(in: room)
  }

  private static func table(
    _ customers: [Customer], _ room: Room, target: (CustomerID) -> String
  ) -> HTML {
    var table = RowTable(
      label: say("Customers"),
      columns: [
        .init(title: say("Customer")), .init(title: say("E-mail"), isExtra: true),
        .init(title: say("Pays in")),
        .init(title: say("Since"), isExtra: true),
      ])
    table.rows = customers.map { customer in
      [
        link(target(customer.id), customer.title), "\(customer.email ?? "–")",
        "\(customer.currency?.isoCode ?? "–")",
        #"<span class="mut">\#(DayText.day(customer.created))</span>"#,
      ]
    }
    return table.html
  }

  private struct Story: Sendable {
    let customer: Customer
    let isDeleted: Bool
    let standing: CustomerStanding
    let card: PaymentMethod?
    let subscriptions: [Subscription]
    let invoices: [Invoice]
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = CustomerID(room.visit.name("customer"))
    let story = try await room.known { snapshot -> Story? in
      let known = try snapshot.customer(id)
      guard let customer = try known ?? snapshot.deletedCustomer(id) else { return nil }
      return Story(
        customer: customer, isDeleted: known == nil, standing: try snapshot.standing(of: customer),
        card: try customer.defaultPaymentMethod.flatMap { try snapshot.paymentMethod($0) },
        subscriptions: try snapshot.subscriptions(
          SubscriptionFilter(customer: id, status: .all), Page(limit: 100)
        ).elements, invoices: try snapshot.invoices(InvoiceFilter(customer: id), Page(limit: 20)).elements)
    }
    let customer = story.customer
    let subscribe: HTML =
      room.mayChange && !story.isDeleted
      ? """
      <a class="btn" href="\(room.path("invoices/new?customer=\(id)"))">\(say("New invoice"))</a>\
      <a class="btn pri" href="\(room.path("subscriptions/new?customer=\(id)"))">\
      \(Icon.plus.html)\(say("New subscription"))</a>
      """ : .nothing
    let page = RoomPage(
      title: customer.title, section: .customers,
      subtitle: story.isDeleted
        ? "\(say("Deleted; the books stay"))" : "\(say("Customer since {}", DayText.day(customer.created)))",
      parent: (say("Customers"), "customers"), actions: subscribe,
      body: """
        \(card(say("About"), facts(story).html))
        \(card(say("Subscriptions"), subscriptions(story.subscriptions, room)))
        \(card(say("Invoices"), invoices(story.invoices, room, id)))
        """)
    return page.answer(in: room)
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
