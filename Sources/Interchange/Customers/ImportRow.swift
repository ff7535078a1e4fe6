import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Subscriptions

/// One good row: a customer with the one contract they have or had.
struct ImportRow: Sendable {
  let line: Int
  let key: String
  let name: String?
  let email: String?
  let metadata: [String: String]
  let price: ImportedPrice
  let quantity: Int64
  let start: Instant
  /// Nil while the contract runs.
  let end: Instant?
  let collection: Subscriptions.Collection

  /// How many final invoices the engine will make of it up to the snapshot.
  func invoices(until snapshot: Instant) -> Int {
    // What costs nothing makes no invoices.
    guard !price.model.isFree else { return 0 }
    let limit = min(end ?? snapshot, snapshot)
    // A renewal's invoice is final an hour after its period began.
    let last = limit.adding(seconds: -Self.draftSeconds - 1)
    guard last >= start else { return 1 }
    return 1 + BillingCycle(anchor: start, cadence: price.cadence, zone: .utc).index(containing: last)
  }

  private static let draftSeconds: Int64 = 3_601
}

/// A price as the file has it; equal ones become one price of the catalog.
struct ImportedPrice: Hashable, Sendable {
  let product: String
  let currency: Currency
  let amount: UnitPrice
  let cadence: Cadence

  var model: PriceModel { .perUnit(amount) }

  /// What a quantity brings in a month, in millionths of a minor unit.
  func monthly(quantity: Int64) throws(MonetaryRefusal) -> Int64 {
    _ = try model.rate(quantity: quantity, in: currency)
    let price = Price(
      id: PriceID("price_checked"), product: ProductID("prod_checked"), currency: currency, model: model,
      cadence: cadence, created: .distantPast)
    return try RecurringLevel.monthly(price: price, quantity: quantity)
  }
}
