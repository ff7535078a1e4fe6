import Monetary

// Numbers for people at a terminal; machines get integers.

extension BinaryInteger {
  /// Grouped by thousands: `7,043`.
  var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1 row`, `2 rows`.
  func counted(_ one: String, _ many: String? = nil) -> String {
    "\(grouped) \(self == 1 ? one : many ?? one + "s")"
  }
}

extension Money {
  /// The amount in major units with its currency's decimals: `316,985.75`.
  var terminalText: String {
    var unit: UInt64 = 1
    for _ in 0..<currency.exponent { unit *= 10 }
    let (whole, rest) = minorUnits.magnitude.quotientAndRemainder(dividingBy: unit)
    let decimals = String(rest)
    let padding = String(repeating: "0", count: max(0, currency.exponent - decimals.count))
    return (minorUnits < 0 ? "-" : "") + whole.grouped
      + (currency.exponent > 0 ? ".\(padding)\(decimals)" : "")
  }
}
