import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// Why bytes are not taken as columns. Whoever reads them folds the movements table instead.
public enum SnapshotDefect: Error, Hashable, Sendable {
  /// Something else altogether.
  case notASnapshot
  /// Written by an older or a newer program.
  case otherVersion(UInt64)
  /// Shorter than it says, or its checksum or contents do not agree.
  case damaged
  /// A time zone that this machine does not know.
  case unknownZone(String)
}

extension MovementColumns {
  /// The columns that `snapshot()` wrote.
  public init(snapshot bytes: [UInt8]) throws(SnapshotDefect) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SnapshotDefect) in try MovementColumns(snapshot: bytes) }
    }
    self = try result.get()
  }

  /// The columns that `snapshot()` wrote, from memory that may be a mapped file.
  ///
  /// Every byte is covered by the checksum, and every index is held against its register, before anything
  /// is handed out.
  public init(snapshot bytes: UnsafeRawBufferPointer) throws(SnapshotDefect) {
    guard bytes.count >= 24 else { throw .notASnapshot }
    let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)])
    var reader = SnapshotReader(bytes: body)
    guard try reader.word() == SnapshotFormat.magic else { throw .notASnapshot }
    let version = try reader.word()
    guard version == SnapshotFormat.version else { throw .otherVersion(version) }
    guard let name = try reader.texts().first else { throw .damaged }
    self.init(zone: .utc)
    foldedThrough = JournalPlace(
      stamp: Int64(bitPattern: try reader.word()), position: Int64(bitPattern: try reader.word()))
    try readRegisters(&reader)
    try readChunks(&reader)
    let sum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: body.count, as: UInt64.self))
    guard reader.place == body.count, reader.seal.sum == sum else { throw .damaged }
    guard let zone = Zone(identifier: name) else { throw .unknownZone(name) }
    self.zone = zone
  }

  private mutating func readRegisters(_ reader: inout SnapshotReader) throws(SnapshotDefect) {
    customers = try reader.identifiers()
    let found = try reader.texts().map { Currency(code: $0) }
    guard let currencies = Register(ids: found.compactMap(\.self)), currencies.count == found.count else {
      throw .damaged
    }
    self.currencies = currencies
    payers = try readPayers(&reader)
    subscriptions = try reader.identifiers()
    items = try reader.identifiers()
    prices = try reader.identifiers()
    guard let causes = Register(ids: try reader.texts()) else { throw .damaged }
    self.causes = causes
  }

  private func readPayers(_ reader: inout SnapshotReader) throws(SnapshotDefect) -> PayerRegister {
    var found: [Payer] = []
    for _ in 0..<(try reader.count()) {
      let word = try reader.word()
      guard word >> 8 < UInt64(customers.count), word & 0xFF < UInt64(currencies.count) else {
        throw .damaged
      }
      found.append(Payer(customer: UInt32(word >> 8), currency: UInt8(word & 0xFF)))
    }
    return PayerRegister(ids: found)
  }
}

extension MovementColumns {
  fileprivate mutating func readChunks(_ reader: inout SnapshotReader) throws(SnapshotDefect) {
    let rows = try reader.count()
    reader.endStretch()
    let full = MovementChunk.rowsMost
    var read = [MovementChunk](repeating: MovementChunk(), count: (rows + full - 1) / full)
    try reader.column(rows, &read, \.payer, below: payers.count)
    try reader.column(rows, &read, \.day)
    try reader.column(rows, &read, \.delta)
    try reader.column(rows, &read, \.currency, below: currencies.count)
    try reader.column(rows, &read, \.kind, below: MovementKind.byCode.count)
    try reader.column(rows, &read, \.cause, below: causes.count)
    try reader.column(rows, &read, \.marks)
    try reader.column(rows, &read, \.price, below: prices.count)
    try reader.column(rows, &read, \.subscription, below: subscriptions.count)
    try reader.column(rows, &read, \.item, below: items.count)
    try reader.offsets(rows, &read, \.effective)
    try reader.offsets(rows, &read, \.recorded)
    try reader.offsets(rows, &read, \.position)
    let testClockRows = read.reduce(0) { sum, chunk in
      sum + chunk.marks.reduce(0) { $0 + Int($1 & MovementChunk.onTestClock) }
    }
    adopt(read, testClockRows: testClockRows)
  }
}

