/// Rows of one table in one piece of memory, on their way from the thread that decided them to the one that
/// writes: what a writer has to let go of is one allocation then, not one a value.
public struct PackedRows: Sendable {
  public let table: StaticString
  public let columns: [StaticString]
  public private(set) var count = 0
  private var bytes: [UInt8] = []

  private enum Tag {
    static let null: UInt8 = 0
    static let integer: UInt8 = 1
    static let text: UInt8 = 2
    static let bytes: UInt8 = 3
  }

  /// - Throws: when a row has another number of values than there are columns.
  public init(_ rows: [[Value]], into table: StaticString, _ columns: [StaticString]) throws {
    self.table = table
    self.columns = columns
    let content = rows.joined().reduce(0) { $0 + $1.contentSize }
    bytes.reserveCapacity(rows.count * columns.count * 9 + content)
    for row in rows {
      guard row.count == columns.count else {
        throw StorageFailure.invalidStatement(
          "a row for \(table) has \(row.count) values for \(columns.count) columns")
      }
      for value in row { append(value) }
      count += 1
    }
  }

  private mutating func append(_ value: Value) {
    switch value {
    case .null: bytes.append(Tag.null)
    case .integer(let number): append(Tag.integer, number)
    case .text(var text): text.withUTF8 { append(Tag.text, UnsafeRawBufferPointer($0)) }
    case .bytes(let blob): blob.withUnsafeBytes { append(Tag.bytes, $0) }
    }
  }

  private mutating func append(_ tag: UInt8, _ number: Int64) {
    bytes.append(tag)
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ tag: UInt8, _ content: UnsafeRawBufferPointer) {
    append(tag, Int64(content.count))
    bytes.append(contentsOf: content)
  }
}

extension Value {
  fileprivate var contentSize: Int {
    switch self {
    case .null, .integer: 0
    case .text(let text): text.utf8.count
    case .bytes(let blob): blob.count
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
}
