/// Text with columns in it: `Customer {number}`. A brace is written twice to stand for itself.
struct TextTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String)
    case column(String)
  }

  let parts: [Part]

  /// Nil for a brace that is not closed, or closes nothing, or holds no name.
  init?(_ text: String) {
    var parts: [Part] = []
    var run = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        run.append(rest.removeFirst())
      case "{":
        guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else { return nil }
        if !run.isEmpty { parts.append(.text(run)) }
        run = ""
        parts.append(.column(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      case "}": return nil
      default: run.append(character)
      }
    }
    if !run.isEmpty { parts.append(.text(run)) }
    self.parts = parts
  }

  var columns: [String] {
    parts.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  /// The text when there is no column in it.
  var constant: String? {
    guard columns.isEmpty else { return nil }
    return parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }
}

/// A template with its columns found in a header.
struct BoundTemplate: Sendable {
  private enum Part {
    case text(String)
    case field(Int)
  }

  private let parts: [Part]
  /// What problems call it: its only column, or nothing.
  let column: String?

  /// - Parameter places: where each column of the file stands; the caller has checked that all are there.
  init(_ template: TextTemplate, _ places: [String: Int]) {
    parts = template.parts.map { part in
      switch part {
      case .text(let text): .text(text)
      case .column(let name): .field(places[name]!)
      }
    }
    column = template.columns.count == 1 ? template.columns[0] : nil
  }

  /// The text for one row. Fields count without the spaces around them; a field that stands for nothing is
  /// empty.
  func text(_ fields: [String], nothing: Set<String>) -> String {
    func value(_ part: Part) -> String {
      switch part {
      case .text(let text): return text
      case .field(let place):
        let field = fields[place].trimmed
        return nothing.contains(field) ? "" : field
      }
    }
    return parts.count == 1 ? value(parts[0]) : parts.map(value).joined()
  }
}

extension String {
  /// Without spaces and tabs around it.
  var trimmed: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
    let bytes = utf8.drop(while: isSpace)
    let end = bytes.lastIndex { !isSpace($0) }.map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(self[bytes.startIndex..<end])
  }
}
