import Analytics
import Catalog
import Monetary
import Operations

/// One product: its prices, who pays them, and what they bring.
enum ProductPage {
  static let routes: [SiteRoute] = [.look("/products/{product}") { room in try await show(room) }]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = ProductID(room.visit.name("product"))
    let (product, prices) = try await room.known { snapshot -> (Product, [Price])? in
      guard let product = try snapshot.product(id) else { return nil }
      return (product, try snapshot.prices(PriceFilter(product: id), Page(limit: 100)).elements)
    }
    let earnings = try await PriceEarnings(of: prices.map(\.id), room)
    let happened = try await FactList([id.text] + prices.prefix(20).map(\.id.text), room)
    var facts = Facts()
    facts.add(say("Description"), product.description)
    facts.add(say("For sale"), product.active ? say("Yes") : say("No"))
    facts.add(say("Id"), "<code>\(id.text)</code>" as HTML)
    let contracts = room.path("subscriptions?product=\(id)")
    let table: HTML =
      prices.isEmpty
      ? #"<p class="lead">\#(say("None yet."))</p>"#
      : table(prices, earnings, room)
        + #"<p class="more"><a href="\#(contracts)">\#(say("All subscriptions"))\#(Icon.next.html)</a></p>"#
    let page = RoomPage(
      title: product.name, section: .catalog, parent: (say("Products and prices"), "products"),
      actions: CatalogPages.action(room, id),
      body: card(say("About"), facts.html) + card(say("Prices"), table) + happened.html)
    return page.answer(in: room)
  }

  private static func table(_ prices: [Price], _ earnings: PriceEarnings, _ room: Room) -> HTML {
    var table = RowTable(
      label: say("Prices"),
      columns: [
        .init(title: say("Price")), .init(title: say("For sale"), isExtra: true),
        .init(title: say("Customers"), isNumber: true), .init(title: say("MRR"), isNumber: true),
        .init(title: say("Since"), isExtra: true),
      ])
    table.rows = prices.map { price in
      [
        link(room.path("prices/\(price.id)"), price.text)
          + "<small>\(price.nickname ?? price.id.text)</small>",
        "\(price.active ? say("Yes") : say("No"))",
        "\(MoneyText.grouped(String(earnings.customers(of: price.id))))",
        "\(earnings.revenue(of: price.id))",
        #"<span class="mut">\#(DayText.day(price.created))</span>"#,
      ]
    }
    return table.html
  }
}

/// How many pay each of some prices now, and what they bring a month, as the figures have it.
struct PriceEarnings {
  private var counts: [String: Int64] = [:]
  private var sums: [String: [(amount: Int64, currency: Currency)]] = [:]

  init(of prices: [PriceID], _ room: Room) async throws {
    guard !prices.isEmpty else { return }
    var history = FigureHistory(.customers)
    history.interval = .day
    (history.from, history.through) = (room.today, room.today)
    history.filter.accepted[.price] = Set(prices.map(\.text))
    history.grouping = .price
    var revenue = history
    revenue.metric = .recurringRevenue
    let answers = try await room.workspace.answer([history, revenue])
    for series in answers[0].series {
      counts[series.group ?? ""] = series.points.last?.value?.whole
    }
    for series in answers[1].series {
      guard let currency = series.currency, let amount = series.points.last?.value?.whole else { continue }
      sums[series.group ?? "", default: []].append((amount, currency))
    }
  }

  func customers(of price: PriceID) -> Int64 { counts[price.text] ?? 0 }

  /// "€1,234.00 and SEK 500.00"
  func revenue(of price: PriceID) -> String {
    let texts = (sums[price.text] ?? []).filter { $0.amount != 0 }
      .map { MoneyText.text($0.amount, $0.currency) }
    return texts.isEmpty ? "–" : texts.joined(separator: ", ")
  }
}
