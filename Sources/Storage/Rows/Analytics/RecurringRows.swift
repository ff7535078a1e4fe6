import Analytics
import Identity
import Monetary
import Relations
import Subscriptions

extension Connection {
  /// What an item brought in after the last fact that was folded; nil when no fact named it.
  public func recurringItem(_ item: SubscriptionItemID) throws -> ItemLevel? {
    try first("SELECT level, price FROM recurring_item WHERE item = :item", ["item": item]) {
      ItemLevel(level: try $0.integer("level"), price: try $0.identifier("price"))
    }
  }

  public func setRecurringItem(
    _ item: SubscriptionItemID, customer: CustomerID, currency: Currency, _ level: ItemLevel
  ) throws {
    try execute(
      """
      INSERT INTO recurring_item (item, customer, currency, price, level)
      VALUES (:item, :customer, :currency, :price, :level)
      ON CONFLICT (item) DO UPDATE SET price = excluded.price, level = excluded.level
      """,
      [
        "item": item, "customer": customer, "currency": currency, "price": level.price,
        "level": level.level,
      ])
  }

  /// A customer's level in one currency; one that never paid is ``CustomerLevel/never``.
  public func recurringCustomerLevel(_ customer: CustomerID, _ currency: Currency) throws -> CustomerLevel {
    try first(
      "SELECT level, was_paying FROM recurring_customer WHERE customer = :customer AND currency = :currency",
      ["customer": customer, "currency": currency]
    ) { CustomerLevel(level: try $0.integer("level"), wasPaying: try $0.flag("was_paying")) } ?? .never
  }

  public func setRecurringCustomer(_ customer: CustomerID, _ currency: Currency, _ level: CustomerLevel)
    throws
  {
    try execute(
      """
      INSERT INTO recurring_customer (customer, currency, level, was_paying)
      VALUES (:customer, :currency, :level, :was_paying)
      ON CONFLICT (customer, currency) DO UPDATE SET level = excluded.level, was_paying = excluded.was_paying
      """,
      ["customer": customer, "currency": currency, "level": level.level, "was_paying": level.wasPaying])
  }
}
