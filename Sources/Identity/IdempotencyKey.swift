/// The caller's name for one command: the same key again means the same command again, not a second one.
///
/// One to 255 characters, none of them a control character. Compared byte by byte, as the database does.
public struct IdempotencyKey: Sendable {
  public let text: String

  public init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard (1...255).contains(scalars.count), scalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { return nil }
    self.text = text
  }
}

extension IdempotencyKey: Hashable, CustomStringConvertible {
  public static func == (left: IdempotencyKey, right: IdempotencyKey) -> Bool {
    Bytewise.equal(left.text, right.text)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  public var description: String { text }
}
