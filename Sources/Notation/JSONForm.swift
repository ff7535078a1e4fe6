/// The members of one JSON object, written straight into text.
///
/// It remembers where each of its own members lies, so that two states of one thing can be compared without
/// a tree of either. Most changes touch few members: so every member first leaves a mark, which tells values
/// that are surely equal from those that may differ, and only the latter are written. A state is compared
/// with each commit, hence the plain memory and the inlining.
public struct JSONForm {
  @usableFromInline
  enum Purpose: UInt8 {
    case write, mark, select
  }

  struct Place {
    let key: StaticString
    let start: Int
    let end: Int
  }

  @usableFromInline let purpose: Purpose
  @usableFromInline var marks: Marks
  /// How many objects around the next member are members of this one.
  @usableFromInline var depth = 0
  /// Of the members to select, a bit each.
  private var chosen: UInt64 = 0
  private var visited: UInt64 = 0
  private var writer: JSONWriter
  private var places: [Place] = []

  private init(_ purpose: Purpose, marks: Marks = Marks(), minimumCapacity: Int = 0) {
    self.purpose = purpose
    self.marks = marks
    writer = JSONWriter(minimumCapacity: minimumCapacity)
    if purpose != .mark { writer.beginObject() }
  }

  public init() { self.init(.write, minimumCapacity: 1_024) }

  private init(selecting chosen: UInt64) {
    self.init(.select, minimumCapacity: 512)
    self.chosen = chosen
    places.reserveCapacity(chosen.nonzeroBitCount)
  }

  /// The text of an object whose members `write` writes.
  public static func text(_ write: (inout JSONForm) throws -> Void) rethrows -> String {
    var object = JSONForm()
    try write(&object)
    return object.closed()
  }

  /// The text of an array of objects.
  static func text(of values: [some JSONRepresentable]) -> String {
    var form = JSONForm()
    form.writer = JSONWriter(minimumCapacity: 1_024)
    form.beginArray()
    for value in values { form.element { value.write(to: &$0) } }
    form.endArray()
    return String(decoding: form.writer.bytes, as: UTF8.self)
  }

  /// Ends the object; nothing may be added afterwards.
  public consuming func closed() -> String {
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension JSONForm {
  @inlinable @inline(__always)
  public mutating func add(_ key: StaticString, _ value: String?) {
    if purpose == .mark {
      let words = value.map { unsafeBitCast($0, to: (UInt64, UInt64).self) } ?? (0, 0)
      return mark(key, words.0, words.1)
    }
    if let value { write(key, value) } else { pass() }
  }

  @inlinable @inline(__always)
  public mutating func add(_ key: StaticString, _ value: Int64?) {
    if purpose == .mark { return mark(key, UInt64(bitPattern: value ?? 0), value == nil ? 0 : 1) }
    if let value { write(key, value) } else { pass() }
  }

  @inlinable @inline(__always)
  public mutating func add(_ key: StaticString, _ value: Int) { add(key, Int64(value)) }

  @inlinable @inline(__always)
  public mutating func add(_ key: StaticString, _ value: Bool) {
    if purpose == .mark { return mark(key, value ? 1 : 0, 1) }
    write(key, value)
  }

  public mutating func add(_ key: StaticString, _ value: JSON?) {
    if purpose == .mark { return markUnknown() }
    if let value { put(key) { $0.value(value) } } else { pass() }
  }

  /// A value that is JSON text already.
  public mutating func add(_ key: StaticString, written text: String) {
    if purpose == .mark { return markUnknown() }
    put(key) { $0.value(written: text.utf8) }
  }

  public mutating func add(_ key: StaticString, _ texts: [String]) {
    if purpose == .mark { return mark(key, UInt64(unsafeBitCast(texts, to: UInt.self)), 1) }
    put(key) { writer in
      writer.beginArray()
      for text in texts { writer.value(text) }
      writer.endArray()
    }
  }

  /// Members whose keys are data, by the bytes of their keys.
  public mutating func add(_ key: StaticString, _ values: [String: String]) {
    if purpose == .mark { return mark(key, UInt64(unsafeBitCast(values, to: UInt.self)), 1) }
    put(key) { writer in
      writer.beginObject()
      for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        writer.key(text: key)
        writer.value(value)
      }
      writer.endObject()
    }
  }

  /// A member that is an object itself.
  @inlinable
  public mutating func add(_ key: StaticString, _ members: (inout JSONForm) -> Void) {
    if purpose == .mark { mark(key, 1, 3) }
    guard let start = begin(key) else { return }
    element(members)
    end(key, start)
  }

  @inlinable
  public mutating func add<Value: JSONRepresentable>(_ key: StaticString, _ value: Value?) {
    if purpose == .mark { mark(key, value == nil ? 0 : 1, 3) }
    guard let value else { return pass() }
    guard let start = begin(key) else { return }
    element { value.write(to: &$0) }
    end(key, start)
  }

  @inlinable
  public mutating func add<Value: JSONRepresentable>(_ key: StaticString, _ values: [Value]) {
    if purpose == .mark { mark(key, UInt64(values.count), 4) }
    guard let start = begin(key) else { return }
    beginArray()
    for value in values { element { value.write(to: &$0) } }
    endArray()
    end(key, start)
  }
}

extension JSONForm {
  @inlinable @inline(__always)
  mutating func mark(_ key: StaticString, _ one: UInt64, _ other: UInt64) {
    // The cases of an enumeration have members of their own.
    if depth == 0 { marks.begin() } else { marks.add(UInt64(UInt(bitPattern: key.utf8Start))) }
    marks.add(one)
    marks.add(other)
  }

