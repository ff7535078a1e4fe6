import Storage

/// Recurring revenue three ways: the movements as they are kept, the movements as the journal makes them, and
/// what live contracts bring by their prices.
struct RecurringRevenueAudit {
  private let rows: any Connection
  private let findings: Findings
  private let prices: AuditedPrices

  init(_ rows: any Connection, _ findings: Findings, _ prices: AuditedPrices) {
    self.rows = rows
    self.findings = findings
    self.prices = prices
  }

  func check() throws -> [AuditedRevenue] {
    let cursor = try cursor()
    let kept = KeptMovements(rows)
    let movements = kept.stream()
    var refold = MovementRefold()
    var sums = MovementSums()
    var isPastCursor = false
    var asides = try AsideAudit(rows, findings)
    try LevelFacts(rows: rows, findings: findings).forEach(started: { refold.begin($0, $1) }) { fact in
      if fact.place > cursor, !isPastCursor {
        isPastCursor = true
        try compareStandings(with: refold)
      }
      guard let (expected, customers) = refold.fold(fact) else {
        return findings.found(
          .movements, "A contract has recurring revenue and no beginning.", [fact.id, fact.subscription])
      }
      try asides.take(fact, refold.contracts[fact.subscription])
      sums.add(expected)
      // Movements beyond the cursor are not written yet; they count for the sums all the same.
      guard !isPastCursor else { return }
      try compare(expected, customers, at: fact.place, with: movements)
    }
    if !isPastCursor { try compareStandings(with: refold) }
    while let extra = try movements.next() { foundExtra(extra) }
    try asides.finish()
    return try LiveRevenue(rows, findings, prices).check(against: refold, sums)
  }

  /// How far the journal is folded.
  private func cursor() throws -> JournalPosition {
    let found = try rows.query(
      "SELECT stamp, position FROM projection WHERE name = 'recurring_revenue'", [:]
    ) { JournalPosition(stamp: try $0.integer("stamp"), position: try $0.integer("position")) }
    return found.first ?? JournalPosition(stamp: -1, position: 0)
  }

  private func compare(
    _ expected: [MovementRefold.Movement], _ customers: Int64, at place: JournalPosition,
    with kept: KeyedStream<KeptMovements.Kept>
  ) throws {
    while let extra = try kept.peek(), extra.movement.place < place {
      foundExtra(extra)
      _ = try kept.next()
    }
    let found = try kept.take { $0.movement.place == place }
    findings.looked(.movements, expected.count)
    guard found.map(\.movement) == expected, found.reduce(0, { $0 + $1.customers }) == customers else {
      return findings.found(
        .movements, "The movements of this fact are not what it makes.",
        [expected.first?.fact ?? found.first?.movement.fact, expected.first?.subscription],
        [
          "kept": found.reduce(0) { $0 + Int128($1.movement.delta) },
          "expected": expected.reduce(0) { $0 + Int128($1.delta) },
        ])
    }
  }

  private func foundExtra(_ extra: KeptMovements.Kept) {
    findings.found(
      .movements, "A movement without a fact that makes it.", [extra.movement.fact, extra.movement.item],
      ["delta": Int128(extra.movement.delta)])
  }

  /// The levels that the projection keeps are those of the facts it has folded.
  private func compareStandings(with refold: MovementRefold) throws {
    var items = refold.items
    try KeptMovements(rows).items().forEach { kept in
      let expected = items.removeValue(forKey: kept.item)
      guard expected != kept.kept else { return }
      findings.found(
        .movements, "The kept level of an item is not what its facts say.", [kept.item, kept.customer],
        ["kept": Int128(kept.kept.level), "expected": Int128(expected?.level ?? 0)])
    }
    for (item, known) in items.sorted(by: { precedes($0.key, $1.key) }) {
      findings.found(
        .movements, "The level of an item is not kept.", [item], ["expected": Int128(known.level)])
    }
    var customers = refold.customers
    try KeptMovements(rows).customers().forEach { kept in
      let key = MovementRefold.Key(customer: kept.customer, currency: kept.currency)
      let expected = customers.removeValue(forKey: key) ?? .init()
      guard expected != MovementRefold.Standing(level: kept.level, wasPaying: kept.wasPaying) else { return }
      findings.found(
        .movements, "The kept level of a customer is not what the facts say.", [kept.customer],
        ["kept": Int128(kept.level), "expected": Int128(expected.level)])
    }
    for (key, standing) in customers.sorted(by: { precedes($0.key.customer, $1.key.customer) }) {
      findings.found(
        .movements, "The level of a customer is not kept.", [key.customer],
        ["expected": Int128(standing.level)])
    }
  }
}

/// Movements summed by currency.
struct MovementSums {
  private(set) var deltas: [String: Int128] = [:]

  mutating func add(_ movements: [MovementRefold.Movement]) {
    for movement in movements { deltas[movement.currency, default: 0] += Int128(movement.delta) }
  }
}
