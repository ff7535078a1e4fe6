import Chronology
import Monetary

/// Some things of one kind, and what they come to together.
public struct Pile: Hashable, Sendable {
  public let count: Int
  /// Minor units; a month's for contracts.
  public let amount: Int64

  public init(count: Int, amount: Int64) {
    self.count = count
    self.amount = amount
  }
}

extension Connection {
  /// Contracts behind with their payments, and what they bring a month; those on test clocks are counted and
  /// bring nothing, as in all figures.
  public func pastDuePile(_ currency: Currency) throws -> Pile {
    try pile(SubscriptionConditions.pastDue, currency)
  }

  /// Contracts that run and are to end.
  public func endingPile(_ currency: Currency) throws -> Pile {
    try pile(SubscriptionConditions.ending, currency)
  }

  /// Open invoices whose last card was declined, and what is still to pay of them.
  public func declinedPile(_ currency: Currency) throws -> Pile {
    try pile(
      Statements.invoices + InvoiceConditions.open + InvoiceConditions.declined, ["currency": currency])
  }

  public func overduePile(_ currency: Currency, at now: Instant) throws -> Pile {
    try pile(
      Statements.invoices + InvoiceConditions.open + InvoiceConditions.overdue,
      ["currency": currency, "overdue": now])
  }

  private func pile(_ condition: SQL, _ currency: Currency) throws -> Pile {
    let count = try first(Statements.contracts + condition, ["currency": currency]) { try $0.count("count") }
    guard let count, count > 0 else { return Pile(count: 0, amount: 0) }
    let level = try first(Statements.levels + condition + ")", ["currency": currency]) { row in
      Int128(try row.integer("billions")) * 1_000_000_000 + Int128(try row.integer("rest"))
    }
    return Pile(
      count: count, amount: Int64(Rounding.halfEven.divide(level ?? 0, by: 1_000_000)))
  }

  private func pile(_ statement: SQL, _ values: Values) throws -> Pile {
    try first(statement, values) { Pile(count: try $0.count("count"), amount: try $0.integer("amount")) }
      ?? Pile(count: 0, amount: 0)
  }
}

private enum Statements {
  static let contracts: SQL = "SELECT COUNT(*) AS count FROM subscription WHERE currency = :currency AND"
  /// In two halves, as the sums of movements.
  static let levels: SQL =
    """
    SELECT CAST(COALESCE(SUM(r.level / 1000000000), 0) AS BIGINT) AS billions,
      CAST(COALESCE(SUM(r.level % 1000000000), 0) AS BIGINT) AS rest
    FROM subscription_item i JOIN recurring_item r ON r.item = i.id
    WHERE i.subscription IN (
      SELECT id FROM subscription WHERE currency = :currency AND test_clock IS NULL AND
    """
  static let invoices: SQL =
    """
    SELECT COUNT(*) AS count,
      CAST(COALESCE(SUM(amount_due - COALESCE(credited_open, 0) - amount_paid), 0) AS BIGINT) AS amount
    FROM invoice WHERE currency = :currency AND
    """
}
