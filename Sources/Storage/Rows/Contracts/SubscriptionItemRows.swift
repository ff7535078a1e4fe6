import Catalog
import Chronology
import Identity
import Subscriptions

extension Connection {
  /// Brings the rows of a contract's items to what it holds now; those that left are deleted.
  ///
  /// Items keep their order, so a place is free before the item behind it moves there.
  func writeItems(of subscription: Subscription) throws {
    let items = subscription.items
    if items.count == 1, try updateOnly(items[0], of: subscription.id) { return }
    try execute(
      """
      DELETE FROM subscription_item
      WHERE subscription = :subscription AND replace(:items, '|' || id || '|', '') = :items
      """,
      ["subscription": subscription.id, "items": packed(items.map(\.id.text))])
    for (place, item) in items.enumerated() { try put(item, place, of: subscription.id) }
  }

  /// The usual renewal: a contract of one item that it already had, in one statement.
  private func updateOnly(_ item: SubscriptionItem, of subscription: SubscriptionID) throws -> Bool {
    try execute(
      """
      UPDATE subscription_item SET price = :price, quantity = :quantity, removed = :removed,
        period_start = :period_start, period_end = :period_end, revisions = :revisions, metadata = :metadata,
        tax_rates = :tax_rates, discounts = :discounts, cadence_unit = :cadence_unit,
        cadence_count = :cadence_count
      WHERE id = :id AND subscription = :subscription AND place = 0 AND NOT EXISTS (
        SELECT 1 FROM subscription_item other WHERE other.subscription = :subscription AND other.place > 0)
      """,
      [
        "price": item.price, "quantity": item.quantity, "removed": item.isRemoved,
        "period_start": item.period.start, "period_end": item.period.end,
        "revisions": try document(item.revisions), "metadata": try document(item.metadata),
        "tax_rates": try item.taxRates.map { try document($0) },
        "discounts": try item.discounts.map { try document($0) }, "id": item.id,
        "subscription": subscription, "cadence_unit": item.cadence?.unit.rawValue,
        "cadence_count": item.cadence?.count,
      ]) == 1
  }

  func put(_ item: SubscriptionItem, _ place: Int, of subscription: SubscriptionID) throws {
    try execute(
      """
      INSERT INTO subscription_item (id, subscription, place, price, quantity, removed, period_start,
        period_end, revisions, metadata, created, tax_rates, discounts, cadence_unit, cadence_count, timing)
      VALUES (:id, :subscription, :place, :price, :quantity, :removed, :period_start, :period_end,
        :revisions, :metadata, :created, :tax_rates, :discounts, :cadence_unit, :cadence_count, :timing)
      ON CONFLICT (id) DO UPDATE SET place = excluded.place, price = excluded.price,
        quantity = excluded.quantity, removed = excluded.removed, period_start = excluded.period_start,
        period_end = excluded.period_end, revisions = excluded.revisions, metadata = excluded.metadata,
        tax_rates = excluded.tax_rates, discounts = excluded.discounts,
        cadence_unit = excluded.cadence_unit, cadence_count = excluded.cadence_count
      """,
      [
        "id": item.id, "subscription": subscription, "place": place, "price": item.price,
        "quantity": item.quantity, "removed": item.isRemoved, "period_start": item.period.start,
        "period_end": item.period.end, "revisions": try document(item.revisions),
        "metadata": try document(item.metadata), "created": item.created,
        "tax_rates": try item.taxRates.map { try document($0) },
        "discounts": try item.discounts.map { try document($0) },
        "cadence_unit": item.cadence?.unit.rawValue, "cadence_count": item.cadence?.count,
        "timing": item.timing?.rawValue,
      ])
  }

  /// Reads the item's half of a joined row.
  func subscriptionItem(_ row: any Row) throws -> SubscriptionItem {
    let id: SubscriptionItemID = try row.identifier("item")
    let price: PriceID = try row.identifier("price")
    let quantity = try row.integer("quantity")
    let period = try row.period("item_start", "item_end")
    var item = SubscriptionItem(
      id: id, price: price, quantity: quantity, period: period, from: period.start,
      created: try row.instant("item_created"))
    item.revisions = try row.forms("revisions")
    guard !item.revisions.isEmpty else { throw StorageFailure.unreadableColumn("revisions: there is none") }
    item.metadata = try row.texts("item_metadata")
    if !(try row.isNull("item_unit")) { item.cadence = try row.cadence("item_unit", "item_count") }
    if !(try row.isNull("timing")) { item.timing = try row.choice("timing") }
    item.taxRates = try row.documentOrNil("tax_rates")
    item.discounts = try row.documentOrNil("item_discounts")
    return item
  }
}
