/// Members are asked for in the order they were written nearly always, so the search for a key starts where
/// the last one ended.
final class KeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: ValueDecoder
  private let object: JSONObject
  private var next = 0

  init(decoder: ValueDecoder, object: JSONObject) {
    self.decoder = decoder
    self.object = object
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { object.position(of: key.stringValue, from: next) != nil }

  private func present(_ key: some CodingKey) -> JSON? {
    guard let position = object.position(of: key.stringValue, from: next) else { return nil }
    next = position + 1
    return object.members[position].value
  }

  private func value(_ key: some CodingKey) throws -> JSON {
    if let value = present(key) { return value }
    throw DecodingError.keyNotFound(
      key, .init(codingPath: codingPath, debugDescription: "the member \(key.stringValue) is missing"))
  }

  /// Present and not null.
  private func given(_ key: Key) -> JSON? {
    guard let value = present(key), !value.isNull else { return nil }
    return value
  }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder.bool(value(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder.string(value(key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder.floating(value(key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try decoder.floating(value(key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder.integer(value(key)) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder.integer(value(key)) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder.integer(value(key)) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder.integer(value(key)) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder.integer(value(key)) }
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try decoder.integer(value(key)) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder.integer(value(key)) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder.integer(value(key)) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder.integer(value(key)) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder.integer(value(key)) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder.integer(value(key)) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try decoder.integer(value(key)) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder.decoded(type, from: value(key), at: key)
  }

  // The defaults of the protocol look a key up three times.
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try given(key).map(decoder.bool)
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try given(key).map(decoder.string)
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try given(key).map { try decoder.integer($0) }
  }

  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    try given(key).map { try decoder.integer($0) }
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try given(key).map { try decoder.decoded(type, from: $0, at: key) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try nestedDecoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nestedDecoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try nestedDecoder(PositionKey(stringValue: "super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try nestedDecoder(key) }

  private func nestedDecoder(_ key: some CodingKey) throws -> ValueDecoder {
    ValueDecoder(try value(key), codingPath: codingPath + [key])
  }
}
