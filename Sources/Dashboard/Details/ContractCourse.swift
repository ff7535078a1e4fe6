import Analytics
import Catalog
import Operations
import Subscriptions

/// How a contract became what it is: what was sold from when on, and what that brought.
struct ContractCourse: Sendable {
  let phases: [ContractPhase]
  /// Newest first.
  let movements: [Movement]
  /// What its prices are called, by id.
  let names: [String: String]

  init(_ subscription: Subscription, _ snapshot: Snapshot) throws {
    phases = try snapshot.phases(of: subscription.id)
    movements = try snapshot.movements(of: subscription.customer, limit: LevelHistory.limit)
      .filter { $0.subscription == subscription.id }
    let sold = phases.flatMap { $0.subscription.items.map(\.price) }
    names = try snapshot.names(of: Set(sold + movements.map(\.price)))
  }

  func phasesCard(_ room: Room) -> HTML {
    var table = RowTable(
      label: say("So far"),
      columns: [
        .init(title: say("From ¦ when")), .init(title: say("State")), .init(title: say("What is sold")),
        .init(title: say("Because"), isExtra: true),
      ])
    table.rows = phases.reversed().map { phase in
      let subscription = phase.subscription
      let sold = subscription.items.filter { !$0.isRemoved }.map { item in
        let name = names[item.price.text] ?? item.price.text
        return item.quantity == 1 ? name : "\(item.quantity) × \(name)"
      }
      return [
        "\(DayText.day(phase.fact.effective, in: subscription.zone))", subscription.state.html,
        "\(sold.isEmpty ? "–" : sold.joined(separator: ", "))",
        link(room.path("facts/\(phase.fact.id)"), FactPage.words(phase.fact.fact.kind)),
      ]
    }
    return phases.isEmpty ? .nothing : card(say("So far"), table.html)
  }
}

extension Snapshot {
  /// What prices are called: the product's name and the amount, by the price's id.
  func names(of prices: Set<PriceID>) throws -> [String: String] {
    var names: [String: String] = [:]
    for (id, price) in try self.prices(Array(prices)) {
      let product = try product(price.product)?.name ?? price.product.text
      names[id.text] = "\(product), \(price.text)"
    }
    return names
  }
}
