import Analytics
import Chronology
import Identity
import Monetary
import Operations
import Relations

/// The rows behind the figures: a month's movements, and who pays at its end.
enum RevenuePages {
  static let routes: [SiteRoute] = [
    .look("/movements/{month}") { room in try await movements(room) },
    .look("/revenue/{month}") { room in try await paying(room) },
  ]

  static func movements(_ month: Month, _ currency: Currency, _ kind: MovementKind?, _ room: Room) -> String {
    let path = room.path("movements/\(month.isoText)?currency=\(currency.code)")
    return kind.map { "\(path)&kind=\($0.rawValue)" } ?? path
  }

  static func paying(_ month: Month, _ currency: Currency, _ room: Room) -> String {
    room.path("revenue/\(month.isoText)?currency=\(currency.code)")
  }

  /// What the address of a month's movements asks for.
  static let kept = ["currency", "kind"]
  /// The month that goes on, in a view that is kept of it.
  private static let current = "now"

  static func namesMonth(_ name: String) -> Bool { name == current || Month(iso: name) != nil }

  private static func thisMonth(_ room: Room) -> Month { Month(containing: room.workspace.now, in: .utc) }

  /// Views of a month's movements; one of the month that goes on shows the next month's when that has begun.
  private static func views(
    _ month: Month, _ currency: Currency, _ kind: MovementKind?, _ room: Room
  ) async throws -> HTML {
    let name = month == thisMonth(room) ? current : month.isoText
    let query = "currency=\(currency.code)" + (kind.map { "&kind=\($0.rawValue)" } ?? "")
    return try await SavedViews.bar("movements/\(name)", query: query, room)
  }

  private static func asked(_ room: Room) throws -> (month: Month, currency: Currency) {
    let name = room.visit.name("month")
    guard let month = name == current ? thisMonth(room) : Month(iso: name),
      let currency = room.query["currency"].flatMap({ Currency(code: $0) })
    else { throw SiteRefusal.missing }
    return (month, currency)
  }

  /// The customers' names, also of those who were deleted since.
  static func titles(_ ids: [CustomerID], _ room: Room) async throws -> [CustomerID: String] {
    try await room.read { snapshot in
      var titles: [CustomerID: String] = [:]
      for id in ids where titles[id] == nil {
        titles[id] = try (snapshot.customer(id) ?? snapshot.deletedCustomer(id))?.title
      }
      return titles
    }
  }

