import Monetary

/// Sold by the box: `quantity` becomes a number of packages, and each costs the same.
public struct Package: Hashable, Sendable, Codable {
  /// What becomes of a package that is not full.
  public enum Rounding: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is charged.
    case up
    /// It is not.
    case down
  }

  /// What one package costs.
  public let price: UnitPrice
  /// How many units a package holds.
  public let size: Int64
  public let rounding: Rounding

  public init(price: UnitPrice, size: Int64, rounding: Rounding) {
    precondition(size > 0, "a package holds something")
    self.price = price
    self.size = size
    self.rounding = rounding
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    price = try container.decode(UnitPrice.self, forKey: .price)
    size = try container.decode(Int64.self, forKey: .size)
    rounding = try container.decode(Rounding.self, forKey: .rounding)
    guard size > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .size, in: container, debugDescription: "a package holds something")
    }
  }

  /// How many packages are charged for.
  public func count(of quantity: Int64) -> Int64 {
    let (full, rest) = quantity.quotientAndRemainder(dividingBy: size)
    // A rest exists only when the size is 2 or more, so one more or less cannot overflow.
    return switch rounding {
    case .up: rest > 0 ? full + 1 : full
    case .down: rest < 0 ? full - 1 : full
    }
  }
}
