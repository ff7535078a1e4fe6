import Monetary

// How steps are stored, on every line for good: a `kind` and its members. Steps without one are from before
// there were others, and the most common still: units.

extension Explanation.Step: Codable {
  enum CodingKeys: CodingKey {
    case kind, quantity, unitPrice, amount, tier, percentage, size, row, column, by
  }

  /// The stored words for the kinds of steps but `units`.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case fee, free, percentage, packages, cell, raised, lowered
  }

  /// Nil for units.
  public var kind: Kind? {
    switch self {
    case .units: nil
    case .fee: .fee
    case .free: .free
    case .percentage: .percentage
    case .packages: .packages
    case .cell: .cell
    case .raised: .raised
    case .lowered: .lowered
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(kind, forKey: .kind)
    switch self {
    case .units(let quantity, let price):
      try container.encode(quantity, forKey: .quantity)
      try container.encode(price, forKey: .unitPrice)
    case .fee(let fee, let tier):
      try container.encode(fee, forKey: .amount)
      try container.encodeIfPresent(tier, forKey: .tier)
    case .free(let quantity): try container.encode(quantity, forKey: .quantity)
    case .percentage(let percentage, let amount):
      try container.encode(percentage, forKey: .percentage)
      try container.encode(amount, forKey: .quantity)
    case .packages(let count, let size, let price):
      try container.encode(count, forKey: .quantity)
      try container.encode(size, forKey: .size)
      try container.encode(price, forKey: .unitPrice)
    case .cell(let row, let column, let quantity, let price):
      try container.encode(row, forKey: .row)
      try container.encode(column, forKey: .column)
      try container.encode(quantity, forKey: .quantity)
      try container.encode(price, forKey: .unitPrice)
    case .raised(let to, let by), .lowered(let to, let by):
      try container.encode(to, forKey: .amount)
      try container.encode(by, forKey: .by)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func integer(_ key: CodingKeys) throws -> Int64 { try container.decode(Int64.self, forKey: key) }
    func price(_ key: CodingKeys) throws -> UnitPrice { try container.decode(UnitPrice.self, forKey: key) }
    func text(_ key: CodingKeys) throws -> String { try container.decode(String.self, forKey: key) }
    self =
      switch try container.decodeIfPresent(Kind.self, forKey: .kind) {
      case nil: .units(try integer(.quantity), at: try price(.unitPrice))
      case .fee?: .fee(try price(.amount), tier: try container.decodeIfPresent(Int.self, forKey: .tier))
      case .free?: .free(try integer(.quantity))
      case .percentage?:
        .percentage(
          try container.decode(Percentage.self, forKey: .percentage), of: try integer(.quantity))
      case .packages?:
        .packages(try integer(.quantity), of: try integer(.size), at: try price(.unitPrice))
      case .cell?:
        .cell(
          row: try text(.row), column: try text(.column), try integer(.quantity), at: try price(.unitPrice))
      case .raised?: .raised(to: try price(.amount), by: try price(.by))
      case .lowered?: .lowered(to: try price(.amount), by: try price(.by))
      }
  }
}
