import GRDBSQLite
import Storage

final class SQLiteRow: Row {
  private let pointer: OpaquePointer
  private var names: ColumnNames

  init(_ statement: SQLiteStatement) {
    pointer = statement.pointer
    names = statement.columns()
  }

  var columns: [String] { names.names }

  private func place(_ column: String) throws -> Int32 {
    Int32(try names.place(of: column))
  }

  func integer(_ column: String) throws -> Int64 {
    let place = try place(column)
    guard sqlite3_column_type(pointer, place) == SQLITE_INTEGER else {
      throw unreadable(column, "an integer", place)
    }
    return sqlite3_column_int64(pointer, place)
  }

  func integerOrNil(_ column: String) throws -> Int64? {
    let place = try place(column)
    switch sqlite3_column_type(pointer, place) {
    case SQLITE_INTEGER: return sqlite3_column_int64(pointer, place)
    case SQLITE_NULL: return nil
    default: throw unreadable(column, "an integer", place)
    }
  }

  func text(_ column: String) throws -> String {
    let place = try place(column)
    guard sqlite3_column_type(pointer, place) == SQLITE_TEXT else {
      throw unreadable(column, "a text", place)
    }
    return text(at: place)
  }

  func textOrNil(_ column: String) throws -> String? {
    let place = try place(column)
    switch sqlite3_column_type(pointer, place) {
    case SQLITE_TEXT: return text(at: place)
    case SQLITE_NULL: return nil
    default: throw unreadable(column, "a text", place)
    }
  }

  func bytes(_ column: String) throws -> [UInt8] {
    let place = try place(column)
    guard sqlite3_column_type(pointer, place) == SQLITE_BLOB else { throw unreadable(column, "bytes", place) }
    return bytes(at: place)
  }

  func isNull(_ column: String) throws -> Bool {
    sqlite3_column_type(pointer, try place(column)) == SQLITE_NULL
  }

  func value(_ column: String) throws -> Value {
    let place = try place(column)
    switch sqlite3_column_type(pointer, place) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, place))
    case SQLITE_TEXT: return .text(text(at: place))
    case SQLITE_BLOB: return .bytes(bytes(at: place))
    default: throw unreadable(column, "an integer, a text or bytes", place)
    }
  }

  private func text(at place: Int32) -> String {
    guard let start = sqlite3_column_text(pointer, place) else { return "" }
    let utf8 = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, place)))
    return String(decoding: utf8, as: UTF8.self)
  }

  private func bytes(at place: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(pointer, place) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, place))))
  }

  /// Names the kind that is there, never the value.
  private func unreadable(_ column: String, _ wanted: String, _ place: Int32) -> StorageFailure {
    let found =
      switch sqlite3_column_type(pointer, place) {
      case SQLITE_NULL: "NULL"
      case SQLITE_INTEGER: "an integer"
      case SQLITE_TEXT: "a text"
      case SQLITE_BLOB: "bytes"
      default: "a floating-point number"
      }
    return .unreadableColumn("\(column): \(wanted) is wanted, and the column holds \(found)")
  }
}
