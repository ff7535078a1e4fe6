import Storage

/// What contracts bring as they stand: their items times their prices, added up anew.
struct LiveRevenue {
  private let rows: any Connection
  private let findings: Findings
  private let prices: AuditedPrices

  init(_ rows: any Connection, _ findings: Findings, _ prices: AuditedPrices) {
    self.rows = rows
    self.findings = findings
    self.prices = prices
  }

  private struct Item {
    let id: String
    let subscription: String
    let place: Int64
    let price: String
    let quantity: Int64
    let choice: AuditedChoice?
    let net: AuditedNet
    let discounts: String?
    let contractDiscounts: String?
    let isRemoved: Bool
    let status: String
    let customer: String
    let currency: String
    let isOnTestClock: Bool

    /// Only what is paid for, or about to be, recurs.
    var recurs: Bool { !isRemoved && (status == "active" || status == "past_due") }
  }

  /// Compares with what the journal says, and tells what live contracts bring by currency.
  func check(against refold: MovementRefold, _ sums: MovementSums) throws -> [AuditedRevenue] {
    var told = refold.items.mapValues(\.level).filter { $0.value != 0 }
    var all: [String: Int128] = [:]
    var shown: [String: (level: Int128, customers: Set<String>)] = [:]
    try forEachLevel { item, known in
      findings.looked(.revenueIdentity)
      let recorded = told.removeValue(forKey: item.id) ?? 0
      guard let level = known else {
        return findings.found(
          .revenueIdentity, "The monthly amount of this item cannot be worked out.", [item.id, item.price])
      }
      if level != recorded {
        findings.found(
          .revenueIdentity, "An item does not bring what the journal says.", [item.id, item.subscription],
          ["live": Int128(level), "journal": Int128(recorded)])
      }
      all[item.currency, default: 0] += Int128(level)
      guard !item.isOnTestClock else { return }
      shown[item.currency, default: (0, [])].level += Int128(level)
      if level > 0 { shown[item.currency]?.customers.insert(item.customer) }
    }
    for (item, level) in told.sorted(by: { precedes($0.key, $1.key) }) {
      findings.found(
        .revenueIdentity, "The journal counts an item that no contract has.", [item],
        ["journal": Int128(level)])
    }
    try compare(all, refold, sums)
    return shown.sorted { precedes($0.key, $1.key) }.map {
      AuditedRevenue(currency: $0, level: Int64(clamping: $1.level), customers: $1.customers.count)
    }
  }

  /// Few items have one, and parsing them all would cost as much as everything else here.
  private static func choice(in revisions: String) -> AuditedChoice? {
    guard revisions.contains("\"choice\"") else { return nil }
    return AuditedChoice(parsed(revisions)?.array?.last?["choice"])
  }

  /// Every item with what it brings; nil where that cannot be worked out. Items of one contract share its
  /// discounts.
  private func forEachLevel(_ body: (Item, Int64?) -> Void) throws {
    let stream = items()
    while let contract = try stream.peek()?.subscription {
      let own = try stream.take { $0.subscription == contract }
      let counted = counted(off: own)
      for (item, counted) in zip(own, counted) { body(item, item.recurs ? monthly(item, less: counted) : 0) }
    }
  }

  private func monthly(_ item: Item, less counted: Int128) -> Int64? {
    guard counted != 0 else {
      return prices.monthly(item.price, in: item.currency, quantity: item.quantity, item.choice, item.net)
    }
    return list(item).flatMap { item.net.net(of: Int128($0) - counted) }
  }

  private func list(_ item: Item) -> Int64? {
    prices.monthly(item.price, in: item.currency, quantity: item.quantity, item.choice, .whole)
  }

