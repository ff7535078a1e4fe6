import Chronology
import Monetary

extension ParameterSpecification {
  static func scalar(_ text: String, _ kind: Kind, _ name: String) throws(APIError) -> ParameterValue {
    switch kind {
    case .text(let most):
      // Characters as the format counts them: code points.
      guard text.utf8.count <= most || text.unicodeScalars.count <= most else {
        throw .invalid(name, "Invalid string: \(shortened(text)); must be at most \(most) characters")
      }
      return .text(text)
    case .integer(let range): return .integer(try integer(text, in: range, name))
    case .boolean:
      guard text == "true" || text == "false" else {
        throw .invalid(name, "Invalid boolean: \(shortened(text))")
      }
      return .boolean(text == "true")
    case .choice(let words):
      guard words.contains(text) else {
        throw .invalid(name, "Invalid \(name): must be one of \(listed(words))")
      }
      return .text(text)
    case .timestamp: return .instant(try instant(text, name))
    case .currency: return .currency(try currency(text, name))
    case .decimal(let decimals): return .text(try decimal(text, decimals: decimals, name))
    default: preconditionFailure("\(kind) is no scalar")
    }
  }

  private static func integer(
    _ text: String, in range: ClosedRange<Int64>, _ name: String
  ) throws(APIError) -> Int64 {
    // Int64's own reader takes a plus sign, the format does not.
    guard text.first != "+", let value = Int64(text) else {
      throw APIError(.parameterInvalidInteger, "Invalid integer: \(shortened(text))", parameter: name)
    }
    guard value >= range.lowerBound else {
      throw outOfRange("greater than or equal to \(range.lowerBound)", text, name)
    }
    guard value <= range.upperBound else {
      throw outOfRange("less than or equal to \(range.upperBound)", text, name)
    }
    return value
  }

  private static func outOfRange(_ bound: String, _ text: String, _ name: String) -> APIError {
    APIError(
      .parameterInvalidInteger, "This value must be \(bound) (it currently is '\(text)').", parameter: name)
  }

  static func instant(_ text: String, _ name: String) throws(APIError) -> Instant {
    let seconds = try integer(text, in: .min ... .max, name)
    guard seconds >= 0, let instant = Instant(exactly: seconds) else {
      throw APIError(.parameterInvalidInteger, "Invalid timestamp: \(text)", parameter: name)
    }
    return instant
  }

  private static func currency(_ text: String, _ name: String) throws(APIError) -> Currency {
    guard let currency = Currency(code: text), currency.code == text else {
      throw .invalid(
        name,
        """
        Invalid currency: \(shortened(text)). These currencies are supported: \
        \(Currency.all.map(\.code).joined(separator: ", "))
        """)
    }
    return currency
  }

  /// Digits with at most one point; the value stays text, so it is exact.
  private static func decimal(_ text: String, decimals most: Int, _ name: String) throws(APIError) -> String {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count - digits.count <= 1, (1...2).contains(parts.count), text.utf8.count <= 64,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { throw .invalid(name, "Invalid decimal: \(shortened(text))") }
    if parts.count == 2, parts[1].count > most {
      throw .invalid(name, "Invalid decimal: \(text); must contain at maximum \(most) decimal places.")
    }
    return text
  }

  /// "a, b, or c", as the format lists words.
  static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    if words.count == 2 { return "\(words[0]) or \(last)" }
    return words.dropLast().joined(separator: ", ") + ", or \(last)"
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 40 ? text : "\(text.prefix(30))…\(text.suffix(9))"
  }
}
