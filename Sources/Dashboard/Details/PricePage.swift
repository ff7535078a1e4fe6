import Catalog
import Operations
import Relations
import Subscriptions

/// One price: what it asks, who pays it, and what that brings.
enum PricePage {
  static let routes: [SiteRoute] = [.look("/prices/{price}") { room in try await show(room) }]

  private static let limit = 20

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = PriceID(room.visit.name("price"))
    let (price, product) = try await room.known { snapshot -> (Price, Product?)? in
      guard let price = try snapshot.price(id) else { return nil }
      return (price, try snapshot.product(price.product))
    }
    let (subscribed, names) = try await room.read { snapshot in
      let filter = SubscriptionFilter(price: id)
      let found = try snapshot.subscriptions(filter, Page(limit: Self.limit)).elements
      var names: [CustomerID: String] = [:]
      for id in found.map(\.customer) where names[id] == nil {
        names[id] = try (snapshot.customer(id) ?? snapshot.deletedCustomer(id))?.title
      }
      return (found, names)
    }
    let earnings = try await PriceEarnings(of: [id], room)
    let happened = try await FactList([id.text], room)
    let title = product?.name ?? price.product.text
    let page = RoomPage(
      title: "\(title), \(price.text)", section: .catalog, parent: (title, "products/\(price.product)"),
      body: """
        \(card(say("About"), facts(price, earnings).html))
        \(card(say("Who is subscribed"), list(subscribed, names, price, room)))
        \(happened.html)
        """)
    return page.answer(in: room)
  }

  private static func facts(_ price: Price, _ earnings: PriceEarnings) -> Facts {
    var facts = Facts()
    facts.add(say("Paying customers"), MoneyText.grouped(String(earnings.customers(of: price.id))))
    facts.add(say("MRR"), earnings.revenue(of: price.id))
    facts.add(say("Asks"), price.text)
    facts.add(
      say("Also sold in"), price.currencyOptions.map(\.currency.isoCode).joined(separator: ", "))
    facts.add(say("Name"), price.nickname)
    facts.add(say("Lookup key"), price.lookupKey)
    facts.add(say("For sale"), price.active ? say("Yes") : say("No"))
    facts.add(say("Since"), DayText.day(price.created))
    facts.add(say("Id"), "<code>\(price.id.text)</code>" as HTML)
    return facts
  }

  private static func list(
    _ subscribed: [Subscription], _ names: [CustomerID: String], _ price: Price, _ room: Room
  ) -> HTML {
    guard !subscribed.isEmpty else { return #"<p class="lead">\#(say("Nobody yet."))</p>"# }
    let path = room.path("subscriptions?price=\(price.id)")
    let more: HTML =
      subscribed.count == limit
      ? #"<p class="more"><a href="\#(path)">\#(say("All subscriptions"))\#(Icon.next.html)</a></p>"#
      : .nothing
    return SubscriptionPages.table(subscribed, names: names, room) + more
  }
}
