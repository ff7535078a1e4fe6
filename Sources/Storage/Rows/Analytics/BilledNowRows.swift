import Catalog
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
  public fileprivate(set) var lines: [BilledPart] = []
}

/// What a line comes to, read off its columns: a million lines are not decoded for it.
public struct BilledPart: Sendable {
  public let line: InvoiceLineID
  /// Without tax and after discounts.
  public let net: Int64
  /// Nil bills nothing that recurs.
  public let cadence: Cadence?
}

extension Connection {
  /// Every active or past-due contract, a part at a time in the order of their ids, and when other lines than
  /// these bill the time that runs.
  public func billedNow(
    at instant: Instant, after last: SubscriptionID?, limit: Int
  ) throws -> (contracts: [BilledNow], until: Instant?) {
    var contracts = try query(
      """
      SELECT id, customer, currency FROM subscription
      WHERE id > :last AND status IN ('active', 'past_due') AND test_clock IS NULL ORDER BY id LIMIT :limit
      """, ["last": last?.text ?? "", "limit": limit]
    ) { row in
      BilledNow(
        subscription: try row.identifier("id"), customer: try row.identifier("customer"),
        currency: try row.currency("currency"))
    }
    guard let first = contracts.first, let end = contracts.last else { return ([], nil) }
    let places = Dictionary(
      uniqueKeysWithValues: contracts.enumerated().map { ($0.element.subscription, $0.offset) })
    var until: Instant?
    try stream(
      Statements.lines, ["first": first.subscription, "end": end.subscription, "now": instant]
    ) { row in
      let start = try row.instant("period_start")
      let change = start > instant ? start : try row.instant("period_end")
      until = min(until ?? change, change)
      guard start <= instant, let place = places[try row.identifier("subscription")] else { return }
      let isOneOff = try row.isNull("item") || row.isNull("cadence_unit")
      contracts[place].lines.append(
        BilledPart(
          line: try row.identifier("id"),
          net: try row.integer("amount") - row.integer("discount") - row.integer("inclusive_tax"),
          cadence: isOneOff ? nil : try row.cadence("cadence_unit", "cadence_count")))
    }
    return (contracts, until)
  }

  /// The whole of some lines, in no order.
  public func contents(of lines: [InvoiceLineID]) throws -> [LineContent] {
    try named(lines.map(\.text), "SELECT content FROM invoice_line WHERE id") { try $0.form("content") }
  }
}

private enum Statements {
  /// Lines to come as well: when the first begins is known so.
  static let lines: SQL =
    """
    SELECT invoice_line.id AS id, invoice_line.subscription AS subscription, invoice_line.item AS item,
      invoice_line.amount AS amount, invoice_line.discount AS discount,
      invoice_line.inclusive_tax AS inclusive_tax, invoice_line.period_start AS period_start,
      invoice_line.period_end AS period_end, price.cadence_unit AS cadence_unit,
      price.cadence_count AS cadence_count
    FROM invoice_line JOIN invoice ON invoice.id = invoice_line.invoice
      LEFT JOIN price ON price.id = invoice_line.price
    WHERE invoice_line.subscription >= :first AND invoice_line.subscription <= :end
      AND invoice_line.period_end > :now AND invoice.status IN ('open', 'paid', 'uncollectible')
    """
}
