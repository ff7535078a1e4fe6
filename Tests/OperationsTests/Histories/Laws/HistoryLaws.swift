import Analytics
import Chronology
import Identity
import Journal
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

/// What holds after every history, whatever happened in it: of each business, and of the town's books.
struct HistoryLaws {
  let town: HistoryTown
  private var seed: String { town.tellers[0].cast.seed + " and those after it" }

  /// - Returns: what each history led to, in the oracle's words.
  func check() async throws -> [String] {
    _ = try await town.story.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
    let before = try await rows()
    try await repetitionChangesNothing(before.map(\.outcome))
    for rows in before { try BookLaws(rows).check() }
    let seed = seed
    try await town.database.read { rows in
      for one in before { try StateLaws(one, rows).check() }
      try TownLaws(rows: rows, seed: seed).check()
    }
    try await revenueAddsUp(before)
    try await HistoryBooks(town: town, rows: before).check()
    try await ReportLaws(town: town, seed: seed).check()
    try await movementsRefold()
    return before.map(\.outcome)
  }

  private func rows() async throws -> [HistoryRows] {
    let casts = town.tellers.map(\.cast)
    return try await town.database.read { rows in try casts.map { try HistoryRows(of: $0, rows) } }
  }

  // MARK: Repetition

  private func repetitionChangesNothing(_ before: [String]) async throws {
    let facts = try await factCount()
    let workspace = try await town.story.workspace
    try await workspace.doDueWork()
    try await workspace.liveThrough(town.story.now)
    #expect(try await factCount() == facts, "doing due work again records nothing; \(seed)")
    let after = try await rows().map(\.outcome)
    #expect(before == after, "doing due work again changes nothing; \(seed)")
  }

  private func factCount() async throws -> Int64 {
    try await town.database.read { rows in
      try rows.first("SELECT COUNT(*) AS facts FROM fact", [:]) { try $0.integer("facts") } ?? 0
    }
  }

  // MARK: Revenue

  /// The series closes at the sum over live items, worked out here from prices alone.
  private func revenueAddsUp(_ businesses: [HistoryRows]) async throws {
    var sums: [String: Int64] = [:]
    var payers: [String: [CustomerID: Int64]] = [:]
    for business in businesses {
      for (currency, customer, level) in try await levels(of: business) {
        sums[currency, default: 0] += level
        payers[currency, default: [:]][customer, default: 0] += level
      }
    }
    let series = try await town.story.workspace.answer(
      RecurringRevenueHistory(patience: .seconds(120)))
    for series in series {
      let code = series.currency.code
      for (earlier, later) in zip(series.months, series.months.dropFirst()) {
        #expect(earlier.exact.closing == later.exact.opening, "months follow each other; \(seed)")
        #expect(earlier.shown.closing == later.shown.opening, "and so in what is shown; \(seed)")
      }
      for month in series.months {
        let isExact = month.exact.movements.values.reduce(month.exact.opening, +) == month.exact.closing
        let isShown = month.shown.movements.values.reduce(month.shown.opening, +) == month.shown.closing
        #expect(isExact && isShown, "opening and movements make the closing; \(seed)")
      }
      let last = try #require(series.months.last)
      #expect(last.exact.closing == Int128(sums[code, default: 0]), "MRR is the sum over live items; \(seed)")
      let paying = payers[code, default: [:]].values.filter { $0 > 0 }.count
      #expect(last.customers == Int64(paying), "who pays is counted once; \(seed)")
    }
    for one in series { try await figuresAgree(with: one) }
    let shown = Set(series.map(\.currency.code))
    #expect(sums.allSatisfy { $0.value == 0 || shown.contains($0.key) }, "no currency is missing; \(seed)")
  }

