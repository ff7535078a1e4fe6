import Storage

/// What stands beside recurring revenue: the rows as they are kept against those that the journal makes, as
/// far as it was folded. Nobody may have asked for any yet.
struct AsideAudit {
  private let rows: any Connection
  private let findings: Findings
  private let cursor: JournalPosition
  private let kept: KeyedStream<AsideRefold.Change>
  private var refold = AsideRefold()

  init(_ rows: any Connection, _ findings: Findings) throws {
    self.rows = rows
    self.findings = findings
    let found = try rows.query(
      "SELECT stamp, position FROM projection WHERE name = 'revenue_asides'", [:]
    ) { JournalPosition(stamp: try $0.integer("stamp"), position: try $0.integer("position")) }
    cursor = found.first ?? JournalPosition(stamp: -1, position: 0)
    kept = Self.changes(rows)
  }

  /// Facts come in the order of the journal; of a contract that never began there is nothing to tell.
  mutating func take(_ fact: LevelFact, _ contract: LevelFacts.Contract?) throws {
    guard fact.place <= cursor, let contract else { return }
    let expected = refold.fold(fact, contract)
    while let extra = try kept.peek(), extra.place < fact.place {
      foundExtra(extra)
      _ = try kept.next()
    }
    let found = try kept.take { $0.place == fact.place }
    findings.looked(.asides, max(1, expected.count))
    guard found != expected else { return }
    findings.found(
      .asides, "What stands beside recurring revenue is not what this fact makes.",
      [fact.id, fact.subscription],
      [
        "kept": found.reduce(0) { $0 + Int128($1.delta) },
        "expected": expected.reduce(0) { $0 + Int128($1.delta) },
      ])
  }

  /// After the last fact: no row is left over, and each item is kept as the facts left it.
  func finish() throws {
    while let extra = try kept.next() { foundExtra(extra) }
    var expected = refold.items
    try items().forEach { item, kept in
      guard expected.removeValue(forKey: item) != kept else { return }
      findings.found(
        .asides, "What is kept beside an item's revenue is not what its facts say.",
        [item, kept.subscription])
    }
    for (item, told) in expected.sorted(by: { precedes($0.key, $1.key) }) {
      findings.found(.asides, "What stands beside an item's revenue is not kept.", [item, told.subscription])
    }
  }

  private func foundExtra(_ extra: AsideRefold.Change) {
    findings.found(
      .asides, "A row beside recurring revenue without a fact that makes it.", [extra.fact, extra.item],
      ["delta": Int128(extra.delta)])
  }

  private static func changes(_ rows: any Connection) -> KeyedStream<AsideRefold.Change> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT fact_stamp, fact_position, item, aside, fact, customer, subscription, price, currency, cause,
          delta, from_price, from_level, on_test_clock, effective, recorded
        FROM revenue_aside
        WHERE (fact_stamp, fact_position, item, aside) > (:stamp, :position, :item, :aside)
        ORDER BY fact_stamp, fact_position, item, aside LIMIT :limit
        """,
        [
          "stamp": last?.place.stamp ?? -1, "position": last?.place.position ?? 0, "item": last?.item ?? "",
          "aside": last?.aside ?? "", "limit": KeyedStream<AsideRefold.Change>.pageLength,
        ]
      ) { row in
        AsideRefold.Change(
          place: JournalPosition(
            stamp: try row.integer("fact_stamp"), position: try row.integer("fact_position")),
          fact: try row.text("fact"), customer: try row.text("customer"),
          subscription: try row.text("subscription"), item: try row.text("item"),
          aside: try row.text("aside"), price: try row.text("price"), currency: try row.text("currency"),
          cause: try row.text("cause"), delta: try row.integer("delta"),
          fromPrice: try row.textOrNil("from_price"), fromLevel: try row.integerOrNil("from_level"),
          isOnTestClock: try row.integer("on_test_clock") == 1, effective: try row.integer("effective"),
          recorded: try row.integer("recorded"))
      }
    }
  }

  private func items() -> KeyedStream<(String, AsideRefold.Item)> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT item, subscription, status, net, due, price, discount, at_risk, paused FROM revenue_aside_item
        WHERE item > :item ORDER BY item LIMIT :limit
        """, ["item": last?.0 ?? "", "limit": KeyedStream<(String, AsideRefold.Item)>.pageLength]
      ) { row in
        (
          try row.text("item"),
          AsideRefold.Item(
            subscription: try row.text("subscription"), status: try row.text("status"),
            net: try row.integer("net"), due: try row.integer("due"),
            price: try row.text("price"), discount: try row.integer("discount"),
            atRisk: try row.integer("at_risk"), paused: try row.integer("paused"))
        )
      }
    }
  }
}
