import Monetary

/// How a quantity becomes money. One case, and one file in `Models`, per model.
public enum PriceModel: Hashable, Sendable, Codable {
  /// Every unit costs the same.
  case perUnit(UnitPrice)
  /// The same whatever the quantity.
  case flat(UnitPrice)
  /// Each unit at the price of its tier.
  case graduated(Tiers)
  /// All units at the price of the tier their number reaches; stairs are volume tiers without unit prices.
  case volume(Tiers)
  /// By the box.
  case package(Package)
  /// A share of an amount, which is the quantity in minor units.
  case percentage(Percentage)
  /// A share that changes with the amount.
  case graduatedPercentage(PercentageTiers)
  /// By two traits that the item names.
  case matrix(PriceMatrix)
  /// What the buyer names, within bounds.
  case customAmount(CustomAmount)
  /// Some units free in every period, the others by another model.
  indirect case allowing(free: Int64, then: PriceModel)
  /// Another model's amount, but never less or more than this.
  indirect case bounded(PriceModel, AmountLimits)

  /// The price of one unit where the model has just one, in minor units.
  public var unitPrice: UnitPrice? {
    if case .perUnit(let price) = self { price } else { nil }
  }

  /// What `quantity` costs exactly, before any rounding, in 10⁻¹² minor units.
  ///
  /// - Parameter choice: what the item settles of a price that leaves it open; ``check(_:)`` before.
  /// - Throws: ``MonetaryRefusal/overflow`` beyond 128 bits, ``MonetaryRefusal/choiceMissing`` for an open
  ///   price without the choice it needs.
  public func exact(quantity: Int64, choice: PriceChoice? = nil) throws(MonetaryRefusal) -> Int128 {
    switch self {
    case .perUnit(let price): return try exactPerUnit(quantity: quantity, at: price)
    case .flat(let fee): return fee.trillionths
    case .graduated(let tiers): return try exactGraduated(quantity: quantity, in: tiers)
    case .volume(let tiers): return try exactVolume(quantity: quantity, in: tiers)
    case .package(let package):
      return try exactPerUnit(quantity: package.count(of: quantity), at: package.price)
    case .percentage(let percentage): return try exactPerUnit(quantity: quantity, at: percentage.ofOne)
    case .graduatedPercentage(let tiers):
      return try exactGraduated(quantity: quantity, in: tiers.graduated)
    case .matrix, .customAmount:
      guard let price = settledUnitPrice(by: choice) else { throw .choiceMissing }
      return try exactPerUnit(quantity: quantity, at: price)
    case .allowing(let free, let then):
      return try then.exact(quantity: splitFree(quantity, allowance: free).paid, choice: choice)
    case .bounded(let model, let limits):
      return limits.clamp(try model.exact(quantity: quantity, choice: choice))
    }
  }

  /// How the amount of `quantity` came to be; its steps add up to ``exact(quantity:choice:)``.
  public func explanation(quantity: Int64, choice: PriceChoice? = nil) -> Explanation {
    switch self {
    case .perUnit(let price): return Explanation(steps: [.units(quantity, at: price)])
    case .flat(let fee): return .flat(fee)
    case .graduated(let tiers):
      return .graduated(quantity: quantity, in: tiers) { .units($0, at: $1) }
    case .volume(let tiers): return .volume(quantity: quantity, in: tiers)
    case .package(let package):
      let count = package.count(of: quantity)
      return Explanation(steps: [.packages(count, of: package.size, at: package.price)])
    case .percentage(let percentage): return Explanation(steps: [.percentage(percentage, of: quantity)])
    case .graduatedPercentage(let tiers):
      return .graduated(quantity: quantity, in: tiers.graduated) {
        .percentage(Percentage(ofOne: $1), of: $0)
      }
    case .matrix, .customAmount:
      guard let price = settledUnitPrice(by: choice) else { return Explanation(steps: []) }
      guard case .cell(let row, let column) = choice else {
        return Explanation(steps: [.units(quantity, at: price)])
      }
      return Explanation(steps: [.cell(row: row, column: column, quantity, at: price)])
    case .allowing(let allowance, let then):
      let (free, paid) = splitFree(quantity, allowance: allowance)
      return then.explanation(quantity: paid, choice: choice).afterFree(free)
    case .bounded(let model, let limits):
      return model.explanation(quantity: quantity, choice: choice).within(limits)
    }
  }

  private func settledUnitPrice(by choice: PriceChoice?) -> UnitPrice? {
    switch (self, choice) {
    case (.matrix(let matrix), .cell(let row, let column)): matrix.unitPrice(row: row, column: column)
    case (.customAmount, .amount(let amount)): UnitPrice(minorUnits: amount)
    default: nil
    }
  }

  /// What `quantity` costs for `share` of a period: exact, then rounded once.
  /// - Throws: ``MonetaryRefusal/overflow`` when the amount does not fit Int64 minor units.
  public func rate(
    quantity: Int64, choice: PriceChoice? = nil, in currency: Currency, share: Share = .whole,
    rounding: Rounding = .halfAwayFromZero
  ) throws(MonetaryRefusal) -> Money {
    let whole = try exact(quantity: quantity, choice: choice)
    if share == .whole {
      guard let minorUnits = rounding.minorUnits(ofTrillionths: whole) else { throw .overflow }
      return Money(minorUnits, currency)
    }
    let (product, overflow) = whole.multipliedReportingOverflow(by: Int128(share.numerator))
    guard !overflow else { throw .overflow }
    let denominator = Int128(share.denominator) * 1_000_000_000_000
    guard let minorUnits = Int64(exactly: rounding.divide(product, by: denominator)) else { throw .overflow }
    return Money(minorUnits, currency)
  }

  /// Whether nothing of it costs anything, however much there is and whatever is chosen.
  public var isFree: Bool {
    switch self {
    case .perUnit(let price), .flat(let price): price == .zero
    case .package(let package): package.price == .zero
    case .percentage(let percentage): percentage.ofOne == .zero
    case .graduated(let tiers), .volume(let tiers): tiers.isFree
    case .graduatedPercentage(let tiers): tiers.graduated.isFree
    case .matrix(let matrix): matrix.cells.allSatisfy { $0.unitPrice == .zero }
    case .customAmount: false
    case .allowing(_, let then): then.isFree
    case .bounded(let model, let limits):
      limits.maximum == .zero || (model.isFree && limits.minimum ?? .zero == .zero)
    }
  }

  /// Whether some amount of it is below zero, which no price may be.
  public var isNegative: Bool {
    switch self {
    case .perUnit(let price), .flat(let price): price.isNegative
    case .package(let package): package.price.isNegative
    case .percentage(let percentage): percentage.isNegative
    case .allowing(let free, let then): free < 0 || then.isNegative
    case .bounded(let model, _): model.isNegative
    case .graduated, .volume, .graduatedPercentage, .matrix, .customAmount: false
    }
  }
}
