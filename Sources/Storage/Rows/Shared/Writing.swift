import Notation

/// The column form of a document.
func document(_ value: some Encodable) throws -> String {
  try JSON(encoding: value).text
}

func document(_ texts: [String: String]) throws -> String {
  texts.isEmpty ? "{}" : try JSON(encoding: texts).text
}

func document(_ texts: [String]) throws -> String {
  texts.isEmpty ? "[]" : try JSON(encoding: texts).text
}

extension Connection {
  /// Runs a statement that must change exactly one row: anything else means that the caller holds what is not
  /// there.
  func changeOne(_ what: StaticString, _ sql: SQL, _ values: Values) throws {
    let changed = try execute(sql, values)
    guard changed == 1 else {
      throw StorageFailure.invalidStatement("\(what): one row was to change, and \(changed) did")
    }
  }
}

/// Texts as one value, `|a|b|`, for a condition that must hold for any number of them in one statement text:
/// `replace(:list, '|' || column || '|', '') <> :list` says that the column is among them, and both engines
/// know it.
func packed(_ texts: some Sequence<String>) -> String {
  texts.reduce(into: "|") { $0 += $1 + "|" }
}

extension KeyValuePairs where Key == String, Value == any ValueConvertible {
  /// Values that were collected one by one. `KeyValuePairs` can only be made from a literal, so each count
  /// has one.
  init(collected all: [(String, any ValueConvertible)]) {
    func key(_ index: Int) -> String { all[index].0 }
    func value(_ index: Int) -> any ValueConvertible { all[index].1 }
    switch all.count {
    case 0: self = [:]
    case 1: self = [key(0): value(0)]
    case 2: self = [key(0): value(0), key(1): value(1)]
    case 3: self = [key(0): value(0), key(1): value(1), key(2): value(2)]
    case 4: self = [key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3)]
    case 5:
      self = [key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4)]
    case 6:
      self = [
        key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4),
        key(5): value(5),
      ]
    case 7:
      self = [
        key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4),
        key(5): value(5),
        key(6): value(6),
      ]
    case 8:
      self = [
        key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4),
        key(5): value(5),
        key(6): value(6), key(7): value(7),
      ]
    case 9:
      self = [
        key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4),
        key(5): value(5),
        key(6): value(6), key(7): value(7), key(8): value(8),
      ]
    case 10:
      self = [
        key(0): value(0), key(1): value(1), key(2): value(2), key(3): value(3), key(4): value(4),
        key(5): value(5),
        key(6): value(6), key(7): value(7), key(8): value(8), key(9): value(9),
      ]
    default: preconditionFailure("a list has at most ten values; another one needs its own case here")
    }
  }
}
