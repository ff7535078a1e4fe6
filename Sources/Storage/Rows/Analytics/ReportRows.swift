import Analytics
import Bookkeeping
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Subscriptions

/// What reports are made of beside the movements. Customers on test clocks are in none of it.
extension Connection {
  /// The place of the newest fact, where none may still come before it; nil while one may.
  public func settledPlace() throws -> JournalPlace? {
    let horizon = try journalHorizon()
    let newest = try newestPlace()
    return newest.stamp < horizon ? newest : nil
  }

  /// What waits to be done before `end`, in short: it may change without a fact.
  public func queueStanding(before end: Instant) throws -> QueueStanding {
    try first(
      """
      SELECT COUNT(*) AS jobs, CAST(COALESCE(SUM(due), 0) AS BIGINT) AS dues, COALESCE(MAX(id), '') AS last
      FROM job WHERE state = 'waiting' AND clock = '' AND due < :end
      """, ["end": end]
    ) { row in
      QueueStanding(jobs: try row.integer("jobs"), dues: try row.integer("dues"), last: try row.text("last"))
    } ?? QueueStanding(jobs: 0, dues: 0, last: "")
  }

  /// Every contract that has or had a trial.
  public func trialSpans() throws -> [TrialSpan] {
    try query(
      """
      SELECT id, customer, currency, trial FROM subscription
      WHERE trial IS NOT NULL AND test_clock IS NULL ORDER BY id
      """, [:]
    ) { row in
      let trial: Trial = try row.document("trial")
      return TrialSpan(
        subscription: try row.identifier("id"), customer: try row.identifier("customer"),
        currency: try row.currency("currency"), start: trial.start, end: trial.end)
    }
  }

  /// Contracts that are scheduled to end before `end`.
  public func scheduledEndings(before end: Instant) throws -> [ScheduledTurn] {
    try query(
      """
      SELECT id, customer, cancellation FROM subscription
      WHERE cancellation IS NOT NULL AND ended_at IS NULL AND test_clock IS NULL ORDER BY id
      """, [:]
    ) { row -> ScheduledTurn? in
      let cancellation: Cancellation = try row.document("cancellation")
      guard let at = cancellation.effectiveAt, at < end else { return nil }
      return ScheduledTurn(
        subscription: try row.identifier("id"), customer: try row.identifier("customer"), at: at, ends: true)
    }.compactMap(\.self)
  }

  /// Contracts whose next turn comes before `end`, whether it is another period or their end.
  public func scheduledTurns(before end: Instant) throws -> [ScheduledTurn] {
    try query(
      """
      SELECT job.due AS due, subscription.id AS id, subscription.customer AS customer,
        subscription.cancellation AS cancellation
      FROM job JOIN subscription ON subscription.id = job.subject
      WHERE job.state = 'waiting' AND job.clock = '' AND job.kind = 'renew_subscription' AND job.due < :end
        AND subscription.test_clock IS NULL
      ORDER BY job.due, job.id
      """, ["end": end]
    ) { row in
      let due = try row.instant("due")
      let cancellation: Cancellation? = try row.documentOrNil("cancellation")
      return ScheduledTurn(
        subscription: try row.identifier("id"), customer: try row.identifier("customer"), at: due,
        ends: cancellation?.effectiveAt.map { $0 <= due } ?? false)
    }
  }

  /// What each open invoice still asks for, and whom; on its due date, or where it has none on the day it was
  /// finalised.
  public func openReceivables(in zone: Zone) throws -> [OwedInvoice] {
    try query(
      """
      SELECT id, customer, currency, amount_due, amount_paid, credited_open, due_date, finalized_at, created
      FROM invoice WHERE status = 'open' AND test_clock IS NULL ORDER BY id
      """, [:]
    ) { row in
      let paid = try row.integer("amount_paid") + (try row.integerOrNil("credited_open") ?? 0)
      let due = try row.instantOrNil("due_date") ?? row.instantOrNil("finalized_at") ?? row.instant("created")
      return OwedInvoice(
        OpenReceivable(
          invoice: try row.text("id"), due: Day(containing: due, in: zone),
          remaining: Money(try row.integer("amount_due") - paid, try row.currency("currency"))),
        of: try row.identifier("customer"))
    }
  }

  /// What was posted to an account by day and currency.
  public func accountDays(_ account: Account, through day: Day) throws -> [DayTotal] {
    try query(
      """
      SELECT account, currency, day, debit, credit FROM account_total
      WHERE account = :account AND day <= :day ORDER BY day, currency
      """, ["account": account.rawValue, "day": day.isoText]
    ) { row in
      guard let debit = Int128(try row.text("debit")), let credit = Int128(try row.text("credit")),
        let day = Day(iso: try row.text("day"))
      else { throw StorageFailure.unreadableColumn("debit: no number") }
      return DayTotal(
        day: day,
        total: AccountTotal(
          account: account, currency: try row.currency("currency"), debit: debit, credit: credit))
    }
  }
}

/// A queue of jobs in short: whoever joins or leaves it changes it.
public struct QueueStanding: Hashable, Sendable {
  let jobs: Int64
  let dues: Int64
  let last: String
}
