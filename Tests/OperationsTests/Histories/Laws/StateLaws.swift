import Catalog
import Identity
import Invoicing
import Journal
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

/// Everything that is kept is what the journal folds into.
struct StateLaws {
  private let business: HistoryRows
  private let rows: any Connection
  private var seed: String { business.cast.seed }

  init(_ business: HistoryRows, _ rows: any Connection) {
    self.business = business
    self.rows = rows
  }

  func check() throws {
    for (_, contract) in business.contracts {
      #expect(try contract == folded(contract.id.text), "a contract is its facts; \(seed)")
    }
    for id in business.cast.customers.values {
      #expect(try rows.customer(id) == folded(id.text), "a customer is their facts; \(seed)")
      for invoice in business.invoices[id] ?? [] {
        #expect(try invoice == folded(invoice.id.text), "an invoice is its facts; \(seed)")
        guard let intent = try rows.paymentIntent(for: invoice.id) else { continue }
        #expect(try intent == folded(intent.id.text), "a payment is its facts; \(seed)")
      }
    }
  }

  private func folded<State: Evolving>(_ subject: String) throws -> State? {
    try State.folded(rows.facts(subject: subject).map(\.fact))
  }
}
