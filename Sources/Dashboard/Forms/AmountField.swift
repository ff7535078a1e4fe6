import Monetary
import Rating

extension FormState {
  /// The amount that a field says; complains there when it says none.
  /// - Parameter allowingLess: also takes one below zero, which gives something back.
  mutating func amount(_ field: String, _ currency: Currency, allowingLess: Bool = false) -> Int64? {
    guard let typed = fields[field] else {
      complain(field, say("Enter an amount."))
      return nil
    }
    let isLess = allowingLess && (typed.hasPrefix("-") || typed.hasPrefix("\u{2212}"))
    do {
      let amount = try MoneyInput.minorUnits(isLess ? String(typed.dropFirst()) : typed, currency)
      return isLess ? -amount : amount
    } catch {
      let text: String =
        switch error {
        case .unreadable: say("\"{}\" is no amount. Write it as 19 or 19.90.", typed)
        case .tooManyDecimals(0): say("{} has no decimals.", currency.isoCode)
        case .tooManyDecimals(let most): say("{} has at most {} decimals.", currency.isoCode, String(most))
        case .ambiguous: say("\"{}\" could be one or a thousand. Write all decimals or none.", typed)
        case .tooLarge: say("The amount is too large.")
        }
      complain(field, text)
      return nil
    }
  }

  /// The percentage that a field says, with a point or a comma, above zero and up to a hundred.
  mutating func percentage(_ field: String) -> Percentage? {
    let typed = fields[field]?.replacing(",", with: ".")
    let whole: Int128 = 1_000_000_000_000
    guard let typed, let percentage = Percentage(percent: typed), percentage.ofOne.trillionths > 0,
      percentage.ofOne.trillionths <= whole
    else {
      complain(field, say("A percentage is larger than 0 and at most 100, such as 25 or 7.7."))
      return nil
    }
    return percentage
  }

  /// The whole number that a field says; nil when it says nothing.
  mutating func count(_ field: String, _ range: ClosedRange<Int64>, _ name: String) -> Int64? {
    guard let typed = fields[field] else { return nil }
    guard let count = Int64(typed), range.contains(count) else {
      let (least, most) = (String(range.lowerBound), MoneyText.grouped(String(range.upperBound)))
      complain(field, say("{} is a whole number from {} to {}.", name, least, most))
      return nil
    }
    return count
  }
}
