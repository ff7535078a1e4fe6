import Catalog
import Operations

/// What is sold, and for how much.
enum CatalogPages {
  static let routes: [SiteRoute] = [
    .look("/products") { room in try await list(room) },
    .look("/products/{product}") { room in try await show(room) },
    // A price stands on its product's page.
    .look("/prices/{price}") { room in
      let id = PriceID(room.visit.name("price"))
      let price = try await room.known { try $0.price(id) }
      return .redirect(room.path("products/\(price.product)"))
    },
  ]

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let found: PageResult<Product>
    let prices: [ProductID: [Price]]
    do {
      (found, prices) = try await room.read { snapshot in
        let found = try snapshot.products(ProductFilter(), page)
        var prices: [ProductID: [Price]] = [:]
        for product in found.elements {
          prices[product.id] = try snapshot.prices(PriceFilter(product: product.id), Page(limit: 4)).elements
        }
        return (found, prices)
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Products"),
      columns: [.init(title: say("Product")), .init(title: say("Prices"), isNumber: true)])
    table.rows = found.elements.map { product in
      [link(room.path("products/\(product.id)"), product.name), summary(prices[product.id] ?? [])]
    }
    let answer = RoomPage(
      title: say("Products and prices"), section: .catalog, actions: action(room, nil),
      body: found.elements.isEmpty
        ? card(
          say("Nothing is sold yet"),
          #"<p class="lead">\#(say("What you sell appears here with its prices."))</p>"#)
        : card(say("Newest first"), table.html)
          + ListPage.links(found, room.path("products"), room.query) { $0.id.text })
    return answer.answer(in: room)
  }

  private static func summary(_ prices: [Price]) -> HTML {
    let shown = prices.prefix(3).map(\.text).joined(separator: ", ")
    return "\(prices.isEmpty ? say("No price yet") : prices.count > 3 ? "\(shown) …" : shown)"
  }

  private static func action(_ room: Room, _ product: ProductID?) -> HTML {
    let others: HTML =
      product == nil
      ? """
      <a class="btn" href="\(room.path("tax-rates"))">\(say("Tax rates"))</a>\
      <a class="btn" href="\(room.path("coupons"))">\(say("Coupons"))</a>
      """ : .nothing
    guard room.mayChange else { return others }
    let path = room.path(product.map { "products/new?product=\($0)" } ?? "products/new")
    return """
      \(others)<a class="btn pri" href="\(path)">\(Icon.plus.html)\
      \(product == nil ? say("New product and price") : say("New price"))</a>
      """
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = ProductID(room.visit.name("product"))
    let (product, prices) = try await room.known { snapshot -> (Product, [Price])? in
      guard let product = try snapshot.product(id) else { return nil }
      return (product, try snapshot.prices(PriceFilter(product: id), Page(limit: 100)).elements)
    }
    var facts = Facts()
    facts.add(say("Description"), product.description)
    facts.add(say("For sale"), product.active ? say("Yes") : say("No"))
    facts.add(say("Id"), "<code>\(id.text)</code>" as HTML)
    var table = RowTable(
      label: say("Prices"),
      columns: [
        .init(title: say("Price")), .init(title: say("For sale")), .init(title: say("Since"), isExtra: true),
      ])
    table.rows = prices.map { price in
      [
        "\(price.text)<small>\(price.nickname ?? price.id.text)</small>",
        "\(price.active ? say("Yes") : say("No"))",
        #"<span class="mut">\#(DayText.day(price.created))</span>"#,
      ]
    }
    let answer = RoomPage(
      title: product.name, section: .catalog, parent: (say("Products and prices"), "products"),
      actions: action(room, id),
      body: card(say("About"), facts.html)
        + card(say("Prices"), prices.isEmpty ? #"<p class="lead">\#(say("None yet."))</p>"# : table.html))
    return answer.answer(in: room)
  }
}
