import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Relations
import Subscriptions

/// Subscriptions, and everything about one.
enum SubscriptionPages {
  static let routes: [SiteRoute] = [
    .look("/subscriptions") { room in try await list(room) },
    .look("/subscriptions/{subscription}") { room in try await show(room) },
  ]

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let isAll = room.query["show"] == "all"
    let page = ListPage.page(room.query)
    let (found, names) = try await read(room, page, isAll)
    let action: HTML =
      room.mayChange
      ? """
      <a class="btn pri" href="\(room.path("subscriptions/new"))">\
      \(Icon.plus.html)\(say("New subscription"))</a>
      """ : .nothing
    func tab(_ text: String, _ path: String, isCurrent: Bool) -> HTML {
      let current: HTML = isCurrent ? #" aria-current="true""# : .nothing
      return #"<a href="\#(room.path(path))"\#(current)>\#(text)</a>"#
    }
    let tabs: HTML = """
      <nav class="seg" aria-label="\(say("Which"))">\
      \(tab(say("Running"), "subscriptions", isCurrent: !isAll))\
      \(tab(say("All"), "subscriptions?show=all", isCurrent: isAll))</nav>
      """
    let empty: HTML = #"<p class="lead">\#(say("Every contract of a customer appears here."))</p>"#
    let body: HTML =
      found.elements.isEmpty
      ? card(say("No subscriptions"), empty)
      : card(say("Newest first"), table(found.elements, names: names, room))
        + ListPage.links(found, room.path("subscriptions"), room.query, kept: ["show"]) { $0.id.text }
    let answer = RoomPage(
      title: say("Subscriptions"), section: .subscriptions, actions: action,
      body: #"<div class="flt">\#(tabs)</div>"# + body)
    return answer.answer(in: room)
  }

  private static func read(
    _ room: Room, _ page: Page, _ isAll: Bool
  ) async throws -> (PageResult<Subscription>, [CustomerID: String]) {
    do {
      return try await room.read { snapshot in
        let filter = SubscriptionFilter(status: isAll ? .all : .notCanceled)
        let found = try snapshot.subscriptions(filter, page)
        var names: [CustomerID: String] = [:]
        for id in found.elements.map(\.customer) where names[id] == nil {
          names[id] = try (snapshot.customer(id) ?? snapshot.deletedCustomer(id))?.title
        }
        return (found, names)
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
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

  /// A contract with all that its page and its forms say about it.
  struct Story: Sendable {
    let subscription: Subscription
    let customer: Customer?
    let prices: PriceBook
    let products: [ProductID: String]
    let invoices: [Invoice]
    /// What takes something off the whole, in words.
    let discounts: [String]

    /// What it is called: what is sold, and to whom.
    var title: String {
      let sold = subscription.items.filter { !$0.isRemoved }
        .map { prices[$0.price].flatMap { products[$0.product] } ?? $0.price.text }
      return say(
        "{} for {} ¦ customer", sold.joined(separator: " + "), customer?.title ?? subscription.customer.text)
    }

    init?(_ id: SubscriptionID, _ snapshot: Snapshot) throws {
      guard let subscription = try snapshot.subscription(id) else { return nil }
      self.subscription = subscription
      customer =
        try snapshot.customer(subscription.customer) ?? snapshot.deletedCustomer(subscription.customer)
      prices = try snapshot.prices(subscription.items.map(\.price)).offered(in: subscription.currency)
      var products: [ProductID: String] = [:]
      for product in Set(prices.values.map(\.product)) {
        products[product] = try snapshot.product(product)?.name
      }
      self.products = products
      discounts = try (subscription.discounts ?? []).filter { $0.spent != true }
        .map { try $0.title(snapshot, subscription.currency) }
      invoices = try snapshot.invoices(InvoiceFilter(subscription: id), Page(limit: 50)).elements
    }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = SubscriptionID(room.visit.name("subscription"))
    let story = try await room.known { try Story(id, $0) }
    let subscription = story.subscription
    let canEnd = room.mayChange && !subscription.status.isTerminal && story.customer != nil
    let action: HTML =
      canEnd
      ? """
      <a class="btn" href="\(room.path("subscriptions/\(id)/cancel"))">\(say("Cancel subscription"))</a>
      """
      : .nothing
    let invoices: HTML =
      story.invoices.isEmpty
      ? #"<p class="lead">\#(say("None yet."))</p>"#
      : InvoicePages.table(story.invoices, room, showsCustomer: false)
    let page = RoomPage(
      title: story.title, section: .subscriptions, subtitle: subscription.state.html,
      parent: (say("Subscriptions"), "subscriptions"), actions: action,
      body: """
        \(card(say("About"), facts(story, room).html))
        \(card(say("What is billed"), items(story)))
        \(card(say("Invoices"), invoices))
        """)
    return page.answer(in: room)
  }

  private static func facts(_ story: Story, _ room: Room) -> Facts {
    let subscription = story.subscription
    func day(_ instant: Instant) -> String { DayText.day(instant, in: subscription.zone) }
    var facts = Facts()
    facts.add(
      say("Customer"),
      link(
        room.path("customers/\(subscription.customer)"), story.customer?.title ?? subscription.customer.text))
    facts.add(say("Began"), day(subscription.startDate))
    if let ended = subscription.endedAt {
      facts.add(say("Ended"), day(ended))
    } else if let ending = subscription.cancellation?.effectiveAt {
      facts.add(say("Ends"), day(ending))
    } else if subscription.status == .paused {
      let isAfterTrial = subscription.trial?.end == subscription.renewal
      facts.add(
        isAfterTrial ? say("Paused since") : say("Paused ¦ how long"),
        isAfterTrial ? day(subscription.renewal) : say("Until it is resumed"))
    } else {
      facts.add(
        subscription.status == .trialing ? say("Trial ends") : say("Renews"), day(subscription.renewal))
    }
    facts.add(say("Current period"), DayText.period(subscription.period, in: subscription.zone))
    facts.add(say("Days of"), subscription.timeZone?.identifier)
    facts.add(say("Discounts"), story.discounts.isEmpty ? nil : story.discounts.joined(separator: ", "))
    switch subscription.collection {
    case .chargeAutomatically: facts.add(say("Paid ¦ how"), say("Charged automatically"))
    case .sendInvoice(let days):
      facts.add(
        say("Paid ¦ how"), days.counted("By invoice, due within 1 day", "By invoice, due within {} days"))
    }
    facts.add(say("Id"), "<code>\(subscription.id.text)</code>" as HTML)
    return facts
  }

  private static func items(_ story: Story) -> HTML {
    // Where intervals differ, each item's own period is worth a column.
    let hasPeriods = !story.subscription.hasOneCadence
    var table = RowTable(
      label: say("Items"),
      columns: [
        .init(title: say("Product")), .init(title: say("Quantity"), isNumber: true),
        .init(title: say("Price"), isNumber: true),
      ] + (hasPeriods ? [.init(title: say("Period"), isNumber: true)] : []))
    table.rows = story.subscription.items.filter { !$0.isRemoved }.map { item in
      let price = story.prices[item.price]
      let product = price.flatMap { story.products[$0.product] } ?? item.price.text
      let row: [HTML] = [
        "\(item.isInArrears ? say("{}, billed afterwards", product) : product)", "\(item.quantity)",
        "\(price?.text ?? "–")",
      ]
      let period = DayText.period(item.period, in: story.subscription.zone)
      return hasPeriods ? row + [#"<span class="mut">\#(period)</span>"#] : row
    }
    return table.html
  }
}
