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
  /// At list price. Committed minimums join when their issue comes.
  public let list: Int64
  /// What each discount takes off that; nil is nothing.
  public let discounts: [LevelDiscount]?
  /// What counts as recurring revenue: the list price less the discounts that count and inclusive tax; 0 when
  /// not recurring.
  public let net: Int64

  public init(
    item: SubscriptionItemID, price: PriceID, quantity: Int64, list: Int64,
    discounts: [LevelDiscount]? = nil, net: Int64
  ) {
    self.item = item
    self.price = price
    self.quantity = quantity
    self.list = list
    self.discounts = discounts
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
    let (numerator, denominator) = cadence.inMonths
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
    let lists = items.map { item in
      guard let price = prices[item.price],
        let list = item.isRemoved
          ? 0
          : try? RecurringLevel.monthly(
            price: price, quantity: item.quantity, choice: item.choice)
      else { preconditionFailure("a contract holds a price that was checked when it was added") }
      return (price, list)
    }
    let discounts = levelDiscounts(of: lists)
    return zip(items, zip(lists, discounts)).map { item, known in
      let ((price, list), discounts) = known
      let counted = discounts.filter(\.counts).reduce(0) { $0 + $1.amount }
      let recurs = status.isRecurring && !item.isRemoved
      return RecurringLevel(
        item: item.id, price: item.price, quantity: item.quantity, list: list,
        discounts: discounts.isEmpty ? nil : discounts,
        net: recurs ? net(of: list, less: counted, item, price) : 0)
    }
  }

  /// What discounts take off each item in a month. Percentages are rounded on each item, half even, so that
  /// nothing moves an item but its own; amounts off the whole contract are spread as on an invoice.
  private func levelDiscounts(of lists: [(price: Price, level: Int64)]) -> [[LevelDiscount]] {
    guard discounts != nil || items.contains(where: { $0.discounts != nil }) else {
      return items.map { _ in [] }
    }
    var (left, levels) = (lists.map(\.level), items.map { _ in [LevelDiscount]() })
    func take(
      _ places: [Int], own: [Discount], _ shared: [Discount], every cadence: Cadence, counting: Bool
    ) {
      func wanted(_ all: [Discount]) -> [Discount] {
        all.filter { ($0.duration != .once || cadence.isYearOrMore) == counting }
      }
      let parts = places.map {
        Discounting.Part(left[$0], of: lists[$0].price.product, own: wanted(own))
      }
      guard let taken = try? cadence.levelDiscounting.taken(off: parts, by: wanted(shared)) else {
        preconditionFailure("forty items of the most that one may bring are an amount")
      }
      for (place, parts) in zip(places, taken) {
        left[place] -= parts.total
        levels[place] += parts.map { part in
          LevelDiscount(
            discount: part.discount.id, duration: part.discount.duration, amount: part.amount,
            counts: counting)
        }
      }
    }
    // What does not count comes last, so that nothing that counts changes when it is used up.
    for counting in [true, false] {
      for (place, item) in items.enumerated() {
        take([place], own: item.discounts ?? [], [], every: cadence(of: item), counting: counting)
      }
      take(Array(items.indices), own: [], discounts ?? [], every: cadence, counting: counting)
    }
    return levels
  }

  /// The list level without what discounts take off it and the tax that the rest holds.
  private func net(of list: Int64, less discount: Int64, _ item: SubscriptionItem, _ price: Price) -> Int64 {
    let rates = taxRates(of: item) ?? []
    guard rates.contains(where: \.isInclusive) else { return list - discount }
    let exact =
      discount != 0
      ? nil
      : try? RecurringLevel.monthly(
        price: price, quantity: item.quantity, choice: item.choice, without: rates)
    // With discounts, and for amounts and percentages with more digits than 128 bits hold together: rounded
    // twice then.
    let whole = 1_000_000_000_000 + rates.inclusiveOfOne
    return exact
      ?? Int64(Rounding.halfEven.divide(Int128(list - discount) * 1_000_000_000_000, by: whole))
  }
}

/// What one discount takes off one item in a month, in millionths of a minor unit.
public struct LevelDiscount: Hashable, Sendable, Codable {
  public let discount: DiscountID
  public let duration: CouponDuration
  public let amount: Int64
  /// Whether recurring revenue is less by it: one that is used once is not recurring, unless that once is a
  /// year or more.
  public let counts: Bool

  public init(discount: DiscountID, duration: CouponDuration, amount: Int64, counts: Bool) {
    self.discount = discount
    self.duration = duration
    self.amount = amount
    self.counts = counts
  }
}

extension Cadence {
  /// How many times it fits into a month, as a fraction: a year is twelve months, a week 84/365 of a month, a
  /// day 12/365.
  public var inMonths: (numerator: Int128, denominator: Int128) {
    let count = Int128(count)
    return switch unit {
    case .month: (1, count)
    case .year: (1, 12 * count)
    case .week: (365, 84 * count)
    case .day: (365, 12 * count)
    }
  }

  /// How an amount that is taken off each time becomes one of a month.
  fileprivate var levelDiscounting: Discounting {
    let (numerator, denominator) = inMonths
    return Discounting(rounding: .halfEven, isApportioned: false) { amount in
      Int64(clamping: Rounding.halfEven.divide(Int128(amount) * 1_000_000 * numerator, by: denominator))
    }
  }

  public var isYearOrMore: Bool {
    switch unit {
    case .year: true
    case .month: count >= 12
    case .week: count >= 52
    case .day: count >= 365
    }
  }
}
