/// Writes JSON straight into bytes, without a tree in between: the path of every API answer.
///
/// Commas are placed by looking at the last byte, so the writer has no state but its bytes. It does not check
/// that objects and arrays are closed; golden files and the schema checks of the callers do.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(minimumCapacity: Int = 256) { bytes.reserveCapacity(minimumCapacity) }

  public mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  public mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
  }

  public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// A key known at compile time: plain ASCII that needs no escape.
  public mutating func key(_ name: StaticString) {
    let count = name.utf8CodeUnitCount
    // One piece, because each addition to the bytes has a price of its own.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 4) { piece in
      piece[0] = UInt8(ascii: ",")
      piece[1] = UInt8(ascii: "\"")
      (piece.baseAddress! + 2).update(from: name.utf8Start, count: count)
      piece[count + 2] = UInt8(ascii: "\"")
      piece[count + 3] = UInt8(ascii: ":")
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[(isSeparated ? 1 : 0)...]))
    }
  }

  /// Members that never vary, as JSON text known at compile time: `"object":"list","discount":null`.
  public mutating func members(_ text: StaticString) {
    separate()
    append(text)
  }

  public mutating func key(text: String) {
    value(text)
    bytes.append(UInt8(ascii: ":"))
  }

  public mutating func null() {
    separate()
    append("null")
  }

  public mutating func value(_ bool: Bool) {
    separate()
    append(bool ? "true" : "false")
  }

  public mutating func value(_ integer: Int64) {
    separate()
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(integer.magnitude)
  }

  public mutating func value(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A number given as its decimal text; the caller promises that it is one.
  public mutating func value(number text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// A value that is JSON text already.
  public mutating func value(written json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  public mutating func value(_ json: JSON) {
    switch json {
    case .null: null()
    case .bool(let bool): value(bool)
    case .integer(let integer): value(integer)
    case .number(let text): value(number: text)
    case .string(let text): value(text)
    case .array(let elements):
      beginArray()
      for element in elements { value(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        key(text: member.key)
        value(member.value)
      }
      endObject()
    }
  }

  private mutating func separate() {
    if !isSeparated { bytes.append(UInt8(ascii: ",")) }
  }

  private var isSeparated: Bool {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): true
    default: false
    }
  }

  private mutating func append(_ word: StaticString) {
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func appendDigits(_ magnitude: UInt64) {
    if magnitude < 10 { return bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = magnitude
      var start = 20
      while rest > 0 {
        start &-= 1
        digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start..<20]))
    }
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var written = 0
    for position in text.indices where text[position].needsEscape {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[written..<position]))
      appendEscape(of: text[position])
      written = position + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[written...]))
  }

  private mutating func appendEscape(of byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      append(byte < 0x10 ? "u000" : "u001")
      let digit = byte & 0x0F
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension UInt8 {
  fileprivate var needsEscape: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}

extension JSON {
  /// The compact JSON text in UTF-8, keys in their order.
  public var utf8: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }

  /// The compact JSON text, keys in their order.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
}
