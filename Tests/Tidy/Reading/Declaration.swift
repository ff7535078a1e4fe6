/// A type or a function that a Swift file declares.
struct Declaration: Hashable, Sendable {
  enum Kind: String, Sendable {
    case `struct`, `class`, `enum`, `actor`, `protocol`, `extension`, `typealias`
    case `func`, `init`, `deinit`, `subscript`
  }

  let kind: Kind
  let name: String
  /// The types around it, with dots: `KeyCommand.Create`.
  let scope: String
  let line: Int
  /// Its tokens between the braces; nil for a requirement of a protocol.
  let body: Range<Int>?
  let lineLast: Int
  /// Marked with `@Test`.
  let isTest: Bool
  let isPrivate: Bool

  var isType: Bool {
    switch kind {
    case .struct, .class, .enum, .actor, .protocol, .typealias: true
    case .extension, .func, .`init`, .deinit, .subscript: false
    }
  }

  var isFunction: Bool {
    switch kind {
    case .func, .`init`, .deinit, .subscript: true
    default: false
    }
  }

  var path: String { scope.isEmpty ? name : "\(scope).\(name)" }
}

extension SwiftText {
  func readDeclarations() -> [Declaration] {
    var found: [Declaration] = []
    var scopes: [(name: String, end: Int)] = []
    for index in tokens.indices {
      while let innermost = scopes.last, innermost.end <= index { scopes.removeLast() }
      guard let kind = kind(at: index) else { continue }
      let scope = scopes.map(\.name).joined(separator: ".")
      let declaration = declaration(kind, at: index, in: scope)
      found.append(declaration)
      if !declaration.isFunction, let body = declaration.body {
        scopes.append((declaration.name, body.upperBound))
      }
    }
    return found
  }

  private func kind(at index: Int) -> Declaration.Kind? {
    let token = tokens[index]
    guard token.kind == .word, let kind = Declaration.Kind(rawValue: token.text) else { return nil }
    guard !isMark(".", at: index - 1), !isMark(":", at: index + 1) else { return nil }
    switch kind {
    case .func, .`init`, .deinit, .subscript: return kind
    default:
      // `actor` and `extension` name variables as well, and `class` stands before methods.
      let names = tokens.indices.contains(index + 1) && tokens[index + 1].kind == .word
      let isMember = ["func", "var", "let"].contains(text(index + 1))
      return names && !isMember && !["let", "var", "for"].contains(text(index - 1)) ? kind : nil
    }
  }

  private func declaration(_ kind: Declaration.Kind, at index: Int, in scope: String) -> Declaration {
    var name = kind.rawValue
    if ![.`init`, .deinit, .subscript].contains(kind) { name = dottedName(at: index + 1) }
    let body = body(kind, after: index)
    let modifiers = modifiers(before: index)
    return Declaration(
      kind: kind, name: name, scope: scope, line: tokens[index].line, body: body,
      lineLast: body.map { tokens[min($0.upperBound, tokens.count - 1)].line } ?? tokens[index].line,
      isTest: modifiers.contains("Test"), isPrivate: modifiers.contains { $0.hasSuffix("private") })
  }

  private func dottedName(at start: Int) -> String {
    var name = text(start)
    var index = start + 1
    while isMark(".", at: index), tokens.indices.contains(index + 1), tokens[index + 1].kind == .word {
      name += ".\(text(index + 1))"
      index += 2
    }
    return name
  }

  /// From the first brace that is not part of the signature; a requirement of a protocol meets another
  /// declaration, or the end of the protocol, first.
  private func body(_ kind: Declaration.Kind, after index: Int) -> Range<Int>? {
    guard kind != .typealias else { return nil }
    var place = index + 1
    while place < tokens.count {
      switch text(place) {
      case _ where tokens[place].kind == .string: return nil
      case "(", "[": place = closing(place)
      case "{": return (place + 1)..<closing(place)
      case "}", "func", "var", "let", "init", "subscript", "case", "@": return nil
      default: break
      }
      place += 1
    }
    return nil
  }

  /// The words before a declaration that belong to it: attributes and modifiers.
  private func modifiers(before index: Int) -> [String] {
    var found: [String] = []
    var place = index - 1
    while place >= 0 {
      let token = tokens[place]
      if isMark(")", at: place) {
        guard let opening = opening(place) else { return found }
        place = opening - 1
        continue
      }
      guard token.kind == .word || token.text == "@" else { return found }
      if token.kind == .word {
        guard Self.modifierWords.contains(token.text) || isMark("@", at: place - 1) else { return found }
        found.append(token.text)
      }
      place -= 1
    }
    return found
  }

  private static let modifierWords: Set<String> = [
    "public", "package", "internal", "private", "fileprivate", "static", "final", "mutating", "nonisolated",
    "override", "required", "convenience", "indirect", "class", "isolated", "consuming", "borrowing",
  ]
}
