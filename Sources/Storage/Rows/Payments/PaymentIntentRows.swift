import Identity
import Receivables
import Relations
import Subscriptions

/// Which payment intents; all given conditions hold.
public struct PaymentIntentFilter: Sendable {
  public var customer: CustomerID?

  public init(customer: CustomerID? = nil) {
    self.customer = customer
  }
}

extension Connection {
  public func insert(_ intent: PaymentIntent) throws { try insert([intent]) }

  /// Writes many at once.
  public func insert(_ intents: [PaymentIntent]) throws {
    try insert(
      into: "payment_intent",
      columns: [
        "id", "customer", "invoice", "amount", "currency", "status", "payment_method", "latest_charge",
        "last_decline", "canceled_at", "metadata", "created",
      ],
      rowsOf: intents
    ) { intent in
      [
        intent.id.columnValue, intent.customer.columnValue, intent.invoice.columnValue,
        intent.amount.minorUnits.columnValue, intent.amount.currency.columnValue,
        intent.status.rawValue.columnValue, intent.paymentMethod.columnValue,
        intent.latestCharge.columnValue, try intent.lastDecline.map { try document($0) }.columnValue,
        intent.canceledAt.columnValue, try intent.metadata.map { try document($0) }.columnValue,
        intent.created.columnValue,
      ]
    }
  }

  public func update(_ intent: PaymentIntent) throws {
    try changeOne(
      "updating a payment intent",
      """
      UPDATE payment_intent SET amount = :amount, status = :status, payment_method = :payment_method,
        latest_charge = :latest_charge, last_decline = :last_decline, canceled_at = :canceled_at,
        metadata = :metadata
      WHERE id = :id
      """,
      [
        "amount": intent.amount.minorUnits, "status": intent.status.rawValue,
        "payment_method": intent.paymentMethod,
        "latest_charge": intent.latestCharge, "last_decline": try intent.lastDecline.map { try document($0) },
        "canceled_at": intent.canceledAt, "metadata": try intent.metadata.map { try document($0) },
        "id": intent.id,
      ])
  }

  public func paymentIntent(_ id: PaymentIntentID) throws -> PaymentIntent? {
    try first(Statements.byID, ["id": id], paymentIntent)
  }

  public func paymentIntent(for invoice: InvoiceID) throws -> PaymentIntent? {
    try first(Statements.byInvoice, ["invoice": invoice], paymentIntent)
  }

  public func paymentIntents(_ filter: PaymentIntentFilter, _ page: Page) throws -> PageResult<PaymentIntent>
  {
    var listing = Listing("payment_intent")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require(page.created)
    return try list(Statements.select, listing, page, paymentIntent)
  }

  private func paymentIntent(_ row: any Row) throws -> PaymentIntent {
    var intent = PaymentIntent(
      id: try row.identifier("id"), customer: try row.identifier("customer"),
      invoice: try row.identifier("invoice"), amount: try row.money("amount", "currency"),
      created: try row.instant("created"), status: try row.choice("status"))
    intent.paymentMethod = try row.identifierOrNil("payment_method")
    intent.latestCharge = try row.identifierOrNil("latest_charge")
    intent.lastDecline = try row.documentOrNil("last_decline")
    intent.canceledAt = try row.instantOrNil("canceled_at")
    intent.metadata = try row.documentOrNil("metadata")
    return intent
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, customer, invoice, amount, currency, status, payment_method, latest_charge, last_decline,
      canceled_at, metadata, created
    FROM payment_intent
    """
  static let byID = select + "WHERE id = :id"
  static let byInvoice = select + "WHERE invoice = :invoice"
}
