import Identity
import Monetary

/// The columns as bytes that a later start reads in a fraction of the time that the movements table takes.
///
/// Little-endian: a magic word and version; zone, folded position, registers; then each column as its
/// smallest value and the differences from it in the fewest bytes that hold them; last a checksum of all,
/// taken stretch by stretch, so that a reader sums what it is about to copy and fetches it from memory once.
/// Traits are not in it: customers' countries and sources are current state, which storage describes anew.
enum SnapshotFormat {
  /// "PERMOV" and two zeros.
  static let magic: UInt64 = 0x0000_564F_4D52_4550
  /// Any change of what follows is a new version, and an old one is refused.
  static let version: UInt64 = 1

  /// The checksum of the stretches before, and of the one that ends now.
  struct Seal {
    private(set) var sum: UInt64 = 0
    private var from = 0

    @inline(__always)
    mutating func close(_ bytes: UnsafeRawBufferPointer, at end: Int) {
      let stretch = UnsafeRawBufferPointer(rebasing: bytes[from..<end])
      sum = (sum ^ checksum(stretch)) &* 0x9E37_79B1_85EB_CA87 ^ (sum >> 29)
      from = end
    }
  }

  /// Four lanes of multiply and rotate over 32 bytes at a time; any flipped bit changes it.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime: UInt64 = 0x9E37_79B1_85EB_CA87
    var one: UInt64 = 1
    var two: UInt64 = 2
    var three: UInt64 = 3
    var four: UInt64 = 4
    var place = 0
    @inline(__always)
    func mixed(_ state: UInt64, _ place: Int) -> UInt64 {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let product = (state ^ word) &* prime
      return product << 29 | product >> 35
    }
    while place + 32 <= bytes.count {
      one = mixed(one, place)
      two = mixed(two, place + 8)
      three = mixed(three, place + 16)
      four = mixed(four, place + 24)
      place += 32
    }
    var all = UInt64(bytes.count)
    for lane in [one, two, three, four] { all = (all ^ lane) &* prime ^ (lane >> 31) }
    for byte in bytes[place...] { all = (all ^ UInt64(byte)) &* prime ^ (all >> 29) }
    return all
  }
}

extension MovementColumns {
  /// The columns as bytes for `init(snapshot:)`.
  public func snapshot() -> [UInt8] {
    var writer = SnapshotWriter()
    writer.reserve(64 + count * 48)
    writer.append(SnapshotFormat.magic)
    writer.append(SnapshotFormat.version)
    writer.append(texts: [zone.identifier])
    writer.append(UInt64(bitPattern: foldedThrough.stamp))
    writer.append(UInt64(bitPattern: foldedThrough.position))
    writer.append(customers.lengths, customers.text)
    writer.append(texts: currencies.ids.map(\.code))
    writer.append(UInt64(payers.count))
    for payer in payers.ids { writer.append(UInt64(payer.customer) << 8 | UInt64(payer.currency)) }
    writer.append(subscriptions.lengths, subscriptions.text)
    writer.append(items.lengths, items.text)
    writer.append(prices.lengths, prices.text)
    writer.append(texts: causes.ids)
    writer.append(UInt64(count))
    writer.endStretch()
    writer.append(column: chunks.map(\.payer))
    writer.append(column: chunks.map(\.day))
    writer.append(column: chunks.map(\.delta))
    writer.append(column: chunks.map(\.currency))
    writer.append(column: chunks.map(\.kind))
    writer.append(column: chunks.map(\.cause))
    writer.append(column: chunks.map(\.marks))
    writer.append(column: chunks.map(\.price))
    writer.append(column: chunks.map(\.subscription))
    writer.append(column: chunks.map(\.item))
    writer.append(column: chunks.map(\.effective.values))
    writer.append(column: chunks.map(\.recorded.values))
    writer.append(column: chunks.map(\.position.values))
    writer.appendChecksum()
    return writer.bytes
  }
}

private struct SnapshotWriter {
  private(set) var bytes: [UInt8] = []
  private var stretches: [Int] = []

  mutating func endStretch() { stretches.append(bytes.count) }

  mutating func appendChecksum() {
    var seal = SnapshotFormat.Seal()
    bytes.withUnsafeBytes { bytes in
      for end in stretches { seal.close(bytes, at: end) }
    }
    append(seal.sum)
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// How many, how many bytes all take, each one's length, then the bytes.
  mutating func append(texts: [String]) {
    append(texts.map { UInt16(truncatingIfNeeded: $0.utf8.count) }, texts.flatMap { Array($0.utf8) })
  }

  mutating func append(_ lengths: [UInt16], _ text: [UInt8]) {
    append(UInt64(lengths.count))
    append(UInt64(text.count))
    lengths.map(\.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text)
  }

  /// The smallest value, the bytes a difference takes, then the differences, from an offset of whole words.
  mutating func append<Value: FixedWidthInteger>(column chunks: [[Value]]) {
    let least = chunks.lazy.compactMap { $0.min() }.min() ?? 0
    let most = chunks.lazy.compactMap { $0.max() }.max() ?? 0
    let range = UInt64(bitPattern: Int64(most)) &- UInt64(bitPattern: Int64(least))
    append(UInt64(bitPattern: Int64(least)))
    switch range {
    case 0...0xFF: append(chunks, above: least, as: UInt8.self)
    case 0...0xFFFF: append(chunks, above: least, as: UInt16.self)
    case 0...0xFFFF_FFFF: append(chunks, above: least, as: UInt32.self)
    default: append(chunks, above: least, as: UInt64.self)
    }
  }

  private mutating func append<Value: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ chunks: [[Value]], above least: Value, as: Narrow.Type
  ) {
    append(UInt64(Narrow.bitWidth / 8))
    while bytes.count % 8 != 0 { bytes.append(0) }
    endStretch()
    for chunk in chunks {
      let narrow = chunk.map { Narrow(truncatingIfNeeded: $0 &- least).littleEndian }
      narrow.withUnsafeBytes { bytes.append(contentsOf: $0) }
      endStretch()
    }
  }
}
