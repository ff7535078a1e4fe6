/// A statement both engines understand, with `:named` values.
///
/// It can only be written as a literal or joined from literals, so no value of a user ever becomes SQL text.
/// The whole text is the key of each engine's statement cache.
public struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
  public let text: String

  public init(stringLiteral value: StaticString) {
    text = value.description
  }

  private init(joined text: String) {
    self.text = text
  }

  /// Joins two fragments with a space between them.
  public static func + (left: SQL, right: SQL) -> SQL {
    SQL(joined: left.text + " " + right.text)
  }

  /// Joins fragments by a separator such as `AND`; an empty list is empty text.
  public static func joined(_ parts: [SQL], by separator: SQL) -> SQL {
    SQL(joined: parts.map(\.text).joined(separator: " " + separator.text + " "))
  }
}
