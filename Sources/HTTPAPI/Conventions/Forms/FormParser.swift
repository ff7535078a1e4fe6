/// How much a form may hold. Bytes are bounded before, by the body limit.
public struct FormLimits: Hashable, Sendable {
  public var pairs = 10_000
  /// Brackets behind one name.
  public var depth = 8
  /// Bytes of one name with its brackets.
  public var nameLength = 1_000

  public init() {}
}

/// Reads queries and form bodies into one `Form`.
///
/// Strict where silence could cost money: a scalar given twice, a name used as value and as object, text that
/// is not UTF-8 and broken percent signs are refused, not repaired.
struct FormParser {
  private let limits: FormLimits
  private let root = FormNode()
  private var pairs = 0

  init(limits: FormLimits = FormLimits()) { self.limits = limits }

  static func form(
    _ text: some StringProtocol, limits: FormLimits = FormLimits()
  ) throws(APIError) -> Form {
    var parser = FormParser(limits: limits)
    try parser.add(Array(text.utf8))
    return parser.form
  }

  var form: Form { root.form }

  /// Adds what these bytes say; query and body of one request are added one after the other.
  mutating func add(_ bytes: [UInt8]) throws(APIError) {
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      pairs += 1
      if pairs > limits.pairs {
        throw APIError(.invalidRequest, "A request may hold at most \(limits.pairs) parameters.")
      }
      let middle = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = try PercentDecoding.text(pair[..<middle])
      let value = try PercentDecoding.text(pair[middle...].dropFirst())
      try add(name: name, value: value)
    }
  }

  private func add(name: String, value: String) throws(APIError) {
    if name.utf8.count > limits.nameLength {
      throw APIError(.invalidRequest, "The name of a parameter may have at most \(limits.nameLength) bytes.")
    }
    let path = BracketPath(name)
    if path.steps.count > limits.depth {
      throw APIError(
        .invalidRequest, "Parameters may be nested at most \(limits.depth) levels deep.", parameter: name)
    }
    guard root.add(value, at: [.member(path.name)] + path.steps) else {
      throw APIError(.invalidRequest, "Received the parameter twice: \(name)", parameter: name)
    }
  }
}

/// A name and the brackets behind it: `items[0][price]`. What is not well bracketed is one plain name, which
/// no specification declares.
private struct BracketPath {
  enum Step: Hashable {
    case member(String)
    case next
  }

  let name: String
  private(set) var steps: [Step] = []

  init(_ text: String) {
    // By bytes: brackets are one byte each, and comparing characters costs ten times as much.
    let bytes = text.utf8
    guard let opening = bytes.firstIndex(of: UInt8(ascii: "[")), opening != bytes.startIndex,
      let steps = Self.steps(text, from: opening)
    else {
      name = text
      return
    }
    name = String(text[..<opening])
    self.steps = steps
  }

  /// What stands in the brackets from `place` to the end; nil when anything stands outside of them.
  private static func steps(_ text: String, from place: String.Index) -> [Step]? {
    let bytes = text.utf8
    var steps: [Step] = []
    var place = place
    while place < bytes.endIndex {
      let start = bytes.index(after: place)
      guard bytes[place] == UInt8(ascii: "["),
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "]")),
        !bytes[start..<end].contains(UInt8(ascii: "["))
      else { return nil }
      steps.append(start == end ? .next : .member(String(text[start..<end])))
      place = bytes.index(after: end)
    }
    return steps
  }
}

/// A place in the form while it grows. A class with its collections in properties, so that adding to a deep
/// place copies nothing.
private final class FormNode {
  private enum Kind { case empty, text, list, map }

  private var kind = Kind.empty
  private var text = ""
  private var elements: [FormNode] = []
  private var names: [String] = []
  private var members: [String: FormNode] = [:]

  /// False when the place holds something else already.
  func add(_ value: String, at steps: [BracketPath.Step]) -> Bool { add(value, at: steps[...]) }

  private func add(_ value: String, at steps: ArraySlice<BracketPath.Step>) -> Bool {
    let rest = steps.dropFirst()
    switch (kind, steps.first) {
    case (.empty, nil):
      kind = .text
      text = value
      return true
    case (.empty, .member(let name)), (.map, .member(let name)):
      kind = .map
      return member(name).add(value, at: rest)
    case (.empty, .next), (.list, .next):
      kind = .list
      // `a[][b]=1&a[][c]=2` is one element, a second `a[][b]` begins the next.
      if let last = elements.last, !rest.isEmpty, last.hasRoom(at: rest) { return last.add(value, at: rest) }
      let node = FormNode()
      elements.append(node)
      return node.add(value, at: rest)
    default: return false
    }
  }

  private func member(_ name: String) -> FormNode {
    if let node = members[name] { return node }
    let node = FormNode()
    names.append(name)
    members[name] = node
    return node
  }

  private func hasRoom(at steps: ArraySlice<BracketPath.Step>) -> Bool {
    switch (kind, steps.first) {
    case (.empty, _), (.list, .next): true
    case (.map, .member(let name)): members[name].map { $0.hasRoom(at: steps.dropFirst()) } ?? true
    default: false
    }
  }

  private var value: FormValue {
    switch kind {
    case .empty, .text: .text(text)
    case .list: .list(elements.map(\.value))
    case .map: .map(form)
    }
  }

  var form: Form { Form(names.map { Form.Entry(name: $0, value: members[$0]!.value) }) }
}
