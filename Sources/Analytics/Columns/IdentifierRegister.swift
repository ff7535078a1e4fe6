import Identity

/// Ids of one kind in the order they came, packed as text one after the other: a million of them cost their
/// bytes, and a cold load copies them without looking.
public struct IdentifierRegister<Entity: Identified>: Sendable {
  private(set) var text: [UInt8] = []
  /// Where each id's text ends.
  private(set) var ends: [UInt32] = []
  private var table = IndexTable()

  public init() {}

  /// Nil unless the ends ascend to the text's length.
  init?(text: [UInt8], lengths: [UInt16]) {
    var end = 0
    ends.reserveCapacity(lengths.count)
    for length in lengths {
      end += Int(length)
      guard end <= Int(UInt32.max) else { return nil }
      ends.append(UInt32(truncatingIfNeeded: end))
    }
    guard end == text.count else { return nil }
    self.text = text
  }

  public var count: Int { ends.count }

  public subscript(index: UInt32) -> Identifier<Entity> {
    Identifier(String(decoding: bytes(index), as: UTF8.self))
  }

  /// All of them, in order.
  public var ids: [Identifier<Entity>] { ends.indices.map { self[UInt32($0)] } }

  /// The id's index, nil for one that never came. Quick once something was added since the cold load.
  public func index(of id: Identifier<Entity>) -> UInt32? {
    guard table.count == count else {
      var table = self.table
      return find(Array(id.text.utf8), in: &table)
    }
    // Reports look up every customer for each step: nothing is copied for it.
    var wanted = id.text
    return wanted.withUTF8 { wanted in
      table.find(IndexTable.hash(wanted)) { isText(at: $0, wanted) }
    }
  }

  private func isText(at index: UInt32, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = index == 0 ? 0 : Int(ends[Int(index) - 1])
    guard Int(ends[Int(index)]) - start == wanted.count else { return false }
    return wanted.indices.allSatisfy { text[start + $0] == wanted[$0] }
  }

  /// The same ids, ready to be looked up many times, as they are not after a cold load.
  var lookedUp: Self {
    var ready = self
    ready.table.catchUp(to: count) { IndexTable.hash(bytes($0)) }
    return ready
  }

  /// The id's index; one that is not known yet joins at the end.
  public mutating func index(adding id: Identifier<Entity>) -> UInt32 {
    let wanted = Array(id.text.utf8)
    // Taken out meanwhile, so that it is not shared and growing it copies nothing.
    var table = IndexTable()
    swap(&table, &self.table)
    defer { swap(&table, &self.table) }
    if let known = find(wanted, in: &table) { return known }
    let place = UInt32(ends.count)
    text.append(contentsOf: wanted)
    precondition(text.count <= Int(UInt32.max), "a register holds 4 GB of ids")
    ends.append(UInt32(text.count))
    return place
  }

  private func find(_ wanted: [UInt8], in table: inout IndexTable) -> UInt32? {
    table.catchUp(to: count) { IndexTable.hash(bytes($0)) }
    return table.find(IndexTable.hash(wanted)) { bytes($0).elementsEqual(wanted) }
  }

  private func bytes(_ index: UInt32) -> ArraySlice<UInt8> {
    let start = index == 0 ? 0 : Int(ends[Int(index) - 1])
    return text[start..<Int(ends[Int(index)])]
  }

  var lengths: [UInt16] {
    ends.indices.map { UInt16(truncatingIfNeeded: ends[$0] - ($0 == 0 ? 0 : ends[$0 - 1])) }
  }
}

/// Every payer once: a customer in one currency.
public struct PayerRegister: Sendable {
  public private(set) var ids: [Payer] = []
  private var table = IndexTable()

  public init() {}

  init(ids: [Payer]) { self.ids = ids }

  public var count: Int { ids.count }
  public subscript(index: UInt32) -> Payer { ids[Int(index)] }

  mutating func index(adding payer: Payer) -> UInt32 {
    table.catchUp(to: count) { [ids] in ids[Int($0)].hash }
    if let known = table.find(payer.hash, isIt: { ids[Int($0)] == payer }) { return known }
    ids.append(payer)
    return UInt32(ids.count - 1)
  }
}

extension Payer {
  fileprivate var hash: UInt64 { IndexTable.mixed(UInt64(customer) << 8 | UInt64(currency)) }
}
