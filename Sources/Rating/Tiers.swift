import Monetary

/// Prices that depend on how much there is: each tier holds from behind the one before it up to its own
/// bound, inclusive; the last has no bound.
///
/// What lies below a tier is summed up once, when the tiers are made, so that rating looks one tier up and
/// multiplies once.
public struct Tiers: Sendable {
  public struct Tier: Hashable, Sendable, Codable {
    /// The last quantity of the tier; nil is without end.
    public let upTo: Int64?
    public let unitPrice: UnitPrice
    /// What reaching the tier costs, beside its units.
    public let flat: UnitPrice

    public init(upTo: Int64?, unitPrice: UnitPrice = .zero, flat: UnitPrice = .zero) {
      self.upTo = upTo
      self.unitPrice = unitPrice
      self.flat = flat
    }
  }

  /// What is wrong with tiers; the number is the tier's place, from 0.
  public enum Problem: Error, Hashable, Sendable {
    case tooMany
    case negative(Int)
    /// A bound that is not above the one before it, or not above zero.
    case notAscending(Int)
    /// A tier without end that is not the last.
    case endlessTooEarly(Int)
    /// The last tier has an end, or there is no tier.
    case lastHasEnd
  }

  /// More tiers than anybody can read off a price list.
  public static let most = 100

  public var tiers: [Tier] { table.tiers }
  var rows: [Row] { table.rows }
  private let table: Table

  /// Whether no tier costs anything.
  var isFree: Bool { tiers.allSatisfy { $0.unitPrice == .zero && $0.flat == .zero } }

  /// One object, so that passing tiers around counts one reference.
  private final class Table: Sendable {
    let tiers: [Tier]
    let rows: [Row]
    /// How many rows have a sum: what lies below the others exceeds 128 bits.
    let summedRows: Int

    init(_ tiers: [Tier], _ rows: [Row], summedRows: Int) {
      self.tiers = tiers
      self.rows = rows
      self.summedRows = summedRows
    }
  }

  struct Row: Sendable {
    let upTo: Int64
    /// The bound of the tier before: so many units are below this one.
    let from: Int64
    let unitPrice: UnitPrice
    let flat: UnitPrice
    /// All units below this tier at their prices, and the flat fees of this tier and of all below.
    let base: Int128
  }

  public init(_ tiers: [Tier]) throws(Problem) {
    guard tiers.count <= Tiers.most else { throw .tooMany }
    var bound: Int64 = 0
    for (place, tier) in tiers.enumerated() {
      guard !tier.unitPrice.isNegative, !tier.flat.isNegative else { throw .negative(place) }
      guard let upTo = tier.upTo else {
        guard place == tiers.count - 1 else { throw .endlessTooEarly(place) }
        break
      }
      guard upTo > bound else { throw .notAscending(place) }
      bound = upTo
    }
    guard let last = tiers.last, last.upTo == nil else { throw .lastHasEnd }
    let (rows, summed) = Tiers.summed(tiers)
    table = Table(tiers, rows, summedRows: summed)
  }

  /// The row that holds a quantity, when what lies below it fits in 128 bits.
  func summedRow(of quantity: Int64) -> Row? {
    let place = place(of: quantity)
    return place < table.summedRows ? table.rows[place] : nil
  }

  private static func summed(_ tiers: [Tier]) -> (rows: [Row], summed: Int) {
    var rows: [Row] = []
    var summed = 0
    var from: Int64 = 0
    var below: Int128? = 0
    for tier in tiers {
      let base = below.flatMap { try? exactSum($0, tier.flat.trillionths) }
      rows.append(
        Row(
          upTo: tier.upTo ?? .max, from: from, unitPrice: tier.unitPrice, flat: tier.flat, base: base ?? 0))
      if base != nil { summed += 1 }
      guard let upTo = tier.upTo else { break }
      below = base.flatMap { base in
        try? exactSum(base, exactPerUnit(quantity: upTo - from, at: tier.unitPrice))
      }
      from = upTo
    }
    return (rows, summed)
  }

  /// The row that holds a quantity; what is zero or less lies in the first.
  func place(of quantity: Int64) -> Int {
    var low = 0
    if rows.count > 8 {
      var high = rows.count - 1
      while low < high {
        let middle = (low + high) / 2
        if quantity > rows[middle].upTo { low = middle + 1 } else { high = middle }
      }
      return low
    }
    while quantity > rows[low].upTo { low += 1 }
    return low
  }
}

extension Tiers: Hashable {
  public static func == (one: Tiers, other: Tiers) -> Bool { one.tiers == other.tiers }
  public func hash(into hasher: inout Hasher) { hasher.combine(tiers) }
}

extension Tiers: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(try container.decode([Tier].self))
    } catch let problem as Problem {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no tiers: \(problem)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(tiers)
  }
}
