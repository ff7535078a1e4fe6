import Chronology
import Monetary

/// Amounts and dates as files write them.
enum FieldText {
  /// An amount of the major unit, such as `29.85`, as a price in minor units: exact, with up to twelve
  /// decimals beyond the minor unit. Nil for a sign, spaces, groups of digits or letters.
  static func price(_ text: String, currency: Currency, decimalMark: Character) -> UnitPrice? {
    let parts = text.split(separator: decimalMark, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, isDigits(whole), !whole.isEmpty, whole.count <= 18 else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard isDigits(decimals), parts.count == 1 || !decimals.isEmpty else { return nil }
    let exponent = currency.exponent
    let padded = decimals + String(repeating: "0", count: max(0, exponent - decimals.count))
    let minor = whole + padded.prefix(exponent)
    let rest = padded.dropFirst(exponent)
    return UnitPrice(decimal: rest.isEmpty ? String(minor) : "\(minor).\(rest)")
  }

  /// A whole number without sign; nil for anything else.
  static func count(_ text: String) -> Int64? {
    guard !text.isEmpty, isDigits(text[...]) else { return nil }
    return Int64(text)
  }

  /// A day in the order the file writes it, with any of `-`, `/` and `.` between; a time behind it is left
  /// out.
  static func day(_ text: String, order: ImportMap.DateOrder) -> Day? {
    let date = text.split(whereSeparator: { $0 == "T" || $0 == " " }).first ?? ""
    let parts = date.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
    let numbers = parts.compactMap { isDigits($0) && (1...4).contains($0.count) ? Int($0) : nil }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    let places: (year: Int, month: Int, day: Int) =
      switch order {
      case .yearMonthDay: (0, 1, 2)
      case .dayMonthYear: (2, 1, 0)
      case .monthDayYear: (2, 0, 1)
      }
    // A year of two digits could be of any century.
    guard parts[places.year].count == 4 else { return nil }
    return Day(year: numbers[places.year], month: numbers[places.month], day: numbers[places.day])
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
