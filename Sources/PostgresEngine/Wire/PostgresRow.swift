import CPostgres
import Storage

struct PostgresColumns {
  var names: ColumnNames
  let types: [Oid]

  init(_ result: OpaquePointer) {
    let places = 0..<PQnfields(result)
    names = ColumnNames(places.map { String(cString: PQfname(result, $0)) })
    types = places.map { PQftype(result, $0) }
  }
}

final class PostgresRow: Row {
  private let result: OpaquePointer
  private var names: ColumnNames
  private let types: [Oid]
  var number: Int32 = 0

  init(_ result: OpaquePointer, _ columns: PostgresColumns) {
    self.result = result
    names = columns.names
    types = columns.types
  }

  var columns: [String] { names.names }

  func integer(_ column: String) throws -> Int64 {
    let place = try names.place(of: column)
    guard let number = try integer(at: place, column) else { throw unreadable(column, "an integer", place) }
    return number
  }

  func integerOrNil(_ column: String) throws -> Int64? {
    try integer(at: try names.place(of: column), column)
  }

  func text(_ column: String) throws -> String {
    let place = try names.place(of: column)
    guard let text = try text(at: place, column) else { throw unreadable(column, "a text", place) }
    return text
  }

  func textOrNil(_ column: String) throws -> String? {
    try text(at: try names.place(of: column), column)
  }

  func bytes(_ column: String) throws -> [UInt8] {
    let place = try names.place(of: column)
    guard types[place] == PostgresType.bytea, let field = field(place) else {
      throw unreadable(column, "bytes", place)
    }
    return [UInt8](field)
  }

  func isNull(_ column: String) throws -> Bool {
    field(try names.place(of: column)) == nil
  }

  func value(_ column: String) throws -> Value {
    let place = try names.place(of: column)
    guard let field = field(place) else { return .null }
    if types[place] == PostgresType.bytea { return .bytes([UInt8](field)) }
    if PostgresType.texts.contains(types[place]) { return .text(String(decoding: field, as: UTF8.self)) }
    guard let number = try integer(at: place, column) else { return .null }
    return .integer(number)
  }

  /// The bytes of a field, or nil for NULL.
  private func field(_ place: Int) -> UnsafeRawBufferPointer? {
    let place = Int32(place)
    if PQgetisnull(result, number, place) == 1 { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(result, number, place), count: Int(PQgetlength(result, number, place)))
  }

  private func text(at place: Int, _ column: String) throws -> String? {
    guard let field = field(place) else { return nil }
    guard PostgresType.texts.contains(types[place]) else { throw unreadable(column, "a text", place) }
    return String(decoding: field, as: UTF8.self)
  }

  /// A truth value reads as 1 or 0 and a sum, which PostgreSQL widens to `numeric`, as the integer it is,
  /// because both are integers on SQLite.
  private func integer(at place: Int, _ column: String) throws -> Int64? {
    guard let field = field(place) else { return nil }
    switch types[place] {
    case PostgresType.int8: return Int64(bigEndian: field.loadUnaligned(as: Int64.self))
    case PostgresType.int4: return Int64(Int32(bigEndian: field.loadUnaligned(as: Int32.self)))
    case PostgresType.int2: return Int64(Int16(bigEndian: field.loadUnaligned(as: Int16.self)))
    case PostgresType.bool: return field[0] == 0 ? 0 : 1
    case PostgresType.numeric:
      guard let number = Self.integer(numeric: field) else { throw unreadable(column, "an integer", place) }
      return number
    default: throw unreadable(column, "an integer", place)
    }
  }

  /// Reads `numeric`: count of digits, weight of the first, sign, scale, then digits to the base 10,000.
  /// Nil when it is no whole number or too large.
  static func integer(numeric field: UnsafeRawBufferPointer) -> Int64? {
    func word(_ index: Int) -> UInt16 {
      UInt16(bigEndian: field.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
    }
    let digits = Int(word(0))
    let weight = Int(Int16(bitPattern: word(1)))
    let sign = word(2)
    guard sign == 0 || sign == 0x4000 else { return nil }
    var number: Int64 = 0
    for index in 0..<max(digits, weight + 1) {
      let digit = index < digits ? Int64(word(4 + index)) : 0
      guard index <= weight else {
        guard digit == 0 else { return nil }
        continue
      }
      // Counting downwards reaches Int64.min, whose positive twin does not exist.
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10_000)
      let (difference, isBelow) = product.subtractingReportingOverflow(digit)
      guard !isTooLarge, !isBelow else { return nil }
      number = difference
    }
    if sign == 0x4000 { return number }
    return number == .min ? nil : -number
  }

  /// Names the kind that is there, never the value.
  private func unreadable(_ column: String, _ wanted: String, _ place: Int) -> StorageFailure {
    let found =
      if field(place) == nil {
        "NULL"
      } else if PostgresType.texts.contains(types[place]) {
        "a text"
      } else if types[place] == PostgresType.bytea {
        "bytes"
      } else if types[place] == PostgresType.int8 {
        "an integer"
      } else {
        "PostgreSQL's type \(types[place])"
      }
    return .unreadableColumn("\(column): \(wanted) is wanted, and the column holds \(found)")
  }
}