  private mutating func markUnknown() {
    if depth == 0 { marks.begin() }
    marks.add(marks.unknown)
  }

  @usableFromInline
  mutating func write(_ key: StaticString, _ value: String) { put(key) { $0.value(value) } }

  @usableFromInline
  mutating func write(_ key: StaticString, _ value: Int64) { put(key) { $0.value(value) } }

  @usableFromInline
  mutating func write(_ key: StaticString, _ value: Bool) { put(key) { $0.value(value) } }

  /// A member that is not there.
  @usableFromInline
  mutating func pass() { if depth == 0 { visited += 1 } }

  @inline(__always)
  private mutating func put(_ key: StaticString, _ value: (inout JSONWriter) -> Void) {
    guard let start = begin(key) else { return }
    value(&writer)
    end(key, start)
  }

  /// - Returns: where the value begins; nil when it is not to be written.
  @usableFromInline
  mutating func begin(_ key: StaticString) -> Int? {
    guard purpose != .mark else { return 0 }
    if depth == 0 {
      visited += 1
      if purpose == .select, chosen & (1 << (visited - 1)) == 0 { return nil }
    }
    writer.key(key)
    return writer.bytes.count
  }

  @usableFromInline
  mutating func end(_ key: StaticString, _ start: Int) {
    guard depth == 0, purpose != .mark else { return }
    places.append(Place(key: key, start: start, end: writer.bytes.count))
  }

  /// An object inside this one.
  @inlinable
  mutating func element(_ members: (inout JSONForm) -> Void) {
    depth += 1
    beginObject()
    members(&self)
    endObject()
    depth -= 1
  }

  @usableFromInline mutating func beginObject() { if purpose != .mark { writer.beginObject() } }
  @usableFromInline mutating func endObject() { if purpose != .mark { writer.endObject() } }
  @usableFromInline mutating func beginArray() { if purpose != .mark { writer.beginArray() } }
  @usableFromInline mutating func endArray() { if purpose != .mark { writer.endArray() } }
}

extension JSONForm {
  /// What the members of a state leave to be compared by, in memory that somebody else owns.
  @usableFromInline
  struct Marks {
    @usableFromInline var words: UnsafeMutableBufferPointer<UInt64>
    @usableFromInline var count = 0
    /// Where each member's marks begin; beyond 64 members nothing is compared.
    @usableFromInline var starts: UnsafeMutableBufferPointer<Int>
    @usableFromInline var members = 0
    @usableFromInline var isWhole = true
    let unknown: UInt64

    init() {
      self.init(words: .init(start: nil, count: 0), starts: .init(start: nil, count: 0), unknown: 0)
    }

    /// - Parameter unknown: differs between two states that are compared.
    init(
      words: UnsafeMutableBufferPointer<UInt64>, starts: UnsafeMutableBufferPointer<Int>, unknown: UInt64
    ) {
      self.words = words
      self.starts = starts
      self.unknown = unknown
    }

    @inlinable @inline(__always)
    mutating func begin() {
      guard members < starts.count else { return isWhole = false }
      starts[members] = count
      members += 1
    }

