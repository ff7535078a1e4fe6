import Notation
import Storage

/// Every contract beside what was billed of it: the whole periods of each item tile time from its start to
/// the period it stands in, on boundaries counted from the contract's anchor.
struct BilledPeriods {
  private let rows: any Connection
  private let findings: Findings
  private let prices: AuditedPrices

  init(_ rows: any Connection, _ prices: AuditedPrices, _ findings: Findings) {
    self.rows = rows
    self.prices = prices
    self.findings = findings
  }

  struct Item {
    let id: String
    let subscription: String
    let place: Int64
    let start: Int64
    let end: Int64
    let created: Int64
    let anchor: Int64
    /// Its own, or the contract's.
    let cadence: AuditedCadence?
    let zone: AuditedZone?
    /// Whether a period is billed when it is over.
    let isInArrears: Bool
    let startDate: Int64
    let contractCreated: Int64
    /// The period in which the contract is tried.
    let trial: JSON?

    var cycle: AuditedCycle? {
      guard let cadence, let zone else { return nil }
      return AuditedCycle(anchor: anchor, cadence: cadence, zone: zone)
    }

    /// Whether its periods have always been counted from its start, as most contracts' are that were never
    /// paused.
    var isPlain: Bool {
      anchor == startDate && contractCreated == startDate && trial == nil
    }
  }

  struct Billed {
    let id: String
    let subscription: String
    let item: String?
    let start: Int64
    let end: Int64
    let key: String
  }

  func check() throws {
    let irregular = Set(
      try rows.query(
        """
        SELECT DISTINCT subject FROM fact
        WHERE kind IN ('subscription.paused', 'subscription.interval_changed')
        """, [:]
      ) { try $0.text("subject") })
    let (items, lines, waiting) = (items(), lines(), waiting())
    while let subscription = try earliest(
      items.peek()?.subscription, lines.peek()?.subscription, waiting.peek()?.subscription)
    {
      let own = try items.take { $0.subscription == subscription }
      let billed =
        try lines.take { $0.subscription == subscription }
        + waiting.take { $0.subscription == subscription }
      guard !own.isEmpty else {
        findings.found(.periods, "Periods are billed of a contract that has no items.", [subscription])
        continue
      }
      guard own.allSatisfy({ $0.cycle != nil }) else {
        findings.found(.periods, "This contract's cadence cannot be read.", [subscription])
        continue
      }
      try check(subscription, own, billed, isIrregular: irregular.contains(subscription))
    }
  }

  private func check(
    _ subscription: String, _ items: [Item], _ billed: [Billed], isIrregular: Bool
  ) throws {
    let free = FreeTime(of: subscription, rows, prices)
    var whole: [String: [Billed]] = [:]
    for line in billed {
      guard let key = BillingKey(line.key), key.kind == .period, key.isOriginal else { continue }
      if key.item != line.item || key.periodStart != line.start {
        findings.found(.periods, "A line bills another period than its key says.", [line.id, subscription])
      }
      whole[key.item, default: []].append(line)
    }
    let isPlain =
      !isIrregular && items.allSatisfy(\.isPlain)
      && whole.values.allSatisfy { Set($0.map(\.start)).count == $0.count }
    guard isPlain else { return try checkCourse(subscription, items, &whole, free) }
    for item in items {
      guard let cycle = item.cycle else { continue }
      let periods = whole.removeValue(forKey: item.id) ?? []
      let beginning = try beginning(of: item, periods, cycle)
      let isTiled = try tiles(periods, of: item.id, from: beginning, cycle, subscription, free)
      try checkCurrent(of: item, from: beginning, periods, cycle, isTiled: isTiled, free)
    }
    // Items that were taken off the contract: how far they came is not known, that they came without gap is,
    // where all recur alike.
    guard let cycle = items[0].cycle, items.allSatisfy({ $0.cadence == cycle.cadence }) else { return }
    for (item, periods) in whole.sorted(by: { precedes($0.key, $1.key) }) {
      let first = periods.map(\.start).min() ?? cycle.anchor
      _ = try tiles(periods, of: item, from: first, cycle, subscription, free)
    }
  }

