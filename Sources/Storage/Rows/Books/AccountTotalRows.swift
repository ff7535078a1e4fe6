import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary

/// What was posted to an account on one day.
public struct DayTotal: Hashable, Sendable {
  public let day: Day
  public var total: AccountTotal

  public init(day: Day, total: AccountTotal) {
    self.day = day
    self.total = total
  }
}

extension Connection {
  /// What the next `limit` facts posted, by day, and the place of the last one; nil when there is none.
  public func postedTotals(
    after place: JournalPlace, limit: Int, in zone: Zone
  ) throws -> (totals: [DayTotal], through: JournalPlace?) {
    var through: JournalPlace?
    let ids = try next(after: place, limit: limit) { row in
      through = JournalPlace(stamp: try row.integer("stamp"), position: try row.integer("position"))
      return try row.text("id")
    }
    guard !ids.isEmpty else { return ([], nil) }
    var order: [DayKey] = []
    var totals: [DayKey: AccountTotal] = [:]
    let postings = try named(
      ids, "SELECT account, currency, amount, effective FROM posting WHERE fact"
    ) { row in
      let key = DayKey(
        day: Day(containing: try row.instant("effective"), in: zone), account: try row.choice("account"),
        currency: try row.currency("currency"))
      return (key: key, amount: try row.integer("amount"))
    }
    for (key, amount) in postings {
      if totals[key] == nil { order.append(key) }
      totals[key, default: AccountTotal(account: key.account, currency: key.currency)].post(amount)
    }
    return (order.map { DayTotal(day: $0.day, total: totals[$0]!) }, through)
  }

  /// Adds to what is kept for the day.
  public func add(_ added: DayTotal) throws {
    let key: Values = [
      "account": added.total.account.rawValue, "currency": added.total.currency, "day": added.day.isoText,
    ]
    var total = added.total
    let kept = try first(Statements.one, key, total(of:))
    if let kept { total.add(kept) }
    try execute(
      """
      INSERT INTO account_total (account, currency, day, debit, credit)
      VALUES (:account, :currency, :day, :debit, :credit)
      ON CONFLICT (account, currency, day) DO UPDATE SET debit = excluded.debit, credit = excluded.credit
      """,
      [
        "account": total.account.rawValue, "currency": total.currency, "day": added.day.isoText,
        "debit": String(total.debit), "credit": String(total.credit),
      ])
  }

  /// Totals of every day up to and with `day`: as many rows as days with postings, accounts and currencies,
  /// however long the ledger is.
  public func accountTotals(through day: Day) throws -> [AccountTotal] {
    try query(Statements.through, ["day": day.isoText], total(of:))
  }

  /// Throws the totals away, to add them up anew.
  public func clearAccountTotals() throws {
    try execute("DELETE FROM account_total")
  }

  private func total(of row: any Row) throws -> AccountTotal {
    guard let debit = Int128(try row.text("debit")), let credit = Int128(try row.text("credit")) else {
      throw StorageFailure.unreadableColumn("debit: no number")
    }
    return AccountTotal(
      account: try row.choice("account"), currency: try row.currency("currency"), debit: debit,
      credit: credit)
  }
}

private struct DayKey: Hashable {
  let day: Day
  let account: Account
  let currency: Currency
}

private enum Statements {
  static let select: SQL = "SELECT account, currency, day, debit, credit FROM account_total"
  static let one = select + "WHERE account = :account AND currency = :currency AND day = :day"
  static let through = select + "WHERE day <= :day ORDER BY account, currency, day"
}
