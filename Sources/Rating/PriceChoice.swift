import Monetary

/// What the buyer settles where a price leaves it open. An item carries it; other prices have none.
public enum PriceChoice: Hashable, Sendable {
  /// What one unit costs, in minor units, of a price that lets the buyer name it.
  case amount(Int64)
  /// The two values that find a unit's price in a matrix.
  case cell(row: String, column: String)
}

/// A choice that a price does not take.
public enum ChoiceRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// The price needs one.
  case missing
  /// The price leaves nothing open, or something else.
  case notOffered
  /// The amount lies outside the price's bounds.
  case outOfBounds
  /// The matrix has no price for these values.
  case unknownCell
}

extension PriceModel {
  /// Refuses a choice that this model does not take, and the lack of one that it needs.
  public func check(_ choice: PriceChoice?) throws(ChoiceRefusal) {
    switch (self, choice) {
    case (.allowing(_, let then), _): try then.check(choice)
    case (.bounded(let model, _), _): try model.check(choice)
    case (.customAmount(let bounds), .amount(let amount)?):
      guard amount >= bounds.minimum ?? 0, amount <= bounds.maximum ?? .max else { throw .outOfBounds }
    case (.matrix(let matrix), .cell(let row, let column)?):
      guard matrix.unitPrice(row: row, column: column) != nil else { throw .unknownCell }
    case (.customAmount, nil), (.matrix, nil): throw .missing
    case (_, nil): return
    case (_, _?): throw .notOffered
    }
  }
}

extension PriceChoice: Codable {
  private enum CodingKeys: CodingKey {
    case amount, row, column
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let amount = try container.decodeIfPresent(Int64.self, forKey: .amount) {
      self = .amount(amount)
    } else {
      self = .cell(
        row: try container.decode(String.self, forKey: .row),
        column: try container.decode(String.self, forKey: .column))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .amount(let amount): try container.encode(amount, forKey: .amount)
    case .cell(let row, let column):
      try container.encode(row, forKey: .row)
      try container.encode(column, forKey: .column)
    }
  }
}
