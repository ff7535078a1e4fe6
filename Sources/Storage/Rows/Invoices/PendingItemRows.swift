import Chronology
import Identity
import Invoicing
import Relations
import Subscriptions

extension Connection {
  public func insert(_ item: PendingItem) throws {
    try execute(
      """
      INSERT INTO pending_item (id, customer, subscription, billing_key, amount, currency, content, created,
        invoice)
      VALUES (:id, :customer, :subscription, :billing_key, :amount, :currency, :content, :created, :invoice)
      """,
      [
        "id": item.id, "customer": item.customer, "subscription": item.content.subscription,
        "billing_key": item.content.billingKey, "amount": item.content.amount.minorUnits,
        "currency": item.content.amount.currency, "content": try document(item.content),
        "created": item.created, "invoice": item.invoice,
      ])
  }

  public func pendingItem(_ id: PendingItemID) throws -> PendingItem? {
    try first(Statements.byID, ["id": id], pendingItem)
  }

  /// What waits for the contract's next invoice, oldest first: its own, and what contracts of the customer
  /// that have ended left behind, which no invoice of theirs will take any more.
  public func pendingItems(customer: CustomerID, subscription: SubscriptionID) throws -> [PendingItem] {
    try query(Statements.waiting, ["customer": customer, "subscription": subscription], pendingItem)
      .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }

  /// Takes items onto an invoice. One that another invoice took already is a failure: it must not be billed
  /// twice.
  public func markBilled(_ ids: [PendingItemID], on invoice: InvoiceID) throws {
    for id in ids {
      try changeOne(
        "billing a pending item",
        "UPDATE pending_item SET invoice = :invoice WHERE id = :id AND invoice IS NULL",
        ["invoice": invoice, "id": id])
    }
  }

  private func pendingItem(_ row: any Row) throws -> PendingItem {
    var item = PendingItem(
      id: try row.identifier("id"), customer: try row.identifier("customer"),
      content: try row.form("content"),
      created: try row.instant("created"))
    item.invoice = try row.identifierOrNil("invoice")
    return item
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, customer, content, created, invoice FROM pending_item"
  static let byID = select + "WHERE id = :id"
  /// Sorted by the caller: there are few, and the index of each contract gives them in pieces.
  static let waiting =
    select
      + """
      WHERE invoice IS NULL AND subscription IN (
        SELECT id FROM subscription
        WHERE customer = :customer AND (id = :subscription OR status IN ('canceled', 'incomplete_expired')))
      """
}