  private static func movements(_ room: Room) async throws -> SiteAnswer {
    let (month, currency) = try asked(room)
    let kind = try room.query["kind"].map { text in
      guard let kind = MovementKind(rawValue: text) else { throw SiteRefusal.missing }
      return kind
    }
    let all = try await room.workspace.answer(MovementsOfMonth(month, currency, kind: kind))
    let (rows, number) = try ListPage.slice(all, room.query)
    let titles = try await titles(rows.map(\.movement.customer), room)
    let sold = try await room.read { try $0.names(of: Set(rows.map(\.movement.price))) }
    let sum = all.reduce(0) { $0 + $1.amount }
    let word = kind?.word ?? say("MRR movements")
    let count = all.count.counted("movement")
    let body: HTML =
      all.isEmpty
      ? card(word, #"<p class="lead">\#(say("Nothing of this kind moved in this month."))</p>"#)
      : card(
        word,
        table(rows, (titles, sold), (count, sum), currency, room)
          + ListPage.numbered(all.count, number, Self.movements(month, currency, kind, room)))
    let page = RoomPage(
      title: "\(word), \(DayText.full(month))", section: .overview,
      subtitle: HTML.say("{} · together {}", "\(count)", "<b>\(MoneyText.change(sum, currency))</b>"),
      parent: (say("Overview"), "?currency=\(currency.code)"),
      body: filters(month, currency, kind, room) + (try await views(month, currency, kind, room)) + body)
    return page.answer(in: room)
  }

  private static func filters(_ month: Month, _ currency: Currency, _ kind: MovementKind?, _ room: Room)
    -> HTML
  {
    func chip(_ text: String, _ path: String, isSet: Bool) -> HTML {
      let current: HTML = isSet ? #" aria-current="true""# : .nothing
      return #"<a class="chip\#(isSet ? " set" : "")" href="\#(path)"\#(current)>\#(text)</a>"#
    }
    let chips = MovementKind.stacked.html {
      chip($0.word, movements(month, currency, $0, room), isSet: kind == $0)
    }
    return """
      <nav class="flt" aria-label="\(say("Kinds"))">\
      \(chip(say("All"), movements(month, currency, nil, room), isSet: kind == nil))\
      \(chips)</nav>
      """
  }

  private static func table(
    _ rows: [ShownMovement], _ names: (customers: [CustomerID: String], prices: [String: String]),
    _ total: (count: String, sum: Int64), _ currency: Currency, _ room: Room
  ) -> HTML {
    var table = RowTable(
      label: say("Movements"),
      columns: [
        .init(title: say("Customer")), .init(title: say("Kind")), .init(title: say("Change"), isNumber: true),
        .init(title: say("MRR after"), isNumber: true, isExtra: true),
        .init(title: say("When"), isExtra: true),
        .init(title: say("Contract"), isExtra: true), .init(title: say("Because")),
      ])
    table.rows = rows.map { row in
      let movement = row.movement
      let name = names.customers[movement.customer] ?? movement.customer.text
      let after = Rounding.halfEven.divide(Int128(movement.customerLevel), by: 1_000_000)
      return [
        link(room.path("customers/\(movement.customer)"), name),
        #"<span class="tag"><i class="sw s-\#(movement.kind.series)"></i>\#(movement.kind.word)</span>"#,
        #"<data value="\#(row.amount)">\#(MoneyText.change(row.amount, currency))</data>"#,
        #"<span class="mut">\#(MoneyText.text(Int64(after), currency))</span>"#,
        #"<span class="mut">\#(DayText.minute(movement.effective))</span>"#,
        link(
          room.path("subscriptions/\(movement.subscription)"),
          names.prices[movement.price.text] ?? movement.price.text),
        link(room.path("facts/\(movement.fact)"), say(movement.cause.replacing("_", with: " "))),
      ]
    }
    table.total = [
      "\(say("All {}", total.count))", "",
      #"<data value="\#(total.sum)">\#(MoneyText.change(total.sum, currency))</data>"#,
      "", "", "", "",
    ]
    return table.html
  }

  private static func paying(_ room: Room) async throws -> SiteAnswer {
    let (month, currency) = try asked(room)
    let all = try await room.workspace.answer(PayingCustomers(at: month, currency))
    let (rows, number) = try ListPage.slice(all, room.query)
    let titles = try await titles(rows.map(\.customer), room)
    let sum = all.reduce(0) { $0 + $1.amount }
    var table = RowTable(
      label: say("Paying customers"),
      columns: [.init(title: say("Customer")), .init(title: say("MRR"), isNumber: true)])
    table.rows = rows.map { row in
      [
        link(room.path("customers/\(row.customer)"), titles[row.customer] ?? row.customer.text),
        #"<data value="\#(row.amount)">\#(MoneyText.text(row.amount, currency))</data>"#,
      ]
    }
    let count = all.count.counted("paying customer")
    table.total = [
      "\(say("All {}", count))", #"<data value="\#(sum)">\#(MoneyText.text(sum, currency))</data>"#,
    ]
    let isNow = month == thisMonth(room)
    let pages = ListPage.numbered(all.count, number, paying(month, currency, room))
    let page = RoomPage(
      title: isNow ? say("MRR now") : say("MRR at the end of {}", DayText.full(month)), section: .overview,
      subtitle: HTML.say("{} · together {}", "\(count)", "<b>\(MoneyText.text(sum, currency))</b>"),
      parent: (say("Overview"), "?currency=\(currency.code)"),
      body: card(
        say("Paying customers"),
        all.isEmpty ? #"<p class="lead">\#(say("Nobody paid then."))</p>"# : table.html + pages))
    return page.answer(in: room)
  }
}
