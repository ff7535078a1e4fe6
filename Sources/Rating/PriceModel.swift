import Monetary

/// How a quantity becomes money. One case, and one file, per model.
public enum PriceModel: Hashable, Sendable, Codable {
  /// Every unit costs the same; see `PerUnit.swift`.
  case perUnit(UnitPrice)

  /// The price of one unit where the model has just one, in minor units.
  public var unitPrice: UnitPrice? {
    switch self {
    case .perUnit(let price): price
    }
  }

  /// What `quantity` costs exactly, before any rounding, in 10⁻¹² minor units.
  /// - Throws: ``MonetaryRefusal/overflow`` beyond 128 bits.
  public func exact(quantity: Int64) throws(MonetaryRefusal) -> Int128 {
    switch self {
    case .perUnit(let price): try exactPerUnit(quantity: quantity, at: price)
    }
  }

  /// How the amount of `quantity` came to be.
  public func explanation(quantity: Int64) -> Explanation {
    switch self {
    case .perUnit(let price): Explanation(steps: [.init(quantity: quantity, unitPrice: price)])
    }
  }

  /// What `quantity` costs for `share` of a period: exact, then rounded once.
  /// - Throws: ``MonetaryRefusal/overflow`` when the amount does not fit Int64 minor units.
  public func rate(
    quantity: Int64, in currency: Currency, share: Share = .whole, rounding: Rounding = .halfAwayFromZero
  ) throws(MonetaryRefusal) -> Money {
    let whole = try exact(quantity: quantity)
    let (product, overflow) = whole.multipliedReportingOverflow(by: Int128(share.numerator))
    guard !overflow else { throw .overflow }
    let denominator = Int128(share.denominator) * 1_000_000_000_000
    guard let minorUnits = Int64(exactly: rounding.divide(product, by: denominator)) else { throw .overflow }
    return Money(minorUnits, currency)
  }
}

/// A part of a period as an exact fraction, usually seconds left of seconds in all.
public struct Share: Hashable, Sendable, Codable {
  public let numerator: Int64
  public let denominator: Int64

  public static let whole = Share(1, of: 1)

  public init(_ numerator: Int64, of denominator: Int64) {
    precondition(denominator > 0, "a share is of something")
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// "3 × 10.00" as data; an edge renders it in a language.
public struct Explanation: Hashable, Sendable, Codable {
  public struct Step: Hashable, Sendable, Codable {
    public let quantity: Int64
    public let unitPrice: UnitPrice

    public init(quantity: Int64, unitPrice: UnitPrice) {
      self.quantity = quantity
      self.unitPrice = unitPrice
    }
  }

  public let steps: [Step]

  public init(steps: [Step]) {
    self.steps = steps
  }
}
