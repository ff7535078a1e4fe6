import Monetary

/// What a query or a sent form says: each name once, as text.
struct FormFields: Sendable {
  private var values: [String: String] = [:]

  init() {}

  /// Nil for what no browser sends: broken percent signs, text that is not UTF-8, NUL, a name given twice, or
  /// more than a hundred names.
  init?(_ bytes: some Collection<UInt8>) {
    let pairs = bytes.split(separator: UInt8(ascii: "&"))
    guard pairs.count <= 100 else { return nil }
    for pair in pairs {
      let middle = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = Self.decoded(pair[..<middle]), let value = Self.decoded(pair[middle...].dropFirst()),
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
  }

  /// What is said something of.
  var names: Set<String> { Set(values.keys) }

  /// Without what surrounds it; empty text is absent.
  subscript(name: String) -> String? {
    get {
      let text = (values[name] ?? "").drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
      return text.isEmpty ? nil : String(text.reversed())
    }
    set { values[name] = newValue }
  }

  /// A currency that the address names.
  /// - Throws: ``SiteRefusal/missing`` for one that there is not.
  func currency(_ name: String) throws -> Currency? {
    try self[name].map { code in
      guard let currency = Currency(code: code) else { throw SiteRefusal.missing }
      return currency
    }
  }

  /// As it was typed: passwords may begin with a space.
  func exactly(_ name: String) -> String { values[name] ?? "" }

  /// One text for the same fields, whatever their order. Lengths stand before texts, so no two forms share
  /// it.
  func canonicalText(without left: Set<String>) -> String {
    values.filter { !left.contains($0.key) }.sorted { $0.key < $1.key }
      .map { "\($0.key.utf8.count):\($0.key)=\($0.value.utf8.count):\($0.value)" }.joined(separator: "&")
  }

  private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
    var decoded: [UInt8] = []
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case 0: return nil
      default: decoded.append(byte)
      }
    }
    guard !decoded.contains(0) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
