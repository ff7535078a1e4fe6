import Analytics
import Catalog
import Identity
import Invoicing
import Operations
import Relations
import Subscriptions

/// What somebody may have meant, group by group; every entry leads somewhere.
struct SearchResults: Sendable {
  struct Entry: Sendable {
    let path: String
    let title: String
    var note = ""
  }

  private struct Group: Sendable {
    let title: String
    let icon: Icon
    let entries: [Entry]
  }

  private static let limit = 6
  private let typed: String
  private let groups: [Group]

  init(_ typed: String, _ room: Room) async throws {
    self.typed = typed
    let things = typed.isEmpty ? [] : try await Self.things(typed, room)
    let views = try await SavedView.all(in: room).map { Entry(path: $0.path(in: room), title: $0.name) }
    groups =
      (things + [
        Group(title: say("Saved views"), icon: .star, entries: Self.named(views, typed)),
        Group(title: say("Pages"), icon: .next, entries: Self.named(Self.pages(room), typed)),
        Group(title: say("Figures"), icon: .chart, entries: typed.isEmpty ? [] : Self.figures(typed, room)),
      ]).filter { !$0.entries.isEmpty }
  }

  var html: HTML {
    guard !groups.isEmpty else {
      return #"<p class="lead" role="status">\#(say("Nothing begins with {}.", typed))</p>"#
    }
    return groups.html { group in
      let items = group.entries.html { entry in
        let note: HTML = entry.note.isEmpty ? .nothing : "<small>\(entry.note)</small>"
        return
          #"<li><a href="\#(entry.path)">\#(group.icon.html)<span>\#(entry.title)</span>\#(note)</a></li>"#
      }
      return "<h2>\(group.title)</h2><ul>\(items)</ul>"
    }
  }

  /// What stands in the database.
  private static func things(_ typed: String, _ room: Room) async throws -> [Group] {
    try await room.read { snapshot in
      let customers = try snapshot.customers(beginning: typed, limit: limit).map { customer in
        Entry(path: room.path("customers/\(customer.id)"), title: customer.title, note: customer.email ?? "")
      }
      var invoices = try snapshot.invoices(beginning: typed.uppercased(), limit: limit)
      if let one = try snapshot.invoice(InvoiceID(typed)) { invoices.insert(one, at: 0) }
      let products = try products(typed, snapshot)
      return [
        Group(title: say("Customers"), icon: .users, entries: customers),
        Group(
          title: say("Invoices"), icon: .receipt,
          entries: invoices.map { invoice in
            let note = invoice.billedTo.name ?? invoice.billedTo.email ?? ""
            return Entry(path: room.path("invoices/\(invoice.id)"), title: invoice.title, note: note)
          }),
        Group(
          title: say("Subscriptions"), icon: .repeating,
          entries: try SubscriptionPages.Story(SubscriptionID(typed), snapshot).map { story in
            [Entry(path: room.path("subscriptions/\(story.subscription.id)"), title: story.title)]
          } ?? []),
        Group(
          title: say("Products and prices"), icon: .tag,
          entries: products.map { Entry(path: room.path("products/\($0.id)"), title: $0.name) }
            + (try price(typed, snapshot, room))),
      ]
    }
  }

  private static func products(_ typed: String, _ snapshot: Snapshot) throws -> [Product] {
    let found = try snapshot.products(beginning: typed, limit: limit)
    guard let one = try snapshot.product(ProductID(typed)) else { return found }
    return [one] + found
  }

  private static func price(_ typed: String, _ snapshot: Snapshot, _ room: Room) throws -> [Entry] {
    guard let price = try snapshot.price(PriceID(typed)) else { return [] }
    let product = try snapshot.product(price.product)?.name ?? price.product.text
    return [Entry(path: room.path("prices/\(price.id)"), title: "\(product), \(price.text)")]
  }

  /// The pages of the menu, and what whoever may change something begins most often.
  private static func pages(_ room: Room) -> [Entry] {
    let sections = Section.allCases.filter { room.may($0.needs) }
      .map { Entry(path: room.path($0.path), title: say($0.rawValue)) }
    let more = [
      (say("Retention"), "figures/retention"), (say("Marketing spend"), "spend"),
      (say("Exchange rates"), "rates"), (say("Gross margins"), "margins"), (say("Tax rates"), "tax-rates"),
      (say("Coupons"), "coupons"), (say("Keyboard shortcuts"), "keyboard"),
    ]
    let deeds: [(Permission, String, String)] = [
      (.serve, say("New customer"), "customers/new"), (.serve, say("New subscription"), "subscriptions/new"),
      (.bill, say("New invoice"), "invoices/new"), (.offer, say("New product and price"), "products/new"),
    ]
    let own = deeds.filter { room.may($0.0) }.map { ($0.1, $0.2) }
    return sections + (own + more).map { Entry(path: room.path($0.1), title: $0.0) }
  }

  private static func figures(_ typed: String, _ room: Room) -> [Entry] {
    let all = Metric.allCases.map { metric in
      Entry(
        path: room.path("figures/\(metric.rawValue)"), title: say(metric.title),
        note: metric.rawValue.count <= 4 ? metric.rawValue.uppercased() : "")
    }
    let reports = Report.allCases.map { Entry(path: room.path(ReportPages.path($0)), title: say($0.title)) }
    return named(all + reports, typed)
  }

  /// Those with a word that begins like this; all of them where nothing is typed.
  private static func named(_ entries: [Entry], _ typed: String) -> [Entry] {
    guard !typed.isEmpty else { return entries }
    let small = typed.lowercased()
    return entries.filter { entry in
      let title = entry.title.lowercased()
      return title.hasPrefix(small) || entry.note.lowercased().hasPrefix(small)
        || title.split(separator: " ").contains { $0.hasPrefix(small) }
    }
  }
}
