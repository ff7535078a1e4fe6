import Monetary

/// A share of an amount: the price's quantity is that amount, in minor units of its currency.
///
/// Held as what one minor unit costs, in 10⁻¹² minor units: 2.9 % is 0.029. Percent have up to ten decimals.
public struct Percentage: Hashable, Sendable {
  /// What one minor unit of the amount costs.
  public let ofOne: UnitPrice

  init(ofOne: UnitPrice) { self.ofOne = ofOne }

  /// Reads decimal text of percent, as ``UnitPrice/init(decimal:)`` reads it: "2.9". Nil also for more than
  /// ten decimals.
  public init?(percent text: String) {
    guard let percent = UnitPrice(decimal: text) else { return nil }
    let (quotient, rest) = percent.trillionths.quotientAndRemainder(dividingBy: 100)
    guard rest == 0 else { return nil }
    ofOne = UnitPrice(trillionths: quotient)
  }

  /// The canonical text: "2.9".
  public var percentText: String {
    let (percent, overflow) = ofOne.trillionths.multipliedReportingOverflow(by: 100)
    precondition(!overflow, "percent were read from text, and fit")
    return UnitPrice(trillionths: percent).decimalText
  }

  public var isNegative: Bool { ofOne.isNegative }
}

extension Percentage: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let percentage = Percentage(percent: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no percentage: \(text)")
    }
    self = percentage
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(percentText)
  }
}
