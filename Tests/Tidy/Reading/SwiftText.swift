/// A Swift file taken apart.
struct SwiftText: Sendable {
  let tokens: [Token]
  let remarks: [Remark]
  /// Everything declared, from the first line to the last, with what is nested.
  private(set) var declarations: [Declaration] = []
  /// For every opening bracket, where it closes, and the other way round.
  private let closings: [Int: Int]
  private let openings: [Int: Int]
  /// Where each word and mark stands, because rules ask for the same few again and again.
  private let index: [String: [Int]]

  init(_ text: String) {
    let scanner = SwiftScanner(text)
    tokens = scanner.tokens
    remarks = scanner.remarks
    var closings: [Int: Int] = [:]
    var open: [Int] = []
    for (index, token) in scanner.tokens.enumerated() where token.kind == .mark {
      switch token.text {
      case "(", "[", "{": open.append(index)
      case ")", "]", "}": if let opening = open.popLast() { closings[opening] = index }
      default: break
      }
    }
    self.closings = closings
    openings = Dictionary(closings.map { ($0.value, $0.key) }) { first, _ in first }
    index = Dictionary(grouping: tokens.indices.filter { scanner.tokens[$0].kind != .string }) {
      scanner.tokens[$0].text
    }
    declarations = readDeclarations()
  }

  /// The token that closes the bracket at `index`; the last one when nothing does.
  func closing(_ index: Int) -> Int { closings[index] ?? tokens.count - 1 }

  func opening(_ index: Int) -> Int? { openings[index] }

  func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

  func isMark(_ mark: String, at index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && tokens[index].text == mark
  }

  /// The string literal at `index`, or nil for anything else.
  func string(at index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .string else { return nil }
    return tokens[index].text
  }

  /// Where the phrase stands: words and marks with spaces between, `Date ( )`. A string never matches, and a
  /// mark at the end of a word, as in `try!`, stands right behind it.
  func places(of phrase: String) -> [Int] {
    if phrase.last == "!", phrase.dropLast().last?.isLetter == true {
      let word = String(phrase.dropLast())
      return places(of: "\(word) !").filter { tokens[$0 + 1].offset == tokens[$0].offset + word.utf8.count }
    }
    let wanted = phrase.split(separator: " ").map(String.init)
    return (wanted.first.flatMap { index[$0] } ?? []).filter { start in
      guard start + wanted.count <= tokens.count else { return false }
      return wanted.indices.allSatisfy {
        tokens[start + $0].kind != .string && tokens[start + $0].text == wanted[$0]
      }
    }
  }

  /// All words and marks outside of strings.
  var words: Set<String> { Set(index.keys) }
}
