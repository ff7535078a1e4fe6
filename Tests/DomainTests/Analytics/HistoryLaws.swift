import Analytics
import Chronology
import Identity
import Monetary
import Relations
import Testing

/// Facts at random days, some backdated, of a few customers in up to two currencies; never below zero.
func randomHistory(seed: UInt64, facts: Int, zone: Zone = .utc) -> History {
  var chance = SeededRandomness(seed: seed)
  var history = History(zone: zone)
  var levels: [String: Int64] = [:]
  var pauses: [String: Int64] = [:]
  var second = History.day("2025-01-01").start(in: .utc).seconds
  for _ in 0..<facts {
    second += Int64(chance.next(in: 0..<260_000))
    let customer = "cus_\(chance.next(in: 0..<max(3, facts / 6)))"
    let currency: Currency = chance.chance(0.2) ? .eur : .usd
    let key = customer + currency.code
    let level = levels[key] ?? 0
    if let paused = pauses[key] ?? (level > 0 && chance.chance(0.12) ? -level : nil) {
      // Some never go on, some buy something else meanwhile.
      guard chance.chance(0.7) else { continue }
      let isPause = pauses[key] == nil
      if !isPause, chance.chance(0.4) {
        pauses[key] = nil
        history.change(
          customer, at: Instant(seconds: second), millionths: [0], in: currency,
          price: "price_\(chance.next(in: 0..<3))", cause: "canceled", contract: key)
        continue
      }
      pauses[key] = isPause ? level : nil
      levels[key] = level + paused
      history.change(
        customer, at: Instant(seconds: second), millionths: [paused], in: currency,
        price: "price_\(chance.next(in: 0..<3))", cause: isPause ? "paused" : "resumed",
        contract: key)
      continue
    }
    let delta: Int64 =
      level == 0
      ? Int64(chance.next(in: 1..<5_000))
      : chance.chance(0.3) ? -level : chance.chance(0.5) ? Int64(chance.next(in: 1..<900)) : -(level / 3)
    guard delta != 0 else { continue }
    levels[key] = level + delta
    // Two items, one of which may fall.
    let part = Int64(chance.next(in: 0..<2_000)) - 1_000
    let parts = chance.chance(0.3) && part != 0 ? [delta - part, part] : [delta]
    history.change(
      customer, at: Instant(seconds: second), millionths: parts, in: currency,
      price: "price_\(chance.next(in: 0..<3))", contract: key)
  }
  for customer in 0..<max(3, facts / 6) {
    let country = ["SE", "DE", "NO"][chance.next(in: 0..<3)]
    history.describe("cus_\(customer)", CustomerTraits(country: country))
  }
  return history
}

/// The figures again, row by row from the movements themselves: slow, and nothing of the columns' code.
private struct Recount {
  let movements: [Movement]
  let zone: Zone

  func day(_ movement: Movement) -> Day { Day(containing: movement.effective, in: zone) }

  func level(_ customer: CustomerID, _ currency: Currency, before day: Day) -> Int64 {
    movements.filter { $0.customer == customer && $0.currency == currency && self.day($0) < day }
      .reduce(0) { $0 + $1.delta }
  }

  var customers: [CustomerID] { Array(Set(movements.map(\.customer))).sorted() }

  /// Whether somebody is a customer: pays, or paused no more than ninety days ago and has not ended it.
  func stands(_ customer: CustomerID, before day: Day) -> Bool {
    if isPaying(customer, before: day) { return true }
    let facts = Dictionary(
      grouping: movements.filter { $0.customer == customer && self.day($0) < day }, by: \.place
    ).values.map { $0[0] }.sorted { ($0.effective, $0.place) < ($1.effective, $1.place) }
    // The last fact that took anything away is the one that took the rest.
    guard
      let last = facts.last(where: { one in
        movements.filter { $0.place == one.place }.reduce(0) { $0 + $1.delta } < 0
      })
    else { return false }
    return last.kind == .paused && self.day(last).adding(days: 90) >= day
      && Set(facts.map(\.subscription)).contains { contract in
        let pauses = facts.filter { one in
          one.subscription == contract && (one.delta == 0 || one.kind == .paused || one.kind == .resumed)
        }
        return pauses.last?.kind == .paused
      }
  }

  func isPaying(_ customer: CustomerID, before day: Day) -> Bool {
    level(customer, .usd, before: day) > 0 || level(customer, .eur, before: day) > 0
  }

