import Catalog
import Invoicing
import Operations
import Relations
import Subscriptions

extension SubscriptionPages {
  /// A contract with all that its page and its forms say about it.
  struct Story: Sendable {
    let subscription: Subscription
    let customer: Customer?
    let prices: PriceBook
    let products: [ProductID: String]
    let invoices: [Invoice]
    /// What takes something off the whole, in words.
    let discounts: [String]

    /// What it is called: what is sold, and to whom.
    var title: String {
      let sold = subscription.items.filter { !$0.isRemoved }
        .map { prices[$0.price].flatMap { products[$0.product] } ?? $0.price.text }
      return say(
        "{} for {} ¦ customer", sold.joined(separator: " + "), customer?.title ?? subscription.customer.text)
    }

    init?(_ id: SubscriptionID, _ snapshot: Snapshot) throws {
      guard let subscription = try snapshot.subscription(id) else { return nil }
      self.subscription = subscription
      customer =
        try snapshot.customer(subscription.customer) ?? snapshot.deletedCustomer(subscription.customer)
      prices = try snapshot.prices(subscription.items.map(\.price)).offered(in: subscription.currency)
      var products: [ProductID: String] = [:]
      for product in Set(prices.values.map(\.product)) {
        products[product] = try snapshot.product(product)?.name
      }
      self.products = products
      discounts = try (subscription.discounts ?? []).filter { $0.spent != true }
        .map { try $0.title(snapshot, subscription.currency) }
      invoices = try snapshot.invoices(InvoiceFilter(subscription: id), Page(limit: 50)).elements
    }
  }
}
