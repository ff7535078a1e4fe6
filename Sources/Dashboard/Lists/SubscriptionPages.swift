import Catalog
import Operations
import Relations
import Subscriptions

/// The list of subscriptions.
enum SubscriptionPages {
  static let routes: [SiteRoute] = [
    .look("/subscriptions") { room in try await list(room) }
  ]

  static var states: [ListFilter.State] {
    [
      .init(name: nil, word: say("Running")), .init(name: "active", word: say("Active")),
      .init(name: "trialing", word: say("On trial")), .init(name: "past_due", word: say("Past due")),
      .init(name: "incomplete", word: say("Waits for payment")),
      .init(name: "unpaid", word: say("Unpaid ¦ subscription")), .init(name: "paused", word: say("Paused")),
      .init(name: "ending", word: say("Ending")), .init(name: "canceled", word: say("Ended")),
      .init(name: "all", word: say("All")),
    ]
  }

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let state = try ListFilter.state(room, of: states)
    let (found, names, conditions) = try await read(room, filter(state, room))
    let filter = ListFilter(
      path: room.path("subscriptions"), states: states, state: state, conditions: conditions)
    let action: HTML =
      room.may(.serve)
      ? """
      <a class="btn pri" href="\(room.path("subscriptions/new"))">\
      \(Icon.plus.html)\(say("New subscription"))</a>
      """ : .nothing
    let empty: HTML = #"<p class="lead">\#(say("Every contract of a customer appears here."))</p>"#
    let body: HTML =
      found.elements.isEmpty
      ? filter.isSet ? filter.nothing : card(say("No subscriptions"), empty)
      : card(say("Newest first"), table(found.elements, names: names, room))
        + ListPage.links(found, room.path("subscriptions"), room.query, kept: ListFilter.kept) { $0.id.text }
    let answer = RoomPage(
      title: say("Subscriptions"), section: .subscriptions, actions: action,
      body: filter.html + (try await SavedViews.bar("subscriptions", query: filter.query, room)) + body)
    return answer.answer(in: room)
  }

  /// What the address asks for. A currency is asked for with a state that few are in, whose index knows it.
  private static func filter(_ state: String?, _ room: Room) throws -> SubscriptionFilter {
    var filter = SubscriptionFilter(
      customer: room.query["customer"].map { CustomerID($0) }, price: room.query["price"].map { PriceID($0) })
    switch state {
    case nil: break
    case "all": filter.status = .all
    case "ending": filter.status = .ending
    case let name?: filter.status = SubscriptionStatus(rawValue: name).map { .exactly($0) } ?? .all
    }
    filter.product = room.query["product"].map { ProductID($0) }
    filter.currency = try room.query.currency("currency")
    if filter.currency != nil, [nil, "all", "active", "canceled"].contains(state) {
      throw SiteRefusal.missing
    }
    return filter
  }

  private static func read(
    _ room: Room, _ filter: SubscriptionFilter
  ) async throws -> (PageResult<Subscription>, [CustomerID: String], [ListFilter.Condition]) {
    let page = ListPage.page(room.query)
    do {
      return try await room.read { snapshot in
        let found = try snapshot.subscriptions(filter, page)
        var names: [CustomerID: String] = [:]
        for id in found.elements.map(\.customer) where names[id] == nil {
          names[id] = try (snapshot.customer(id) ?? snapshot.deletedCustomer(id))?.title
        }
        return (found, names, try conditions(filter, snapshot))
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
  }

  private static func conditions(
    _ filter: SubscriptionFilter, _ snapshot: Snapshot
  ) throws -> [ListFilter.Condition] {
    var conditions: [ListFilter.Condition] = []
    if let id = filter.customer {
      let customer = try snapshot.customer(id) ?? snapshot.deletedCustomer(id)
      conditions.append(.init(name: "customer", value: id.text, word: customer?.title ?? id.text))
    }
    if let id = filter.product {
      let word = try snapshot.product(id)?.name
      conditions.append(.init(name: "product", value: id.text, word: word ?? id.text))
    }
    if let id = filter.price {
      let price = try snapshot.price(id)
      let product = try price.flatMap { try snapshot.product($0.product) }
      let word = price.map { "\(product?.name ?? $0.product.text), \($0.text)" }
      conditions.append(.init(name: "price", value: id.text, word: word ?? id.text))
    }
    if let currency = filter.currency {
      conditions.append(.init(name: "currency", value: currency.code, word: currency.isoCode))
    }
    return conditions
  }

  /// - Parameter names: of the customers; nil on a customer's own page.
  static func table(_ all: [Subscription], names: [CustomerID: String]?, _ room: Room) -> HTML {
    var table = RowTable(
      label: say("Subscriptions"),
      columns: [
        .init(title: names == nil ? say("Subscription") : say("Customer")), .init(title: say("State")),
        .init(title: say("Renews"), isExtra: true), .init(title: say("Began"), isExtra: true),
      ])
    table.rows = all.map { one in
      let title =
        names.map { $0[one.customer] ?? one.customer.text } ?? say("From {}", DayText.day(one.startDate))
      let renews = one.status.isTerminal || one.cancellation != nil ? "–" : DayText.day(one.renewal)
      return [
        link(room.path("subscriptions/\(one.id)"), title), one.state.html, "\(renews)",
        #"<span class="mut">\#(DayText.day(one.startDate))</span>"#,
      ]
    }
    return table.html
  }
}
