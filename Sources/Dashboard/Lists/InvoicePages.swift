import Invoicing
import Monetary
import Operations
import Relations

/// The list of invoices.
enum InvoicePages {
  static let routes: [SiteRoute] = [
    .look("/invoices") { room in try await list(room) }
  ]

  static var states: [ListFilter.State] {
    [
      .init(name: nil, word: say("All")), .init(name: "draft", word: say("Drafts")),
      .init(name: "open", word: say("Open ¦ many")), .init(name: "failed", word: say("Payment failed")),
      .init(name: "overdue", word: say("Overdue")), .init(name: "paid", word: say("Paid ¦ many")),
      .init(name: "void", word: say("Void")), .init(name: "uncollectible", word: say("Uncollectible")),
    ]
  }

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let state = try ListFilter.state(room, of: states)
    let (found, conditions) = try await read(room, filter(state, room))
    let filter = ListFilter(path: room.path("invoices"), states: states, state: state, conditions: conditions)
    let links = ListPage.links(found, room.path("invoices"), room.query, kept: ListFilter.kept) { $0.id.text }
    let empty: HTML =
      filter.isSet
      ? filter.nothing
      : card(say("No invoices"), #"<p class="lead">\#(say("What was billed appears here."))</p>"#)
    let answer = RoomPage(
      title: say("Invoices"), section: .invoices, actions: writing(room),
      body: filter.html + (try await SavedViews.bar("invoices", query: filter.query, room))
        + (found.elements.isEmpty
          ? empty : card(say("Newest first"), table(found.elements, room, showsCustomer: true)) + links))
    return answer.answer(in: room)
  }

  /// What the address asks for. A currency is asked for with a state that few are in, whose index knows it.
  private static func filter(_ state: String?, _ room: Room) throws -> InvoiceFilter {
    var filter = InvoiceFilter(customer: room.query["customer"].map { CustomerID($0) })
    switch state {
    case nil: break
    case "failed": (filter.status, filter.waiting) = (.open, .declined)
    case "overdue": (filter.status, filter.waiting) = (.open, .overdue(at: room.workspace.now))
    case let name?: filter.status = InvoiceStatus(rawValue: name)
    }
    filter.currency = try room.query.currency("currency")
    if filter.currency != nil, filter.status == nil || filter.status == .paid { throw SiteRefusal.missing }
    return filter
  }

  private static func read(
    _ room: Room, _ filter: InvoiceFilter
  ) async throws -> (PageResult<Invoice>, [ListFilter.Condition]) {
    let page = ListPage.page(room.query)
    do {
      return try await room.read { snapshot in
        var conditions: [ListFilter.Condition] = []
        if let id = filter.customer {
          let customer = try snapshot.customer(id) ?? snapshot.deletedCustomer(id)
          conditions.append(.init(name: "customer", value: id.text, word: customer?.title ?? id.text))
        }
        if let currency = filter.currency {
          conditions.append(.init(name: "currency", value: currency.code, word: currency.isoCode))
        }
        return (try snapshot.invoices(filter, page), conditions)
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
  }

  static func table(_ invoices: [Invoice], _ room: Room, showsCustomer: Bool) -> HTML {
    var table = RowTable(
      label: say("Invoices"),
      columns: [
        .init(title: say("Invoice")), .init(title: say("State")), .init(title: say("Amount"), isNumber: true),
        .init(title: say("Date"), isExtra: true),
      ])
    table.rows = invoices.map { invoice in
      let name = showsCustomer ? invoice.billedTo.name ?? invoice.billedTo.email : nil
      let below: HTML = name.map { "<small>\($0)</small>" } ?? .nothing
      return [
        link(room.path("invoices/\(invoice.id)"), invoice.title) + below, invoice.state.html,
        "\(MoneyText.text(invoice.total, invoice.currency))",
        #"<span class="mut">\#(DayText.day(invoice.finalizedAt ?? invoice.created))</span>"#,
      ]
    }
    return table.html
  }

  private static func writing(_ room: Room) -> HTML {
    guard room.may(.bill) else { return .nothing }
    let path = room.path("invoices/new")
    return #"<a class="btn pri" href="\#(path)">\#(Icon.plus.html)\#(say("New invoice"))</a>"#
  }
}
