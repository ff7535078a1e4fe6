import Chronology
import Identity
import Receivables
import Relations

/// Which ways to pay; all given conditions hold.
public struct PaymentMethodFilter: Sendable {
  public var customer: CustomerID?

  public init(customer: CustomerID? = nil) {
    self.customer = customer
  }
}

extension Connection {
  public func insert(_ method: PaymentMethod) throws {
    try execute(
      """
      INSERT INTO payment_method (id, customer, card, gateway_reference, billing_name, billing_email,
        billing_phone, billing_address, metadata, created)
      VALUES (:id, :customer, :card, :gateway_reference, :billing_name, :billing_email,
        :billing_phone, :billing_address, :metadata, :created)
      """,
      [
        "id": method.id, "customer": method.customer, "card": try document(method.card),
        "gateway_reference": method.gatewayReference, "billing_name": method.billingName,
        "billing_email": method.billingEmail, "billing_phone": method.billingPhone,
        "billing_address": try method.billingAddress.map { try document($0) },
        "metadata": try document(method.metadata), "created": method.created,
      ])
  }

  public func update(_ method: PaymentMethod) throws {
    try changeOne(
      "updating a payment method",
      """
      UPDATE payment_method SET customer = :customer, gateway_reference = :gateway_reference,
        billing_name = :billing_name,
        billing_email = :billing_email, billing_phone = :billing_phone, billing_address = :billing_address,
        metadata = :metadata
      WHERE id = :id
      """,
      [
        "customer": method.customer, "gateway_reference": method.gatewayReference,
        "billing_name": method.billingName, "billing_email": method.billingEmail,
        "billing_phone": method.billingPhone,
        "billing_address": try method.billingAddress.map { try document($0) },
        "metadata": try document(method.metadata), "id": method.id,
      ])
  }

  public func paymentMethod(_ id: PaymentMethodID) throws -> PaymentMethod? {
    try first(Statements.byID, ["id": id], paymentMethod)
  }

  public func paymentMethods(_ filter: PaymentMethodFilter, _ page: Page) throws -> PageResult<PaymentMethod>
  {
    var listing = Listing("payment_method")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require(page.created)
    return try list(Statements.select, listing, page, paymentMethod)
  }

  private func paymentMethod(_ row: any Row) throws -> PaymentMethod {
    let id: PaymentMethodID = try row.identifier("id")
    var method = PaymentMethod(
      id: id, card: try row.form("card"), gatewayReference: try row.text("gateway_reference"),
      created: try row.instant("created"))
    method.customer = try row.identifierOrNil("customer")
    method.billingName = try row.textOrNil("billing_name")
    method.billingEmail = try row.textOrNil("billing_email")
    method.billingPhone = try row.textOrNil("billing_phone")
    method.billingAddress = try row.documentOrNil("billing_address")
    method.metadata = try row.texts("metadata")
    return method
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, card, gateway_reference, created, customer, billing_name, billing_email, billing_phone,
      billing_address, metadata
    FROM payment_method
    """
  static let byID = select + "WHERE id = :id"
}
