import Chronology
import Identity
import Invoicing
import Relations
import Subscriptions

/// Which items; all given conditions hold.
public struct PendingItemFilter: Sendable {
  public var customer: CustomerID?
  public var invoice: InvoiceID?
  /// Whether no invoice has taken it.
  public var waits: Bool?

  public init(customer: CustomerID? = nil, invoice: InvoiceID? = nil, waits: Bool? = nil) {
    self.customer = customer
    self.invoice = invoice
    self.waits = waits
  }
}

extension Connection {
  public func insert(_ item: PendingItem) throws {
    try execute(
      """
      INSERT INTO pending_item (id, customer, subscription, billing_key, amount, currency, content, created,
        invoice, placed_on)
      VALUES (:id, :customer, :subscription, :billing_key, :amount, :currency, :content, :created, :invoice,
        :placed_on)
      """,
      [
        "id": item.id, "customer": item.customer, "subscription": item.content.subscription,
        "billing_key": item.content.billingKey, "amount": item.content.amount.minorUnits,
        "currency": item.content.amount.currency, "content": try document(item.content),
        "created": item.created, "invoice": item.invoice, "placed_on": item.placedOn,
      ])
  }

  /// Writes what an item bills.
  public func update(_ item: PendingItem) throws {
    try changeOne(
      "updating a pending item",
      "UPDATE pending_item SET amount = :amount, content = :content WHERE id = :id",
      ["amount": item.content.amount.minorUnits, "content": try document(item.content), "id": item.id])
  }

  public func delete(_ item: PendingItemID) throws {
    try changeOne("deleting a pending item", "DELETE FROM pending_item WHERE id = :id", ["id": item])
  }

  /// Lets items wait again that stood on a draft.
  public func release(_ ids: [PendingItemID]) throws {
    for id in ids {
      try changeOne(
        "releasing a pending item", "UPDATE pending_item SET invoice = NULL WHERE id = :id", ["id": id])
    }
  }

  public func pendingItems(_ filter: PendingItemFilter, _ page: Page) throws -> PageResult<PendingItem> {
    var listing = Listing("pending_item")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("invoice = :invoice", "invoice", filter.invoice)
    if let waits = filter.waits { listing.require(waits ? "invoice IS NULL" : "invoice IS NOT NULL") }
    listing.require(page.created)
    return try list(Statements.select, listing, page, pendingItem)
  }

  public func pendingItem(_ id: PendingItemID) throws -> PendingItem? {
    try first(Statements.byID, ["id": id], pendingItem)
  }

  /// What waits for the customer's next invoice, oldest first: what belongs to no contract, what contracts
  /// that have ended left behind, which no invoice of theirs will take any more, and the given contract's
  /// own.
  public func pendingItems(
    customer: CustomerID, subscription: SubscriptionID?
  ) throws -> [PendingItem] {
    try query(Statements.waiting, ["customer": customer, "subscription": subscription], pendingItem)
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
      created: try row.instant("created"), placedOn: try row.identifierOrNil("placed_on"))
    item.invoice = try row.identifierOrNil("invoice")
    return item
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, customer, content, created, invoice, placed_on FROM pending_item"
  static let byID = select + "WHERE id = :id"
  static let waiting =
    select
      + """
      WHERE customer = :customer AND invoice IS NULL AND (subscription IS NULL
        OR subscription = :subscription OR subscription IN (
          SELECT id FROM subscription
          WHERE customer = :customer AND status IN ('canceled', 'incomplete_expired')))
      ORDER BY created, id
      """
}
