import Identity
import Monetary

/// Works out what discounts take off several amounts: first those of each amount alone, then those of all
/// together, each on what the one before it left, and never more than that.
///
/// A discount of all together is worked out once and reaches the amounts as ``Money/apportion(_:within:)``
/// says: 5.00 off 10.00 and 20.00 is 1.66 and 3.34.
public struct Discounting: Sendable {
  public struct Part: Sendable {
    /// Below zero, or not to be discounted, is nothing here.
    public let amount: Int64
    public let product: ProductID?
    public let own: [Discount]

    public init(_ amount: Int64, of product: ProductID?, own: [Discount] = []) {
      self.amount = max(0, amount)
      self.product = product
      self.own = own
    }
  }

  private let rounding: Rounding
  private let isApportioned: Bool
  private let scale: @Sendable (Int64) -> Int64

  /// Minor units on lines: rounded half away from zero.
  public static let ofLines = Discounting(rounding: .halfAwayFromZero, isApportioned: true) { $0 }

  /// - Parameters:
  ///   - isApportioned: whether a percentage of all together is rounded once; otherwise on each amount.
  ///   - scale: what an amount off is in the amounts' own unit.
  public init(rounding: Rounding, isApportioned: Bool, scale: @escaping @Sendable (Int64) -> Int64) {
    self.rounding = rounding
    self.isApportioned = isApportioned
    self.scale = scale
  }

  /// What is taken off each part, in the order in which it is.
  ///
  /// - Throws: ``MonetaryRefusal/overflow`` when the parts together are no amount.
  public func taken(
    off parts: [Part], by shared: [Discount]
  ) throws(MonetaryRefusal) -> [[DiscountAmount]] {
    var left = parts.map(\.amount)
    var taken = parts.map { _ in [DiscountAmount]() }
    func take(_ amount: Int64, _ discount: Discount, from place: Int) {
      guard amount > 0 else { return }
      left[place] -= amount
      taken[place].append(DiscountAmount(discount, amount))
    }
    for (place, part) in parts.enumerated() {
      for discount in part.own where discount.applies(to: part.product) {
        take(off(discount, left[place]), discount, from: place)
      }
    }
    for discount in shared {
      let places = parts.indices.filter { left[$0] > 0 && discount.applies(to: parts[$0].product) }
      guard !places.isEmpty else { continue }
      if !isApportioned, case .percent = discount.reduction {
        for place in places { take(off(discount, left[place]), discount, from: place) }
        continue
      }
      let sum = places.reduce(Int128(0)) { $0 + Int128(left[$1]) }
      guard let base = Int64(exactly: sum) else { throw .overflow }
      let shares = Money.apportion(off(discount, base), within: places.map { left[$0] })
      for (place, share) in zip(places, shares) { take(share, discount, from: place) }
    }
    return taken
  }

  /// What a discount takes off one amount, which it never exceeds.
  public func off(_ discount: Discount, _ base: Int64) -> Int64 {
    switch discount.reduction {
    case .percent(let percentage):
      let exact = Int128(base) * percentage.ofOne.trillionths
      return min(base, Int64(clamping: rounding.divide(exact, by: 1_000_000_000_000)))
    case .amount(let amount): return min(base, scale(amount))
    }
  }
}
