import CPostgres
import Storage

/// The values of one statement in PostgreSQL's binary form, ready for libpq; used again and again.
struct ParameterBuffer {
  private var bytes: [UInt8] = []
  /// Where each value starts; nil for NULL.
  private var starts: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// Takes the values that a statement's `$1`, `$2` … ask for.
  mutating func fill(_ slots: [NumberedStatement.Slot], _ values: [Value]) throws(StorageFailure) {
    bytes.removeAll(keepingCapacity: bytes.capacity < 1 << 20)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    for slot in slots {
      let value = values[slot.place]
      try append(slot.isOnlyTestedForNull && value != .null ? .text("") : value)
    }
  }

  private mutating func append(_ value: Value) throws(StorageFailure) {
    starts.append(value == .null ? nil : bytes.count)
    let start = bytes.count
    try bytes.append(binary: value)
    lengths.append(Int32(bytes.count - start))
    if formats.count < lengths.count { formats.append(1) }
  }

  /// Calls libpq with the arrays it wants. A value of no bytes needs a pointer too, or it would be NULL.
  func withPointers<Result>(
    _ call: (
      _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
      _ formats: UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress ?? Self.nothing
      return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)) {
        pointers in
        for (index, start) in starts.enumerated() {
          let pointer = start.map { (base + $0).assumingMemoryBound(to: CChar.self) }
          pointers.initializeElement(at: index, to: pointer)
        }
        return call(Int32(starts.count), pointers.baseAddress, lengths, formats)
      }
    }
  }

  nonisolated(unsafe) private static let nothing = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
}

extension [UInt8] {
  /// Appends a value as `int8`, `text` or `bytea` look on the wire; NULL adds nothing.
  mutating func append(binary value: Value) throws(StorageFailure) {
    switch value {
    case .null:
      break
    case .integer(let number):
      append(bigEndian: number)
    case .text(let text):
      let start = count
      append(contentsOf: text.utf8)
      guard !self[start...].contains(0) else {
        throw .invalidStatement("a text holds the character NUL, which PostgreSQL cannot keep")
      }
    case .bytes(let bytes):
      append(contentsOf: bytes)
    }
  }

  mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
