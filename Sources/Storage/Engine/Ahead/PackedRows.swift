/// Rows of one table in one piece of memory, on their way from the thread that decided them to the one that
/// writes: what a writer has to let go of is one allocation then, not one a value.
public struct PackedRows: Sendable {
  public let table: StaticString
  public let columns: [StaticString]
  public private(set) var count = 0
  private var bytes: [UInt8] = []

  fileprivate enum Tag {
    static let null: UInt8 = 0
    static let integer: UInt8 = 1
    static let text: UInt8 = 2
    static let bytes: UInt8 = 3
  }

  public init(into table: StaticString, _ columns: [StaticString]) {
    self.table = table
    self.columns = columns
  }

  /// - Throws: when a row has another number of values than there are columns.
  public init(_ rows: [[Value]], into table: StaticString, _ columns: [StaticString]) throws {
    self.init(into: table, columns)
    for row in rows { try add(row) }
  }

  /// - Throws: when the row has another number of values than there are columns.
  public mutating func add(_ row: [Value]) throws {
    guard row.count == columns.count else {
      throw StorageFailure.invalidStatement(
        "a row for \(table) has \(row.count) values for \(columns.count) columns")
    }
    var place = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: row.reduce(0) { $0 + $1.packedSize }))
    bytes.withUnsafeMutableBytes { memory in
      for value in row { value.pack(into: memory, at: &place) }
    }
    count += 1
  }
}

extension Value {
  /// A tag; behind it a number, or a length and what is so long.
  fileprivate var packedSize: Int {
    switch self {
    case .null: 1
    case .integer: 9
    case .text(let text): 9 + text.utf8.count
    case .bytes(let blob): 9 + blob.count
    }
  }

  fileprivate func pack(into memory: UnsafeMutableRawBufferPointer, at place: inout Int) {
    func put(_ tag: UInt8, _ number: Int64) {
      memory[place] = tag
      memory.storeBytes(of: number, toByteOffset: place + 1, as: Int64.self)
      place += 9
    }
    func put(_ tag: UInt8, _ content: UnsafeRawBufferPointer) {
      put(tag, Int64(content.count))
      UnsafeMutableRawBufferPointer(rebasing: memory[place...]).copyMemory(from: content)
      place += content.count
    }
    switch self {
    case .null:
      memory[place] = PackedRows.Tag.null
      place += 1
    case .integer(let number): put(PackedRows.Tag.integer, number)
    case .text(var text): text.withUTF8 { put(PackedRows.Tag.text, UnsafeRawBufferPointer($0)) }
    case .bytes(let blob): blob.withUnsafeBytes { put(PackedRows.Tag.bytes, $0) }
    }
  }
}

extension PackedRows {
  /// A value where it lies; its memory is valid while it is looked at.
  public enum Part {
    case null
    case integer(Int64)
    case text(UnsafeRawBufferPointer)
    case bytes(UnsafeRawBufferPointer)
  }

  /// Shows all values, row after row. Their memory stays valid until `body` returns.
  public func withParts<Result>(_ body: (inout Parts) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { memory in
      var parts = Parts(memory: memory)
      return try body(&parts)
    }
  }

  /// Walks over the values; whoever asks knows how many there are.
  public struct Parts {
    fileprivate let memory: UnsafeRawBufferPointer
    private var place = 0

    fileprivate init(memory: UnsafeRawBufferPointer) { self.memory = memory }

    public mutating func next() -> Part {
      let tag = memory[place]
      place += 1
      guard tag != Tag.null else { return .null }
      let number = memory.loadUnaligned(fromByteOffset: place, as: Int64.self)
      place += 8
      guard tag != Tag.integer else { return .integer(number) }
      let content = UnsafeRawBufferPointer(rebasing: memory[place..<place + Int(number)])
      place += Int(number)
      return tag == Tag.text ? .text(content) : .bytes(content)
    }
  }

  /// The rows as they were packed.
  var unpacked: [[Value]] {
    withParts { parts in
      (0..<count).map { _ in
        columns.map { _ in
          switch parts.next() {
          case .null: .null
          case .integer(let number): .integer(number)
          case .text(let content): .text(String(decoding: content, as: UTF8.self))
          case .bytes(let content): .bytes(Array(content))
          }
        }
      }
    }
  }
}

extension Connection {
  /// Inserts rows that were packed elsewhere.
  public func insert(_ rows: PackedRows) throws {
    try insert(into: rows.table, columns: rows.columns, rows: rows.unpacked)
  }

  /// Inserts a row for each element.
  func insert<Element>(
    into table: StaticString, columns: [StaticString], rowsOf elements: [Element],
    _ row: (Element) throws -> [Value]
  ) throws {
    guard !elements.isEmpty else { return }
    // PostgreSQL packs rows its own way.
    guard engine == .sqlite else {
      return try insert(into: table, columns: columns, rows: try elements.map(row))
    }
    var packed = PackedRows(into: table, columns)
    for element in elements { try packed.add(try row(element)) }
    try insert(packed)
  }
}