  /// What the discounts that count take off each item of a contract in a month.
  private func counted(off items: [Item]) -> [Int128] {
    let cadences = items.compactMap { prices[$0.price]?.cadence }
    let standing = items.filter { !$0.isRemoved }.compactMap { prices[$0.price]?.cadence }
    guard items.contains(where: { $0.discounts != nil || $0.contractDiscounts != nil }),
      cadences.count == items.count,
      let shortest = (standing.isEmpty ? cadences : standing).max(by: { $0.isRarer(than: $1) })
    else { return items.map { _ in 0 } }
    var left = items.map { $0.isRemoved ? 0 : Int128(list($0) ?? 0) }
    // Own discounts come first, each by the item's interval; then those of all, by the shortest.
    for (place, item) in items.enumerated() {
      let own = AuditedDiscounts.Part(
        amount: left[place], product: prices[item.price]?.product,
        own: Self.counting(item.discounts, every: cadences[place]))
      left[place] -= Self.monthly(cadences[place]).taken(off: [own], by: [])[0].values.reduce(0, +)
    }
    let rest = Self.monthly(shortest).taken(
      off: zip(items, left).map { item, left in
        AuditedDiscounts.Part(amount: left, product: prices[item.price]?.product, own: [])
      }, by: Self.counting(items.first?.contractDiscounts, every: shortest))
    return zip(items, zip(left, rest)).map { item, taken in
      (item.isRemoved ? 0 : Int128(list(item) ?? 0)) - taken.0 + taken.1.values.reduce(0, +)
    }
  }

  /// One that is used once does not recur, unless that once is a year.
  private static func counting(_ text: String?, every cadence: AuditedCadence) -> [AuditedDiscount] {
    AuditedDiscount.list(text).filter { $0.duration != "once" || cadence.isYearOrMore }
  }

  private static func monthly(_ cadence: AuditedCadence) -> AuditedDiscounts {
    let (numerator, denominator) = cadence.inMonths
    return AuditedDiscounts(
      round: Exact.halfEven, spreadsShares: false, unit: (1_000_000 * numerator, denominator))
  }

  /// Opening (nothing) + movements = closing = what is live, by currency; for the movements as kept, too.
  private func compare(
    _ live: [String: Int128], _ refold: MovementRefold, _ sums: MovementSums
  ) throws {
    var closing: [String: Int128] = [:]
    for (key, standing) in refold.customers { closing[key.currency, default: 0] += Int128(standing.level) }
    for currency in Set(live.keys).union(closing.keys).union(sums.deltas.keys).sorted(by: precedes) {
      let (moved, closed) = (sums.deltas[currency, default: 0], closing[currency, default: 0])
      let contracts = live[currency, default: 0]
      guard moved != closed || closed != contracts else { continue }
      findings.found(
        .revenueIdentity, "Opening, movements and live contracts do not agree in \(currency).", [],
        ["opening": 0, "movements": moved, "closing": closed, "live": contracts])
    }
  }

  private func items() -> KeyedStream<Item> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT i.id, i.subscription, i.place, i.price, i.quantity, i.removed, i.revisions, i.tax_rates,
          i.discounts, s.status, s.customer, s.currency, s.test_clock, s.default_tax_rates,
          s.discounts AS contract_discounts
        FROM subscription_item i JOIN subscription s ON s.id = i.subscription
        WHERE (i.subscription, i.place) > (:subscription, :place)
        ORDER BY i.subscription, i.place LIMIT :limit
        """,
        [
          "subscription": last?.subscription ?? "", "place": last?.place ?? -1,
          "limit": KeyedStream<Item>.pageLength,
        ]
      ) { row in
        Item(
          id: try row.text("id"), subscription: try row.text("subscription"), place: try row.integer("place"),
          price: try row.text("price"), quantity: try row.integer("quantity"),
          choice: Self.choice(in: try row.text("revisions")),
          net: AuditedNet(
            itemRates: try row.textOrNil("tax_rates"), contractRates: try row.textOrNil("default_tax_rates")),
          discounts: try row.textOrNil("discounts"),
          contractDiscounts: try row.textOrNil("contract_discounts"),
          isRemoved: try row.integer("removed") == 1, status: try row.text("status"),
          customer: try row.text("customer"), currency: try row.text("currency"),
          isOnTestClock: try row.textOrNil("test_clock") != nil)
      }
    }
  }
}
