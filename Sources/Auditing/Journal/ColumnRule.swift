import Notation
import Storage

/// Where a column's value stands in the state that facts tell.
struct ColumnRule {
  enum Form {
    /// Text or an integer, as it is; absent is NULL.
    case plain
    /// True or false as 1 or 0.
    case flag
    /// JSON text.
    case document
    /// The latest start of a period among a contract's items that were not taken off.
    case latestStart
  }

  let column: String
  let path: [PathStep]
  let form: Form

  init(_ column: String, _ path: PathStep..., form: Form = .plain) {
    self.column = column
    self.path = path
    self.form = form
  }

  /// Whether the row says what the state says.
  func holds(in state: JSON, _ row: any Row) throws -> Bool {
    let told = state.at(path)
    let kept = try row.value(column)
    switch (form, told, kept) {
    case (_, nil, .null): return true
    // A list of none is left out of facts.
    case (.document, nil, .text("[]")): return true
    case (.plain, .string(let a)?, .text(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.plain, .integer(let a)?, .integer(let b)): return a == b
    case (.latestStart, .array(let items)?, .integer(let b)):
      let standing = items.filter { $0["revisions"]?.array?.last?["step"]?.string != "removal" }
      return standing.compactMap { $0.at(["period", "start"])?.integer }.max() == b
    case (.flag, .bool(let a)?, .integer(let b)): return b == (a ? 1 : 0)
    case (.document, let told?, .text(let text)):
      return text == "{}" && told.object?.isEmpty == true || text == told.text
        || parsed(text).map { saysTheSame($0, told) } ?? false
    default: return false
    }
  }
}

extension JSON {
  /// An object's members as a document.
  init(_ object: JSONObject) { self = .object(object) }
}
