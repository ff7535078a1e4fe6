import Chronology
import Identity
import Monetary

public enum ReferenceRatesEntity: Identified {
  public static let prefix = "rates"
}
public typealias ReferenceRatesID = Identifier<ReferenceRatesEntity>

/// What one euro bought on one day, in other currencies: what figures are converted by. Prices are never
/// converted; they are named in each currency.
///
/// A day has one sheet. Naming a currency again replaces its rate and leaves the others.
public struct ReferenceRates: Hashable, Sendable {
  public let day: Day
  /// Never empty; the euro itself is not in it.
  public private(set) var perEuro: [Currency: ExchangeRate]

  /// A day's sheet is named by it: `rates_2026-11-27`.
  public var id: ReferenceRatesID { Self.id(of: day) }

  public static func id(of day: Day) -> ReferenceRatesID {
    ReferenceRatesID("\(ReferenceRatesEntity.prefix)_\(day.isoText)")
  }

  /// - Throws: ``RatesRefusal``, when there is no rate, or one of the euro itself.
  public init(day: Day, perEuro: [Currency: ExchangeRate]) throws(RatesRefusal) {
    guard !perEuro.isEmpty else { throw .noRates(day) }
    guard perEuro[.eur] == nil else { throw .euroAgainstItself }
    self.day = day
    self.perEuro = perEuro
  }

  /// The sheet with newer rates laid over it.
  public func replacing(_ newer: ReferenceRates) -> ReferenceRates {
    var sheet = self
    sheet.perEuro.merge(newer.perEuro) { _, new in new }
    return sheet
  }
}

/// Why rates are not taken.
public enum RatesRefusal: Error, Hashable, Sendable {
  case noRates(Day)
  case euroAgainstItself
}

extension ReferenceRates: Codable {
  private enum CodingKeys: String, CodingKey {
    case day, perEuro
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let texts = try container.decode([String: ExchangeRate].self, forKey: .perEuro)
    var rates: [Currency: ExchangeRate] = [:]
    for (code, rate) in texts {
      guard let currency = Currency(code: code) else {
        throw DecodingError.dataCorruptedError(
          forKey: .perEuro, in: container, debugDescription: "no currency of ISO 4217: \(code)")
      }
      rates[currency] = rate
    }
    try self.init(day: try container.decode(Day.self, forKey: .day), perEuro: rates)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(day, forKey: .day)
    try container.encode(
      Dictionary(uniqueKeysWithValues: perEuro.map { ($0.key.code, $0.value) }), forKey: .perEuro)
  }
}
