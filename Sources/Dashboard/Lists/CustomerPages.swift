import Chronology
import Operations
import Relations

/// The list of customers, and finding one.
enum CustomerPages {
  static let routes: [SiteRoute] = [
    .look("/customers") { room in try await list(room) },
    SiteRoute(.post, "/w/{workspace}/customers/find", .room(.look) { room in try await find(room) }),
  ]

  /// What an address of the list may ask for. Whom somebody searched for is in none.
  static let kept = ["state"]

  static var states: [ListFilter.State] {
    [
      .init(name: nil, word: say("All")), .init(name: "this_month", word: say("New this month")),
      .init(name: "last_month", word: say("New last month")),
      .init(name: "this_year", word: say("New this year")),
    ]
  }

  /// When those of a state came: the list is read by that, so each is one stretch of it.
  private static func created(_ state: String?, _ today: Day) -> CreatedRange {
    let month = Month(containing: today)
    switch state {
    case "this_month": return CreatedRange(from: month.start(in: .utc))
    case "last_month":
      return CreatedRange(from: month.adding(months: -1).start(in: .utc), until: month.start(in: .utc))
    case "this_year": return CreatedRange(from: Month(year: today.year, month: 1).start(in: .utc))
    default: return CreatedRange()
    }
  }

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let state = try ListFilter.state(room, of: states)
    let found = try await newest(room, created(state, room.today))
    let filter = ListFilter(path: room.path("customers"), states: states, state: state, conditions: [])
    let narrowing = filter.html + (try await SavedViews.bar("customers", query: filter.query, room))
    let body =
      found.elements.isEmpty && filter.isSet
      ? search(room, "customers") + narrowing + filter.nothing
      : chooser(found, room, "customers", narrowing: narrowing) { room.path("customers/\($0)") }
    let action: HTML =
      room.may(.serve)
      ? """
      <a class="btn pri" href="\(room.path("customers/new"))">\(Icon.plus.html)\(say("New customer"))</a>
      """
      : .nothing
    let page = RoomPage(
      title: say("Customers"), section: .customers, actions: action, body: body)
    return page.answer(in: room)
  }

  static func newest(
    _ room: Room, _ created: CreatedRange = CreatedRange()
  ) async throws -> PageResult<Customer> {
    let page = ListPage.page(room.query, created)
    do {
      return try await room.read { try $0.customers(CustomerFilter(), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
  }

  /// A list of customers to go on from, and a way to find one.
  /// - Parameters:
  ///   - narrowing: what narrows the list, where something does.
  ///   - target: where a customer's name leads.
  static func chooser(
    _ found: PageResult<Customer>, _ room: Room, _ path: String, narrowing: HTML = .nothing,
    target: (CustomerID) -> String
  ) -> HTML {
    guard !found.elements.isEmpty else {
      return card(
        say("No customers yet"),
        """
        <p class="lead">\(say("Everyone who may pay appears here."))</p>\
        \(room.may(.serve) ? link(room.path("customers/new"), say("Meet the first one")) : .nothing)
        """)
    }
    return search(room, path) + narrowing
      + card(say("Newest first"), table(found.elements, room, target: target))
      + ListPage.links(found, room.path(path), room.query, kept: kept) { $0.id.text }
  }

  /// By POST, because what people are called ends up in histories and logs when it stands in an address.
  private static func search(_ room: Room, _ path: String) -> HTML {
    """
    <form class="search" role="search" method="post" action="\(room.path("customers/find"))">\
    \(Field.proof(room.visit))\(Field.hidden("back", path))\
    <label class="vh" for="q">\(say("Name, e-mail address or id"))</label>\
    <input id="q" name="q" type="search" autocomplete="off" value="\(room.form["q"] ?? "")" \
    placeholder="\(say("Name, e-mail address or id"))">\
    <button class="btn">\(Icon.search.html)\(say("Find"))</button></form>
    """
  }

  /// One customer found is shown at once.
  private static func find(_ room: Room) async throws -> SiteAnswer {
    let form = room.form["back"].flatMap { back in
      ["subscriptions/new", "invoices/new"].first { $0 == back }
    }
    func target(_ id: CustomerID) -> String {
      room.path(form.map { "\($0)?customer=\(id)" } ?? "customers/\(id)")
    }
    let back = form ?? "customers"
    guard let typed = room.form["q"] else { return .redirect(room.path(back)) }
    let found = try await room.read { try $0.customers(beginning: typed, limit: ListPage.limit) }
    if found.count == 1 { return .redirect(target(found[0].id)) }
    let title = found.count == ListPage.limit ? say("The first fifty; type more") : say("Found")
    let body: HTML =
      found.isEmpty
      ? card(
        say("Nobody found"),
        """
        <p class="lead">\(say("No customer's name or e-mail address begins with {}.", typed))</p>\
        \(link(room.path(back), say("Show all")))
        """)
      : card(title, table(found, room, target: target))
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
}