    @inlinable @inline(__always)
    mutating func add(_ word: UInt64) {
      guard count < words.count else { return isWhole = false }
      words[count] = word
      count += 1
    }

    /// The members that may differ, a bit each; nil when the marks do not tell.
    func differences(from other: Marks) -> UInt64? {
      guard isWhole, other.isWhole, members == other.members else { return nil }
      var found: UInt64 = 0
      for member in 0..<members {
        let (mine, theirs) = (range(member), other.range(member))
        let isSame = haveSameBytes(
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(words)[mine]),
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(other.words)[theirs]))
        if !isSame { found |= 1 << UInt64(member) }
      }
      return found
    }

    /// Where a member's marks lie, in bytes.
    private func range(_ member: Int) -> Range<Int> {
      8 * starts[member]..<8 * (member + 1 < members ? starts[member + 1] : count)
    }
  }

  /// What ``JSON/difference(from:to:)`` gives, as text: the members in which two states of one thing differ.
  public static func difference<State: JSONRepresentable>(
    from old: State, to new: State
  ) -> (before: String, after: String) {
    let chosen = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1_024) { words in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 128) { starts -> UInt64? in
        var one = JSONForm(
          .mark,
          marks: Marks(
            words: .init(rebasing: words[..<512]), starts: .init(rebasing: starts[..<64]), unknown: 0))
        var other = JSONForm(
          .mark,
          marks: Marks(
            words: .init(rebasing: words[512...]), starts: .init(rebasing: starts[64...]), unknown: 1))
        old.write(to: &one)
        new.write(to: &other)
        return one.marks.differences(from: other.marks)
      }
    }
    guard chosen != 0 else { return ("{}", "{}") }
    var one = chosen.map { JSONForm(selecting: $0) } ?? JSONForm()
    old.write(to: &one)
    var other = chosen.map { JSONForm(selecting: $0) } ?? JSONForm()
    new.write(to: &other)
    return difference(of: one, and: other)
  }

  private static func difference(of old: JSONForm, and new: JSONForm) -> (before: String, after: String) {
    // Nearly always: the same members are there on both sides, and all differ.
    if old.places.count == new.places.count,
      old.places.indices.allSatisfy({ place in
        old.places[place].key.hasSameBytes(as: new.places[place].key)
          && !old.isSame(place, as: place, of: new)
      })
    {
      return (old.closed(), new.closed())
    }
    var (before, after) = (JSONForm(), JSONForm())
    var hint = 0
    for (number, place) in old.places.enumerated() {
      let found = new.position(of: place.key, from: hint)
      if let found {
        hint = found + 1
        if old.isSame(number, as: found, of: new) { continue }
      }
      before.write(place.key, old.bytes(number))
      after.write(place.key, found.map { new.bytes($0) })
    }
    hint = 0
    for (number, place) in new.places.enumerated() {
      if let found = old.position(of: place.key, from: hint) {
        hint = found + 1
      } else {
        before.write(place.key, nil)
        after.write(place.key, new.bytes(number))
      }
    }
    return (before.closed(), after.closed())
  }

  private func bytes(_ place: Int) -> ArraySlice<UInt8> {
    writer.bytes[places[place].start..<places[place].end]
  }

  private func isSame(_ place: Int, as otherPlace: Int, of other: JSONForm) -> Bool {
    bytes(place).withUnsafeBytes { mine in
      other.bytes(otherPlace).withUnsafeBytes { theirs in
        haveSameBytes(mine, theirs)
      }
    }
  }

  private mutating func write(_ key: StaticString, _ value: ArraySlice<UInt8>?) {
    writer.key(key)
    if let value { writer.value(written: value) } else { writer.null() }
  }

  /// Where a key stands; the scan starts at `hint` and wraps, as both objects are in the same order.
  private func position(of key: StaticString, from hint: Int) -> Int? {
    for step in 0..<places.count {
      let position = hint + step < places.count ? hint + step : hint + step - places.count
      if places[position].key.hasSameBytes(as: key) { return position }
    }
    return nil
  }
}

extension StaticString {
  fileprivate func hasSameBytes(as other: StaticString) -> Bool {
    utf8CodeUnitCount == other.utf8CodeUnitCount
      && (utf8Start == other.utf8Start
        || haveSameBytes(
          UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount),
          UnsafeRawBufferPointer(start: other.utf8Start, count: utf8CodeUnitCount)))
  }
}
