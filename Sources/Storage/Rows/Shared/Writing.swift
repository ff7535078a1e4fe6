import Notation

/// The column form of a document.
func document(_ value: some Encodable) throws -> String {
  try JSON(encoding: value).text
}

func document(_ value: some JSONRepresentable) throws -> String { value.jsonText }

func document(_ values: [some JSONRepresentable]) throws -> String { values.jsonText }

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
