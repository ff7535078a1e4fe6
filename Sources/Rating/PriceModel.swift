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

  /// What `quantity` costs, with the explanation that a line keeps.
  /// - Throws: ``MonetaryRefusal/overflow`` when the amount does not fit Int64 minor units.
  public func rate(quantity: Int64, in currency: Currency) throws(MonetaryRefusal) -> Rated {
    switch self {
    case .perUnit(let price): try ratePerUnit(quantity: quantity, at: price, in: currency)
    }
  }
}

/// An amount and how it came to be. Rounded once, here, half away from zero.
public struct Rated: Hashable, Sendable {
  public let amount: Money
  public let explanation: Explanation
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
