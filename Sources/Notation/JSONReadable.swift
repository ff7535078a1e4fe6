/// A type that is read from JSON without Codable's cost, and gives what decoding gives.
public protocol JSONReadable: Decodable {
  init(json: JSON) throws
}

/// A member that is missing or of another kind.
public struct MemberUnreadable: Error, Hashable, Sendable {
  public let key: String

  public init(key: String) {
    self.key = key
  }
}

extension Array where Element: JSONReadable {
  public init(json: JSON) throws {
    guard case .array(let elements) = json else { throw MemberUnreadable(key: "[]") }
    self = try elements.map { try Element(json: $0) }
  }
}

/// Reads the members of an object. Asked for in the order in which they were written, each costs one
/// comparison.
public struct JSONMembers {
  private let object: JSONObject
  private var expected = 0

  public init(_ json: JSON) throws {
    guard case .object(let object) = json else { throw MemberUnreadable(key: "{}") }
    self.object = object
  }

  /// Nil when it is absent or null.
  public mutating func optional(_ key: String) -> JSON? {
    guard let place = object.position(of: key, from: expected) else { return nil }
    expected = place + 1
    let value = object[place].value
    return value.isNull ? nil : value
  }

  public mutating func value(_ key: String) throws -> JSON {
    guard let value = optional(key) else { throw MemberUnreadable(key: key) }
    return value
  }

  public mutating func text(_ key: String) throws -> String {
    guard case .string(let text) = try value(key) else { throw MemberUnreadable(key: key) }
    return text
  }

  public mutating func optionalText(_ key: String) throws -> String? {
    guard let value = optional(key) else { return nil }
    guard case .string(let text) = value else { throw MemberUnreadable(key: key) }
    return text
  }

  public mutating func integer(_ key: String) throws -> Int64 {
    guard case .integer(let integer) = try value(key) else { throw MemberUnreadable(key: key) }
    return integer
  }

  /// One of an enum's cases by its stored word.
  public mutating func choice<Choice: RawRepresentable>(_ key: String) throws -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text(key)) else { throw MemberUnreadable(key: key) }
    return choice
  }
}
