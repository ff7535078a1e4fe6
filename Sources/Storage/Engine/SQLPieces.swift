/// SQL text cut into what a translation may touch and what it may not: nothing inside a string, a quoted
/// identifier or a comment is ever a word or a named value.
package enum SQLPiece: Equatable {
  /// A keyword, a table, a number.
  case word(Substring)
  /// A named value, without its colon.
  case name(Substring)
  /// `(`, `)` or `;`
  case mark(Substring)
  /// Everything else, copied as it stands: spaces, operators, strings, comments, `::`.
  case other(Substring)

  package var text: String {
    switch self {
    case .word(let text), .mark(let text), .other(let text): String(text)
    case .name(let text): ":" + text
    }
  }
}

package struct SQLPieces: Sequence, IteratorProtocol {
  private let text: String.UTF8View
  private var position: String.Index

  package init(_ text: String) {
    self.text = text.utf8
    position = text.startIndex
  }

  package mutating func next() -> SQLPiece? {
    guard let first = peek() else { return nil }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      return .other(take(quotedBy: first))
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
      return .other(take(while: { $0 != UInt8(ascii: "\n") }))
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
      return .other(takeBlockComment())
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";"):
      return .mark(take(count: 1))
    case UInt8(ascii: ":"):
      if peek(1) == first { return .other(take(count: 2)) }
      guard let second = peek(1), Self.startsName(second) else { return .other(take(count: 1)) }
      _ = take(count: 1)
      return .name(take(while: Self.continuesName))
    case let byte where Self.continuesName(byte):
      return .word(take(while: Self.continuesName))
    default:
      return .other(take(count: 1))
    }
  }

  /// Bytes of other alphabets belong to names, so that nothing is ever cut inside a character.
  private static func startsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    startsName(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    guard let index = text.index(position, offsetBy: distance, limitedBy: text.endIndex),
      index < text.endIndex
    else { return nil }
    return text[index]
  }

  private mutating func take(while condition: (UInt8) -> Bool) -> Substring {
    let start = position
    while position < text.endIndex, condition(text[position]) { position = text.index(after: position) }
    return Substring(text[start..<position])
  }

  private mutating func take(count: Int) -> Substring {
    let start = position
    position = text.index(position, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
    return Substring(text[start..<position])
  }

  /// A doubled quote inside needs no care: it ends one string and begins the next.
  private mutating func take(quotedBy quote: UInt8) -> Substring {
    let start = position
    _ = take(count: 1)
    _ = take(while: { $0 != quote })
    _ = take(count: 1)
    return Substring(text[start..<position])
  }

  private mutating func takeBlockComment() -> Substring {
    let start = position
    _ = take(count: 2)
    while let byte = peek(), !(byte == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
      _ = take(count: 1)
    }
    _ = take(count: 2)
    return Substring(text[start..<position])
  }
}
