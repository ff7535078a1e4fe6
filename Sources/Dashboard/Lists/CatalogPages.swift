import Catalog
import Operations

/// What is sold, and for how much.
enum CatalogPages {
  static let routes: [SiteRoute] = [
    .look("/products") { room in try await list(room) }
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

  static func action(_ room: Room, _ product: ProductID?) -> HTML {
    let others: HTML =
      product == nil
      ? """
      <a class="btn" href="\(room.path("tax-rates"))">\(say("Tax rates"))</a>\
      <a class="btn" href="\(room.path("coupons"))">\(say("Coupons"))</a>
      """ : .nothing
    guard room.may(.offer) else { return others }
    let path = room.path(product.map { "products/new?product=\($0)" } ?? "products/new")
    return """
      \(others)<a class="btn pri" href="\(path)">\(Icon.plus.html)\
      \(product == nil ? say("New product and price") : say("New price"))</a>
      """
  }
}
