import Chronology
import Identity
import Monetary
import Operations

/// A random business as data: who there is, what is for sale, and what is said when.
///
/// It knows nothing of the engine, so the oracle reads the same text. A statement may turn out to be refused;
/// that is part of the history.
struct History: Codable, Sendable {
  let seed: UInt64
  let prices: [String: Offer]
  /// Each customer with the currency they pay in.
  let customers: [String: String]
  /// The tax of customers who pay one, on everything they are billed.
  let taxes: [String: Tax]
  let coupons: [String: Coupon]
  let statements: [Statement]
  /// When the history is looked at.
  let until: Int64

  struct Offer: Hashable, Codable, Sendable {
    let currency: String
    /// Minor units, as decimal text.
    let amount: String
    let unit: Cadence.Unit
    let count: Int

    var cadence: Cadence { .every(count, unit) }
  }

  struct Tax: Hashable, Codable, Sendable {
    let percent: String
    let inclusive: Bool
  }

  struct Coupon: Codable, Sendable {
    /// One of the two; an amount is in minor units of whatever currency.
    let percent: String?
    let amount: Int64?
    let duration: String
    let months: Int?
  }

  struct Statement: Codable, Sendable {
    let at: Int64
    let act: Act
  }

  struct Wish: Codable, Sendable {
    let price: String
    let quantity: Int64
  }

  enum Act: Codable, Sendable {
    case subscribe(contract: String, customer: String, items: [Wish], coupons: [String])
    /// The n-th item of those that are not removed, counted around.
    case change(
      contract: String, item: Int, price: String?, quantity: Int64?, behavior: String, backdated: Int64)
    case add(contract: String, price: String, quantity: Int64, behavior: String)
    case remove(contract: String, item: Int, behavior: String)
    /// These coupons in place of those there are: of the contract, or of the n-th item.
    case discount(contract: String, item: Int?, coupons: [String])
    case endLater(contract: String)
    case goOn(contract: String)
    case cancel(contract: String, prorate: Bool, invoice: Bool)
    /// From here on the customer's card pays, or declines.
    case card(customer: String, pays: Bool)
    /// Pays the oldest open invoice.
    case pay(customer: String, elsewhere: Bool)
    /// Takes the oldest open invoice back, or gives it up.
    case takeBack(customer: String, givesUp: Bool)
    /// Asks for something, or gives it back, with the next invoice.
    case ask(customer: String, amount: Int64)
    /// Writes an invoice over what waits, makes it final, and collects it or leaves it.
    case write(customer: String, collects: Bool)
    /// Moves the balance by hand; below zero is credit.
    case adjust(customer: String, amount: Int64)
  }

  /// How many businesses live in one town: in one workspace, on one clock.
  static let townSize: UInt64 = 50

  /// When the businesses of a town are looked at: each town at another day of four years, and time of day.
  static func end(inTownOf seed: UInt64) -> Int64 {
    let town = Int64(seed / townSize % 100_000)
    return Instant(iso: "2034-01-31T09:30:00Z")!.seconds + town * 37 % 1_461 * 86_400
      + town * 7_919 % 86_400
  }
}

extension History.Act {
  /// The prices it names.
  var prices: [String] {
    switch self {
    case .subscribe(_, _, let items, _): items.map(\.price)
    case .change(_, _, let price, _, _, _): price.map { [$0] } ?? []
    case .add(_, let price, _, _): [price]
    default: []
    }
  }

  /// The coupons it names.
  var coupons: [String] {
    switch self {
    case .subscribe(_, _, _, let coupons), .discount(_, _, let coupons): coupons
    default: []
    }
  }
}
