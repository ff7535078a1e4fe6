/// The key of a request as its text stands in the `Authorization` header. Never logged; errors show `masked`.
struct APIKey: Sendable {
  let text: String

  /// Reads `Bearer <key>`, or `Basic` with the key as user name, as `curl -u key:` sends it. Nil when the
  /// header holds neither.
  init?(authorization header: String) {
    let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2 else { return nil }
    let credentials = parts[1].drop { $0 == " " }
    switch parts[0].lowercased() {
    case "bearer": text = String(credentials)
    case "basic":
      guard let bytes = Base64.decoded(credentials.utf8),
        let pair = String(validating: bytes, as: UTF8.self)
      else { return nil }
      text = String(pair.prefix { $0 != ":" })
    default: return nil
    }
    if text.isEmpty { return nil }
  }

  /// Whether this could be a key at all; what cannot be is not looked up.
  var isPlausible: Bool {
    (8...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  var isPublishable: Bool { text.hasPrefix("pk_") }

  /// The kind of the key and its last four characters: enough to recognise it, nothing to use.
  var masked: String {
    let kinds = ["sk", "rk", "pk"].flatMap { ["\($0)_live_", "\($0)_test_"] }
    let kind = kinds.first(where: text.hasPrefix) ?? ""
    let secret = text.dropFirst(kind.count)
    guard isPlausible, secret.count >= 16 else { return kind + "****" }
    return kind + "************" + secret.suffix(4)
  }
}

/// RFC 4648, as HTTP's Basic scheme uses it; padding may be missing.
enum Base64 {
  static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for character in text {
      if character == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    // Six left over bits are half a byte: the text was cut.
    return padding <= 2 && count < 6 ? bytes : nil
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
