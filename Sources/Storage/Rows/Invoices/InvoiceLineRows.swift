import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Subscriptions

/// An amount that is billed under a charge's key, and the line it stands on; one that waits has no line yet.
public struct BilledLine: Hashable, Sendable {
  public let charge: BilledCharge
  public let line: CreditedLine?
  /// The whole of it, where it is known without reading it.
  public let content: LineContent?

  public init(charge: BilledCharge, line: CreditedLine?, content: LineContent? = nil) {
    self.charge = charge
    self.line = line
    self.content = content
  }
}

extension Connection {
  func insert(_ lines: [InvoiceLine]) throws {
    try insert(
      into: "invoice_line",
      columns: [
        "id", "invoice", "place", "billing_key", "subscription", "item", "price", "product", "amount",
        "currency", "period_start", "period_end", "content", "inclusive_tax", "discount",
      ],
      rowsOf: lines
    ) { line in
      let content = line.content
      return [
        line.id.columnValue, line.invoice.columnValue, line.place.columnValue,
        content.billingKey.columnValue, content.subscription.columnValue, content.item.columnValue,
        content.price.columnValue, content.product.columnValue, content.amount.minorUnits.columnValue,
        content.amount.currency.columnValue, content.period.start.columnValue,
        content.period.end.columnValue, try document(content).columnValue, content.inclusiveTax.columnValue,
        content.discount.columnValue,
      ]
    }
  }

  /// Writes what a draft's lines became.
  public func apply(_ change: LineChange) throws {
    for id in change.removed + change.put.map(\.id) {
      try execute("DELETE FROM invoice_line WHERE id = :id", ["id": id])
    }
    try insert(change.put)
  }

  public func line(_ id: InvoiceLineID) throws -> InvoiceLine? {
    try first(Statements.byID, ["id": id], line)
  }

  /// All lines of an invoice, in their places.
  public func lines(of invoice: InvoiceID) throws -> [InvoiceLine] {
    try query(Statements.byInvoice, ["invoice": invoice], line)
  }

  /// All lines of many invoices, by invoice, each in its place.
  public func lines(ofInvoices ids: [InvoiceID]) throws -> [InvoiceID: [InvoiceLine]] {
    let found = try named(ids.map(\.text), Statements.select + "WHERE invoice", line)
    return Dictionary(grouping: found, by: \.invoice).mapValues { $0.sorted { $0.place < $1.place } }
  }

  /// Some lines of an invoice, in their places: *after* a line are those below it.
  public func lines(of invoice: InvoiceID, _ page: Page) throws -> PageResult<InvoiceLine> {
    var listing = Listing("invoice_line", order: ["place"], ascending: true)
    listing.require("invoice = :invoice", "invoice", invoice)
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      let found = try line(InvoiceLineID(id))
      guard let found, found.invoice == invoice else { throw UnknownCursor(id: id) }
      place = [found.place]
    }
    let window = listing.window(page, place: place)
    return window.result(try query(Statements.select + window.tail, window.values, line))
  }

  /// What is billed of a contract already, for periods that start at `start` or later: lines, and items that
  /// wait.
  ///
  /// A charge's own period lies within its item's, so asking from the start of the item's period misses none.
  public func billedCharges(
    subscription: SubscriptionID, since start: Instant
  ) throws -> [BilledLine] {
    try query(Statements.billed, ["subscription": subscription, "start": start]) { row in
      let key = try row.text("billing_key")
      let amount = Money(try row.integer("amount"), try row.currency("currency"))
      let invoice: InvoiceID? = try row.identifierOrNil("invoice")
      let line: InvoiceLineID? = try row.identifierOrNil("line")
      var credited: CreditedLine?
      if let invoice, let line { credited = CreditedLine(invoice: invoice, line: line) }
      return BilledLine(charge: BilledCharge(key: key, amount: amount), line: credited)
    }
  }

  private func line(_ row: any Row) throws -> InvoiceLine {
    InvoiceLine(
      id: try row.identifier("id"), invoice: try row.identifier("invoice"), place: try row.count("place"),
      content: try row.form("content"))
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, invoice, place, content FROM invoice_line"
  static let byID = select + "WHERE id = :id"
  static let byInvoice = select + "WHERE invoice = :invoice ORDER BY place"
  static let billed: SQL =
    """
    SELECT billing_key, amount, currency, invoice, id AS line FROM invoice_line
    WHERE subscription = :subscription AND period_start >= :start
    UNION ALL
    SELECT billing_key, amount, currency, NULL, NULL FROM pending_item
    WHERE subscription = :subscription AND invoice IS NULL
    """
}