  /// Net movements of one step: kind, how many, how much.
  func net(_ period: TimelinePeriod, _ ends: [Day], _ currency: Currency) -> [MovementKind: MovementTally] {
    var found: [MovementKind: MovementTally] = [:]
    for customer in customers {
      let opening = level(customer, currency, before: period.first)
      let after = level(customer, currency, before: period.end)
      guard opening != after else { continue }
      let hasPaid = ends.contains { $0 <= period.first && level(customer, currency, before: $0) > 0 }
      let pauses = movements.filter { movement in
        movement.customer == customer && movement.currency == currency
          && day(movement) >= period.first && day(movement) < period.end
          && (movement.kind == .paused || movement.kind == .resumed)
      }.reduce(0) { $0 + $1.delta }
      let before = max(0, opening + pauses)
      if before != opening {
        found[before < opening ? .paused : .resumed, default: MovementTally()] += MovementTally(
          movements: 1, customers: (before > 0 ? 1 : 0) - (opening > 0 ? 1 : 0),
          delta: Int128(before - opening))
      }
      guard before != after else { continue }
      let kind: MovementKind =
        before == 0
        ? (hasPaid ? .reactivation : .new)
        : after == 0 ? .churn : after > before ? .expansion : .contraction
      found[kind, default: MovementTally()] += MovementTally(
        movements: 1, customers: (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0), delta: Int128(after - before))
    }
    return found
  }
}

@Suite("Laws of figures about recurring revenue, on random histories")
struct HistoryLaws {
  static let seeds: [UInt64] = Array(1...12)

  private func timeline(_ seed: UInt64, _ history: History) -> Timeline {
    let intervals: [Interval] = [.week, .month, .month, .quarter, .day]
    let span = history.columns.span!
    // Sometimes from the middle, so that there is an opening.
    let first = seed.isMultiple(of: 3) ? span.first.adding(days: (span.last - span.first) / 2) : span.first
    let last = seed.isMultiple(of: 4) ? span.last.adding(days: -20) : span.last
    return Timeline(intervals[Int(seed) % 5], from: first, through: max(first, last))!
  }

  private func zone(_ seed: UInt64) -> Zone {
    [Zone.utc, Zone(identifier: "Asia/Tokyo")!, Zone(identifier: "America/Sao_Paulo")!][Int(seed) % 3]
  }

