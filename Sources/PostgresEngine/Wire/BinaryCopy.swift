import CPostgres
import Storage

extension Wire {
  /// Sends rows through `COPY … (FORMAT binary)`, which needs no escaping and no parsing of numbers.
  func copy(_ text: String, _ rows: [[Value]]) throws {
    guard try run(text) == PGRES_COPY_IN else { throw StorageFailure.invalidStatement("not a COPY: \(text)") }
    var isSent = true
    do {
      var buffer = Self.header
      for row in rows where isSent {
        try Self.append(row, to: &buffer)
        if buffer.count >= Self.chunk { isSent = put(&buffer) }
      }
      buffer.append(bigEndian: Int16(-1))
      isSent = isSent && put(&buffer)
    } catch {
      // The server answers this with a refusal of its own, which says less than the error here.
      PQputCopyEnd(handle, "abandoned")
      _ = try? finishCopy(text)
      throw error
    }
    PQputCopyEnd(handle, isSent ? nil : "abandoned")
    try finishCopy(text)
  }

  private static let chunk = 1 << 17

  /// Signature, flags, length of the extension.
  private static let header: [UInt8] =
    Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00] + [UInt8](repeating: 0, count: 8)

  private static func append(_ row: [Value], to buffer: inout [UInt8]) throws(StorageFailure) {
    buffer.append(bigEndian: Int16(row.count))
    for value in row {
      guard value != .null else {
        buffer.append(bigEndian: Int32(-1))
        continue
      }
      let start = buffer.count
      buffer.append(bigEndian: Int32(0))
      try buffer.append(binary: value)
      let length = Int32(buffer.count - start - 4)
      withUnsafeBytes(of: length.bigEndian) { bytes in
        for (index, byte) in bytes.enumerated() { buffer[start + index] = byte }
      }
    }
  }

  private func put(_ buffer: inout [UInt8]) -> Bool {
    let isSent = buffer.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1
    }
    buffer.removeAll(keepingCapacity: true)
    return isSent
  }

  /// Reads every answer, so that the connection is ready for the next statement, and throws the first
  /// refusal.
  private func finishCopy(_ text: String) throws(ServerRefusal) {
    var refusal: ServerRefusal?
    var answers = 0
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      answers += 1
      if PQresultStatus(result) != PGRES_COMMAND_OK, refusal == nil {
        refusal = ServerRefusal(result: result, connection: handle, statement: text)
      }
    }
    if let refusal { throw refusal }
    guard answers > 0 else { throw ServerRefusal(result: nil, connection: handle, statement: text) }
  }
}
