import Catalog
import Identity
import Invoicing
import Receivables
import Relations
import Storage
import Subscriptions

/// The states one transaction has loaded or changed, so that each is read once.
///
/// It lives and dies with the transaction, whose locks keep others from changing what it holds; nothing is
/// kept across commits. `Recording.swift` notes every change.
final class States {
  private let rows: any Connection
  /// What is known so far.
  private(set) var known: Known

  /// The states themselves. They mean something in another transaction only if nothing of it has changed
  /// since.
  struct Known: Sendable {
    fileprivate var customers: [CustomerID: Customer] = [:]
    fileprivate var subscriptions: [SubscriptionID: Subscription] = [:]
    fileprivate var invoices: [InvoiceID: Invoice] = [:]
    fileprivate var intents: [PaymentIntentID: PaymentIntent] = [:]
    fileprivate var prices: PriceBook = [:]
    fileprivate var productNames: [ProductID: String] = [:]
  }

  init(rows: any Connection, known: Known = Known()) {
    self.rows = rows
    self.known = known
  }

  func customer(_ id: CustomerID) throws -> Customer? {
    if let customer = known.customers[id] { return customer }
    let found = try rows.customer(id)
    known.customers[id] = found
    return found
  }

  func subscription(_ id: SubscriptionID) throws -> Subscription? {
    if let subscription = known.subscriptions[id] { return subscription }
    let found = try rows.subscription(id)
    known.subscriptions[id] = found
    return found
  }

  func invoice(_ id: InvoiceID) throws -> Invoice? {
    if let invoice = known.invoices[id] { return invoice }
    let found = try rows.invoice(id)
    known.invoices[id] = found
    return found
  }

  func intent(_ id: PaymentIntentID) throws -> PaymentIntent? {
    if let intent = known.intents[id] { return intent }
    let found = try rows.paymentIntent(id)
    known.intents[id] = found
    return found
  }

  /// The prices that exist of those asked for.
  func prices(_ ids: [PriceID]) throws -> PriceBook {
    var found: PriceBook = [:]
    var missing: Set<PriceID> = []
    for id in ids {
      if let price = known.prices[id] { found[id] = price } else { missing.insert(id) }
    }
    guard !missing.isEmpty else { return found }
    let loaded = try rows.prices(Array(missing))
    known.prices.merge(loaded) { _, new in new }
    return found.merging(loaded) { _, new in new }
  }

  func productName(_ id: ProductID) throws -> String? {
    if let name = known.productNames[id] { return name }
    let found = try rows.product(id)?.name
    known.productNames[id] = found
    return found
  }

  func note(_ customer: Customer) { known.customers[customer.id] = customer }
  func note(_ subscription: Subscription) { known.subscriptions[subscription.id] = subscription }
  func note(_ invoice: Invoice) { known.invoices[invoice.id] = invoice }
  func note(_ intent: PaymentIntent) { known.intents[intent.id] = intent }
  func note(_ price: Price) { known.prices[price.id] = price }
  func note(_ product: Product) { known.productNames[product.id] = product.name }
  func forget(_ customer: CustomerID) { known.customers[customer] = nil }
  func forget(_ invoice: InvoiceID) { known.invoices[invoice] = nil }

  /// Forgets a customer with all that is theirs.
  func forgetEverything(of customer: CustomerID) {
    known.customers[customer] = nil
    known.subscriptions = known.subscriptions.filter { $0.value.customer != customer }
    known.invoices = known.invoices.filter { $0.value.customer != customer }
    known.intents = known.intents.filter { $0.value.customer != customer }
  }
}
