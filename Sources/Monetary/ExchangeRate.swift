/// How much of a currency one euro buys: a decimal of up to nine places, more than zero.
///
/// All rates are against the euro, as the European Central Bank publishes them. The rate between two other
/// currencies follows from theirs.
public struct ExchangeRate: Hashable, Sendable {
  /// Billionths of the currency's major unit; more than zero.
  public let billionths: Int64

  /// Decimals that a rate may have.
  public static let decimalsMost = 9
  /// One euro buys one euro.
  public static let euro = ExchangeRate(billionths: billion)!

  private static let billion: Int64 = 1_000_000_000

  /// Nil when it is not more than zero.
  public init?(billionths: Int64) {
    guard billionths > 0 else { return nil }
    self.billionths = billionths
  }

  /// Reads "11.4385": digits, optionally a point with one to nine decimals; more than zero, and less than
  /// nine billion. Trailing zeros are fine; a sign, spaces or an exponent are not.
  public init?(decimal text: String) {
    guard text.utf8.first != UInt8(ascii: "-"), let parsed = UnitPrice(decimal: text) else { return nil }
    let (whole, rest) = parsed.trillionths.quotientAndRemainder(dividingBy: 1_000)
    guard rest == 0, let billionths = Int64(exactly: whole) else { return nil }
    self.init(billionths: billionths)
  }

  /// The canonical text: no leading zeros, no trailing decimals. "11.4385", "160".
  public var decimalText: String { UnitPrice(trillionths: Int128(billionths) * 1_000).decimalText }
}

extension ExchangeRate: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let rate = ExchangeRate(decimal: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an exchange rate in decimal text: \(text)")
    }
    self = rate
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(decimalText)
  }
}
