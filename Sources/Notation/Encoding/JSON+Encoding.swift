extension JSON {
  /// A Codable value as JSON: declared order of keys, absent optionals left out, `Double` as its shortest
  /// exact text. String-keyed dictionaries are sorted by key, so equal values have equal bytes.
  public init(encoding value: some Encodable) throws {
    self = try ValueEncoder().encoded(value)
  }
}

/// Builds the value that is being encoded in `slot`.
///
/// One encoder serves a whole tree: encoding a child saves the parent's slot, so a nested value costs no
/// allocation of its own.
final class ValueEncoder: Encoder {
  enum Slot {
    case empty
    case value(JSON)
    case object(ObjectDraft)
    case array(ArrayDraft)
  }

  var slot = Slot.empty
  var codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(codingPath: [any CodingKey] = []) { self.codingPath = codingPath }

  func encoded<Value: Encodable>(_ value: Value) throws -> JSON {
    if Value.self == JSON.self, let json = value as? JSON { return json }
    let outer = slot
    slot = .empty
    defer { slot = outer }
    try value.encode(to: self)
    return finished()
  }

  /// A value that encodes nothing is an empty object, as every coder has it.
  func finished() -> JSON {
    switch slot {
    case .empty: .object([:])
    case .value(let json): json
    case .object(let draft): draft.finished()
    case .array(let draft): draft.finished()
    }
  }

  func encoded<Value: Encodable>(_ value: Value, at key: some CodingKey) throws -> JSON {
    codingPath.append(key)
    defer { codingPath.removeLast() }
    return try encoded(value)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let draft: ObjectDraft
    if case .object(let begun) = slot {
      draft = begun
    } else {
      draft = ObjectDraft(sorted: DictionaryKeys.include(type))
      slot = .object(draft)
    }
    return KeyedEncodingContainer(KeyedEncoding<Key>(encoder: self, draft: draft))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let draft: ArrayDraft
    if case .array(let begun) = slot {
      draft = begun
    } else {
      draft = ArrayDraft()
      slot = .array(draft)
    }
    return UnkeyedEncoding(encoder: self, draft: draft)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleValueEncoding(encoder: self) }
}

/// An object while its members arrive. Nested containers and super encoders are written to after they were
/// handed out; their places hold null until the object is finished.
final class ObjectDraft {
  private var object = JSONObject(minimumCapacity: 8)
  private var open: [(position: Int, content: () -> JSON)] = []
  private let sorted: Bool

  init(sorted: Bool = false) { self.sorted = sorted }

  func set(_ key: String, _ value: JSON) { object.append(key, value) }

  func set(_ key: String, later content: @escaping () -> JSON) {
    open.append((object.count, content))
    set(key, .null)
  }

  func finished() -> JSON {
    for place in open { object.replaceValue(at: place.position, with: place.content()) }
    open = []
    if sorted { object.sortByKey() }
    return .object(object)
  }
}

/// An array while its elements arrive.
final class ArrayDraft {
  private var elements: [JSON] = []
  private var open: [(position: Int, content: () -> JSON)] = []

  var count: Int { elements.count }

  func append(_ value: JSON) { elements.append(value) }

  func append(later content: @escaping () -> JSON) {
    open.append((elements.count, content))
    append(.null)
  }

  func finished() -> JSON {
    for place in open { elements[place.position] = place.content() }
    open = []
    return .array(elements)
  }
}

/// Recognises the keys the standard library uses for `[String: Value]`, whose order changes from run to run.
/// That key type is private, so it is learnt once by encoding a dictionary.
private enum DictionaryKeys {
  static func include(_ type: any CodingKey.Type) -> Bool { ObjectIdentifier(type) == learnt }

  private static let learnt: ObjectIdentifier? = {
    let probe = KeyTypeProbe()
    try? ["": 0].encode(to: probe)
    return probe.keyType
  }()

  private final class KeyTypeProbe: Encoder {
    var keyType: ObjectIdentifier?
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
      keyType = ObjectIdentifier(type)
      return KeyedEncodingContainer(KeyedEncoding<Key>(encoder: ValueEncoder(), draft: ObjectDraft()))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ValueEncoder().unkeyedContainer() }
    func singleValueContainer() -> any SingleValueEncodingContainer { ValueEncoder().singleValueContainer() }
  }
}