  @Test(
    "Both views close at the same levels, which are sums of rows; opening + movements = closing",
    arguments: seeds)
  func levels(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 150, zone: zone(seed))
    let recount = Recount(movements: history.movements, zone: zone(seed))
    let timeline = timeline(seed, history)
    let columns = history.columns
    let net = columns.netView(in: timeline, of: history.all)
    let recorded = columns.activityView(in: timeline, of: history.all)
    let balanced = columns.activityView(in: timeline, of: history.all, classified: .fromBalances)
    #expect(recorded.closings == net.closings && recorded.customers == net.customers, "seed \(seed)")
    #expect(balanced.closings == net.closings && balanced.customers == net.customers, "seed \(seed)")
    for (step, period) in timeline.periods.enumerated() {
      for (place, currency) in columns.currencies.ids.enumerated() {
        let sum = recount.customers.reduce(Int128(0)) {
          $0 + Int128(recount.level($1, currency, before: period.end))
        }
        #expect(net.closings[step][place] == sum, "seed \(seed), \(period)")
        // In order, the two classifications are one; a fact of two rows is one movement from balances.
        for kind in MovementKind.allCases {
          #expect(
            recorded[step, currency, kind].delta == balanced[step, currency, kind].delta, "seed \(seed)")
        }
      }
    }
  }

  @Test("The net view is each customer's step from its beginning to its end", arguments: seeds)
  func net(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 90, zone: zone(seed))
    let recount = Recount(movements: history.movements, zone: zone(seed))
    let span = history.columns.span!
    let timeline = Timeline(.month, from: span.first, through: span.last)!
    let table = history.columns.netView(in: timeline, of: history.all)
    let ends = timeline.periods.map(\.first)
    for (step, period) in timeline.periods.enumerated() {
      for currency in history.columns.currencies.ids {
        let expected = recount.net(period, ends, currency)
        for kind in MovementKind.allCases {
          #expect(table[step, currency, kind] == expected[kind] ?? MovementTally(), "seed \(seed) \(period)")
        }
      }
    }
  }

  @Test("Churn, its customers, retention and cohorts equal a recount", arguments: seeds)
  func customers(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 120, zone: zone(seed))
    let recount = Recount(movements: history.movements, zone: zone(seed))
    let timeline = timeline(seed, history)
    let columns = history.columns
    let churn = columns.customerChurn(in: timeline, of: history.all)
    for (step, period) in timeline.periods.enumerated().prefix(40) {
      let before = recount.customers.filter { recount.stands($0, before: period.first) }
      let lost = before.filter { !recount.stands($0, before: period.end) }
      #expect(churn[step].share == Proportion(lost.count, of: before.count), "seed \(seed) \(period)")
      let behind = columns.customersLost(in: period, of: history.all).map { columns.customers[$0] }
      #expect(behind.sorted() == lost, "seed \(seed) \(period)")
    }
    let day = timeline.end
    for (currency, found) in columns.revenueRetention(before: day, months: 3, of: history.all) {
      let pairs = recount.customers.map {
        (
          recount.level($0, currency, before: day.adding(months: -3)),
          recount.level($0, currency, before: day)
        )
      }.filter { $0.0 > 0 }
      #expect(found.opening == Int128(pairs.reduce(0) { $0 + $1.0 }), "seed \(seed)")
      #expect(found.closing == Int128(pairs.reduce(0) { $0 + $1.1 }), "seed \(seed)")
      #expect(found.kept == Int128(pairs.reduce(0) { $0 + min($1.0, $1.1) }), "seed \(seed)")
      #expect((found.gross ?? 0) <= 1 && (found.gross ?? 0) >= 0)
    }
  }

  @Test("Cohorts are the customers of a first month, at every later month's end", arguments: seeds)
  func cohorts(_ seed: UInt64) throws {
    let history = randomHistory(seed: seed, facts: 100, zone: zone(seed))
    let recount = Recount(movements: history.movements, zone: zone(seed))
    let span = history.columns.span!
    let timeline = Timeline(.month, from: span.first, through: span.last)!
    let table = try #require(history.columns.cohorts(in: timeline, of: history.all))
    for currency in history.columns.currencies.ids {
      let first = Dictionary(
        history.movements.filter { $0.currency == currency }.map {
          ($0.customer, timeline.period(of: recount.day($0))!)
        }, uniquingKeysWith: min)
      for cohort in timeline.periods.indices {
        let members = first.filter { $0.value == cohort }.keys
        for step in cohort..<timeline.periods.count {
          let levels = members.map { recount.level($0, currency, before: timeline.periods[step].end) }
          let cell = table[cohort, currency, step]
          #expect(cell.revenue == levels.reduce(Int128(0)) { $0 + Int128($1) }, "seed \(seed)")
          #expect(cell.customers == Int64(levels.count { $0 > 0 }), "seed \(seed)")
          let behind = history.columns.customers(
            ofCohort: cohort, payingAt: step, in: timeline, of: history.all, currency: currency)
          let paying = zip(members, levels).filter { $0.1 > 0 }.map(\.0).sorted()
          #expect(behind.map { history.columns.customers[$0] }.sorted() == paying, "seed \(seed)")
        }
      }
    }
  }

  @Test("The rows behind a cell sum to it, and groups sum to the whole", arguments: seeds)
  func drillDown(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 120, zone: zone(seed))
    let timeline = timeline(seed, history)
    let columns = history.columns
    let table = columns.activityView(in: timeline, of: history.all)
    let parts = columns.groups(of: history.all, by: seed.isMultiple(of: 2) ? .country : .price).map {
      columns.activityView(in: timeline, of: $0.rows)
    }
    for (step, period) in timeline.periods.enumerated() {
      for currency in columns.currencies.ids {
        for kind in MovementKind.allCases {
          let rows = columns.rows(behind: period, of: history.all, kind: kind, currency: currency)
          let sum = rows.reduce(Int128(0)) { $0 + Int128(columns.row($1).delta) }
          #expect(table[step, currency, kind].delta == sum, "seed \(seed)")
          #expect(table[step, currency, kind].movements == Int64(rows.count), "seed \(seed)")
          let whole = parts.reduce(Int128(0)) { $0 + $1[step, currency, kind].delta }
          #expect(whole == sum, "seed \(seed)")
        }
      }
    }
  }

  @Test("Appended one by one, all at once or out of order, the columns are the same", arguments: seeds)
  func appending(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 80)
    var chance = SeededRandomness(seed: seed)
    var mixed = MovementColumns(zone: .utc)
    var facts = Dictionary(grouping: history.movements, by: \.place).values.map { $0 }
    facts.sort { $0[0].place < $1[0].place }
    for place in facts.indices.dropLast() where chance.chance(0.5) { facts.swapAt(place, place + 1) }
    for fact in facts { mixed.append(fact) }
    let timeline = timeline(seed, history)
    for classified in [Classification.asRecorded, .fromBalances] {
      let one = history.columns.activityView(in: timeline, of: history.all, classified: classified)
      let other = mixed.activityView(in: timeline, of: mixed.rows(where: .everything), classified: classified)
      for step in timeline.periods.indices {
        for currency in history.columns.currencies.ids {
          for kind in MovementKind.allCases {
            #expect(one[step, currency, kind] == other[step, currency, kind], "seed \(seed)")
          }
        }
      }
    }
  }
}