  /// The same for a contract whose anchor moved, or that was tried, paused or began before it was made.
  private func checkCourse(
    _ subscription: String, _ items: [Item], _ whole: inout [String: [Billed]], _ free: FreeTime
  ) throws {
    let facts = try AuditedCourse.facts(of: subscription, rows)
    let earliest = whole.values.flatMap { $0.map(\.start) }.min() ?? .max
    for item in items {
      guard let cycle = item.cycle else { continue }
      let course = AuditedCourse(of: item.id, facts, item.zone)
      var periods = (whole.removeValue(forKey: item.id) ?? []).sorted { $0.start < $1.start }
      findings.looked(.periods, periods.count)
      findings.looked(.currentPeriods)
      let first = course.stretches.first?.from ?? .max
      // Time before it was made may have been given away.
      let since = course.isBackdated ? max(first, min(item.created, earliest)) : first
      let joined = try wasThereFirst(item) ? since : beginning(of: item, periods, cycle)
      for (start, end) in course.periods(
        since: joined, through: item.isInArrears ? item.start - 1 : item.start)
      {
        guard let place = periods.firstIndex(where: { $0.start == start && $0.end == end }) else {
          if try free.contains(start) { continue }
          findings.found(
            .periods, "A period of this contract is not billed.", [item.id, subscription],
            ["expected_start": Int128(start), "expected_end": Int128(end)])
          break
        }
        periods.remove(at: place)
      }
      if let left = periods.first(where: { !course.mayBill(from: $0.start, to: $0.end) }) {
        findings.found(
          .periods, "A period of this contract is billed twice or overlaps another.",
          [left.id, subscription, item.id], ["start": Int128(left.start), "end": Int128(left.end)])
      }
      checkStanding(of: item, cycle)
    }
  }

  /// Whether an item stands in its trial, or in a period of its cycle.
  private func checkStanding(of item: Item, _ cycle: AuditedCycle) {
    let number = cycle.firstBoundary(notBefore: item.start)
    let isOfCycle = cycle.boundary(number) == item.start && cycle.boundary(number + 1) == item.end
    let isTrial = item.trial?["start"]?.integer == item.start && item.trial?["end"]?.integer == item.end
    guard !isOfCycle, !isTrial else { return }
    findings.found(
      .currentPeriods, "The current period is none of the contract's cycle.", [item.id, item.subscription],
      ["start": Int128(item.start), "end": Int128(item.end)])
  }

  /// From when on an item's periods are billed whole. One that joined a running contract without proration is
  /// free until the next period, also when it joined in the second in which a period began.
  private func beginning(of item: Item, _ periods: [Billed], _ cycle: AuditedCycle) throws -> Int64 {
    let number = cycle.firstBoundary(notBefore: item.created)
    guard cycle.boundary(number) == item.created, !periods.contains(where: { $0.start == item.created }),
      try !wasThereFirst(item)
    else { return item.created }
    return item.created + 1
  }

  /// Whether the contract began with the item.
  private func wasThereFirst(_ item: Item) throws -> Bool {
    let starts = try rows.query(
      "SELECT payload FROM fact WHERE subject = :subject AND kind = 'subscription.started'",
      ["subject": item.subscription]
    ) { parsed(try $0.text("payload")) }
    let items = starts.first??.at(["state", "items"])?.array ?? []
    return items.contains { $0["id"]?.string == item.id }
  }

  /// Whether the periods follow each other on the cycle's boundaries from the first at or after `start`, but
  /// for those in which everything was free.
  private func tiles(
    _ periods: [Billed], of item: String, from start: Int64, _ cycle: AuditedCycle, _ subscription: String,
    _ free: FreeTime
  ) throws -> Bool {
    findings.looked(.periods, periods.count)
    var number = cycle.firstBoundary(notBefore: start)
    for period in periods.sorted(by: { $0.start < $1.start }) {
      while try cycle.boundary(number) < period.start && free.contains(cycle.boundary(number)) { number += 1 }
      let expected = (cycle.boundary(number), cycle.boundary(number + 1))
      number += 1
      guard (period.start, period.end) != expected else { continue }
      let sentence =
        period.start > expected.0
        ? "A period of this contract is not billed."
        : period.start < expected.0
          ? "A period of this contract is billed twice or overlaps another."
          : "A billed period ends at the wrong moment."
      findings.found(
        .periods, sentence, [period.id, subscription, item],
        [
          "start": Int128(period.start), "end": Int128(period.end), "expected_start": Int128(expected.0),
          "expected_end": Int128(expected.1),
        ])
      return false
    }
    return true
  }

