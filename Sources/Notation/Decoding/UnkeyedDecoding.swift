struct UnkeyedDecoding: UnkeyedDecodingContainer {
  let decoder: ValueDecoder
  let elements: [JSON]
  private(set) var currentIndex = 0

  init(decoder: ValueDecoder, elements: [JSON]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  /// Hands the current element to `read` and moves on when that succeeds.
  private mutating func next<Value>(_ read: (ValueDecoder, JSON) throws -> Value) throws -> Value {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Value.self,
        .init(codingPath: codingPath, debugDescription: "the array has only \(elements.count) elements"))
    }
    let value = try read(decoder, elements[currentIndex])
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.bool($1) } }
  mutating func decode(_ type: String.Type) throws -> String { try next { try $0.string($1) } }
  mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.floating($1) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try next { try $0.floating($1) } }
  mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.integer($1) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.integer($1) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.integer($1) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.integer($1) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.integer($1) } }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.integer($1) } }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next { try $0.integer($1) } }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let place = PositionKey(intValue: currentIndex)
    return try next { try $0.decoded(type, from: $1, at: place) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try nestedDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try nestedDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try nestedDecoder() }

  private mutating func nestedDecoder() throws -> ValueDecoder {
    let path = codingPath + [PositionKey(intValue: currentIndex)]
    return try next { ValueDecoder($1, codingPath: path) }
  }
}

struct SingleValueDecoding: SingleValueDecodingContainer {
  let decoder: ValueDecoder
  let json: JSON

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { json.isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool(json) }
  func decode(_ type: String.Type) throws -> String { try decoder.string(json) }
  func decode(_ type: Double.Type) throws -> Double { try decoder.floating(json) }
  func decode(_ type: Float.Type) throws -> Float { try decoder.floating(json) }
  func decode(_ type: Int.Type) throws -> Int { try decoder.integer(json) }
  func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(json) }
  func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(json) }
  func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(json) }
  func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(json) }
  func decode(_ type: Int128.Type) throws -> Int128 { try decoder.integer(json) }
  func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(json) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(json) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(json) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(json) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(json) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.integer(json) }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decoded(type, from: json) }
}
