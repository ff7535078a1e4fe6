import Notation

/// A tax of a line, read from its stored text alone.
struct AuditedTax {
  let amount: Int128
  let isInclusive: Bool
  /// What one minor unit bears, in trillionths.
  let ofOne: Int128
  /// Whether the customer pays none.
  private let isExempt: Bool

  init(_ json: JSON) {
    amount = Int128(json["amount"]?.integer ?? .min)
    isInclusive = json.at(["rate", "isInclusive"])?.bool ?? false
    let percent = json.at(["rate", "percentage"])?.string.flatMap(Exact.trillionths)
    ofOne = percent.map { $0 / 100 } ?? -1
    isExempt = ["customer_exempt", "reverse_charge"].contains(json["reason"]?.string ?? "")
  }

  /// - Parameter held: what one minor unit of net bears of all inclusive taxes.
  func expected(on line: Int128, holding held: Int128) -> Int128 {
    guard !isExempt else { return 0 }
    let whole: Int128 = 1_000_000_000_000
    return Exact.halfAwayFromZero(line * ofOne, isInclusive ? whole + held : whole)
  }
}

/// The share of a price that is no tax: read from the rates of an item, or of its contract.
struct AuditedNet {
  private let held: Int128

  init(itemRates: String?, contractRates: String?) {
    let rates = (itemRates ?? contractRates).flatMap(parsed)?.array ?? []
    held = rates.reduce(Int128(0)) { sum, rate in
      guard rate["isInclusive"]?.bool == true else { return sum }
      return sum + (rate["percentage"]?.string.flatMap(Exact.trillionths) ?? 0) / 100
    }
  }

  /// What is left of a level that discounts made less.
  func net(of level: Int128) -> Int64? {
    guard held != 0 else { return Int64(exactly: level) }
    let one: Int128 = 1_000_000_000_000
    return Int64(exactly: Exact.halfEven(level * one, one + held))
  }

  static let whole = AuditedNet(itemRates: nil, contractRates: nil)

  /// As a fraction in lowest terms.
  var fraction: (net: Int128, gross: Int128) {
    let one: Int128 = 1_000_000_000_000
    var (a, b) = (one + held, one)
    while b != 0 { (a, b) = (b, a % b) }
    return (one / a, (one + held) / a)
  }
}
