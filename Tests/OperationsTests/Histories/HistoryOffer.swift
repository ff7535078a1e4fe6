import Catalog
import Chronology
import Monetary
import Rating

extension History {
  /// A price as data.
  struct Offer: Hashable, Codable, Sendable {
    let currency: String
    let model: Model
    let unit: Cadence.Unit
    let count: Int

    var cadence: Cadence { .every(count, unit) }
  }

  /// How a quantity becomes money. Amounts are minor units, as decimal text.
  indirect enum Model: Hashable, Codable, Sendable {
    case perUnit(amount: String)
    case flat(amount: String)
    case graduated(tiers: [Tier])
    case volume(tiers: [Tier])
    case package(amount: String, size: Int64, up: Bool)
    case percentage(percent: String)
    /// Of tiers whose units are percent.
    case graduatedPercentage(tiers: [Tier])
    case matrix(cells: [Cell])
    case custom(minimum: Int64?, maximum: Int64?)
    case allowing(free: Int64, then: Model)
    case bounded(minimum: String?, maximum: String?, then: Model)
  }

  struct Tier: Hashable, Codable, Sendable {
    let upTo: Int64?
    let unit: String
    let flat: String

    init(_ upTo: Int64?, _ unit: String, flat: String = "0") {
      self.upTo = upTo
      self.unit = unit
      self.flat = flat
    }
  }

  struct Cell: Hashable, Codable, Sendable {
    let row: String
    let column: String
    let unit: String
  }

  /// What is settled of a price that leaves something open.
  struct Choice: Hashable, Codable, Sendable {
    var amount: Int64?
    var row: String?
    var column: String?

    var priceChoice: PriceChoice {
      amount.map { .amount($0) } ?? .cell(row: row ?? "", column: column ?? "")
    }
  }
}

extension History.Model {
  /// What a customer finds in a price list; each leaves other halves behind. What a unit costs is nothing
  /// only in the last, in one cell, and where somebody wants to pay nothing.
  static let all: [History.Model] = [
    .flat(amount: "4999"), .flat(amount: "0.5"),
    .graduated(tiers: [.init(10, "100"), .init(100, "33.333333333333"), .init(nil, "7.5", flat: "250")]),
    .graduated(tiers: [.init(3, "0.01", flat: "701"), .init(nil, "999")]),
    .volume(tiers: [.init(5, "1000"), .init(50, "850.5"), .init(nil, "500", flat: "99")]),
    .volume(tiers: [.init(3, "0", flat: "1000"), .init(20, "0", flat: "4999"), .init(nil, "0", flat: "9999")]
    ),
    .package(amount: "701", size: 12, up: true), .package(amount: "333", size: 2, up: false),
    .percentage(percent: "2.9"),
    .graduatedPercentage(tiers: [.init(1_000, "3.5", flat: "25"), .init(nil, "1.75")]),
    .matrix(cells: [
      .init(row: "eu", column: "s", unit: "1001"), .init(row: "eu", column: "l", unit: "3137"),
      .init(row: "us", column: "s", unit: "0"), .init(row: "us", column: "l", unit: "250.5"),
    ]),
    .custom(minimum: 100, maximum: 5_000), .custom(minimum: nil, maximum: nil),
    .allowing(free: 3, then: .perUnit(amount: "999")),
    .allowing(free: 2, then: .graduated(tiers: [.init(5, "101"), .init(nil, "49.5", flat: "10")])),
    .bounded(minimum: "500", maximum: "20000", then: .perUnit(amount: "333")),
    .bounded(minimum: nil, maximum: "3333.3", then: .custom(minimum: 1, maximum: nil)),
    .perUnit(amount: "0"),
  ]

  /// Whether somebody who buys it must settle something.
  var isOpen: Bool {
    switch self {
    case .matrix, .custom: true
    case .allowing(_, let then), .bounded(_, _, let then): then.isOpen
    default: false
    }
  }

  /// Whether some of it may cost nothing, however much there is of it.
  var mayBeFree: Bool {
    switch self {
    case .perUnit(let amount): amount == "0"
    default: isOpen
    }
  }

  var priceModel: PriceModel {
    get throws {
      switch self {
      case .perUnit(let amount): .perUnit(Self.amount(amount))
      case .flat(let amount): .flat(Self.amount(amount))
      case .graduated(let tiers): .graduated(try Self.tiers(tiers))
      case .volume(let tiers): .volume(try Self.tiers(tiers))
      case .package(let amount, let size, let up):
        .package(Package(price: Self.amount(amount), size: size, rounding: up ? .up : .down))
      case .percentage(let percent): .percentage(Self.percentage(percent))
      case .graduatedPercentage(let tiers):
        .graduatedPercentage(
          try PercentageTiers(
            tiers.map {
              .init(upTo: $0.upTo, percentage: Self.percentage($0.unit), flat: Self.amount($0.flat))
            }))
      case .matrix(let cells):
        .matrix(
          try PriceMatrix(
            rows: "region", columns: "size",
            cells.map { .init(row: $0.row, column: $0.column, unitPrice: Self.amount($0.unit)) }))
      case .custom(let minimum, let maximum): .customAmount(CustomAmount(minimum: minimum, maximum: maximum)!)
      case .allowing(let free, let then): .allowing(free: free, then: try then.priceModel)
      case .bounded(let minimum, let maximum, let then):
        .bounded(
          try then.priceModel,
          AmountLimits(minimum: minimum.map(Self.amount), maximum: maximum.map(Self.amount))!)
      }
    }
  }

  private static func amount(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }
  private static func percentage(_ text: String) -> Percentage { Percentage(percent: text)! }

  private static func tiers(_ tiers: [History.Tier]) throws -> Tiers {
    try Tiers(tiers.map { .init(upTo: $0.upTo, unitPrice: amount($0.unit), flat: amount($0.flat)) })
  }
}
