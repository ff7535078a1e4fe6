struct KeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: ValueEncoder
  let draft: ObjectDraft

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) { draft.set(key.stringValue, .null) }
  func encode(_ value: Bool, forKey key: Key) { draft.set(key.stringValue, .bool(value)) }
  func encode(_ value: String, forKey key: Key) { draft.set(key.stringValue, .string(value)) }
  func encode(_ value: Int, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: Int8, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: Int16, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: Int32, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: Int64, forKey key: Key) { draft.set(key.stringValue, .integer(value)) }
  func encode(_ value: Int128, forKey key: Key) { draft.set(key.stringValue, JSON(wide: value)) }
  func encode(_ value: UInt, forKey key: Key) { draft.set(key.stringValue, JSON(wide: value)) }
  func encode(_ value: UInt8, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: UInt16, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: UInt32, forKey key: Key) { draft.set(key.stringValue, .integer(Int64(value))) }
  func encode(_ value: UInt64, forKey key: Key) { draft.set(key.stringValue, JSON(wide: value)) }
  func encode(_ value: UInt128, forKey key: Key) { draft.set(key.stringValue, JSON(wide: value)) }

  func encode(_ value: Double, forKey key: Key) throws {
    draft.set(key.stringValue, try JSON(exact: value, codingPath: codingPath + [key]))
  }

  func encode(_ value: Float, forKey key: Key) throws {
    draft.set(key.stringValue, try JSON(exact: value, codingPath: codingPath + [key]))
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    draft.set(key.stringValue, try encoder.encoded(value, at: key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    let nested = ValueEncoder(codingPath: codingPath + [key])
    draft.set(key.stringValue, later: nested.finished)
    return nested.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let nested = ValueEncoder(codingPath: codingPath + [key])
    draft.set(key.stringValue, later: nested.finished)
    return nested.unkeyedContainer()
  }

  func superEncoder() -> any Encoder { superEncoder(named: PositionKey(stringValue: "super")) }
  func superEncoder(forKey key: Key) -> any Encoder { superEncoder(named: key) }

  private func superEncoder(named key: some CodingKey) -> any Encoder {
    let nested = ValueEncoder(codingPath: codingPath + [key])
    draft.set(key.stringValue, later: nested.finished)
    return nested
  }
}

/// A place in an array, or the name `super`.
struct PositionKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = "\(intValue)"
    self.intValue = intValue
  }
}

extension JSON {
  /// An integer of any width: a number in text when it exceeds 64 bits.
  init(wide value: some BinaryInteger) {
    self = Int64(exactly: value).map(JSON.integer) ?? .number(String(value))
  }

  init<Number: BinaryFloatingPoint & CustomStringConvertible>(
    exact value: Number, codingPath: @autoclosure () -> [any CodingKey]
  ) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath(), debugDescription: "JSON has no word for \(value)"))
    }
    self = .number(value.description)
  }
}
