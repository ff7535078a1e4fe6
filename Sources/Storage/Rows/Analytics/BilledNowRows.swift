import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Subscriptions

/// A contract that brings revenue, with the lines that bill it for the time that runs now.
public struct BilledNow: Sendable {
  public let subscription: SubscriptionID
  public let customer: CustomerID
  public let currency: Currency
  public var lines: [InvoiceLine]
}

extension Connection {
  /// Every active or past-due contract, a part at a time in the order of their ids.
  public func billedNow(at instant: Instant, after last: SubscriptionID?, limit: Int) throws -> [BilledNow] {
    var contracts = try query(
      """
      SELECT id, customer, currency FROM subscription
      WHERE id > :last AND status IN ('active', 'past_due') AND test_clock IS NULL ORDER BY id LIMIT :limit
      """, ["last": last?.text ?? "", "limit": limit]
    ) { row in
      BilledNow(
        subscription: try row.identifier("id"), customer: try row.identifier("customer"),
        currency: try row.currency("currency"), lines: [])
    }
    guard let first = contracts.first, let end = contracts.last else { return [] }
    let invoices = try query(
      """
      SELECT DISTINCT invoice_line.invoice AS invoice
      FROM invoice_line JOIN invoice ON invoice.id = invoice_line.invoice
      WHERE invoice_line.subscription >= :first AND invoice_line.subscription <= :end
        AND invoice_line.period_start <= :now AND invoice_line.period_end > :now
        AND invoice.status IN ('open', 'paid', 'uncollectible')
      """, ["first": first.subscription, "end": end.subscription, "now": instant]
    ) { row -> InvoiceID in try row.identifier("invoice") }
    guard !invoices.isEmpty else { return contracts }
    let lines = try lines(ofInvoices: invoices).values.joined()
      .filter { $0.content.period.start <= instant && instant < $0.content.period.end }
    let bySubscription = Dictionary(grouping: lines) { $0.content.subscription }
    for place in contracts.indices {
      contracts[place].lines = bySubscription[contracts[place].subscription] ?? []
    }
    return contracts
  }
}
