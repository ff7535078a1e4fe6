/// Something that has an identifier of its own kind; `prefix` is what its ids start with, such as "sub".
public protocol Identified: Sendable {
  static var prefix: String { get }
}

/// The id of one `Entity`: its prefix, an underscore, and letters and digits. Ids of one kind never pass
/// for another.
///
/// Compared and ordered byte by byte, as both database engines do.
public struct Identifier<Entity: Identified>: Sendable {
  public let text: String

  /// Takes the text as it is: for ids read from storage or chosen by the caller.
  public init(_ text: String) { self.text = text }

  /// Takes only what could be an id of this kind: `<prefix>_`, then letters and digits, at most 255 bytes.
  public init?(checking text: String) {
    let start = "\(Entity.prefix)_".utf8
    let bytes = text.utf8
    guard bytes.count <= 255, bytes.count > start.count, bytes.starts(with: start),
      bytes.dropFirst(start.count).allSatisfy(Base62.contains)
    else { return nil }
    self.text = text
  }
}

extension Identifier: Hashable, Comparable {
  /// Equal bytes. Swift alone would also call two spellings of one accented letter equal; the database
  /// would not.
  public static func == (left: Identifier, right: Identifier) -> Bool {
    Bytewise.equal(left.text, right.text)
  }

  public static func < (left: Identifier, right: Identifier) -> Bool {
    Bytewise.precedes(left.text, right.text)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Identifier: CustomStringConvertible {
  public var description: String { text }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
