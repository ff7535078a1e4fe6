extension JSON {
  /// How many arrays and objects may lie inside each other.
  public static let depthLimit = 64

  /// Reads one JSON value as RFC 8259 defines it: no trailing commas, no comments, no lone surrogates, valid
  /// UTF-8 without a byte order mark. A key given twice keeps its last value.
  public init(parsing bytes: some Collection<UInt8>) throws(NotationFailure) {
    let contiguous = bytes.withContiguousStorageIfAvailable { Self.parse($0) }
    switch contiguous ?? Array(bytes).withUnsafeBufferPointer({ Self.parse($0) }) {
    case .success(let json): self = json
    case .failure(let failure): throw failure
    }
  }

  public init(parsing text: String) throws(NotationFailure) { try self.init(parsing: text.utf8) }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSON, NotationFailure> {
    var parser = JSONParser(bytes: bytes)
    do throws(NotationFailure) {
      return .success(try parser.document())
    } catch {
      return .failure(error)
    }
  }
}

/// A recursive descent over bytes that stay in place.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(NotationFailure) -> JSON {
    let json = try value()
    skipSpace()
    if offset < bytes.count { throw NotationFailure(.textAfterValue, at: offset) }
    return json
  }

  private mutating func value() throws(NotationFailure) -> JSON {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw NotationFailure(.unexpectedByte, at: offset)
    }
  }

  private mutating func object() throws(NotationFailure) -> JSONObject {
    try descend()
    var object = JSONObject()
    var seen = KeysSeen()
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      ascend()
      return object
    }
    while true {
      skipSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw NotationFailure(.unexpectedByte, at: offset) }
      let key = try string()
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw NotationFailure(.unexpectedByte, at: offset) }
      offset += 1
      let value = try value()
      if let position = seen.position(of: key, in: object) {
        object.replaceValue(at: position, with: value)
      } else {
        object.members.append((key, value))
      }
      if try endsAfterElement(UInt8(ascii: "}")) { return object }
    }
  }

  private mutating func array() throws(NotationFailure) -> [JSON] {
    try descend()
    var elements: [JSON] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      ascend()
      return elements
    }
    while true {
      elements.append(try value())
      if try endsAfterElement(UInt8(ascii: "]")) { return elements }
    }
  }

  private mutating func endsAfterElement(_ closing: UInt8) throws(NotationFailure) -> Bool {
    skipSpace()
    let byte = try peek()
    if byte == closing {
      ascend()
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw NotationFailure(.unexpectedByte, at: offset) }
    offset += 1
    return false
  }

  private mutating func descend() throws(NotationFailure) {
    depth += 1
    if depth > JSON.depthLimit { throw NotationFailure(.tooDeep, at: offset) }
    offset += 1
  }

  private mutating func ascend() {
    depth -= 1
    offset += 1
  }

  private mutating func word(_ word: StaticString, _ json: JSON) throws(NotationFailure) -> JSON {
    let length = word.utf8CodeUnitCount
    for position in 0..<length {
      guard offset + position < bytes.count else { throw NotationFailure(.unexpectedEnd, at: bytes.count) }
      guard bytes[offset + position] == word.utf8Start[position] else {
        throw NotationFailure(.unexpectedByte, at: offset + position)
      }
    }
    offset += length
    return json
  }

  func peek() throws(NotationFailure) -> UInt8 {
    guard offset < bytes.count else { throw NotationFailure(.unexpectedEnd, at: bytes.count) }
    return bytes[offset]
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }
}

/// Finds repeated keys without hashing every key: small objects are scanned only when a cheap mark of the key
/// (its length and two of its bytes) was seen before. Large objects keep a dictionary, so hostile input with
/// many keys costs linear time.
private struct KeysSeen {
  private static let scanLimit = 48
  private var marks: UInt64 = 0
  private var positions: [String: Int] = [:]

  mutating func position(of key: String, in object: JSONObject) -> Int? {
    if object.count < Self.scanLimit {
      let mark = Self.mark(of: key)
      defer { marks |= mark }
      return marks & mark == 0 ? nil : object.position(of: key)
    }
    // Swift's dictionary equates canonically equivalent strings; escaping to scalars keeps keys apart.
    if positions.isEmpty {
      for (position, member) in object.enumerated() { positions[Self.scalars(member.key)] = position }
    }
    let spelled = Self.scalars(key)
    if let position = positions[spelled] { return position }
    positions[spelled] = object.count
    return nil
  }

  private static func mark(of key: String) -> UInt64 {
    let bytes = key.utf8
    guard let first = bytes.first, let last = bytes.last else { return 1 }
    let mixed = UInt64(first) &* 31 &+ UInt64(last) &* 17 &+ UInt64(bytes.count) &* 7
    return 1 << (mixed & 63)
  }

  private static func scalars(_ key: String) -> String {
    if key.utf8.allSatisfy({ $0 < 0x80 }) { return key }
    return key.unicodeScalars.map { String($0.value) }.joined(separator: ",") + "\u{0}"
  }
}
