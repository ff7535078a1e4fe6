import Analytics
import Bookkeeping
import Chronology
import Monetary
import Relations

/// What the books say of some customers. Unlike the totals of accounts it is read from the postings, of few
/// customers one by one, of many by account and time; the books are of everybody, customers on test clocks
/// too.
extension Connection {
  /// What each owner earned us in each step, and what was deferred at its end.
  /// - Parameters:
  ///   - periods: one after the other.
  ///   - owner: what a customer's amounts in a currency belong to; nil leaves them out.
  public func revenueSums<Owner: Hashable>(
    _ periods: [TimelinePeriod], in zone: Zone, of choice: CustomerChoice,
    by owner: (CustomerID, Currency) -> Owner
  ) throws -> [(owner: Owner, weight: Int, sum: RevenueSum)] {
    let postings = RevenuePostings(self, few: try choice.few.map(revenuePostings(ofCustomers:)))
    var sums: [(Owner, Int, RevenueSum)] = []
    func read(
      _ amounts: inout OwnedAmounts<Owner>, _ account: Account, from first: Instant?, until end: Instant?,
      sign: Int128 = 1
    ) throws {
      try postings.forEach(on: account, from: first, until: end) { customer, amount in
        guard choice.includes(customer, amount.currency) else { return }
        amounts.add(sign * Int128(amount.minorUnits), amount.currency, to: owner(customer, amount.currency))
      }
    }
    // What stands now, less what was posted since.
    var deferred = OwnedAmounts<Owner>()
    try read(&deferred, .deferredRevenue, from: nil, until: nil)
    var bound: Instant?
    for period in periods.reversed() {
      let (first, end) = (period.first.start(in: zone), period.end.start(in: zone))
      try read(&deferred, .deferredRevenue, from: end, until: bound, sign: -1)
      bound = end
      var earned = OwnedAmounts<Owner>()
      try read(&earned, .revenue, from: first, until: end)
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

  private func revenuePostings(ofCustomers ids: [CustomerID]) throws -> [RevenuePosting] {
    guard !ids.isEmpty else { return [] }
    return try named(ids.map(\.text), RevenueStatements.ofCustomers) { row in
      RevenuePosting(
        account: try row.choice("account"), customer: try row.identifier("customer"),
        amount: try row.money("amount", "currency"), effective: try row.instant("effective"))
    }
  }
}

private struct RevenuePosting {
  let account: Account
  let customer: CustomerID
  let amount: Money
  let effective: Instant
}

/// Where amounts come from.
private struct RevenuePostings {
  let rows: any Connection
  /// All of the customers that were chosen, where they are few.
  let few: [RevenuePosting]?

  init(_ rows: any Connection, few: [RevenuePosting]?) {
    self.rows = rows
    self.few = few
  }

  /// - Parameter first: nil is what stands on the account now.
  func forEach(
    on account: Account, from first: Instant?, until end: Instant?,
    _ take: (CustomerID, Money) throws -> Void
  ) throws {
    guard let few else {
      guard let first else {
        return try rows.stream(RevenueStatements.standing, ["account": account.rawValue]) {
          try take(try $0.identifier("customer"), try $0.money("amount", "currency"))
        }
      }
      let values: Values = ["account": account.rawValue, "from": first, "until": end ?? .distantFuture]
      return try rows.stream(RevenueStatements.posted, values) {
        try take(try $0.identifier("customer"), try $0.money("amount", "currency"))
      }
    }
    for one in few where one.account == account {
      guard first.map({ one.effective >= $0 }) ?? true, end.map({ one.effective < $0 }) ?? true else {
        continue
      }
      try take(one.customer, one.amount)
    }
  }
}

/// Sums of amounts by whose they are and in which currency.
private struct OwnedAmounts<Owner: Hashable> {
  struct Place: Hashable {
    let owner: Owner
    let currency: Currency
  }

  private(set) var amounts: [Place: (weight: Int, sum: Int128)] = [:]

  mutating func add(_ amount: Int128, _ currency: Currency, to owner: Owner) {
    let place = Place(owner: owner, currency: currency)
    let (weight, sum) = amounts[place] ?? (0, 0)
    amounts[place] = (weight + 1, sum + amount)
  }
}

private enum RevenueStatements {
  static let standing: SQL =
    "SELECT customer, currency, amount FROM balance WHERE account = :account AND amount <> 0"
  /// The second condition on the account is that of the index, in its words. Added up here: to sort a month
  /// by customer takes longer than to read it.
  static let posted: SQL =
    """
    SELECT customer, currency, amount FROM posting
    WHERE account = :account AND account IN ('revenue', 'deferred_revenue')
      AND effective >= :from AND effective < :until
    """
  static let ofCustomers: SQL =
    """
    SELECT account, customer, currency, amount, effective FROM posting
    WHERE account IN ('revenue', 'deferred_revenue') AND customer
    """
}
