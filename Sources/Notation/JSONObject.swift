/// The members of a JSON object, in the order they were written.
///
/// Keys are unique. Members lie in one array: objects of this system have tens of members, where a scan of an
/// array beats hashing; `append` adds a member without even the scan.
public struct JSONObject: Sendable {
  @usableFromInline var members: [(key: String, value: JSON)]

  public init() { members = [] }

  public init(minimumCapacity: Int) {
    members = []
    members.reserveCapacity(minimumCapacity)
  }

  /// The caller promises that no key occurs twice.
  public init(uniqueKeysWithValues pairs: some Sequence<(String, JSON)>) {
    members = []
    for (key, value) in pairs { append(key, value) }
  }

  public var keys: [String] { members.map(\.key) }
  public var values: [JSON] { members.map(\.value) }

  /// Adds a member at the end. The caller promises that the key is new; only debug builds check it.
  public mutating func append(_ key: String, _ value: JSON) {
    assert(position(of: key) == nil, "the key \(key) is already a member")
    members.append((key, value))
  }

  /// Reading gives nil for an absent key. Setting replaces in place or appends; setting nil removes.
  public subscript(key: String) -> JSON? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): members.remove(at: position)
      case (nil, let value?): members.append((key, value))
      case (nil, nil): break
      }
    }
  }

  /// Where the key stands; the scan starts at `hint` and wraps, so readers who ask in the written order pay
  /// one comparison per key.
  func position(of key: String, from hint: Int = 0) -> Int? {
    let count = members.count
    guard count > 0 else { return nil }
    let start = hint < count ? hint : 0
    var position = start
    repeat {
      if members[position].key.hasSameBytes(as: key) { return position }
      position += 1
      if position == count { position = 0 }
    } while position != start
    return nil
  }

  mutating func replaceValue(at position: Int, with value: JSON) {
    members[position].value = value
  }

  mutating func sortByKey() {
    members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}

extension JSONObject: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { members.count }
  public subscript(position: Int) -> (key: String, value: JSON) { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(uniqueKeysWithValues: elements)
  }
}

/// Order is part of the value: equal objects have equal bytes.
extension JSONObject: Hashable {
  public static func == (one: JSONObject, other: JSONObject) -> Bool {
    guard one.members.count == other.members.count else { return false }
    for (a, b) in zip(one.members, other.members) {
      guard a.key.hasSameBytes(as: b.key), a.value == b.value else { return false }
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    for member in members {
      hasher.combine(member.key)
      hasher.combine(member.value)
    }
  }
}

extension JSONObject: CustomStringConvertible {
  public var description: String { JSON.object(self).text }
}
