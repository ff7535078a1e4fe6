import Identity
import Receivables
import Relations

/// Which setup intents; all given conditions hold.
public struct SetupIntentFilter: Sendable {
  public var customer: CustomerID?
  public var paymentMethod: PaymentMethodID?

  public init(customer: CustomerID? = nil, paymentMethod: PaymentMethodID? = nil) {
    self.customer = customer
    self.paymentMethod = paymentMethod
  }
}

extension Connection {
  public func insert(_ intent: SetupIntent) throws {
    try execute(
      """
      INSERT INTO setup_intent (id, customer, payment_method, usage, status, tries, authenticated, last_error,
        cancellation_reason, description, metadata, created)
      VALUES (:id, :customer, :payment_method, :usage, :status, :tries, :authenticated, :last_error,
        :cancellation_reason, :description, :metadata, :created)
      """,
      [
        "id": intent.id, "customer": intent.customer, "payment_method": intent.paymentMethod,
        "usage": intent.usage.rawValue, "status": intent.status.rawValue, "tries": intent.tries,
        "authenticated": intent.authenticated, "last_error": try intent.lastError.map { try document($0) },
        "cancellation_reason": intent.cancellationReason?.rawValue, "description": intent.description,
        "metadata": try document(intent.metadata), "created": intent.created,
      ])
  }

  public func update(_ intent: SetupIntent) throws {
    try changeOne(
      "updating a setup intent",
      """
      UPDATE setup_intent SET customer = :customer, payment_method = :payment_method, status = :status,
        tries = :tries, authenticated = :authenticated, last_error = :last_error,
        cancellation_reason = :cancellation_reason, description = :description, metadata = :metadata
      WHERE id = :id
      """,
      [
        "customer": intent.customer, "payment_method": intent.paymentMethod,
        "status": intent.status.rawValue, "tries": intent.tries, "authenticated": intent.authenticated,
        "last_error": try intent.lastError.map { try document($0) },
        "cancellation_reason": intent.cancellationReason?.rawValue, "description": intent.description,
        "metadata": try document(intent.metadata), "id": intent.id,
      ])
  }

  public func setupIntent(_ id: SetupIntentID) throws -> SetupIntent? {
    try first(Statements.select + "WHERE id = :id", ["id": id], setupIntent)
  }

  public func setupIntents(_ filter: SetupIntentFilter, _ page: Page) throws -> PageResult<SetupIntent> {
    var listing = Listing("setup_intent")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("payment_method = :payment_method", "payment_method", filter.paymentMethod)
    listing.require(page.created)
    return try list(Statements.select, listing, page, setupIntent)
  }

  private func setupIntent(_ row: any Row) throws -> SetupIntent {
    var intent = SetupIntent(
      id: try row.identifier("id"), customer: try row.identifierOrNil("customer"),
      usage: try row.choice("usage"), created: try row.instant("created"))
    intent.paymentMethod = try row.identifierOrNil("payment_method")
    intent.status = try row.choice("status")
    intent.tries = try row.count("tries")
    intent.authenticated = try row.flag("authenticated")
    intent.lastError = try row.documentOrNil("last_error")
    intent.cancellationReason = try row.textOrNil("cancellation_reason")
      .flatMap(SetupIntent.CancellationReason.init)
    intent.description = try row.textOrNil("description")
    intent.metadata = try row.texts("metadata")
    return intent
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, customer, payment_method, usage, status, tries, authenticated, last_error, cancellation_reason,
      description, metadata, created
    FROM setup_intent
    """
}
