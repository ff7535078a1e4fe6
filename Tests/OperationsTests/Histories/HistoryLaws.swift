import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Operations
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

/// What holds after every history, whatever happened in it.
struct HistoryLaws {
  let teller: HistoryTeller
  private var seed: String { teller.cast.seed }

  func check() async throws {
    let cast = teller.cast
    try await teller.database.read { rows in try BookLaws(cast: cast, rows: rows).check() }
    try await repetitionChangesNothing()
    try await revenueAddsUp()
    try await HistoryBooks(teller: teller).check()
    try await HistoryRefold(teller: teller).check()
  }

  // MARK: Repetition

  private func repetitionChangesNothing() async throws {
    let before = try await state()
    let workspace = try await teller.story.workspace
    try await workspace.doDueWork()
    try await workspace.liveThrough(teller.story.now)
    let after = try await state()
    #expect(before == after, "doing due work again changes nothing; \(seed)")
  }

  private func state() async throws -> String {
    let outcome = try await teller.outcome()
    let facts = try await teller.database.read { rows in
      try rows.first("SELECT COUNT(*) AS facts FROM fact", [:]) { try $0.integer("facts") } ?? 0
    }
    return "\(facts) facts\n\(outcome)"
  }

  // MARK: Revenue

  /// The series closes at the sum over live items, worked out here from prices alone.
  private func revenueAddsUp() async throws {
    let cast = teller.cast
    let contracts = cast.contracts.map(\.id)
    let offers = Dictionary(
      uniqueKeysWithValues: cast.prices.map { ($0.value, cast.history.prices[$0.key]!) })
    let (live, prices) = try await teller.database.read { rows in
      let live = try contracts.compactMap { try rows.subscription($0) }.filter { $0.status.isRecurring }
      return (live, try rows.prices(live.flatMap { $0.items.map(\.price) }))
    }
    var sums: [String: Int64] = [:]
    var payers: [String: [CustomerID: Int64]] = [:]
    let names = Dictionary(uniqueKeysWithValues: cast.customers.map { ($0.value, $0.key) })
    for contract in live {
      let tax = names[contract.customer].flatMap { cast.history.taxes[$0] }
      // What discounts leave is the oracle's to say; here the journal and the contract must agree.
      let isDiscounted = contract.discounts != nil || contract.items.contains { $0.discounts != nil }
      let levels = contract.recurringLevels(prices: prices)
      for (item, told) in zip(contract.items, levels) where !item.isRemoved {
        let level = isDiscounted ? told.net : monthly(offers[item.price]!, item.quantity, tax)
        sums[contract.currency.code, default: 0] += level
        payers[contract.currency.code, default: [:]][contract.customer, default: 0] += level
      }
    }
    let series = try await teller.story.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
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
    let shown = Set(series.map(\.currency.code))
    #expect(sums.allSatisfy { $0.value == 0 || shown.contains($0.key) }, "no currency is missing; \(seed)")
  }

  /// Millionths of a minor unit, half even, by long division of decimal text.
  private func monthly(_ offer: History.Offer, _ quantity: Int64, _ tax: History.Tax?) -> Int64 {
    // Thousandths of a percent: a price that holds 25 % is worth 100 of 125.
    let held = tax.map { $0.inclusive ? Int128(Double($0.percent)! * 1_000) : 0 } ?? 0
    let parts = offer.amount.split(separator: ".")
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
}
