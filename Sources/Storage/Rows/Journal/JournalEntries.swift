import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Notation
import Relations

/// A fact on its way into the journal, with the postings it makes. Facts are large and go through many hands,
/// so these share one.
public final class JournalEntry: Sendable {
  public let id: FactID
  public let fact: Fact
  public let customer: CustomerID?
  public let effective: Instant
  public let postings: [Posting]

  public init(id: FactID, fact: Fact, customer: CustomerID?, effective: Instant, postings: [Posting]) {
    self.id = id
    self.fact = fact
    self.customer = customer
    self.effective = effective
    self.postings = postings
  }
}

extension Connection {
  /// Writes a transaction's facts in their order, with their postings and the balances these move.
  ///
  /// All at once, because what costs on PostgreSQL is the round trip and on SQLite the statement; each
  /// balance is moved once, by what its postings come to.
  public func write(_ entries: [JournalEntry], cause: FactCause, recorded: Instant) throws {
    guard !entries.isEmpty else { return }
    let stamp = try journalStamp()
    try insert(
      into: "fact",
      columns: [
        "stamp", "id", "kind", "subject", "customer", "payload", "actor", "request_id", "idempotency_key",
        "effective", "recorded", "recurring",
      ], rowsOf: entries
    ) { entry in
      [
        stamp.columnValue, entry.id.columnValue, entry.fact.kind.columnValue, entry.fact.subject.columnValue,
        entry.customer.columnValue, try entry.fact.payloadText().columnValue, cause.actor.columnValue,
        cause.requestID.columnValue, cause.idempotencyKey.columnValue, entry.effective.columnValue,
        recorded.columnValue, (entry.fact.recurringLevels != nil).columnValue,
      ]
    }
    let postings = entries.flatMap { entry in
      entry.postings.enumerated().map { (entry: entry, place: $0.offset, posting: $0.element) }
    }
    guard !postings.isEmpty else { return }
    try insert(
      into: "posting",
      columns: ["fact", "place", "account", "customer", "currency", "amount", "effective"], rowsOf: postings
    ) { entry, place, posting in
      [
        entry.id.columnValue, place.columnValue, posting.account.rawValue.columnValue,
        posting.customer.columnValue, posting.amount.currency.columnValue,
        posting.amount.minorUnits.columnValue, entry.effective.columnValue,
      ]
    }
    try move(entries.flatMap(\.postings))
  }

  private func move(_ postings: [Posting]) throws {
    var order: [BalanceKey] = []
    var sums: [BalanceKey: Int64] = [:]
    for posting in postings {
      let key = BalanceKey(
        customer: posting.customer, account: posting.account, currency: posting.amount.currency)
      if sums[key] == nil { order.append(key) }
      let (sum, overflow) = sums[key, default: 0].addingReportingOverflow(posting.amount.minorUnits)
      guard !overflow else { throw StorageFailure.constraint(name: "balance.amount") }
      sums[key] = sum
    }
    for key in order {
      try execute(
        """
        INSERT INTO balance (customer, account, currency, amount)
        VALUES (:customer, :account, :currency, :amount)
        ON CONFLICT (customer, account, currency) DO UPDATE SET amount = balance.amount + excluded.amount
        """,
        [
          "customer": key.customer, "account": key.account.rawValue, "currency": key.currency,
          "amount": sums[key],
        ])
    }
  }
}

private struct BalanceKey: Hashable {
  let customer: CustomerID
  let account: Account
  let currency: Currency
}
