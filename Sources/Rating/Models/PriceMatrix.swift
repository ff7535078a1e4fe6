import Monetary

/// What one unit costs by two of its traits, such as region and size. What is sold names both.
public struct PriceMatrix: Sendable {
  public struct Cell: Hashable, Sendable, Codable {
    public let row: String
    public let column: String
    public let unitPrice: UnitPrice

    public init(row: String, column: String, unitPrice: UnitPrice) {
      self.row = row
      self.column = column
      self.unitPrice = unitPrice
    }
  }

  public enum Problem: Error, Hashable, Sendable {
    /// The two traits have no names, or the same.
    case dimensionsUnnamed
    case empty
    case tooMany
    case negative(Int)
    /// Two prices for the same values.
    case twice(Int)
    case unnamed(Int)
  }

  public static let most = 1_000

  /// What the rows stand for: "region".
  public let rowName: String
  /// What the columns stand for: "size".
  public let columnName: String
  public let cells: [Cell]
  private let prices: [Key: UnitPrice]

  private struct Key: Hashable, Sendable {
    let row: String
    let column: String
  }

  public init(rows rowName: String, columns columnName: String, _ cells: [Cell]) throws(Problem) {
    guard !rowName.isEmpty, !columnName.isEmpty, rowName != columnName else { throw .dimensionsUnnamed }
    guard !cells.isEmpty else { throw .empty }
    guard cells.count <= PriceMatrix.most else { throw .tooMany }
    var prices: [Key: UnitPrice] = [:]
    for (place, cell) in cells.enumerated() {
      guard !cell.row.isEmpty, !cell.column.isEmpty else { throw .unnamed(place) }
      guard !cell.unitPrice.isNegative else { throw .negative(place) }
      let old = prices.updateValue(cell.unitPrice, forKey: Key(row: cell.row, column: cell.column))
      guard old == nil else { throw .twice(place) }
    }
    self.rowName = rowName
    self.columnName = columnName
    self.cells = cells
    self.prices = prices
  }

  /// Nil for values that have no price together.
  public func unitPrice(row: String, column: String) -> UnitPrice? { prices[Key(row: row, column: column)] }
}

extension PriceMatrix: Hashable {
  public static func == (one: PriceMatrix, other: PriceMatrix) -> Bool {
    one.rowName == other.rowName && one.columnName == other.columnName && one.cells == other.cells
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rowName)
    hasher.combine(columnName)
    hasher.combine(cells)
  }
}

extension PriceMatrix: Codable {
  private enum CodingKeys: CodingKey {
    case rowName, columnName, cells
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    do {
      try self.init(
        rows: try container.decode(String.self, forKey: .rowName),
        columns: try container.decode(String.self, forKey: .columnName),
        try container.decode([Cell].self, forKey: .cells))
    } catch let problem as Problem {
      throw DecodingError.dataCorruptedError(
        forKey: .cells, in: container, debugDescription: "no matrix: \(problem)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rowName, forKey: .rowName)
    try container.encode(columnName, forKey: .columnName)
    try container.encode(cells, forKey: .cells)
  }
}
