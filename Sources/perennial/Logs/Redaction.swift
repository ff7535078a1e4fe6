/// Blacks out what has the shape of a secret: API keys, webhook secrets, and the password in an address.
enum Redaction {
  static func redact(_ text: String) -> String {
    guard mayHoldSecret(text) else { return text }
    return text.replacing(/((?:[srp]k_(?:live|test)_|whsec_))[A-Za-z0-9]+/) { "\($0.output.1)…" }
      .replacing(/(:\/\/[^\s\/:@"]*:)[^\s\/@"]*@/) { "\($0.output.1)…@" }
  }

  private static let marks = ["k_live_", "k_test_", "whsec_", "://"].map { Array($0.utf8) }

  /// Nearly no line does, and looking for a few bytes is much cheaper than matching patterns on every one.
  private static func mayHoldSecret(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      marks.contains { mark in
        bytes.indices.contains { start in
          bytes[start] == mark[0] && bytes[start...].starts(with: mark)
        }
      }
    }
  }
}
