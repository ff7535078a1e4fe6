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

  /// What the customer's other books say now. Delinquent is who has not paid the newest invoice that was to
  /// be charged, after an attempt.
  public func customerStanding(_ customer: Customer) throws -> CustomerStanding {
    let standing = try first(
      """
      SELECT next_invoice_sequence,
        COALESCE((SELECT amount FROM balance
          WHERE customer = :id AND account = 'customer_balance' AND currency = :currency), 0) AS balance,
        COALESCE((SELECT CASE WHEN status = 'open' AND attempted = 1 THEN 1 ELSE 0 END FROM invoice
          WHERE customer = :id AND finalized_at IS NOT NULL AND days_until_due IS NULL
          ORDER BY finalized_at DESC, id DESC LIMIT 1), 0) AS delinquent
      FROM customer WHERE id = :id
      """, ["id": customer.id, "currency": customer.currency?.code ?? ""]
    ) {
      let next = try $0.integer("next_invoice_sequence")
      return CustomerStanding(
        balance: try $0.integer("balance"), nextInvoiceSequence: next, delinquent: try $0.flag("delinquent"))
    }
    guard let standing else { throw StorageFailure.invalidStatement("a standing: there is no such customer") }
    return standing
  }
}
