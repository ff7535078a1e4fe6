import Monetary

/// "1,000 × €0.10 + 500 × €0.08" as data; an edge renders it in a language.
///
/// It tells how a whole period's amount came to be. A line for part of a period costs that part of it.
public struct Explanation: Hashable, Sendable, Codable {
  public let steps: [Step]

  public init(steps: [Step]) {
    self.steps = steps
  }

  /// One part of an amount.
  public enum Step: Hashable, Sendable {
    /// So many at so much.
    case units(Int64, at: UnitPrice)
    /// A flat amount; with its tier's number, from 1, where a tier asks for it.
    case fee(UnitPrice, tier: Int?)
    /// So many for nothing.
    case free(Int64)
    /// A share of so many minor units.
    case percentage(Percentage, of: Int64)
    /// So many packages of so many units, each at so much.
    case packages(Int64, of: Int64, at: UnitPrice)
    /// So many at the price of two traits' values.
    case cell(row: String, column: String, Int64, at: UnitPrice)
    /// What the price's minimum adds to what was before it.
    case raised(to: UnitPrice, by: UnitPrice)
    /// What the price's maximum takes away; `by` is negative.
    case lowered(to: UnitPrice, by: UnitPrice)
  }

  /// What the steps add up to, in 10⁻¹² minor units.
  /// - Throws: ``MonetaryRefusal/overflow`` beyond 128 bits.
  public func exact() throws(MonetaryRefusal) -> Int128 {
    var sum: Int128 = 0
    for step in steps { sum = try exactSum(sum, step.exact()) }
    return sum
  }

  /// What one unit costs, where that is all there is to say.
  public var unitPrice: UnitPrice? {
    guard steps.count == 1 else { return nil }
    return switch steps[0] {
    case .units(_, let price), .cell(_, _, _, let price): price
    default: nil
    }
  }
}

extension Explanation.Step {
  /// So many at so much.
  public init(quantity: Int64, unitPrice: UnitPrice) { self = .units(quantity, at: unitPrice) }

  /// How many units it is about.
  public var quantity: Int64? {
    switch self {
    case .units(let quantity, _), .cell(_, _, let quantity, _), .free(let quantity): quantity
    default: nil
    }
  }

  /// What each of them costs.
  public var unitPrice: UnitPrice? {
    switch self {
    case .units(_, let price), .cell(_, _, _, let price): price
    default: nil
    }
  }

  /// What the step comes to, in 10⁻¹² minor units.
  public func exact() throws(MonetaryRefusal) -> Int128 {
    switch self {
    case .units(let quantity, let price), .cell(_, _, let quantity, let price),
      .packages(let quantity, _, let price):
      try exactPerUnit(quantity: quantity, at: price)
    case .fee(let fee, _): fee.trillionths
    case .free: 0
    case .percentage(let percentage, let amount): try exactPerUnit(quantity: amount, at: percentage.ofOne)
    case .raised(_, let by), .lowered(_, let by): by.trillionths
    }
  }
}
