struct UnkeyedEncoding: UnkeyedEncodingContainer {
  let encoder: ValueEncoder
  let draft: ArrayDraft

  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { draft.count }

  func encodeNil() { draft.append(.null) }
  func encode(_ value: Bool) { draft.append(.bool(value)) }
  func encode(_ value: String) { draft.append(.string(value)) }
  func encode(_ value: Int) { draft.append(.integer(Int64(value))) }
  func encode(_ value: Int8) { draft.append(.integer(Int64(value))) }
  func encode(_ value: Int16) { draft.append(.integer(Int64(value))) }
  func encode(_ value: Int32) { draft.append(.integer(Int64(value))) }
  func encode(_ value: Int64) { draft.append(.integer(value)) }
  func encode(_ value: Int128) { draft.append(JSON(wide: value)) }
  func encode(_ value: UInt) { draft.append(JSON(wide: value)) }
  func encode(_ value: UInt8) { draft.append(.integer(Int64(value))) }
  func encode(_ value: UInt16) { draft.append(.integer(Int64(value))) }
  func encode(_ value: UInt32) { draft.append(.integer(Int64(value))) }
  func encode(_ value: UInt64) { draft.append(JSON(wide: value)) }
  func encode(_ value: UInt128) { draft.append(JSON(wide: value)) }
  func encode(_ value: Double) throws { draft.append(try JSON(exact: value, codingPath: place)) }
  func encode(_ value: Float) throws { draft.append(try JSON(exact: value, codingPath: place)) }

  func encode(_ value: some Encodable) throws {
    draft.append(try encoder.encoded(value, at: PositionKey(intValue: count)))
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    nestedEncoder().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nestedEncoder().unkeyedContainer() }
  func superEncoder() -> any Encoder { nestedEncoder() }

  private var place: [any CodingKey] { codingPath + [PositionKey(intValue: count)] }

  private func nestedEncoder() -> ValueEncoder {
    let nested = ValueEncoder(codingPath: place)
    draft.append(later: nested.finished)
    return nested
  }
}

struct SingleValueEncoding: SingleValueEncodingContainer {
  let encoder: ValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { encoder.slot = .value(.null) }
  func encode(_ value: Bool) { encoder.slot = .value(.bool(value)) }
  func encode(_ value: String) { encoder.slot = .value(.string(value)) }
  func encode(_ value: Int) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: Int8) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: Int16) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: Int32) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: Int64) { encoder.slot = .value(.integer(value)) }
  func encode(_ value: Int128) { encoder.slot = .value(JSON(wide: value)) }
  func encode(_ value: UInt) { encoder.slot = .value(JSON(wide: value)) }
  func encode(_ value: UInt8) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: UInt16) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: UInt32) { encoder.slot = .value(.integer(Int64(value))) }
  func encode(_ value: UInt64) { encoder.slot = .value(JSON(wide: value)) }
  func encode(_ value: UInt128) { encoder.slot = .value(JSON(wide: value)) }

  func encode(_ value: Double) throws {
    encoder.slot = .value(try JSON(exact: value, codingPath: codingPath))
  }

  func encode(_ value: Float) throws {
    encoder.slot = .value(try JSON(exact: value, codingPath: codingPath))
  }

  func encode(_ value: some Encodable) throws { encoder.slot = .value(try encoder.encoded(value)) }
}
