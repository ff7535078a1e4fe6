import Chronology
import Monetary

/// **Concentration**: how much hangs on the largest customers.
public struct Concentration: Hashable, Sendable {
  /// Customers by what they bring, the largest first; ties by index.
  public let ranked: [Ranked]
  public let total: Int128

  public struct Ranked: Hashable, Sendable {
    public let customer: UInt32
    public let amount: Int128
  }

  public init(_ amounts: [(customer: UInt32, amount: Int128)]) {
    ranked = amounts.filter { $0.amount > 0 }.map { Ranked(customer: $0.customer, amount: $0.amount) }
      .sorted { $0.amount == $1.amount ? $0.customer < $1.customer : $0.amount > $1.amount }
    total = ranked.reduce(0) { $0 + $1.amount }
  }

  /// What the `count` largest bring of all; nil of nothing.
  public func share(ofTop count: Int) -> Double? {
    guard total > 0 else { return nil }
    return Double(ranked.prefix(count).reduce(Int128(0)) { $0 + $1.amount }) / Double(total)
  }

  /// The Herfindahl–Hirschman index Σ share²: 1 for a single customer, 1/n for n alike; nil of nothing.
  public var herfindahl: Double? {
    guard total > 0 else { return nil }
    return ranked.reduce(0) { sum, one in
      let share = Double(one.amount) / Double(total)
      return sum + share * share
    }
  }
}

extension MovementColumns {
  /// Who brings what at the beginning of a day, in one currency.
  public func concentration(before day: Day, in currency: Currency, of selection: RowSelection)
    -> Concentration
  {
    guard let wanted = currencies.index(of: currency) else { return Concentration([]) }
    let levels = levels(before: day, of: selection)
    var amounts: [(customer: UInt32, amount: Int128)] = []
    for (level, payer) in zip(levels, payers.ids) where level > 0 && payer.currency == UInt8(wanted) {
      amounts.append((payer.customer, Int128(level)))
    }
    return Concentration(amounts)
  }
}
