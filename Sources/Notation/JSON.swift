#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// A JSON document as a value: what is stored beside a fact, and what travels over the wire.
///
/// Numbers are never `Double`: an integer that fits is `Int64`, every other number keeps the text it was
/// written with, so money and unit prices pass through unchanged.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number that is no 64-bit integer, as the decimal text it was written with (`0.10`, `1e400`).
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

extension JSON {
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  public var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  public var array: [JSON]? {
    if case .array(let value) = self { value } else { nil }
  }

  public var object: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The decimal text of any number, integers included.
  public var decimalText: String? {
    switch self {
    case .integer(let value): String(value)
    case .number(let text): text
    default: nil
    }
  }

  /// The member of an object; nil when absent or when this is no object.
  public subscript(key: String) -> JSON? { object?[key] }

  /// The element of an array; nil when out of range or when this is no array.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

// Swift compares strings by canonical equivalence, JSON by code points: two spellings of "é" are different
// keys and different values, and a diff must see the change. Hence equality by bytes.
extension JSON: Hashable {
  public static func == (one: JSON, other: JSON) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .number(let text): hasher.combine(text)
    case .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension String {
  func hasSameBytes(as other: String) -> Bool {
    // Two short texts, or two uses of one literal, are the same words of memory: most of our own keys.
    typealias Words = (UInt64, UInt64)
    if unsafeBitCast(self, to: Words.self) == unsafeBitCast(other, to: Words.self) { return true }
    let isSame = utf8.withContiguousStorageIfAvailable { bytes in
      other.utf8.withContiguousStorageIfAvailable { others in
        haveSameBytes(UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer(others))
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}

func haveSameBytes(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
  guard one.count == other.count else { return false }
  guard let start = one.baseAddress, let otherStart = other.baseAddress else { return one.isEmpty }
  return memcmp(start, otherStart, one.count) == 0
}

// No nil literal: `object[key] = absent ? nil : value` would store null where it should remove.
extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSON: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(uniqueKeysWithValues: elements))
  }
}

extension JSON: CustomStringConvertible {
  public var description: String { text }
}