  /// What is folded from columns in memory is what is summed by the database, to the last unit that is shown.
  private func figuresAgree(with series: RecurringRevenueSeries) async throws {
    guard let first = series.months.first, let last = series.months.last else { return }
    var asked = FigureHistory(.movements)
    asked.filter.accepted[.currency] = [series.currency.code]
    (asked.from, asked.through) = (first.month.firstDay, last.month.lastDay)
    asked.patience = .seconds(120)
    let points = try await town.story.workspace.answer(asked).series.first?.points ?? []
    #expect(points.count == series.months.count, "as many months; \(seed)")
    for (month, point) in zip(series.months, points) {
      let parts = Dictionary(uniqueKeysWithValues: point.parts.map { ($0.name, $0.value) })
      #expect(parts["closing"] == .amount(month.shown.closing), "\(month.month); \(seed)")
      for kind in MovementKind.allCases {
        #expect(parts[kind.rawValue] == .amount(month.shown[kind]), "\(kind), \(month.month); \(seed)")
      }
    }
  }

  private func levels(
    of business: HistoryRows
  ) async throws -> [(currency: String, customer: CustomerID, level: Int64)] {
    let cast = business.cast
    let live = business.contracts.map(\.contract).filter(\.status.isRecurring)
    let prices = try await town.database.read { rows in
      try rows.prices(live.flatMap { $0.items.map(\.price) })
    }
    let offers = Dictionary(
      uniqueKeysWithValues: cast.prices.map { ($0.value, cast.history.prices[$0.key]!) })
    let names = Dictionary(uniqueKeysWithValues: cast.customers.map { ($0.value, $0.key) })
    return live.flatMap { contract in
      let tax = names[contract.customer].flatMap { cast.history.taxes[$0] }
      // What discounts leave is the oracle's to say; here the journal and the contract must agree.
      let isDiscounted = contract.discounts != nil || contract.items.contains { $0.discounts != nil }
      let levels = contract.recurringLevels(prices: prices)
      return zip(contract.items, levels).filter { !$0.0.isRemoved }.map { item, told in
        // What other models come to is as much the oracle's to say.
        let level = isDiscounted ? told.net : monthly(offers[item.price]!, item.quantity, tax) ?? told.net
        return (contract.currency.code, contract.customer, level)
      }
    }
  }

  /// Millionths of a minor unit, half even, by long division of decimal text; nil of other models.
  private func monthly(_ offer: History.Offer, _ quantity: Int64, _ tax: History.Tax?) -> Int64? {
    guard case .perUnit(let amount) = offer.model else { return nil }
    // Thousandths of a percent: a price that holds 25 % is worth 100 of 125.
    let held = tax.map { $0.inclusive ? Int128(Double($0.percent)! * 1_000) : 0 } ?? 0
    let parts = amount.split(separator: ".")
    let decimals = parts.count > 1 ? parts[1] : ""
    let digits = Int128(parts[0] + decimals + String(repeating: "0", count: 12 - decimals.count))!
    let (times, over): (Int128, Int128) =
      switch offer.unit {
      case .month: (1, Int128(offer.count))
      case .year: (1, Int128(12 * offer.count))
      case .week: (365, Int128(84 * offer.count))
      case .day: (365, Int128(12 * offer.count))
      }
    let divisor = over * 1_000_000 * (100_000 + held)
    let (whole, rest) = (digits * Int128(quantity) * times * 100_000).quotientAndRemainder(
      dividingBy: divisor)
    let twice = rest * 2
    let roundsUp = twice > divisor || (twice == divisor && whole % 2 != 0)
    return Int64(roundsUp ? whole + 1 : whole)
  }

  private func movementsRefold() async throws {
    let live = try await movements()
    try await town.story.workspace.refoldRecurringRevenue()
    let refolded = try await movements()
    #expect(live == refolded, "refolded movements are the live ones; \(seed)")
  }

  private func movements() async throws -> [String] {
    try await town.database.read { rows in
      try rows.query(
        """
        SELECT fact, item, kind, cause, delta, item_level, customer_level, customers, effective FROM movement
        ORDER BY fact_stamp, fact_position, item
        """
      ) { row in try row.columns.map { "\(try row.value($0))" }.joined(separator: " ") }
    }
  }
}
