import Chronology
import Invoicing
import Journal
import Operations
import Relations
import Storage
import Subscriptions
import Testing

/// What holds of everybody's books together.
struct TownLaws {
  let rows: any Connection
  let seed: String

  func check() throws {
    try nothingIsLeftToBill()
    try nothingIsBilledTwice()
    try ledgerBalances()
  }

  /// What a contract owes for the period it stands in is billed, or waits to be.
  private func nothingIsLeftToBill() throws {
    let ids = try rows.query("SELECT id FROM subscription") { SubscriptionID(try $0.text("id")) }
    for contract in try ids.compactMap({ try rows.subscription($0) }) {
      let prices = try rows.prices(contract.items.flatMap { $0.revisions.map(\.price) })
      let billed = try rows.billedCharges(subscription: contract.id, since: contract.openSince)
      // What costs nothing waits until something else is billed, perhaps for ever.
      let open = unbilled(owed: try owed(by: contract, prices: prices), billed: billed.map(\.charge))
        .filter { !$0.isFree(prices) }
      #expect(open.isEmpty, "owed is billed or waits; \(contract.id) of \(seed)")
    }
  }

  /// Keys are unique among lines and among waiting items; a waiting item's key stands on no line.
  private func nothingIsBilledTwice() throws {
    let twice = try rows.query(
      """
      SELECT billing_key FROM (
        SELECT billing_key FROM invoice_line
        UNION ALL SELECT billing_key FROM pending_item WHERE invoice IS NULL) AS billed
      GROUP BY billing_key HAVING COUNT(*) > 1
      """
    ) { try $0.text("billing_key") }
    #expect(twice.isEmpty, "no billing key twice; \(seed)")
  }

  private func ledgerBalances() throws {
    let unequal = try rows.query(
      "SELECT fact FROM posting GROUP BY fact, currency HAVING SUM(amount) <> 0"
    ) { try $0.text("fact") }
    #expect(unequal.isEmpty, "every entry sums to zero, and so does the ledger; \(seed)")
    let differing = try rows.query(
      """
      SELECT customer FROM (
        SELECT customer, account, currency, amount FROM balance
        UNION ALL SELECT customer, account, currency, -amount FROM posting WHERE customer IS NOT NULL
      ) AS both_sides
      GROUP BY customer, account, currency HAVING SUM(amount) <> 0
      """
    ) { try $0.text("customer") }
    #expect(differing.isEmpty, "a balance is its postings; \(seed)")
  }
}
