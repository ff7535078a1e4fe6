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
  /// is believed.
  public init(snapshot bytes: UnsafeRawBufferPointer) throws(SnapshotDefect) {
    var reader = SnapshotReader(bytes: bytes)
    guard bytes.count >= 24, try reader.word() == SnapshotFormat.magic else { throw .notASnapshot }
    let version = try reader.word()
    guard version == SnapshotFormat.version else { throw .otherVersion(version) }
    let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)])
    guard
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: body.count, as: UInt64.self))
        == SnapshotFormat.checksum(body)
    else { throw .damaged }
    guard let name = try reader.texts().first else { throw .damaged }
    guard let zone = Zone(identifier: name) else { throw .unknownZone(name) }
    self.init(zone: zone)
    foldedThrough = JournalPlace(
      stamp: Int64(bitPattern: try reader.word()), position: Int64(bitPattern: try reader.word()))
    try readRegisters(&reader)
    let rows = try reader.count()
    let read = try ChunksReading(rows: rows, &reader)
    guard reader.place == body.count, read.isWithin(self) else { throw .damaged }
    adopt(read.chunks, testClockRows: read.testClockRows)
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

/// The chunks of a snapshot, and the largest index of each column.
private struct ChunksReading {
  var chunks: [MovementChunk]
  private var payerMost: UInt32 = 0
  private var othersMost: [UInt32] = []
  private var kindMost: UInt8 = 0
  private var currencyMost: UInt8 = 0
  private var causeMost: UInt8 = 0
  private let rows: Int

  init(rows: Int, _ reader: inout SnapshotReader) throws(SnapshotDefect) {
    self.rows = rows
    let full = MovementChunk.rowsMost
    chunks = Array(repeating: MovementChunk(), count: (rows + full - 1) / full)
    payerMost = try reader.column(rows, &chunks, \.payer)
    _ = try reader.column(rows, &chunks, \.day)
    _ = try reader.column(rows, &chunks, \.delta)
    currencyMost = try reader.column(rows, &chunks, \.currency)
    kindMost = try reader.column(rows, &chunks, \.kind)
    causeMost = try reader.column(rows, &chunks, \.cause)
    _ = try reader.column(rows, &chunks, \.marks)
    othersMost.append(try reader.column(rows, &chunks, \.price))
    othersMost.append(try reader.column(rows, &chunks, \.subscription))
    othersMost.append(try reader.column(rows, &chunks, \.item))
    _ = try reader.column(rows, &chunks, \.effective)
    _ = try reader.column(rows, &chunks, \.recorded)
    _ = try reader.column(rows, &chunks, \.position)
  }

  func isWithin(_ columns: MovementColumns) -> Bool {
    rows == 0
      || payerMost < columns.payers.count && currencyMost < columns.currencies.count && kindMost < 5
        && causeMost < columns.causes.count && othersMost[0] < columns.prices.count
        && othersMost[1] < columns.subscriptions.count && othersMost[2] < columns.items.count
  }

  var testClockRows: Int {
    chunks.reduce(0) { sum, chunk in
      sum + chunk.marks.reduce(0) { $0 + Int($1 & MovementChunk.onTestClock) }
    }
  }
}

private struct SnapshotReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var place = 0

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

  /// Fills one column of all chunks and returns its largest value.
  mutating func column<Value: FixedWidthInteger>(
    _ rows: Int, _ chunks: inout [MovementChunk], _ column: WritableKeyPath<MovementChunk, [Value]>
  ) throws(SnapshotDefect) -> Value {
    let least = Value(truncatingIfNeeded: Int64(bitPattern: try word()))
    let width = try count()
    place = (place + 7) & ~7
    guard [1, 2, 4, 8].contains(width), bytes.count - place >= rows * width else { throw .damaged }
    let most: Value =
      switch width {
      case 1: fill(rows, &chunks, column, above: least, from: UInt8.self)
      case 2: fill(rows, &chunks, column, above: least, from: UInt16.self)
      case 4: fill(rows, &chunks, column, above: least, from: UInt32.self)
      default: fill(rows, &chunks, column, above: least, from: UInt64.self)
      }
    place += rows * width
    return most
  }

  @inline(__always)
  private func fill<Value: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ rows: Int, _ chunks: inout [MovementChunk], _ column: WritableKeyPath<MovementChunk, [Value]>,
    above least: Value, from: Narrow.Type
  ) -> Value {
    var most = least
    let size = MemoryLayout<Narrow>.size
    for chunk in chunks.indices {
      let first = chunk << MovementChunk.shift
      let count = min(MovementChunk.rowsMost, rows - first)
      let source = UnsafeRawBufferPointer(
        rebasing: bytes[(place + first * size)..<(place + (first + count) * size)])
      chunks[chunk][keyPath: column] = [Value](unsafeUninitializedCapacity: count) { target, filled in
        var largest = least
        for index in 0..<count {
          let narrow = source.loadUnaligned(fromByteOffset: index * size, as: Narrow.self)
          let value = Value(truncatingIfNeeded: Narrow(littleEndian: narrow)) &+ least
          target[index] = value
          largest = max(largest, value)
        }
        filled = count
        most = max(most, largest)
      }
    }
    return most
  }
}
