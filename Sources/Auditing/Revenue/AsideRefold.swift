/// Folds facts into what stands beside recurring revenue, by the audit's own rules: what discounts take off,
/// what a failed payment puts at risk, and what paused contracts brought.
struct AsideRefold {
  struct Change: Hashable {
    let place: JournalPosition
    let fact: String
    let customer: String
    let subscription: String
    let item: String
    let aside: String
    let price: String
    let currency: String
    let cause: String
    let delta: Int64
    let fromPrice: String?
    let fromLevel: Int64?
    let isOnTestClock: Bool
    let effective: Int64
    let recorded: Int64
  }

  struct Item: Hashable {
    let subscription: String
    var status: String
    /// What it brought when it last recurred, without and with the tax that its price holds.
    var net: Int64
    var due: Int64
    let price: String
    var discount: Int64
    var atRisk: Int64
    var paused: Int64

    fileprivate var amounts: [(aside: String, amount: Int64)] {
      [("at_risk", atRisk), ("discount", discount), ("paused", paused)]
    }
  }

  /// Every item that a fact told the level of.
  private(set) var items: [String: Item] = [:]
  private var statuses: [String: String] = [:]

  /// The changes that one fact makes, in the order of items and then of names.
  mutating func fold(_ fact: LevelFact, _ contract: LevelFacts.Contract) -> [Change] {
    let status = fact.status ?? statuses[fact.subscription] ?? "active"
    statuses[fact.subscription] = status
    var changes: [Change] = []
    for level in fact.levels.sorted(by: { precedes($0.item, $1.item) }) {
      let before = items[level.item]
      let after = Self.item(level, status, of: fact.subscription, before)
      items[level.item] = after
      let known = before?.amounts.map(\.amount) ?? [0, 0, 0]
      let isMoved = before.map { $0.price != level.price } ?? false
      for (told, was) in zip(after.amounts, known) where told.amount != was || (isMoved && was != 0) {
        let from = isMoved && was != 0 ? before?.price : nil
        changes.append(
          Change(
            place: fact.place, fact: fact.id, customer: contract.customer, subscription: fact.subscription,
            item: level.item, aside: told.aside, price: level.price, currency: contract.currency,
            cause: fact.cause, delta: told.amount - was, fromPrice: from, fromLevel: from.map { _ in was },
            isOnTestClock: contract.isOnTestClock,
            effective: fact.effective, recorded: fact.recorded))
      }
    }
    return changes
  }

  private static func item(
    _ level: LevelFact.Level, _ status: String, of subscription: String, _ before: Item?
  ) -> Item {
    let isPaidFor = status == "active" || status == "past_due"
    let due = level.list - level.counted
    var item = Item(
      subscription: subscription, status: status, net: before?.net ?? 0, due: before?.due ?? 0,
      price: level.price, discount: 0,
      atRisk: status == "past_due" ? level.net : 0, paused: 0)
    if isPaidFor {
      if due > 0 { (item.net, item.due) = (level.net, due) }
      // A discount takes off as much of the tax that a price holds as of the rest.
      item.discount = due > 0 ? part(level.counted, level.net, of: due) : level.counted
    } else if status == "paused", due > 0 {
      item.paused = item.due > 0 ? part(due, item.net, of: item.due) : due
    }
    return item
  }

  private static func part(_ amount: Int64, _ share: Int64, of whole: Int64) -> Int64 {
    Int64(clamping: Exact.halfEven(Int128(amount) * Int128(share), Int128(whole)))
  }
}
