extension JSON {
  /// The Codable value this JSON describes. Conversions are exact: an integer that does not fit its type is
  /// refused, text is never read as a number.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try ValueDecoder(self).decoded(type, from: self)
  }
}

/// Reads the value in `json`. Like the encoder, one decoder serves a whole tree.
final class ValueDecoder: Decoder {
  private(set) var json: JSON
  private(set) var codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ json: JSON, codingPath: [any CodingKey] = []) {
    self.json = json
    self.codingPath = codingPath
  }

  func decoded<Value: Decodable>(_ type: Value.Type, from child: JSON) throws -> Value {
    if type == JSON.self, let json = child as? Value { return json }
    let outer = json
    json = child
    defer { json = outer }
    return try Value(from: self)
  }

  func decoded<Value: Decodable>(
    _ type: Value.Type, from child: JSON, at key: some CodingKey
  ) throws -> Value {
    codingPath.append(key)
    defer { codingPath.removeLast() }
    return try decoded(type, from: child)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = json else { throw mismatch([String: JSON].self, json) }
    return KeyedDecodingContainer(KeyedDecoding<Key>(decoder: self, object: object))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else { throw mismatch([JSON].self, json) }
    return UnkeyedDecoding(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleValueDecoding(decoder: self, json: json)
  }

  func bool(_ json: JSON) throws -> Bool {
    guard case .bool(let value) = json else { throw mismatch(Bool.self, json) }
    return value
  }

  func string(_ json: JSON) throws -> String {
    guard case .string(let value) = json else { throw mismatch(String.self, json) }
    return value
  }

  func integer<Integer: FixedWidthInteger>(_ json: JSON, _ type: Integer.Type = Integer.self) throws
    -> Integer
  {
    switch json {
    case .integer(let value): if let integer = Integer(exactly: value) { return integer }
    case .number(let text): if let integer = Integer(text) { return integer }
    default: break
    }
    throw mismatch(type, json)
  }

  func floating<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ json: JSON, _ type: Number.Type = Number.self
  ) throws -> Number {
    switch json {
    case .integer(let value): if let number = Number(exactly: value) { return number }
    case .number(let text): if let number = Number(text), number.isFinite { return number }
    default: break
    }
    throw mismatch(type, json)
  }

  func mismatch(_ type: Any.Type, _ json: JSON) -> DecodingError {
    let found =
      switch json {
      case .null: "null"
      case .bool: "a boolean"
      case .integer(let value): "the number \(value)"
      case .number(let text): "the number \(text)"
      case .string: "a string"
      case .array: "an array"
      case .object: "an object"
      }
    let context = DecodingError.Context(
      codingPath: codingPath, debugDescription: "\(found) where \(type) was expected")
    return json.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}
