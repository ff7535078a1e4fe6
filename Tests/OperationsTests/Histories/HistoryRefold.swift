import Catalog
import Identity
import Invoicing
import Journal
import Operations
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

/// Everything that is kept is what the journal folds into.
struct HistoryRefold {
  let teller: HistoryTeller
  private var seed: String { teller.cast.seed }

  func check() async throws {
    try await movementsRefold()
    let cast = teller.cast
    try await teller.database.read { rows in try StateLaws(cast: cast, rows: rows).check() }
  }

  private func movementsRefold() async throws {
    let workspace = try await teller.story.workspace
    let live = try await movements()
    try await workspace.refoldRecurringRevenue()
    let refolded = try await movements()
    #expect(live == refolded, "refolded movements are the live ones; \(seed)")
  }

  private func movements() async throws -> [String] {
    try await teller.database.read { rows in
      try rows.query(
        """
        SELECT fact, item, kind, cause, delta, item_level, customer_level, customers, effective FROM movement
        ORDER BY fact_stamp, fact_position, item
        """
      ) { row in try row.columns.map { "\(try row.value($0))" }.joined(separator: " ") }
    }
  }
}

private struct StateLaws {
  let cast: Cast
  let rows: any Connection

  func check() throws {
    for (_, id) in cast.contracts {
      #expect(try rows.subscription(id) == folded(id.text), "a contract is its facts; \(cast.seed)")
    }
    for id in cast.customers.values {
      #expect(try rows.customer(id) == folded(id.text), "a customer is their facts; \(cast.seed)")
      for invoice in try rows.invoices(InvoiceFilter(customer: id), Page(limit: 10_000)).elements {
        #expect(try invoice == folded(invoice.id.text), "an invoice is its facts; \(cast.seed)")
        guard let intent = try rows.paymentIntent(for: invoice.id) else { continue }
        #expect(try intent == folded(intent.id.text), "a payment is its facts; \(cast.seed)")
      }
    }
  }

  private func folded<State: Evolving>(_ subject: String) throws -> State? {
    try State.folded(rows.facts(subject: subject).map(\.fact))
  }
}
