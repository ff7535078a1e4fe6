import Chronology
import Identity
import Receivables
import Relations
import Subscriptions

/// An attempt and what the gateway said of it; nil while nobody knows.
public struct StoredAttempt: Hashable, Sendable {
  public let attempt: PaymentAttempt
  public let answer: PaymentAnswer?
  public let answeredAt: Instant?

  public init(attempt: PaymentAttempt, answer: PaymentAnswer?, answeredAt: Instant?) {
    self.attempt = attempt
    self.answer = answer
    self.answeredAt = answeredAt
  }
}

extension Connection {
  public func insert(_ attempt: PaymentAttempt) throws { try insert([attempt]) }

  /// Writes many at once.
  public func insert(_ attempts: [PaymentAttempt]) throws {
    try insert(
      into: "payment_attempt",
      columns: [
        "id", "payment_intent", "customer", "invoice", "number", "payment_method", "gateway_reference",
        "amount", "currency", "on_session", "authenticated", "started_at",
      ],
      rowsOf: attempts
    ) { attempt in
      [
        attempt.id.columnValue, attempt.paymentIntent.columnValue, attempt.customer.columnValue,
        attempt.invoice.columnValue, attempt.number.columnValue, attempt.paymentMethod.columnValue,
        attempt.gatewayReference.columnValue, attempt.amount.minorUnits.columnValue,
        attempt.amount.currency.columnValue, attempt.onSession.columnValue,
        attempt.authenticated.columnValue, attempt.startedAt.columnValue,
      ]
    }
  }

  public func paymentAttempt(_ id: PaymentAttemptID) throws -> StoredAttempt? {
    try first(Statements.byID, ["id": id], storedAttempt)
  }

  /// An attempt while it has no answer.
  public func openAttempt(_ id: PaymentAttemptID) throws -> PaymentAttempt? {
    try paymentAttempt(id).flatMap { $0.answer == nil ? $0.attempt : nil }
  }

  /// The attempt that brought the money for an invoice.
  public func successfulAttempt(_ invoice: InvoiceID) throws -> PaymentAttempt? {
    try query(Statements.ofInvoice, ["invoice": invoice], storedAttempt)
      .first { $0.answer == .succeeded }?.attempt
  }

  /// Writes down an attempt's answer, once: false when it already has one, and that one stays.
  public func recordAnswer(
    _ answer: PaymentAnswer, for attempt: PaymentAttemptID, at instant: Instant
  ) throws -> Bool {
    try execute(
      "UPDATE payment_attempt SET answer = :answer, answered_at = :at WHERE id = :id AND answer IS NULL",
      ["answer": try document(answer), "at": instant, "id": attempt]) == 1
  }

  /// How many attempts an invoice has had, answered or not.
  public func attemptCount(_ invoice: InvoiceID) throws -> Int {
    try first(
      "SELECT COUNT(*) AS attempts FROM payment_attempt WHERE invoice = :invoice", ["invoice": invoice]
    ) { try $0.count("attempts") } ?? 0
  }

  /// A customer's attempts without an answer, oldest first.
  public func openAttempts(customer: CustomerID) throws -> [PaymentAttempt] {
    try query(Statements.openOfCustomer, ["customer": customer], attempt)
  }

  /// The attempts without an answer of all customers on a test clock, oldest first.
  public func openAttempts(testClock clock: TestClockID) throws -> [PaymentAttempt] {
    try query(Statements.openOnTestClock, ["test_clock": clock], attempt)
  }

  /// The attempts without an answer of all customers who live by the workspace's own time, oldest first.
  public func openAttemptsOffTestClocks() throws -> [PaymentAttempt] {
    try query(Statements.openOffTestClocks, [:], attempt)
  }

  /// Every attempt without an answer: what a start after a crash or a restore asks the gateway about.
  public func openAttempts() throws -> [PaymentAttempt] {
    try query(Statements.open, [:], attempt)
  }

  private func storedAttempt(_ row: any Row) throws -> StoredAttempt {
    StoredAttempt(
      attempt: try attempt(row), answer: try row.documentOrNil("answer"),
      answeredAt: try row.instantOrNil("answered_at"))
  }

  private func attempt(_ row: any Row) throws -> PaymentAttempt {
    PaymentAttempt(
      id: try row.identifier("id"), paymentIntent: try row.identifier("payment_intent"),
      customer: try row.identifier("customer"), invoice: try row.identifier("invoice"),
      number: try row.count("number"), paymentMethod: try row.identifier("payment_method"),
      gatewayReference: try row.text("gateway_reference"), amount: try row.money("amount", "currency"),
      onSession: try row.flag("on_session"),
      authenticated: try row.isNull("authenticated") ? nil : row.flag("authenticated"),
      startedAt: try row.instant("started_at"))
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, payment_intent, customer, invoice, number, payment_method, gateway_reference, amount, currency,
      on_session, authenticated, started_at, answer, answered_at
    FROM payment_attempt
    """
  static let byID = select + "WHERE id = :id"
  static let ofInvoice = select + "WHERE invoice = :invoice ORDER BY number"
  static let open = select + "WHERE answer IS NULL ORDER BY started_at, id"
  static let openOnTestClock =
    select
      + """
      WHERE answer IS NULL AND customer IN (SELECT id FROM customer WHERE test_clock = :test_clock)
      ORDER BY started_at, id
      """
  static let openOffTestClocks =
    select
      + """
      WHERE answer IS NULL AND customer IN (SELECT id FROM customer WHERE test_clock IS NULL)
      ORDER BY started_at, id
      """
  static let openOfCustomer =
    select + "WHERE customer = :customer AND answer IS NULL ORDER BY started_at, id"
}
