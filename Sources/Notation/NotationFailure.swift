/// Why a text is not JSON, and at which byte.
public struct NotationFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: String, Hashable, Sendable {
    case unexpectedEnd = "the text ends too early"
    case unexpectedByte = "this byte cannot stand here"
    case textAfterValue = "something follows the value"
    case invalidNumber = "this is no JSON number"
    case invalidEscape = "this is no JSON escape"
    case loneSurrogate = "half of a surrogate pair stands alone"
    case controlCharacter = "a control character must be escaped"
    case invalidUTF8 = "this is not UTF-8"
    case tooDeep = "the nesting is too deep"
  }

  public let reason: Reason
  /// Offset in bytes from the start of the text.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String { "\(reason.rawValue) (byte \(offset))" }
}
