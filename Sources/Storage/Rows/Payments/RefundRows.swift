import Chronology
import Identity
import Invoicing
import Receivables
import Relations

/// Which refunds; all given conditions hold.
public struct RefundFilter: Sendable {
  public var charge: ChargeID?
  public var paymentIntent: PaymentIntentID?

  public init(charge: ChargeID? = nil, paymentIntent: PaymentIntentID? = nil) {
    self.charge = charge
    self.paymentIntent = paymentIntent
  }
}

extension Connection {
  public func insert(_ refund: Refund) throws {
    try execute(
      """
      INSERT INTO refund (id, charge, payment_intent, customer, invoice, payment_method, attempt,
        gateway_reference, amount, currency, reason, status, failure, answered_at, metadata, created)
      VALUES (:id, :charge, :payment_intent, :customer, :invoice, :payment_method, :attempt,
        :gateway_reference, :amount, :currency, :reason, :status, :failure, :answered_at, :metadata, :created)
      """,
      [
        "id": refund.id, "charge": refund.charge, "payment_intent": refund.paymentIntent,
        "customer": refund.customer, "invoice": refund.invoice, "payment_method": refund.paymentMethod,
        "attempt": refund.attempt, "gateway_reference": refund.gatewayReference,
        "amount": refund.amount.minorUnits, "currency": refund.amount.currency,
        "reason": refund.reason?.rawValue, "status": refund.status.rawValue, "failure": refund.failure,
        "answered_at": refund.answeredAt, "metadata": try document(refund.metadata),
        "created": refund.created,
      ])
  }

  public func update(_ refund: Refund) throws {
    try changeOne(
      "updating a refund",
      """
      UPDATE refund SET status = :status, failure = :failure, answered_at = :answered_at, metadata = :metadata
      WHERE id = :id
      """,
      [
        "status": refund.status.rawValue, "failure": refund.failure, "answered_at": refund.answeredAt,
        "metadata": try document(refund.metadata), "id": refund.id,
      ])
  }

  public func refund(_ id: RefundID) throws -> Refund? {
    try first(Statements.byID, ["id": id], refund)
  }

  /// Every refund of a charge, oldest first.
  public func refunds(of charge: ChargeID) throws -> [Refund] {
    try query(Statements.ofCharge, ["charge": charge], refund)
  }

  public func refunds(_ filter: RefundFilter, _ page: Page) throws -> PageResult<Refund> {
    var listing = Listing("refund")
    listing.require("charge = :charge", "charge", filter.charge)
    listing.require("payment_intent = :payment_intent", "payment_intent", filter.paymentIntent)
    listing.require(page.created)
    return try list(Statements.select, listing, page, refund)
  }

  /// Every refund that the gateway has not answered, oldest first.
  public func openRefunds() throws -> [Refund] { try query(Statements.open, [:], refund) }

  /// The same of all customers on a test clock.
  public func openRefunds(testClock clock: TestClockID) throws -> [Refund] {
    try query(Statements.openOnTestClock, ["test_clock": clock], refund)
  }

  /// The same of all customers who live by the workspace's own time.
  public func openRefundsOffTestClocks() throws -> [Refund] {
    try query(Statements.openOffTestClocks, [:], refund)
  }

  private func refund(_ row: any Row) throws -> Refund {
    var refund = Refund(
      id: try row.identifier("id"), charge: try row.identifier("charge"),
      paymentIntent: try row.identifier("payment_intent"), customer: try row.identifier("customer"),
      invoice: try row.identifier("invoice"), paymentMethod: try row.identifier("payment_method"),
      attempt: try row.identifier("attempt"), gatewayReference: try row.text("gateway_reference"),
      amount: try row.money("amount", "currency"),
      reason: try row.textOrNil("reason").flatMap(Refund.Reason.init), status: try row.choice("status"),
      metadata: try row.texts("metadata"), created: try row.instant("created"))
    refund.failure = try row.textOrNil("failure")
    refund.answeredAt = try row.instantOrNil("answered_at")
    return refund
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, charge, payment_intent, customer, invoice, payment_method, attempt, gateway_reference, amount,
      currency, reason, status, failure, answered_at, metadata, created
    FROM refund
    """
  static let byID = select + "WHERE id = :id"
  static let ofCharge = select + "WHERE charge = :charge ORDER BY created, id"
  static let open = select + "WHERE answered_at IS NULL ORDER BY created, id"
  static let openOnTestClock =
    select
      + """
      WHERE answered_at IS NULL AND customer IN (SELECT id FROM customer WHERE test_clock = :test_clock)
      ORDER BY created, id
      """
  static let openOffTestClocks =
    select
      + """
      WHERE answered_at IS NULL AND customer IN (SELECT id FROM customer WHERE test_clock IS NULL)
      ORDER BY created, id
      """
}
