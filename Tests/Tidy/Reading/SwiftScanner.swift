/// Takes a Swift text apart into tokens and remarks, as far as rules need it: a quote in a comment opens
/// nothing, and a word in a string is no call.
struct SwiftScanner {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private(set) var tokens: [Token] = []
  private(set) var remarks: [Remark] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    scan(inInterpolation: false)
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    place + offset < bytes.count ? bytes[place + offset] : 0
  }

  private mutating func scan(inInterpolation: Bool) {
    var depth = 0
    while place < bytes.count {
      let current = byte()
      switch current {
      case UInt8(ascii: "\n"): newline()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): lineRemark()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): blockRemark()
      case UInt8(ascii: "/") where opensExpression: expression()
      case UInt8(ascii: "\""): string(hashes: 0)
      case UInt8(ascii: "#") where hashesBeforeQuote > 0: string(hashes: hashesBeforeQuote)
      case _ where current.isWordStart: word()
      case _ where current.isDigit: take(.number) { $0.isWordPart }
      case UInt8(ascii: ")") where inInterpolation && depth == 0:
        place += 1
        return
      default:
        if current == UInt8(ascii: "(") { depth += 1 }
        if current == UInt8(ascii: ")") { depth -= 1 }
        tokens.append(
          Token(kind: .mark, text: String(UnicodeScalar(current)), line: line, offset: place))
        place += 1
      }
    }
  }

  private mutating func newline() {
    line += 1
    place += 1
  }

  private mutating func take(_ kind: Token.Kind, while belongs: (UInt8) -> Bool) {
    let start = place
    while place < bytes.count, belongs(bytes[place]) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    tokens.append(Token(kind: kind, text: text, line: line, offset: start))
  }

  private mutating func word() {
    guard byte() == UInt8(ascii: "`") else { return take(.word) { $0.isWordPart } }
    place += 1
    take(.word) { $0 != UInt8(ascii: "`") }
    place += 1
  }

  private mutating func lineRemark() {
    let start = place
    while place < bytes.count, byte() != UInt8(ascii: "\n") { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    remarks.append(Remark(text: String(text.drop { $0 == "/" }.drop { $0 == " " }), line: line))
  }

  private mutating func blockRemark() {
    while place < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) {
      if byte() == UInt8(ascii: "\n") { newline() } else { place += 1 }
    }
    place += 2
  }
}

// Strings and regular expressions.
extension SwiftScanner {
  /// A slash after a value divides; anywhere else it opens a regular expression.
  private var opensExpression: Bool {
    guard byte(1) != UInt8(ascii: " "), byte(1) != UInt8(ascii: "=") else { return false }
    guard let last = tokens.last else { return false }
    return last.kind == .mark && "(,=:{[&|!?".contains(last.text)
  }

  private mutating func expression() {
    place += 1
    while place < bytes.count, byte() != UInt8(ascii: "/"), byte() != UInt8(ascii: "\n") {
      place += byte() == UInt8(ascii: "\\") ? 2 : 1
    }
    if byte() == UInt8(ascii: "/") { place += 1 }
  }

  /// How many `#` stand here with a quote after them.
  private var hashesBeforeQuote: Int {
    var count = 0
    while byte(count) == UInt8(ascii: "#") { count += 1 }
    return byte(count) == UInt8(ascii: "\"") ? count : 0
  }

  private func follows(_ quotes: Int, _ hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") }
      && (0..<hashes).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
  }

  private mutating func string(hashes: Int) {
    let (opening, start) = (line, place)
    place += hashes
    let quotes = follows(3, 0) ? 3 : 1
    place += quotes
    var content: [UInt8] = []
    let position = tokens.count
    while place < bytes.count, !follows(quotes, hashes) {
      if quotes == 1, byte() == UInt8(ascii: "\n") { break }
      if byte() == UInt8(ascii: "\n") { line += 1 }
      guard byte() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == UInt8(ascii: "#") })
      else {
        content.append(byte())
        place += 1
        continue
      }
      place += 1 + hashes
      if byte() == UInt8(ascii: "(") {
        place += 1
        scan(inInterpolation: true)
      } else {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        place += 1
      }
    }
    if place < bytes.count, byte() != UInt8(ascii: "\n") { place += quotes + hashes }
    let text = String(decoding: content, as: UTF8.self)
    tokens.insert(Token(kind: .string, text: text, line: opening, offset: start), at: position)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  fileprivate var isWordPart: Bool {
    isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
      || self == UInt8(ascii: "_") || self >= 0x80
  }

  fileprivate var isWordStart: Bool { (isWordPart && !isDigit) || self == UInt8(ascii: "`") }
}
