import Bookkeeping
import Chronology
import Invoicing
import Monetary
import Operations
import Relations
import Storage
import Testing

/// What the closes of a town must come to, worked out day by day from invoices alone.
struct HistoryBooks {
  let town: HistoryTown
  let rows: [HistoryRows]
  private var seed: String { town.tellers[0].cast.seed + " and those after it" }

  func check() async throws {
    let workspace = try await town.story.workspace
    try await workspace.close(CloseBooks(), as: Story.cause)
    #expect(try await workspace.close(CloseBooks(), as: Story.cause).closed.isEmpty, "closed once; \(seed)")
    let over = Month(containing: town.story.now, in: .utc).adding(months: -1)
    let expected = earned(through: over)
    let answer = try await workspace.answer(TrialBalance(at: over.lastDay, patience: .seconds(120)))
    var revenue: [Currency: Int128] = [:]
    var sums: [Currency: Int128] = [:]
    for total in answer.accounts {
      sums[total.currency, default: 0] += total.balance
      if total.account == .revenue { revenue[total.currency] = -total.balance }
    }
    #expect(sums.values.allSatisfy { $0 == 0 }, "a trial balance sums to zero; \(seed)")
    for currency in Set(expected.keys).union(revenue.keys) {
      #expect(
        revenue[currency, default: 0] == expected[currency, default: 0],
        "revenue in \(currency.code) is what the days earned; \(seed)")
    }
    try await totalsArePostings()
  }

  /// Of every standing invoice that was final by the end of `month`, the days that were over.
  private func earned(through month: Month) -> [Currency: Int128] {
    let end = month.lastDay.adding(days: 1).start(in: .utc).seconds / 86_400
    var sums: [Currency: Int128] = [:]
    for business in rows {
      for invoice in business.invoices.values.flatMap(\.self) {
        guard let final = invoice.finalizedAt, final.seconds / 86_400 < end else { continue }
        if let voided = invoice.voidedAt, voided.seconds / 86_400 < end { continue }
        for line in business.lines(of: invoice) {
          sums[invoice.currency, default: 0] += share(
            of: line.amount.minorUnits - line.discount - line.inclusiveTax, line.period, before: end)
        }
      }
    }
    for note in rows.flatMap(\.creditNotes) where note.created.seconds / 86_400 < end {
      if let voided = note.voidedAt, voided.seconds / 86_400 < end { continue }
      for line in note.lines {
        sums[note.currency, default: 0] += share(
          of: line.discount + line.inclusiveTax - line.amount, line.period, before: end)
      }
    }
    return sums
  }

  /// What of an amount the days of its period earned before a day.
  private func share(of amount: Int64, _ period: Period, before end: Int64) -> Int128 {
    let first = period.start.seconds / 86_400
    let days = max(1, period.end.seconds / 86_400 - first)
    let over = min(max(0, end - first), days)
    let twice = Int128(amount).magnitude * UInt128(over) * 2 + UInt128(days)
    let share = Int128(twice / (2 * UInt128(days)))
    return amount < 0 ? -share : share
  }

  /// Totals by day are the ledger, summed by the database here.
  private func totalsArePostings() async throws {
    let workspace = try await town.story.workspace
    let answer = try await workspace.answer(
      TrialBalance(at: Day(iso: "9999-12-31"), patience: .seconds(120)))
    let kept = answer.accounts.filter { $0.debit != 0 || $0.credit != 0 }.map {
      "\($0.account.rawValue) \($0.currency.code) \($0.debit) \($0.credit)"
    }
    let ledger = try await town.database.read { rows in
      try rows.query(
        """
        SELECT account, currency, CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT) AS debit,
          CAST(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS BIGINT) AS credit
        FROM posting WHERE amount <> 0 GROUP BY account, currency
        """
      ) { row in
        let (account, currency) = (try row.text("account"), try row.text("currency"))
        return "\(account) \(currency) \(try row.integer("debit")) \(try row.integer("credit"))"
      }
    }
    #expect(kept.sorted() == ledger.sorted(), "totals by day are the ledger; \(seed)")
    try await workspace.refoldAccountTotals()
    let refolded = try await workspace.answer(
      TrialBalance(at: Day(iso: "9999-12-31"), patience: .seconds(120)))
    #expect(refolded == answer, "totals refold to themselves; \(seed)")
  }
}
