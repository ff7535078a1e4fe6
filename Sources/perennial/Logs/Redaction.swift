/// Blacks out what has the shape of a secret: API keys, webhook secrets, and the password in an address.
enum Redaction {
  static func redact(_ text: String) -> String {
    // Nearly every line has none of them; looking for two bytes is cheaper than matching.
    guard text.utf8.contains(UInt8(ascii: "_")) || text.utf8.contains(UInt8(ascii: "@")) else { return text }
    return text.replacing(key) { "\($0.output.1)…" }.replacing(address) { "\($0.output.1)…@" }
  }

  // Regular expressions are not `Sendable`; these are made anew where they are used.
  private static var key: Regex<(Substring, Substring)> { /((?:[srp]k_(?:live|test)_|whsec_))[A-Za-z0-9]+/ }
  private static var address: Regex<(Substring, Substring)> { /(:\/\/[^\s\/:@"]*:)[^\s\/@"]*@/ }
}
