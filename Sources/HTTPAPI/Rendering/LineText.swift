import Chronology
import Invoicing
import Monetary
import Rating

/// What an invoice line says, in the English of the format.
enum LineText {
  static func description(of content: LineContent) -> String {
    if let description = content.description { return description }
    return switch content.wording {
    case .recurring: recurring(content)
    case .unusedTime: "Unused time on \(counted(content)) after \(day(content))"
    case .remainingTime: "Remaining time on \(counted(content)) after \(day(content))"
    case .trial: "Free trial for \(content.quantity) × \(content.name)"
    case .oneOff: content.name
    }
  }

  /// What a piece costs; where that is not one price, what they come to together.
  private static func recurring(_ content: LineContent) -> String {
    if let price = content.explanation.unitPrice {
      return "\(content.quantity) × \(content.name) (at \(pace(of: content, price)))"
    }
    let total = UnitPrice(trillionths: (try? content.explanation.exact()) ?? 0)
    return "\(counted(content)) (\(pace(of: content, total)))"
  }

  /// One piece needs no count, and an amount of money that a percentage is taken of is none.
  private static func counted(_ content: LineContent) -> String {
    let isMoney = content.explanation.steps.contains {
      if case .percentage = $0 { true } else { false }
    }
    return content.quantity == 1 || isMoney ? content.name : "\(content.quantity) × \(content.name)"
  }

  private static func pace(of content: LineContent, _ price: UnitPrice) -> String {
    let amount = MoneyText.text(price, content.amount.currency)
    guard let cadence = content.cadence else { return amount }
    return cadence.count == 1
      ? "\(amount) / \(cadence.unit)" : "\(amount) / every \(cadence.count) \(cadence.unit)s"
  }

  /// The day on which its time begins: "10 Nov 2026".
  private static func day(_ content: LineContent) -> String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = Day(containing: content.period.start, in: content.zone)
    return "\(day.day) \(names[day.month - 1]) \(day.year)"
  }
}

/// Prices in words: "$10.00", "¥500", "CHF 9.90", and more decimals where a price has them.
enum MoneyText {
  private static let signs = [
    "usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩", "brl": "R$", "cad": "CA$",
    "aud": "A$", "nzd": "NZ$", "mxn": "MX$",
  ]

  static func text(_ price: UnitPrice, _ currency: Currency) -> String {
    let sign = signs[currency.code] ?? "\(currency.isoCode) "
    let minus = price.isNegative ? "-" : ""
    return minus + sign + major(price, currency.exponent)
  }

  /// Major units, with at least the currency's decimals.
  private static func major(_ price: UnitPrice, _ exponent: Int) -> String {
    let text = price.isNegative ? String(price.decimalText.dropFirst()) : price.decimalText
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(repeating: "0", count: max(0, exponent + 1 - parts[0].count)) + parts[0]
    let decimals = whole.suffix(exponent) + (parts.count == 2 ? parts[1] : "")
    return decimals.isEmpty ? whole : "\(whole.dropLast(exponent)).\(decimals)"
  }
}
