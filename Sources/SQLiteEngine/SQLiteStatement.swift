import Foundation
import GRDBSQLite
import Storage

/// A prepared statement, kept for the life of its connection: preparing costs four times what running costs.
final class SQLiteStatement {
  let pointer: OpaquePointer
  private(set) var isRunning = false
  private var parameters: ParameterNames
  private var columnNames: ColumnNames
  private var preparations: Int32 = 0
  private let bytes = BoundBytes()

  /// - Parameter tail: what follows the statement in `text`, so that a migration may hold several.
  init?(
    preparing text: Substring, on handle: OpaquePointer, named: Bool = true, tail: inout Substring
  ) throws {
    var prepared: OpaquePointer?
    var text = text
    let consumed = try text.withUTF8 { utf8 in
      var end: UnsafePointer<CChar>?
      let code = utf8.withMemoryRebound(to: CChar.self) { characters in
        sqlite3_prepare_v3(
          handle, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
          &prepared, &end)
      }
      guard code == SQLITE_OK, let start = utf8.baseAddress, let end else {
        throw StorageFailure(sqlite: handle, statement: String(decoding: utf8, as: UTF8.self))
      }
      return UnsafeRawPointer(end) - UnsafeRawPointer(start)
    }
    tail = text[text.utf8.index(text.startIndex, offsetBy: consumed)...]
    guard let prepared else { return nil }
    pointer = prepared
    parameters = ParameterNames([])
    columnNames = ColumnNames([])
    do {
      if named { parameters = ParameterNames(try Self.parameterNames(prepared)) }
    } catch {
      sqlite3_finalize(prepared)
      throw error
    }
    columnNames = Self.columnNames(prepared)
  }

  deinit {
    sqlite3_finalize(pointer)
  }

  private static func parameterNames(_ pointer: OpaquePointer) throws -> [String] {
    let count = sqlite3_bind_parameter_count(pointer)
    return try (0..<count).map { place in
      guard let name = sqlite3_bind_parameter_name(pointer, place + 1), name.pointee == UInt8(ascii: ":")
      else {
        throw StorageFailure.invalidStatement("values are named with a colon, as in :customer")
      }
      return String(cString: name + 1)
    }
  }

  private static func columnNames(_ pointer: OpaquePointer) -> ColumnNames {
    ColumnNames((0..<sqlite3_column_count(pointer)).map { String(cString: sqlite3_column_name(pointer, $0)) })
  }

  /// The result's columns; SQLite prepares anew by itself when the schema has changed, and they may differ
  /// then.
  func columns() -> ColumnNames {
    let now = sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_REPREPARE, 0)
    if now != preparations {
      columnNames = Self.columnNames(pointer)
      preparations = now
    }
    return columnNames
  }

  func bind(_ values: Values) throws {
    bytes.clear()
    let places = try parameters.places(of: values)
    for index in places.indices { try bind(values[index].value, at: places[index]) }
  }

  /// Binds by position.
  func bind(_ values: some Sequence<Value>) throws {
    bytes.clear()
    for (place, value) in values.enumerated() { try bind(value, at: place) }
  }

  /// Binds by position what stays where it is until the statement has run.
  func bind(_ parts: inout PackedRows.Parts, count: Int) throws {
    for place in 1...Int32(count) {
      let code =
        switch parts.next() {
        case .null: sqlite3_bind_null(pointer, place)
        case .integer(let number): sqlite3_bind_int64(pointer, place, number)
        case .text(let text): try bindText(text.baseAddress, text.count, at: place)
        case .bytes(let blob): sqlite3_bind_blob64(pointer, place, blob.baseAddress, UInt64(blob.count), nil)
        }
      guard code == SQLITE_OK else { throw StorageFailure(sqlite: sqlite3_db_handle(pointer)) }
    }
  }

  /// - Parameter start: never null, which would bind NULL where empty text is meant.
  private func bindText(_ start: UnsafeRawPointer?, _ count: Int, at place: Int32) throws -> Int32 {
    guard let start, memchr(start, 0, count) == nil else {
      throw StorageFailure.invalidStatement(
        "a text holds the character NUL, which PostgreSQL cannot keep")
    }
    return sqlite3_bind_text64(
      pointer, place, start.assumingMemoryBound(to: CChar.self), UInt64(count), nil, UInt8(SQLITE_UTF8))
  }

  private func bind(_ value: Value, at place: Int) throws {
    let place = Int32(place + 1)
    let code: Int32
    switch value {
    case .null:
      code = sqlite3_bind_null(pointer, place)
    case .integer(let number):
      code = sqlite3_bind_int64(pointer, place, number)
    case .text(var text):
      code = try text.withUTF8 { utf8 in
        try bindText(bytes.keep(UnsafeRawBufferPointer(utf8)), utf8.count, at: place)
      }
    case .bytes(let blob):
      code = blob.withUnsafeBytes { buffer in
        sqlite3_bind_blob64(pointer, place, bytes.keep(buffer), UInt64(buffer.count), nil)
      }
    }
    guard code == SQLITE_OK else { throw StorageFailure(sqlite: sqlite3_db_handle(pointer)) }
  }

  /// True while there is a row to read.
  func step() throws -> Bool {
    isRunning = true
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw StorageFailure(sqlite: sqlite3_db_handle(pointer), statement: text)
    }
  }

  func reset() {
    sqlite3_reset(pointer)
    isRunning = false
  }

  var text: String { sqlite3_sql(pointer).map { String(cString: $0) } ?? "" }
}

/// The bytes of a statement's values until they are bound anew. SQLite would allocate a copy of each instead.
///
/// What was handed out stays where it is: when there is no room, more is taken beside it.
private final class BoundBytes {
  private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 1)
  private var used = 0
  private var full: [UnsafeMutableRawBufferPointer] = []

  deinit {
    clear()
    room.deallocate()
  }

  func clear() {
    used = 0
    guard !full.isEmpty else { return }
    for room in full { room.deallocate() }
    full = []
  }

  /// Never a null pointer, which would bind NULL where empty text or no bytes are meant.
  func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer {
    if bytes.count > room.count - used {
      full.append(room)
      room = .allocate(byteCount: max(2 * room.count, bytes.count), alignment: 1)
      used = 0
    }
    guard let start = room.baseAddress else { preconditionFailure("there is always some room") }
    let place = start + used
    if let source = bytes.baseAddress { place.copyMemory(from: source, byteCount: bytes.count) }
    used += bytes.count
    return UnsafeRawPointer(place)
  }
}
