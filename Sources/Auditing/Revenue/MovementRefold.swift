/// Folds facts into movements by the audit's own rules.
struct MovementRefold {
  struct Movement: Hashable {
    let place: JournalPosition
    let fact: String
    let customer: String
    let subscription: String
    let item: String
    let price: String
    let currency: String
    let kind: String
    let cause: String
    let delta: Int64
    /// What the item brought under another price before, and that price.
    let fromPrice: String?
    let fromLevel: Int64?
    let itemLevel: Int64
    let customerLevel: Int64
    let isOnTestClock: Bool
    let effective: Int64
    let recorded: Int64
  }

  struct Key: Hashable {
    let customer: String
    let currency: String
  }

  struct Item: Hashable {
    let price: String
    let level: Int64
  }

  struct Standing: Hashable {
    var level: Int64 = 0
    var wasPaying = false
  }

  private(set) var contracts: [String: LevelFacts.Contract] = [:]
  /// Every item that ever moved.
  private(set) var items: [String: Item] = [:]
  private(set) var customers: [Key: Standing] = [:]

  mutating func begin(_ subscription: String, _ contract: LevelFacts.Contract) {
    contracts[subscription] = contract
  }

  /// The movements of one fact by item, and by how many the paying customers changed; nil when the contract
  /// never began.
  mutating func fold(_ fact: LevelFact) -> (movements: [Movement], customers: Int64)? {
    guard let contract = contracts[fact.subscription] else { return nil }
    let moved = fact.levels.filter { level in
      let before = items[level.item]
      return level.net != before?.level ?? 0 || Self.changesPrice(before, level.price)
        || (fact.endsPause && level.list > 0 && before?.level == 0)
    }
    guard !moved.isEmpty else { return ([], 0) }
    let key = Key(customer: contract.customer, currency: contract.currency)
    let before = customers[key, default: Standing()]
    let after = moved.reduce(before.level) { $0 + $1.net - (items[$1.item]?.level ?? 0) }
    let hasMoved = moved.contains { items[$0.item] != nil }
    let lost = fact.endsPause ? (after == 0 ? "churn" : "contraction") : nil
    let kind = lost ?? Self.pause(fact.cause, hasMoved: hasMoved) ?? Self.kind(from: before, to: after)
    let movements = moved.map { level in
      let known = items[level.item]
      let from = Self.changesPrice(known, level.price) ? known : nil
      return Movement(
        place: fact.place, fact: fact.id, customer: contract.customer, subscription: fact.subscription,
        item: level.item, price: (fact.endsPause ? known?.price : nil) ?? level.price,
        currency: contract.currency, kind: kind, cause: fact.cause,
        delta: level.net - (known?.level ?? 0), fromPrice: from?.price, fromLevel: from?.level,
        itemLevel: level.net, customerLevel: after,
        isOnTestClock: contract.isOnTestClock, effective: fact.effective, recorded: fact.recorded)
    }
    for moved in movements { items[moved.item] = Item(price: moved.price, level: moved.itemLevel) }
    customers[key] = Standing(level: after, wasPaying: before.wasPaying || after > 0)
    let logos: Int64 = (after > 0 ? 1 : 0) - (before.level > 0 ? 1 : 0)
    return (movements.sorted { precedes($0.item, $1.item) }, logos)
  }

  /// Whether something is brought under another price from now on.
  private static func changesPrice(_ item: Item?, _ price: String) -> Bool {
    guard let item, item.level != 0 else { return false }
    return item.price != price
  }

  /// A pause is never churn, and its end no return, unless the contract brought nothing before.
  private static func pause(_ cause: String, hasMoved: Bool) -> String? {
    if cause == "paused" { return "paused" }
    return cause == "resumed" && hasMoved ? "resumed" : nil
  }

  private static func kind(from before: Standing, to after: Int64) -> String {
    switch (before.level, after) {
    case (0, _): before.wasPaying ? "reactivation" : "new"
    case (_, 0): "churn"
    case let (level, after): after < level ? "contraction" : "expansion"
    }
  }
}
