/// A currency that one can bill in: an active ISO 4217 currency or fund with a defined minor unit.
///
/// Codes without a minor unit (metals, drawing rights, testing codes) are known but are no `Currency`, so
/// every currency has an exponent. Storage and the wire use the lower-case code. Ordered by code.
public struct Currency: Hashable, Sendable, Comparable {
  /// The row in `CurrencyTable`, which is sorted by code; never stored, because a new edition shifts the
  /// rows.
  private let row: UInt16

  private init(row: UInt16) { self.row = row }

  /// Takes exactly three letters, each in either case; nil for anything that is not a billable currency.
  public init?(code: String) {
    guard let row = CurrencyTable.row(code: code) else { return nil }
    self.row = row
  }

  /// The code as stored and sent: "usd".
  public var code: String { CurrencyTable.rows[Int(row)].code }

  /// The code as ISO 4217 writes it: "USD".
  public var isoCode: String { CurrencyTable.rows[Int(row)].isoCode }

  /// How many decimals the major unit has: 2 for dollars, 0 for yen, 3 for dinars, 4 for units of account.
  ///
  /// These are ISO's. Where a payment format departs from them (HUF, ISK, MGA, TWD, UGX), its edge says so.
  public var exponent: Int { Int(CurrencyTable.rows[Int(row)].exponent) }

  /// ISO's number, for bank files: 840 for dollars.
  public var numericCode: Int { Int(CurrencyTable.rows[Int(row)].numericCode) }

  public static func < (left: Currency, right: Currency) -> Bool { left.row < right.row }

  /// Every billable currency, by code.
  public static let all: [Currency] = CurrencyTable.rows.indices.map { Currency(row: UInt16($0)) }

  /// The listed codes that have no minor unit and so cannot be billed in, such as "xau".
  public static let codesWithoutMinorUnit: [String] = CurrencyTable.codesWithoutMinorUnit

  public static let chf = Currency(code: "chf")!
  public static let dkk = Currency(code: "dkk")!
  public static let eur = Currency(code: "eur")!
  public static let gbp = Currency(code: "gbp")!
  public static let jpy = Currency(code: "jpy")!
  public static let kwd = Currency(code: "kwd")!
  public static let nok = Currency(code: "nok")!
  public static let sek = Currency(code: "sek")!
  public static let usd = Currency(code: "usd")!
}

extension Currency: CustomStringConvertible {
  public var description: String { isoCode }
}

extension Currency: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let code = try container.decode(String.self)
    guard let currency = Currency(code: code) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a currency: \(code)")
    }
    self = currency
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
