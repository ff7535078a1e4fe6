/// Reads a CSV file as RFC 4180 has it, record by record: quotes, doubled quotes, separators and line ends
/// inside quotes, CRLF or LF, a byte order mark. A file of any size passes through little memory.
struct CSVReader {
  private let separator: UInt8
  private var file: ChunkedFile
  private var line = 1
  private var isAtStart = true

  /// - Throws: ``ImportFailure/unreadable(_:)``.
  init(path: String, separator: UInt8 = UInt8(ascii: ",")) throws(ImportFailure) {
    self.separator = separator
    file = try ChunkedFile(path: path)
  }

  /// The next record that is not an empty line; nil at the end.
  /// - Throws: ``ImportFailure/wrongEncoding`` for a file that does not even begin as UTF-8.
  mutating func next() throws -> CSVRecord? {
    if isAtStart { try skipByteOrderMark() }
    while try file.peek() != nil {
      let record = try record()
      if case .success([""]) = record.fields { continue }
      return record
    }
    return nil
  }

  private mutating func skipByteOrderMark() throws {
    isAtStart = false
    switch try file.peek() {
    case 0xFE?, 0xFF?: throw ImportFailure.wrongEncoding
    case 0xEF?:
      _ = try file.next()
      guard try file.next() == 0xBB, try file.next() == 0xBF else { throw ImportFailure.wrongEncoding }
    default: break
    }
  }

  private mutating func record() throws -> CSVRecord {
    let start = line
    var draft = RecordDraft(separator: separator)
    while let byte = try file.next() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      let following = byte == UInt8(ascii: "\r") ? try file.peek() : nil
      do throws(CSVProblem) {
        guard try draft.takes(byte, before: following) else { continue }
        return CSVRecord(line: start, fields: .success(draft.fields))
      } catch {
        if byte != UInt8(ascii: "\n") { try skipLine() }
        return CSVRecord(line: start, fields: .failure(error))
      }
    }
    do throws(CSVProblem) {
      try draft.end()
      return CSVRecord(line: start, fields: .success(draft.fields))
    } catch {
      return CSVRecord(line: start, fields: .failure(error))
    }
  }

  /// After a broken record the next line is a new beginning.
  private mutating func skipLine() throws {
    while let byte = try file.next() {
      guard byte == UInt8(ascii: "\n") else { continue }
      line += 1
      return
    }
  }
}

/// A record on its way, byte by byte.
private struct RecordDraft {
  private static let bytesMost = 1 << 20
  private static let fieldsMost = 1_000

  private enum State {
    case fieldStart, unquoted, quoted, afterQuote
  }

  let separator: UInt8
  private(set) var fields: [String] = []
  private var field: [UInt8] = []
  private var state = State.fieldStart
  private var length = 0

  init(separator: UInt8) {
    self.separator = separator
  }

  private var column: Int { fields.count + 1 }

  /// Takes a byte and tells whether the record is complete with it.
  /// - Parameter following: the byte after a carriage return.
  mutating func takes(_ byte: UInt8, before following: UInt8?) throws(CSVProblem) -> Bool {
    length += 1
    if length > Self.bytesMost { throw .tooLong }
    if byte == 0 { throw .nullByte(column: column) }
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): state = .afterQuote
    case (.quoted, _): field.append(byte)
    case (.afterQuote, UInt8(ascii: "\"")):
      field.append(byte)
      state = .quoted
    case (.fieldStart, UInt8(ascii: "\"")): state = .quoted
    case (_, separator):
      try finishField()
      if fields.count >= Self.fieldsMost { throw .tooManyFields }
      state = .fieldStart
    case (_, UInt8(ascii: "\r")):
      guard following == UInt8(ascii: "\n") else { throw .loneCarriageReturn }
    case (_, UInt8(ascii: "\n")):
      try finishField()
      return true
    case (.afterQuote, _): throw .textAfterQuote(column: column)
    case (.unquoted, UInt8(ascii: "\"")): throw .quoteInsideField(column: column)
    default:
      field.append(byte)
      state = .unquoted
    }
    return false
  }

  /// The file is over.
  mutating func end() throws(CSVProblem) {
    if state == .quoted { throw .quoteNotClosed }
    try finishField()
  }

  private mutating func finishField() throws(CSVProblem) {
    guard let text = String(validating: field, as: UTF8.self) else { throw .notUTF8(column: column) }
    fields.append(text)
    field.removeAll(keepingCapacity: true)
  }
}