  private func checkCurrent(
    of item: Item, from beginning: Int64, _ periods: [Billed], _ cycle: AuditedCycle, isTiled: Bool,
    _ free: FreeTime
  ) throws {
    findings.looked(.currentPeriods)
    let number = cycle.firstBoundary(notBefore: item.start)
    guard cycle.boundary(number) == item.start, cycle.boundary(number + 1) == item.end else {
      return findings.found(
        .currentPeriods, "The current period is none of the contract's cycle.", [item.id, item.subscription],
        ["start": Int128(item.start), "end": Int128(item.end)])
    }
    // An item that joined inside its period is billed for a part of it, if at all.
    guard beginning <= item.start else { return }
    let last = periods.map(\.start).max()
    guard last != item.start else { return }
    // One in arrears is billed when the period is over.
    if item.isInArrears, last ?? .min < item.start { return }
    // A gap before it was told already.
    guard try isTiled && !free.contains(item.start) else { return }
    findings.found(
      .currentPeriods,
      last.map { $0 > item.start } ?? false
        ? "A period is billed that the contract has not come to." : "The current period is not billed.",
      [item.id, item.subscription],
      ["start": Int128(item.start), "billed_last": Int128(last ?? 0)])
  }
}

// MARK: - Reading

extension BilledPeriods {
  private func items() -> KeyedStream<Item> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT i.id, i.subscription, i.place, i.period_start, i.period_end, i.created, s.cycle_anchor,
          COALESCE(i.cadence_unit, s.cadence_unit) AS cadence_unit,
          COALESCE(i.cadence_count, s.cadence_count) AS cadence_count, s.time_zone, i.timing, s.start_date,
          s.created AS contract_created, s.trial
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
          start: try row.integer("period_start"), end: try row.integer("period_end"),
          created: try row.integer("created"), anchor: try row.integer("cycle_anchor"),
          cadence: AuditedCadence(
            unit: try row.text("cadence_unit"), count: try row.integer("cadence_count")),
          zone: try row.textOrNil("time_zone").map { AuditedZone($0) } ?? .utc,
          isInArrears: try row.textOrNil("timing") == "arrears", startDate: try row.integer("start_date"),
          contractCreated: try row.integer("contract_created"),
          trial: try row.textOrNil("trial").flatMap(parsed))
      }
    }
  }

  private func lines() -> KeyedStream<Billed> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, subscription, item, period_start, period_end, billing_key FROM invoice_line
        WHERE subscription IS NOT NULL AND subscription >= :subscription
          AND (subscription, period_start, id) > (:subscription, :start, :id)
        ORDER BY subscription, period_start, id LIMIT :limit
        """,
        [
          "subscription": last?.subscription ?? "", "start": last?.start ?? .min, "id": last?.id ?? "",
          "limit": KeyedStream<Billed>.pageLength,
        ]
      ) { row in
        Billed(
          id: try row.text("id"), subscription: try row.text("subscription"), item: try row.textOrNil("item"),
          start: try row.integer("period_start"), end: try row.integer("period_end"),
          key: try row.text("billing_key"))
      }
    }
  }

  /// What waits for an invoice; its time stands in its content.
  private func waiting() -> KeyedStream<Billed> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT id, subscription, billing_key, content FROM pending_item
        WHERE invoice IS NULL AND subscription IS NOT NULL AND (subscription, id) > (:subscription, :id)
        ORDER BY subscription, id LIMIT :limit
        """,
        [
          "subscription": last?.subscription ?? "", "id": last?.id ?? "",
          "limit": KeyedStream<Billed>.pageLength,
        ]
      ) { row in
        let content = parsed(try row.text("content"))
        return Billed(
          id: try row.text("id"), subscription: try row.text("subscription"), item: content?["item"]?.string,
          start: content?.at(["period", "start"])?.integer ?? 0,
          end: content?.at(["period", "end"])?.integer ?? 0, key: try row.text("billing_key"))
      }
    }
  }
}
