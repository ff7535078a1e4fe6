import Chronology
import Identity
import Relations

/// Which customers; all given conditions hold.
public struct CustomerFilter: Sendable {
  /// Exactly this address, in this spelling.
  public var email: String?
  public var testClock: TestClockID?

  public init(email: String? = nil, testClock: TestClockID? = nil) {
    self.email = email
    self.testClock = testClock
  }
}

extension Connection {
  /// - Parameter nextInvoiceSequence: the number that the customer's next invoice gets.
  public func insert(_ customer: Customer, nextInvoiceSequence: Int64 = 1) throws {
    try execute(
      """
      INSERT INTO customer (id, name, email, phone, description, address, shipping, currency, invoice_prefix,
        next_invoice_sequence, default_payment_method, preferred_locales, tax_exemption, test_clock, metadata,
        created, deleted, time_zone, acquisition_source)
      VALUES (:id, :name, :email, :phone, :description, :address, :shipping, :currency, :invoice_prefix,
        :next, :default_payment_method, :preferred_locales, :tax_exemption, :test_clock, :metadata, :created,
        0, :time_zone, :acquisition_source)
      """,
      [
        "id": customer.id, "name": customer.name, "email": customer.email, "phone": customer.phone,
        "description": customer.description, "address": try customer.address.map { try document($0) },
        "shipping": try customer.shipping.map { try document($0) }, "currency": customer.currency,
        "invoice_prefix": customer.invoicePrefix, "next": nextInvoiceSequence,
        "default_payment_method": customer.defaultPaymentMethod,
        "preferred_locales": try document(customer.preferredLocales),
        "tax_exemption": customer.taxExemption.rawValue, "test_clock": customer.testClock,
        "metadata": try document(customer.metadata), "created": customer.created,
        "time_zone": customer.timeZone?.identifier, "acquisition_source": customer.acquisitionSource,
      ])
  }

  public func update(_ customer: Customer) throws {
    try changeOne(
      "updating a customer",
      """
      UPDATE customer SET name = :name, email = :email, phone = :phone, description = :description,
        address = :address, shipping = :shipping, currency = :currency, invoice_prefix = :invoice_prefix,
        default_payment_method = :default_payment_method, preferred_locales = :preferred_locales,
        tax_exemption = :tax_exemption, metadata = :metadata, time_zone = :time_zone,
        acquisition_source = :acquisition_source
      WHERE id = :id
      """,
      [
        "name": customer.name, "email": customer.email, "phone": customer.phone,
        "description": customer.description, "address": try customer.address.map { try document($0) },
        "shipping": try customer.shipping.map { try document($0) }, "currency": customer.currency,
        "invoice_prefix": customer.invoicePrefix, "default_payment_method": customer.defaultPaymentMethod,
        "preferred_locales": try document(customer.preferredLocales),
        "tax_exemption": customer.taxExemption.rawValue, "metadata": try document(customer.metadata),
        "time_zone": customer.timeZone?.identifier, "acquisition_source": customer.acquisitionSource,
        "id": customer.id,
      ])
  }

  /// The row stays, because documents name it; only ``deletedCustomer(_:)`` shows it any more.
  public func markDeleted(customer id: CustomerID) throws {
    try changeOne(
      "deleting a customer", "UPDATE customer SET deleted = 1 WHERE id = :id AND deleted = 0", ["id": id])
  }

  /// Nil when there never was such a customer.
  public func isDeleted(_ id: CustomerID) throws -> Bool? {
    try first("SELECT deleted FROM customer WHERE id = :id", ["id": id]) { try $0.flag("deleted") }
  }

  public func customer(_ id: CustomerID) throws -> Customer? {
    try first(CustomerStatements.byID, ["id": id, "deleted": false], customer)
  }

  public func deletedCustomer(_ id: CustomerID) throws -> Customer? {
    try first(CustomerStatements.byID, ["id": id, "deleted": true], customer)
  }

  public func customers(_ filter: CustomerFilter, _ page: Page) throws -> PageResult<Customer> {
    var listing = Listing("customer")
    listing.require("email = :email", "email", filter.email)
    listing.require("test_clock = :test_clock", "test_clock", filter.testClock)
    listing.require("deleted = 0")
    listing.require(page.created)
    return try list(CustomerStatements.select, listing, page, customer)
  }

  /// The customers that live by a test clock, oldest first.
  public func customers(onTestClock clock: TestClockID) throws -> [Customer] {
    try query(CustomerStatements.byTestClock, ["test_clock": clock], customer)
  }

  /// Whether a customer has this prefix, a deleted one too: their invoices keep their numbers.
  public func invoicePrefixExists(_ prefix: String) throws -> Bool {
    try first(
      "SELECT 1 AS found FROM customer WHERE invoice_prefix = :prefix", ["prefix": prefix]
    ) { try $0.flag("found") } ?? false
  }

  func customer(_ row: any Row) throws -> Customer {
    var customer = Customer(
      id: try row.identifier("id"), invoicePrefix: try row.text("invoice_prefix"),
      testClock: try row.identifierOrNil("test_clock"), created: try row.instant("created"))
    customer.name = try row.textOrNil("name")
    customer.email = try row.textOrNil("email")
    customer.phone = try row.textOrNil("phone")
    customer.description = try row.textOrNil("description")
    customer.address = try row.documentOrNil("address")
    customer.shipping = try row.documentOrNil("shipping")
    customer.currency = try row.isNull("currency") ? nil : try row.currency("currency")
    customer.defaultPaymentMethod = try row.identifierOrNil("default_payment_method")
    customer.preferredLocales = try row.textList("preferred_locales")
    customer.taxExemption = try row.choice("tax_exemption")
    customer.metadata = try row.texts("metadata")
    customer.timeZone = try row.zoneOrNil("time_zone")
    customer.acquisitionSource = try row.textOrNil("acquisition_source")
    return customer
  }
}

enum CustomerStatements {
  static let select: SQL =
    """
    SELECT id, invoice_prefix, test_clock, created, name, email, phone, description, address, shipping,
      currency, default_payment_method, preferred_locales, tax_exemption, metadata, time_zone,
      acquisition_source
    FROM customer
    """
  static let byID = select + "WHERE id = :id AND deleted = :deleted"
  static let byTestClock = select + "WHERE test_clock = :test_clock AND deleted = 0 ORDER BY created, id"
}
