import Analytics
import Bookkeeping
import Chronology
import Monetary
import Relations

/// What the books say of some customers. Unlike the totals of accounts it is read from the postings, by
/// account and time; the books are of everybody, customers on test clocks too.
extension Connection {
  /// What each owner earned us in each step, and what was deferred at its end.
  /// - Parameters:
  ///   - periods: one after the other.
  ///   - owner: what a customer's amounts in a currency belong to; nil leaves them out.
  public func revenueSums<Owner: Hashable>(
    _ periods: [TimelinePeriod], in zone: Zone, of owner: (CustomerID, Currency) -> Owner?
  ) throws -> [(owner: Owner, weight: Int, sum: RevenueSum)] {
    var sums: [(Owner, Int, RevenueSum)] = []
    // What stands now, less what was posted since.
    var deferred = OwnedAmounts<Owner>()
    try stream(RevenueStatements.standing, [:]) { try deferred.take($0, owner) }
    var bound: Instant?
    for period in periods.reversed() {
      let (first, end) = (period.first.start(in: zone), period.end.start(in: zone))
      try stream(
        RevenueStatements.posted, RevenueStatements.values(.deferredRevenue, from: end, until: bound)
      ) { try deferred.take($0, owner, sign: -1) }
      bound = end
      var earned = OwnedAmounts<Owner>()
      try stream(RevenueStatements.posted, RevenueStatements.values(.revenue, from: first, until: end)) {
        try earned.take($0, owner)
      }
      for place in Set(deferred.amounts.keys).union(earned.amounts.keys) {
        let (standing, moved) = (deferred.amounts[place] ?? (0, 0), earned.amounts[place] ?? (0, 0))
        // Both accounts stand on the credit side.
        let sum = RevenueSum(
          period: period, currency: place.currency, recognized: -moved.sum, deferred: -standing.sum)
        if !sum.isNothing { sums.append((place.owner, standing.weight + moved.weight, sum)) }
      }
    }
    return sums
  }
}

/// Sums of amounts by whose they are and in which currency.
private struct OwnedAmounts<Owner: Hashable> {
  struct Place: Hashable {
    let owner: Owner
    let currency: Currency
  }

  private(set) var amounts: [Place: (weight: Int, sum: Int128)] = [:]

  mutating func take(
    _ row: any Row, _ owner: (CustomerID, Currency) -> Owner?, sign: Int128 = 1
  ) throws {
    let currency = try row.currency("currency")
    guard let owner = owner(try row.identifier("customer"), currency) else { return }
    let place = Place(owner: owner, currency: currency)
    let (weight, sum) = amounts[place] ?? (0, 0)
    amounts[place] = (weight + 1, sum + sign * Int128(try row.integer("amount")))
  }
}

private enum RevenueStatements {
  static let standing: SQL =
    "SELECT customer, currency, amount FROM balance WHERE account = 'deferred_revenue' AND amount <> 0"
  /// The second condition on the account is that of the index, in its words.
  static let posted: SQL =
    """
    SELECT customer, currency, CAST(SUM(amount) AS BIGINT) AS amount FROM posting
    WHERE account = :account AND account IN ('revenue', 'deferred_revenue')
      AND effective >= :from AND effective < :until
    GROUP BY customer, currency
    """

  static func values(_ account: Account, from: Instant, until: Instant?) -> Values {
    ["account": account.rawValue, "from": from, "until": until ?? .distantFuture]
  }
}
