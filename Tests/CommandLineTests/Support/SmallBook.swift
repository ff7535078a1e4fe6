import Catalog
import Chronology
import Journal
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

/// Monthly contracts that are paid by invoice, in a workspace that stands still.
struct SmallBook {
  static let cause = FactCause(actor: "test")
  /// In the order of their prices.
  private(set) var customers: [CustomerID] = []
  private(set) var contracts: [SubscriptionID] = []

  /// One customer for each price, from January 10, 2026, to `day`, on which the workspace stands then.
  init(
    in name: String, _ directory: WorkspaceDirectory, prices: [(Currency, Int64)], through day: String
  ) async throws {
    try await directory.stand(name, at: Instant(iso: "2026-01-10"))
    let workspace = try await directory.open(name)
    for (currency, amount) in prices {
      let price = try await workspace.perform(
        CreatePrice(
          product: .new(id: nil, name: "Plan", terms: ProductTerms()),
          terms: .init(
            currency: currency, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: .monthly)),
        as: Self.cause)
      let customer = try await workspace.perform(CreateCustomer(terms: CustomerTerms()), as: Self.cause)
      var create = CreateSubscription(customer: customer, items: [.init(price: price)])
      create.collection = .sendInvoice(daysUntilDue: 30)
      customers.append(customer)
      contracts.append(try await workspace.perform(create, as: Self.cause))
    }
    // A workspace that stands still moves when it is told to: its months go by, then it stands on the day.
    let end = try #require(Instant(iso: day))
    try await workspace.liveThrough(end)
    try await directory.stand(name, at: end)
  }
}
