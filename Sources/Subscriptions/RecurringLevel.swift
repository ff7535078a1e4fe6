import Catalog
import Chronology
import Identity
import Monetary
import Rating

/// What one item brings in a month, as the facts carry it: enough that every definition of MRR is a fold.
///
/// Amounts are millionths of a minor unit, rounded once, half even, when the fact is made; movements are
/// differences of levels, so that identities are exact.
public struct RecurringLevel: Hashable, Sendable, Codable {
  public let item: SubscriptionItemID
  public let price: PriceID
  public let quantity: Int64
  /// At list price. Discounts and committed minimums join when their issues come.
  public let list: Int64
  /// What counts as recurring revenue: the list price less discounts and inclusive tax; 0 when not recurring.
  public let net: Int64

  public init(item: SubscriptionItemID, price: PriceID, quantity: Int64, list: Int64, net: Int64) {
    self.item = item
    self.price = price
    self.quantity = quantity
    self.list = list
    self.net = net
  }

  /// The most an item may bring in a month: a hundred thousand million minor units.
  public static let most: Int64 = 100_000_000_000_000_000
  /// The most that all contracts of one customer may bring in a month together: forty such items. A
  /// customer's level is 64 bits wide, and this leaves it twice the room: a change is added up item by item,
  /// those that rise perhaps before those that fall.
  public static let customerMost: Int64 = 40 * most
  /// Contracts that bring no more than this are not counted against ``customerMost``: one customer would need
  /// four million of them to fill the other half.
  public static let uncountedMost: Int64 = 1_000_000_000_000

  /// A price's monthly amount: a year is twelve months, a week 84/365 of a month, a day 12/365.
  ///
  /// - Parameter rates: those whose tax the price holds are taken out of it.
  /// - Throws: ``MonetaryRefusal/overflow`` beyond Int64 millionths of a minor unit.
  public static func monthly(
    price: Price, quantity: Int64, choice: PriceChoice? = nil, without rates: [TaxTerms] = []
  ) throws(MonetaryRefusal) -> Int64 {
    guard let cadence = price.cadence else { return 0 }
    let exact = try price.model.exact(quantity: quantity, choice: choice)
    let count = Int128(cadence.count)
    let (numerator, denominator): (Int128, Int128) =
      switch cadence.unit {
      case .month: (1, count)
      case .year: (1, 12 * count)
      case .week: (365, 84 * count)
      case .day: (365, 12 * count)
      }
    let (net, gross) = netShare(of: rates)
    let (product, overflow) = exact.multipliedReportingOverflow(by: numerator * net)
    // From 10⁻¹² to 10⁻⁶ minor units.
    let (divisor, isTooLarge) = (denominator * 1_000_000).multipliedReportingOverflow(by: gross)
    guard !overflow, !isTooLarge, let level = Int64(exactly: Rounding.halfEven.divide(product, by: divisor))
    else { throw .overflow }
    return level
  }

  /// What is left of an amount without the tax it holds, in lowest terms: 4/5 for 25 %.
  private static func netShare(of rates: [TaxTerms]) -> (net: Int128, gross: Int128) {
    let one: Int128 = 1_000_000_000_000
    let gross = one + rates.inclusiveOfOne
    var (common, rest) = (gross, one)
    while rest != 0 { (common, rest) = (rest, common % rest) }
    return (one / common, gross / common)
  }
}

extension Subscription {
  /// What the contract brings in a month, or would once it is paid for; an ended one brings nothing.
  public func monthlyTotal(prices: PriceBook) -> Int128 {
    guard !status.isTerminal else { return 0 }
    return items.reduce(0) { sum, item in
      guard !item.isRemoved, let price = prices[item.price],
        let level = try? RecurringLevel.monthly(
          price: price, quantity: item.quantity, choice: item.choice)
      else { return sum }
      return sum + Int128(level)
    }
  }

  /// What each item brings in a month as things stand; removed items and contracts that do not recur bring 0.
  public func recurringLevels(prices: PriceBook) -> [RecurringLevel] {
    items.map { item in
      guard let price = prices[item.price],
        let list = item.isRemoved
          ? 0
          : try? RecurringLevel.monthly(
            price: price, quantity: item.quantity, choice: item.choice)
      else { preconditionFailure("a contract holds a price that was checked when it was added") }
      let recurs = status.isRecurring && !item.isRemoved
      return RecurringLevel(
        item: item.id, price: item.price, quantity: item.quantity, list: list,
        net: recurs ? net(of: list, item, price) : 0)
    }
  }

  /// The list level without the tax that the price holds.
  private func net(of list: Int64, _ item: SubscriptionItem, _ price: Price) -> Int64 {
    let rates = taxRates(of: item) ?? []
    guard rates.contains(where: \.isInclusive) else { return list }
    let exact = try? RecurringLevel.monthly(
      price: price, quantity: item.quantity, choice: item.choice, without: rates)
    // Only for amounts and percentages with more digits than 128 bits hold together: rounded twice then.
    let whole = 1_000_000_000_000 + rates.inclusiveOfOne
    return exact ?? Int64(Rounding.halfEven.divide(Int128(list) * 1_000_000_000_000, by: whole))
  }
}
