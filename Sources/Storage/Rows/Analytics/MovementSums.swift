import Analytics
import Chronology
import Monetary
import Relations

extension Connection {
  /// Movements summed by currency, month and kind, from the first one: what the monthly series are folded
  /// from.
  ///
  /// One query a month, each over its own stretch of an index that holds all it needs, so together they read
  /// every row once; months without a movement are skipped. Neither engine's date functions are needed.
  /// - Parameter zone: whose months.
  public func movementSums(
    through last: Month, in zone: Zone = .utc, includeTestClocks: Bool
  ) throws -> [MovementSum] {
    var result: [MovementSum] = []
    var start = Instant.distantPast
    while let next = try firstMovement(from: start) {
      let month = Month(containing: next, in: zone)
      guard month <= last else { break }
      let end = month.adding(months: 1).start(in: zone)
      result += try sums(of: month, from: start, until: end, includeTestClocks)
      // The calendar's last month ends with it.
      guard end > start else { break }
      start = end
    }
    return result
  }

  /// What each paying customer brought in before `end`, the largest first; without those on test clocks.
  public func recurringLevels(
    _ currency: Currency, before end: Instant
  ) throws -> [(customer: CustomerID, level: Int64)] {
    try query(Statements.levels, ["currency": currency, "end": end]) { row in
      (customer: try row.identifier("customer"), level: try row.integer("level"))
    }
  }

  private func firstMovement(from start: Instant) throws -> Instant? {
    try first(
      "SELECT effective FROM movement WHERE effective >= :start ORDER BY effective LIMIT 1", ["start": start]
    ) { try $0.instant("effective") }
  }

  private func sums(
    of month: Month, from start: Instant, until end: Instant, _ includeTestClocks: Bool
  ) throws -> [MovementSum] {
    try query(Statements.sums, ["start": start, "end": end, "test_clocks": includeTestClocks]) { row in
      MovementSum(
        currency: try row.currency("currency"), month: month, kind: try row.choice("kind"),
        delta: Int128(try row.integer("billions")) * 1_000_000_000 + Int128(try row.integer("rest")),
        customers: try row.integer("customers"))
    }
  }
}

private enum Statements {
  /// PostgreSQL widens a sum; the cast makes it the integer again that it is in SQLite. Deltas are summed in
  /// two halves, because a hundred of the largest are more than 64 bits hold.
  static let sums: SQL =
    """
    SELECT currency, kind, CAST(SUM(delta / 1000000000) AS BIGINT) AS billions,
      CAST(SUM(delta % 1000000000) AS BIGINT) AS rest, CAST(SUM(customers) AS BIGINT) AS customers
    FROM movement
    WHERE effective >= :start AND effective < :end AND on_test_clock <= :test_clocks
    GROUP BY currency, kind ORDER BY currency, kind
    """
  static let levels: SQL =
    """
    SELECT customer, CAST(SUM(delta) AS BIGINT) AS level FROM movement
    WHERE currency = :currency AND effective < :end AND on_test_clock = 0
    GROUP BY customer HAVING SUM(delta) > 0 ORDER BY level DESC, customer
    """
}
