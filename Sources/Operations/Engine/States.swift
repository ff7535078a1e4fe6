import Catalog
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// The states one transaction has loaded or changed, so that each is read once.
///
/// It lives and dies with the transaction, whose locks keep others from changing what it holds; nothing is
/// kept across commits. `Recording.swift` notes every change.
final class States {
  private let rows: any Connection
  private var customers: [CustomerID: Customer] = [:]
  private var subscriptions: [SubscriptionID: Subscription] = [:]
  private var invoices: [InvoiceID: Invoice] = [:]
  private var prices: PriceBook = [:]
  private var productNames: [ProductID: String] = [:]

  init(rows: any Connection) {
    self.rows = rows
  }

  func customer(_ id: CustomerID) throws -> Customer? {
    if let known = customers[id] { return known }
    let found = try rows.customer(id)
    customers[id] = found
    return found
  }

  func subscription(_ id: SubscriptionID) throws -> Subscription? {
    if let known = subscriptions[id] { return known }
    let found = try rows.subscription(id)
    subscriptions[id] = found
    return found
  }

  func invoice(_ id: InvoiceID) throws -> Invoice? {
    if let known = invoices[id] { return known }
    let found = try rows.invoice(id)
    invoices[id] = found
    return found
  }

  /// The prices that exist of those asked for.
  func prices(_ ids: [PriceID]) throws -> PriceBook {
    var found: PriceBook = [:]
    var missing: Set<PriceID> = []
    for id in ids {
      if let known = prices[id] { found[id] = known } else { missing.insert(id) }
    }
    guard !missing.isEmpty else { return found }
    let loaded = try rows.prices(Array(missing))
    prices.merge(loaded) { _, new in new }
    return found.merging(loaded) { _, new in new }
  }

  func productName(_ id: ProductID) throws -> String? {
    if let known = productNames[id] { return known }
    let found = try rows.product(id)?.name
    productNames[id] = found
    return found
  }

  func note(_ customer: Customer) { customers[customer.id] = customer }
  func note(_ subscription: Subscription) { subscriptions[subscription.id] = subscription }
  func note(_ invoice: Invoice) { invoices[invoice.id] = invoice }
  func note(_ price: Price) { prices[price.id] = price }
  func note(_ product: Product) { productNames[product.id] = product.name }
  func forget(_ customer: CustomerID) { customers[customer] = nil }
  func forget(_ invoice: InvoiceID) { invoices[invoice] = nil }
}
