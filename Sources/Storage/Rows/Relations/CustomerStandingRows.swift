import Identity
import Monetary
import Relations

extension Connection {
  /// The sequence of the customer's next invoice number, taken: the one after it is next now.
  public func takeInvoiceSequence(_ customer: CustomerID) throws -> Int64 {
    let taken = try first(
      """
      UPDATE customer SET next_invoice_sequence = next_invoice_sequence + 1 WHERE id = :id
      RETURNING next_invoice_sequence - 1 AS taken
      """, ["id": customer]
    ) { try $0.integer("taken") }
    guard let taken else {
      throw StorageFailure.invalidStatement("numbering an invoice: there is no such customer")
    }
    return taken
  }

  /// The number that the customer's next invoice gets, not taken.
  public func nextInvoiceSequence(_ customer: CustomerID) throws -> Int64 {
    let next = try first("SELECT next_invoice_sequence FROM customer WHERE id = :id", ["id": customer]) {
      try $0.integer("next_invoice_sequence")
    }
    guard let next else {
      throw StorageFailure.invalidStatement("numbering an invoice: there is no such customer")
    }
    return next
  }

  /// Writes which number is next, for a customer whose numbers nobody else can take.
  public func setInvoiceSequence(_ customer: CustomerID, next: Int64) throws {
    try changeOne(
      "numbering an invoice", "UPDATE customer SET next_invoice_sequence = :next WHERE id = :id",
      ["next": next, "id": customer])
  }

  /// What the customer's other books say now. Delinquent is who has not paid the newest invoice that was to
  /// be charged, after an attempt.
  public func customerStanding(_ customer: Customer) throws -> CustomerStanding {
    guard let standing = try customerStandings([customer.id])[customer.id] else {
      throw StorageFailure.invalidStatement("a standing: there is no such customer")
    }
    return standing
  }

  /// The same of many at once.
  public func customerStandings(_ ids: [CustomerID]) throws -> [CustomerID: CustomerStanding] {
    let found = try named(ids.map(\.text), Self.standings) { row in
      let id: CustomerID = try row.identifier("id")
      let next = try row.integer("next_invoice_sequence")
      let standing = CustomerStanding(
        balance: try row.integer("balance"), nextInvoiceSequence: next,
        delinquent: try row.flag("delinquent"))
      return (id, standing)
    }
    return Dictionary(found, uniquingKeysWith: { one, _ in one })
  }

  private static var standings: SQL {
    """
    SELECT c.id, c.next_invoice_sequence,
      COALESCE((SELECT b.amount FROM balance b
        WHERE b.customer = c.id AND b.account = 'customer_balance'
          AND b.currency = c.currency), 0) AS balance,
      COALESCE((SELECT CASE WHEN i.status = 'open' AND i.attempted = 1 THEN 1 ELSE 0 END FROM invoice i
        WHERE i.customer = c.id AND i.finalized_at IS NOT NULL AND i.days_until_due IS NULL
        ORDER BY i.finalized_at DESC, i.id DESC LIMIT 1), 0) AS delinquent
    FROM customer c WHERE c.id
    """
  }
}
