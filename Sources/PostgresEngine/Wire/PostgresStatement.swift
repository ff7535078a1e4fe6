import CPostgres
import Storage

/// One text of SQL in one schema on one connection, prepared once for each set of value types it is given.
///
/// The types are declared, from the values themselves: left to guess, PostgreSQL would call `:amount` in a
/// selected column a text. A NULL has no type, and takes whatever the statement was or will be prepared with.
final class PostgresStatement {
  struct Preparation {
    let name: String
    let types: [Oid]
  }

  let numbered: NumberedStatement
  let schema: String
  var parameters: ParameterNames
  var preparations: [Preparation] = []
  /// The columns of the result, known from the first one on.
  var columns: PostgresColumns?

  init(_ numbered: NumberedStatement, schema: String) {
    self.numbered = numbered
    self.schema = schema
    parameters = ParameterNames(numbered.names)
  }

  /// Named values in the order of their places.
  func ordered(_ values: Values) throws -> [Value] {
    let places = try parameters.places(of: values)
    var ordered = [Value](repeating: .null, count: places.count)
    for index in places.indices { ordered[places[index]] = values[index].value }
    return ordered
  }

  /// The preparation that takes these values, when there is one.
  func preparation(for values: [Value]) -> Preparation? {
    preparations.first { preparation in
      for (slot, type) in zip(numbered.slots, preparation.types) where !slot.isOnlyTestedForNull {
        if let wanted = values[slot.place].postgresType, wanted != type { return false }
      }
      return true
    }
  }

  /// The types to prepare with: of the values, and where a value is NULL, what an earlier call has shown.
  func types(for values: [Value]) -> [Oid] {
    numbered.slots.enumerated().map { index, slot in
      if slot.isOnlyTestedForNull { return PostgresType.text }
      if let type = values[slot.place].postgresType { return type }
      return preparations.lazy.map { $0.types[index] }.first { $0 != PostgresType.unknown }
        ?? PostgresType.unknown
    }
  }
}

/// The types that cross the wire, by PostgreSQL's fixed numbers.
enum PostgresType {
  static let unknown: Oid = 0
  static let bool: Oid = 16
  static let bytea: Oid = 17
  static let name: Oid = 19
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25
  static let literal: Oid = 705
  static let bpchar: Oid = 1_042
  static let varchar: Oid = 1_043
  static let numeric: Oid = 1_700

  static let texts: Set<Oid> = [text, varchar, bpchar, name, literal]
}

extension Value {
  var postgresType: Oid? {
    switch self {
    case .null: nil
    case .integer: PostgresType.int8
    case .text: PostgresType.text
    case .bytes: PostgresType.bytea
    }
  }
}
