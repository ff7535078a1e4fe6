import Monetary
import Rating

/// Amounts for people. The one formatter of the pages: in the language of the page,
/// a true minus, no line break inside.
enum MoneyText {
  private static let signs = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩", "brl": "R$", "cad": "CA$",
    "aud": "A$", "nzd": "NZ$", "mxn": "MX$",
  ]

  /// "€1,234.50", "SEK 1,234.50", "−¥500".
  static func text(_ money: Money) -> String {
    let minus = money.isNegative ? "\u{2212}" : ""
    return minus
      + signed(major(String(money.minorUnits.magnitude), money.currency.exponent), money.currency)
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
      return signed(major(price.decimalText, currency.exponent), currency)
    }
    let point = currency.exponent == 0 ? Language.current.decimalMark : ""
    return signed(major(String(whole), currency.exponent) + point + parts[1], currency)
  }

  /// For axes and legends, about three digits: "€1.2k", "−€12k", "€3.4M".
  static func short(_ minorUnits: Int64, _ currency: Currency) -> String {
    let minus = minorUnits < 0 ? "\u{2212}" : ""
    var unit: UInt64 = 1
    for _ in 0..<currency.exponent { unit *= 10 }
    let major = minorUnits.magnitude / unit
    let language = Language.current
    let scales = language.shortScales
    let (scale, word): (UInt64, String) =
      switch major {
      case ..<10_000: (1, "")
      case ..<1_000_000: scales.thousand.map { (1_000, $0) } ?? (1, "")
      case ..<1_000_000_000: (1_000_000, scales.million)
      default: (1_000_000_000, scales.billion)
      }
    guard scale > 1 else { return minus + signed(grouped(String(major)), currency) }
    let tenths = (minorUnits.magnitude / unit * 10 + scale / 2) / scale
    let decimal = tenths % 10 == 0 || tenths >= 1_000 ? "" : "\(language.decimalMark)\(tenths % 10)"
    return minus + signed(grouped(String(tenths / 10)) + decimal + word, currency)
  }

  private static func signed(_ number: String, _ currency: Currency) -> String {
    let sign = signs[currency.code]
    return Language.current.amount(number, sign: sign ?? currency.isoCode, isWord: sign == nil)
  }

  private static func major(_ digits: String, _ exponent: Int) -> String {
    let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
    let whole = grouped(String(padded.dropLast(exponent)))
    return exponent == 0 ? whole : "\(whole)\(Language.current.decimalMark)\(padded.suffix(exponent))"
  }

  static func grouped(_ digits: String) -> String {
    let mark = Language.current.groupingMark
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += mark }
      text.append(digit)
    }
    return text
  }
}
