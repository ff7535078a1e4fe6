/// Percent decoding as forms and paths use it.
enum PercentDecoding {
  /// A form's text: `+` is a space. NUL is refused with the rest of what no database column holds.
  static func text(_ bytes: some Collection<UInt8>) throws(APIError) -> String {
    guard let decoded = decoded(bytes, plusIsSpace: true) else {
      throw APIError(.invalidRequest, "Invalid percent encoding in the request.")
    }
    guard let text = String(validating: decoded, as: UTF8.self), !decoded.contains(0) else {
      throw APIError(.invalidRequest, "The request holds text that is not valid UTF-8.")
    }
    return text
  }

  /// One segment of a path; nil when it can name nothing.
  static func segment(_ text: Substring) -> String? {
    if text.utf8.allSatisfy({ $0 != UInt8(ascii: "%") && $0 < 0x80 }) { return String(text) }
    guard let decoded = decoded(text.utf8, plusIsSpace: false), !decoded.contains(0) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else {
          return nil
        }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
      default: decoded.append(byte)
      }
    }
    return decoded
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
