import Identity
import Receivables
import Relations

/// Which charges; all given conditions hold.
public struct ChargeFilter: Sendable {
  public var customer: CustomerID?
  public var paymentIntent: PaymentIntentID?

  public init(customer: CustomerID? = nil, paymentIntent: PaymentIntentID? = nil) {
    self.customer = customer
    self.paymentIntent = paymentIntent
  }
}

extension Connection {
  public func insert(_ charge: CardCharge) throws { try insert([charge]) }

  /// Writes many at once.
  public func insert(_ charges: [CardCharge]) throws {
    try insert(
      into: "card_charge",
      columns: [
        "id", "payment_intent", "customer", "invoice", "amount", "currency", "payment_method", "decline",
        "created",
      ],
      rowsOf: charges
    ) { charge in
      [
        charge.id.columnValue, charge.paymentIntent.columnValue, charge.customer.columnValue,
        charge.invoice.columnValue, charge.amount.minorUnits.columnValue,
        charge.amount.currency.columnValue, charge.paymentMethod.columnValue,
        try charge.decline.map { try document($0) }.columnValue, charge.created.columnValue,
      ]
    }
  }

  /// Writes what went back of it.
  public func update(_ charge: CardCharge) throws {
    try changeOne(
      "updating a charge", "UPDATE card_charge SET refunded = :refunded WHERE id = :id",
      ["refunded": charge.refunded, "id": charge.id])
  }

  public func charge(_ id: ChargeID) throws -> CardCharge? {
    try first(Statements.byID, ["id": id], charge)
  }

  public func charges(_ filter: ChargeFilter, _ page: Page) throws -> PageResult<CardCharge> {
    var listing = Listing("card_charge")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("payment_intent = :payment_intent", "payment_intent", filter.paymentIntent)
    listing.require(page.created)
    return try list(Statements.select, listing, page, charge)
  }

  private func charge(_ row: any Row) throws -> CardCharge {
    let charge = CardCharge(
      id: try row.identifier("id"), paymentIntent: try row.identifier("payment_intent"),
      customer: try row.identifier("customer"), invoice: try row.identifier("invoice"),
      amount: try row.money("amount", "currency"), paymentMethod: try row.identifier("payment_method"),
      decline: try row.documentOrNil("decline"), created: try row.instant("created"))
    return charge.refunded(try row.integerOrNil("refunded") ?? 0)
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, payment_intent, customer, invoice, amount, currency, payment_method, decline, refunded,
      created
    FROM card_charge
    """
  static let byID = select + "WHERE id = :id"
}
