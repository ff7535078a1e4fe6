import Monetary

/// An amount as people type it: "19", "19.90", "19,90", "1,234.50", "1.234,50", "1 234,50", "€19".
enum MoneyInput {
  enum Problem: Error, Hashable {
    case unreadable
    case tooManyDecimals(Int)
    /// "1.234" of a currency with three decimals may be one or a thousand.
    case ambiguous
    case tooLarge
  }

  static func minorUnits(_ typed: String, _ currency: Currency) throws(Problem) -> Int64 {
    let kept = typed.filter { !$0.isWhitespace && $0 != "\u{00A0}" && $0 != "'" && $0 != "’" }
    let bare = kept.drop { !$0.isNumber && $0 != "-" && $0 != "." && $0 != "," }
    guard bare.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "," }),
      bare.first?.isNumber == true
    else { throw .unreadable }
    let (whole, decimals) = try split(String(bare), currency.exponent)
    guard decimals.count <= currency.exponent else { throw .tooManyDecimals(currency.exponent) }
    let padding = String(repeating: "0", count: currency.exponent - decimals.count)
    guard let amount = Int64(whole + decimals + padding), amount <= 999_999_999_999 else { throw .tooLarge }
    return amount
  }

  /// Digits before and after the decimal mark: the last mark, unless it can only group thousands.
  private static func split(_ text: String, _ exponent: Int) throws(Problem) -> (String, String) {
    guard let last = text.lastIndex(where: { $0 == "." || $0 == "," }) else { return (text, "") }
    let mark = text[last]
    let after = String(text[text.index(after: last)...])
    let marks = text.filter { $0 == "." || $0 == "," }
    let repeats = marks.filter { $0 == mark }.count > 1
    let isMixed = Set(marks).count > 1
    if repeats && isMixed { throw .unreadable }
    if !isMixed, repeats || after.count == 3 {
      guard repeats || exponent != 3 else { throw .ambiguous }
      return (try ungrouped(text, mark), "")
    }
    guard !after.isEmpty else { throw .unreadable }
    let before = String(text[..<last])
    guard let grouping = before.first(where: { $0 == "." || $0 == "," }) else { return (before, after) }
    return (try ungrouped(before, grouping), after)
  }

  /// Groups of three behind a first one of one to three, which is not nothing.
  private static func ungrouped(_ text: String, _ mark: Character) throws(Problem) -> String {
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    let isGrouped =
      (1...3).contains(groups[0].count) && groups[0].first != "0"
      && groups.dropFirst().allSatisfy { $0.count == 3 }
    guard isGrouped else { throw .unreadable }
    return groups.joined()
  }
}
