/// Blacks out what has the shape of a secret: API keys, webhook secrets, and the password in an address.
enum Redaction {
  static func redact(_ text: String) -> String {
    guard mayHoldSecret(text) else { return text }
    return text.replacing(/((?:[srp]k_(?:live|test)_|whsec_))[A-Za-z0-9]+/) { "\($0.output.1)…" }
      .replacing(/(:\/\/[^\s\/:@"]*:)[^\s\/@"]*@/) { "\($0.output.1)…@" }
  }

  private static let marks = ["k_live_", "k_test_", "whsec_", "://"].map { Array($0.utf8) }

  private static func isFirst(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "k") || byte == UInt8(ascii: "w") || byte == UInt8(ascii: ":")
  }

  /// Nearly no line does, and looking for a few bytes is much cheaper than matching patterns on every one.
  private static func mayHoldSecret(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for start in bytes.indices {
        // One look at each byte; what begins like a mark is compared with them.
        guard isFirst(bytes[start]) else { continue }
        if marks.contains(where: { bytes[start...].starts(with: $0) }) { return true }
      }
      return false
    }
  }
}
