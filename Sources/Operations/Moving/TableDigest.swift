import Crypto
import Storage

/// How many rows a table of a copy has, and a hash over all of them in their order: equal on every engine
/// exactly when the rows are.
struct TableDigest {
  private(set) var rows: Int64 = 0
  private var hash = SHA256()

  mutating func add(_ rows: [[Value]]) {
    var bytes: [UInt8] = []
    for row in rows {
      for value in row { Self.append(value, to: &bytes) }
      bytes.append(UInt8(ascii: "\n"))
    }
    hash.update(data: bytes)
    self.rows += Int64(rows.count)
  }

  var sha256: String { hash.finalize().hexadecimal }

  /// A letter for the kind, and for what has a length, that too: no two rows give the same bytes.
  private static func append(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(UInt8(ascii: "n"))
    case .integer(let number): append("i\(number);", to: &bytes)
    case .text(let text):
      append("t\(text.utf8.count);", to: &bytes)
      append(text, to: &bytes)
    case .bytes(let content):
      append("b\(content.count);", to: &bytes)
      bytes += content
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }
}

extension Digest {
  var hexadecimal: String {
    map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }
}
