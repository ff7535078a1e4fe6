import Chronology
import Invoicing
import Monetary
import Operations
import Storage
import Testing

/// What scenarios ask a business about.
extension Story {
  /// Every invoice, oldest first: day, customer, what it comes to, what it asked for, and how it stands.
  func expectInvoices(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let invoices = try await workspace.read { snapshot in
      try snapshot.invoices(InvoiceFilter(), Page(limit: 100)).elements.reversed().map { invoice in
        (invoice, try snapshot.customer(invoice.customer)?.name ?? "?")
      }
    }
    let rows = invoices.map { invoice, customer in
      let day = Day(containing: invoice.created, in: .utc).isoText
      return "\(day)  \(customer)  \(invoice.total) asks \(invoice.amountDue) \(invoice.status)"
    }
    #expect(rows.joined(separator: "\n") == expected, sourceLocation: sourceLocation)
  }

  /// The days of a customer's invoices.
  func renewalDays(of customer: String) async throws -> [String] {
    try await invoices(of: customer).map { Day(containing: $0.created, in: .utc).isoText }
  }

  /// Moves a customer's balance by hand; below zero is credit.
  func adjust(_ customer: String, _ amount: Int64, _ currency: Currency = .usd) async throws {
    try await workspace.perform(
      AdjustBalance(customer: id(customer: customer), amount: Money(amount, currency)), as: Self.cause)
  }

  func totals(of customer: String) async throws -> [Int64] { try await invoices(of: customer).map(\.total) }
}