private struct SnapshotReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var place = 0
  private(set) var seal = SnapshotFormat.Seal()

  mutating func endStretch() { seal.close(bytes, at: place) }

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func word() throws(SnapshotDefect) -> UInt64 {
    guard bytes.count - place >= 8 else { throw .damaged }
    defer { place += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// A number of things that take a byte each at least.
  mutating func count() throws(SnapshotDefect) -> Int {
    let word = try word()
    guard word <= UInt64(bytes.count) else { throw .damaged }
    return Int(word)
  }

  mutating func texts() throws(SnapshotDefect) -> [String] {
    let (lengths, text) = try packed()
    var start = 0
    return try lengths.map { length throws(SnapshotDefect) in
      guard start + Int(length) <= text.count else { throw .damaged }
      defer { start += Int(length) }
      return String(decoding: text[start..<(start + Int(length))], as: UTF8.self)
    }
  }

  mutating func identifiers<Entity>() throws(SnapshotDefect) -> IdentifierRegister<Entity> {
    let (lengths, text) = try packed()
    guard let register = IdentifierRegister<Entity>(text: text, lengths: lengths) else { throw .damaged }
    return register
  }

  private mutating func packed() throws(SnapshotDefect) -> (lengths: [UInt16], text: [UInt8]) {
    let count = try count()
    let total = try self.count()
    guard bytes.count - place >= 2 * count + total else { throw .damaged }
    let lengths = (0..<count).map {
      UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 2 * $0, as: UInt16.self))
    }
    let start = place + 2 * count
    place = start + total
    return (lengths, Array(UnsafeRawBufferPointer(rebasing: bytes[start..<place])))
  }

  /// Fills one column of all chunks; with a limit, each of its values must be an index below it.
  mutating func column<Value: FixedWidthInteger>(
    _ rows: Int, _ chunks: inout [MovementChunk], _ column: WritableKeyPath<MovementChunk, [Value]>,
    below limit: Int? = nil
  ) throws(SnapshotDefect) {
    let (start, width) = try columnHead(rows)
    let least = Value(truncatingIfNeeded: start)
    let isWithin =
      switch width {
      case 1: fill(&chunks, rows, column, above: least, from: UInt8.self, below: limit)
      case 2: fill(&chunks, rows, column, above: least, from: UInt16.self, below: limit)
      case 4: fill(&chunks, rows, column, above: least, from: UInt32.self, below: limit)
      default: fill(&chunks, rows, column, above: least, from: UInt64.self, below: limit)
      }
    guard isWithin else { throw .damaged }
  }

  /// Fills one column of numbers near each other.
  mutating func offsets(
    _ rows: Int, _ chunks: inout [MovementChunk], _ column: WritableKeyPath<MovementChunk, OffsetColumn>
  ) throws(SnapshotDefect) {
    let (least, width) = try columnHead(rows)
    for chunk in chunks.indices {
      let count = min(MovementChunk.rowsMost, rows - chunk << MovementChunk.shift)
      switch width {
      case 1:
        let near = values(count, above: UInt32(0), from: UInt8.self)
        chunks[chunk][keyPath: column] = OffsetColumn(base: least, near: near)
      case 2:
        let near = values(count, above: UInt32(0), from: UInt16.self)
        chunks[chunk][keyPath: column] = OffsetColumn(base: least, near: near)
      case 4:
        let near = values(count, above: UInt32(0), from: UInt32.self)
        chunks[chunk][keyPath: column] = OffsetColumn(base: least, near: near)
      default:
        chunks[chunk][keyPath: column] = OffsetColumn(far: values(count, above: least, from: UInt64.self))
      }
    }
  }

  /// A column's smallest value, and how many bytes each difference from it takes.
  private mutating func columnHead(_ rows: Int) throws(SnapshotDefect) -> (least: Int64, width: Int) {
    let least = Int64(bitPattern: try word())
    let width = try count()
    place = (place + 7) & ~7
    guard [1, 2, 4, 8].contains(width), place <= bytes.count, bytes.count - place >= rows * width else {
      throw .damaged
    }
    endStretch()
    return (least, width)
  }

  /// The next values of a column, which end a stretch.
  @inline(__always)
  private mutating func values<Value: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ count: Int, above least: Value, from: Narrow.Type
  ) -> [Value] {
    let size = MemoryLayout<Narrow>.size
    let source = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count * size)])
    place += count * size
    endStretch()
    return [Value](unsafeUninitializedCapacity: count) { target, filled in
      for index in 0..<count {
        let narrow = source.loadUnaligned(fromByteOffset: index * size, as: Narrow.self)
        target[index] = Value(truncatingIfNeeded: Narrow(littleEndian: narrow)) &+ least
      }
      filled = count
    }
  }

  @inline(__always)
  private mutating func fill<Value: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ chunks: inout [MovementChunk], _ rows: Int, _ column: WritableKeyPath<MovementChunk, [Value]>,
    above least: Value, from: Narrow.Type, below limit: Int?
  ) -> Bool {
    var isWithin = true
    for chunk in chunks.indices {
      let count = min(MovementChunk.rowsMost, rows - chunk << MovementChunk.shift)
      let values = values(count, above: least, from: Narrow.self)
      if let limit { isWithin = isWithin && SnapshotReader.areAll(values, below: limit) }
      chunks[chunk][keyPath: column] = values
    }
    return isWithin
  }

  /// Without a branch or a maximum of unsigned words, which not every processor has: what exceeds the limit
  /// sets the highest bit.
  @inline(__always)
  private static func areAll<Value: FixedWidthInteger>(_ values: [Value], below limit: Int) -> Bool {
    guard Value.bitWidth > 8 else { return (values.max().map { Int($0) } ?? -1) < limit }
    guard limit > 0, limit <= Int(Int32.max) else { return values.isEmpty }
    let last = Value(truncatingIfNeeded: limit - 1)
    let marks = values.reduce(Value(0)) { $0 | (last &- $1) | $1 }
    return marks >> Value(Value.bitWidth - 1) == 0
  }
}
