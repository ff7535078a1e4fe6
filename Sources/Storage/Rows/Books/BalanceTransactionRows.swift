import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Subscriptions

/// One movement of a customer's balance, as the ledger holds it.
public struct BalanceTransaction: Hashable, Sendable {
  /// Why the balance moved.
  public enum Kind: Hashable, Sendable {
    case adjustment(BalanceAdjustment)
    /// A final invoice used credit, asked for a debt, or left credit behind.
    case appliedToInvoice(InvoiceID)
    /// An invoice became void, and what it did to the balance with it.
    case unappliedFromInvoice(InvoiceID)
    /// A credit note gave back what was paid.
    case creditNote(CreditNoteID, of: InvoiceID)
  }

  public let id: BalanceTransactionID
  public let customer: CustomerID
  public let kind: Kind
  public let amount: Money
  /// What stood on the balance afterwards, in minor units.
  public let endingBalance: Int64
  public let created: Instant

  /// The invoice that moved it.
  public var invoice: InvoiceID? {
    switch kind {
    case .adjustment: nil
    case .appliedToInvoice(let invoice), .unappliedFromInvoice(let invoice), .creditNote(_, let invoice):
      invoice
    }
  }
}

extension BalanceTransactionID {
  /// A movement goes by the fact that made it.
  public init(_ fact: FactID) {
    self.init("\(BalanceTransactionEntity.prefix)_\(fact.text.dropFirst(FactEntity.prefix.count + 1))")
  }
}

extension Connection {
  public func insert(_ adjustment: BalanceAdjustment) throws {
    try execute(
      """
      INSERT INTO balance_adjustment (id, customer, amount, currency, description, metadata, created)
      VALUES (:id, :customer, :amount, :currency, :description, :metadata, :created)
      """,
      [
        "id": adjustment.id, "customer": adjustment.customer, "amount": adjustment.amount.minorUnits,
        "currency": adjustment.amount.currency, "description": adjustment.description,
        "metadata": try document(adjustment.metadata), "created": adjustment.created,
      ])
  }

  public func update(_ adjustment: BalanceAdjustment) throws {
    try changeOne(
      "updating an adjustment",
      "UPDATE balance_adjustment SET description = :description, metadata = :metadata WHERE id = :id",
      [
        "description": adjustment.description, "metadata": try document(adjustment.metadata),
        "id": adjustment.id,
      ])
  }

  public func balanceAdjustment(_ id: BalanceTransactionID) throws -> BalanceAdjustment? {
    try first(
      """
      SELECT id, customer, amount, currency, description, metadata, created FROM balance_adjustment
      WHERE id = :id
      """, ["id": id]
    ) { row in
      BalanceAdjustment(
        id: try row.identifier("id"), customer: try row.identifier("customer"),
        amount: try row.money("amount", "currency"), description: try row.textOrNil("description"),
        metadata: try row.texts("metadata"), created: try row.instant("created"))
    }
  }

  /// Every movement of a customer's balance, the newest first.
  ///
  /// Read as a whole: a customer has few, and each one's ending balance is the sum of those before it.
  public func balanceTransactions(of customer: CustomerID) throws -> [BalanceTransaction] {
    let movements = try query(
      """
      SELECT p.fact, p.amount, p.currency, p.effective, f.kind, f.subject, f.stamp, f.position
      FROM posting p JOIN fact f ON f.id = p.fact
      WHERE p.customer = :customer AND p.account = 'customer_balance'
      """, ["customer": customer], movement
    ).sorted { $0.place < $1.place }
    var sums: [Currency: Int64] = [:]
    let found = try movements.compactMap { movement -> BalanceTransaction? in
      sums[movement.amount.currency, default: 0] += movement.amount.minorUnits
      guard let kind = try kind(of: movement) else { return nil }
      return BalanceTransaction(
        id: BalanceTransactionID(movement.fact), customer: customer, kind: kind, amount: movement.amount,
        endingBalance: sums[movement.amount.currency, default: 0], created: movement.effective)
    }
    return found.reversed()
  }

  private func movement(_ row: any Row) throws -> Movement {
    Movement(
      fact: try row.identifier("fact"), factKind: try row.text("kind"), subject: try row.text("subject"),
      place: JournalPlace(stamp: try row.integer("stamp"), position: try row.integer("position")),
      amount: try row.money("amount", "currency"), effective: try row.instant("effective"))
  }

  private func kind(of movement: Movement) throws -> BalanceTransaction.Kind? {
    switch movement.factKind {
    case "balance.adjusted":
      try balanceAdjustment(BalanceTransactionID(movement.subject)).map { .adjustment($0) }
    case "invoice.finalized": .appliedToInvoice(InvoiceID(movement.subject))
    case "credit_note.issued":
      try creditNote(CreditNoteID(movement.subject)).map { .creditNote($0.id, of: $0.invoice) }
    case "invoice.voided": .unappliedFromInvoice(InvoiceID(movement.subject))
    default: nil
    }
  }
}

/// What one fact posted to the balance.
private struct Movement {
  let fact: FactID
  let factKind: String
  let subject: String
  let place: JournalPlace
  let amount: Money
  let effective: Instant
}
