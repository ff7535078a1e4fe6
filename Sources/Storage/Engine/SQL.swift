/// A statement both engines understand, with `:named` values.
///
/// It can only be written as a literal or joined from literals, so no value of a user ever becomes SQL text.
/// The whole text is the key of each engine's statement cache; a literal is found by where it stands.
public struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Form: Sendable {
    case literal(StaticString)
    case joined(String)
  }

  private let form: Form

  public init(stringLiteral value: StaticString) {
    form = .literal(value)
  }

  private init(joined text: String) {
    form = .joined(text)
  }

  /// Made anew for a literal each time, which costs more than finding the statement it names.
  public var text: String {
    switch form {
    case .literal(let literal): literal.description
    case .joined(let text): text
    }
  }

  /// Where a literal stands in the program: no other text stands there. Nil for joined text.
  package var address: UnsafeRawPointer? {
    guard case .literal(let literal) = form, literal.hasPointerRepresentation else { return nil }
    return UnsafeRawPointer(literal.utf8Start)
  }

  public static func == (left: SQL, right: SQL) -> Bool { left.text == right.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Joins two fragments with a space between them.
  public static func + (left: SQL, right: SQL) -> SQL {
    SQL(joined: left.text + " " + right.text)
  }

  /// Joins fragments by a separator such as `AND`; an empty list is empty text.
  public static func joined(_ parts: [SQL], by separator: SQL) -> SQL {
    SQL(joined: parts.map(\.text).joined(separator: " " + separator.text + " "))
  }
}
