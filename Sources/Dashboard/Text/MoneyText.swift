import Monetary
import Rating

/// Amounts for people. The one formatter of the pages: English, a true minus, no line break inside.
enum MoneyText {
  private static let signs = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩", "brl": "R$", "cad": "CA$",
    "aud": "A$", "nzd": "NZ$", "mxn": "MX$",
  ]

  /// "€1,234.50", "SEK 1,234.50", "−¥500".
  static func text(_ money: Money) -> String {
    let minus = money.isNegative ? "\u{2212}" : ""
    return minus + sign(money.currency) + major(String(money.minorUnits.magnitude), money.currency.exponent)
  }

  static func text(_ minorUnits: Int64, _ currency: Currency) -> String { text(Money(minorUnits, currency)) }

  /// With a plus where it went up: "+€12.00".
  static func change(_ minorUnits: Int64, _ currency: Currency) -> String {
    (minorUnits > 0 ? "+" : "") + text(minorUnits, currency)
  }

  /// A price of one unit, with more decimals where it has them: "€0.00125".
  static func text(_ price: UnitPrice, _ currency: Currency) -> String {
    let parts = price.decimalText.split(separator: ".")
    guard parts.count == 2, let whole = parts.first else {
      return sign(currency) + major(price.decimalText, currency.exponent)
    }
    let point = currency.exponent == 0 ? "." : ""
    return sign(currency) + major(String(whole), currency.exponent) + point + parts[1]
  }

  /// For axes and legends, about three digits: "€1.2k", "−€12k", "€3.4M".
  static func short(_ minorUnits: Int64, _ currency: Currency) -> String {
    let minus = minorUnits < 0 ? "\u{2212}" : ""
    var unit: UInt64 = 1
    for _ in 0..<currency.exponent { unit *= 10 }
    let major = minorUnits.magnitude / unit
    let (scale, letter): (UInt64, String) =
      switch major {
      case ..<10_000: (1, "")
      case ..<1_000_000: (1_000, "k")
      case ..<1_000_000_000: (1_000_000, "M")
      default: (1_000_000_000, "B")
      }
    guard scale > 1 else { return minus + sign(currency) + grouped(String(major)) }
    let tenths = (minorUnits.magnitude / unit * 10 + scale / 2) / scale
    let decimal = tenths % 10 == 0 || tenths >= 1_000 ? "" : ".\(tenths % 10)"
    return minus + sign(currency) + grouped(String(tenths / 10)) + decimal + letter
  }

  private static func sign(_ currency: Currency) -> String {
    signs[currency.code] ?? "\(currency.isoCode)\u{00A0}"
  }

  private static func major(_ digits: String, _ exponent: Int) -> String {
    let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
    let whole = grouped(String(padded.dropLast(exponent)))
    return exponent == 0 ? whole : "\(whole).\(padded.suffix(exponent))"
  }

  static func grouped(_ digits: String) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
