/// The two engines. Code that asks which one it is belongs in an engine's target, except where a report
/// prints it.
public enum Engine: String, Sendable, CaseIterable {
  case sqlite
  case postgres

  /// Translates a migration's words: the types `INT64`, `TEXT`, `BYTES`, `POSITION` for the one growing key
  /// of a log, and `SECONDS_NOW` for the default of a column that only tells people when a row came.
  ///
  /// Text compares as bytes on both engines, and SQLite tables become `STRICT`; those with a key of several
  /// columns are kept in its order, `WITHOUT ROWID`, which spares a tree. A `POSITION` grows without
  /// `AUTOINCREMENT`, which would write a second table each time: a log's newest entry is never deleted.
  ///
  /// Words count in capitals only, and never inside strings and comments; `CAST(… AS TEXT)` stays as it is.
  public func translate(_ text: String) -> String {
    var result = ""
    var previous = ""
    var table = TableStatement()
    for piece in SQLPieces(text) {
      switch piece {
      case .word(let word):
        result += previous == "AS" ? String(word) : translate(word: word)
        previous = word.uppercased()
      case .name, .mark, .other:
        result += piece.text
      }
      if table.isCompleted(by: piece), self == .sqlite {
        result += table.hasKeyOfColumns ? " STRICT, WITHOUT ROWID" : " STRICT"
      }
    }
    return result
  }

  private func translate(word: Substring) -> String {
    switch (self, word) {
    case (.sqlite, "INT64"): "INTEGER"
    case (.sqlite, "BYTES"): "BLOB"
    case (.sqlite, "POSITION"): "INTEGER PRIMARY KEY"
    case (.sqlite, "SECONDS_NOW"): "(unixepoch())"
    case (.postgres, "INT64"): "BIGINT"
    case (.postgres, "BYTES"): "BYTEA"
    case (.postgres, "TEXT"): "TEXT COLLATE \"C\""
    case (.postgres, "POSITION"): "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    case (.postgres, "SECONDS_NOW"): "(CAST(floor(extract(epoch FROM now())) AS BIGINT))"
    default: String(word)
    }
  }
}

/// Watches a text go by and knows where the column list of a `CREATE TABLE` closes.
private struct TableStatement {
  private var words: [String] = []
  private var depth = 0
  /// The last two words of the column list, and whether a table's own `PRIMARY KEY (…)` came.
  private var last = ("", "")
  private(set) var hasKeyOfColumns = false

  mutating func isCompleted(by piece: SQLPiece) -> Bool {
    switch piece {
    case .word(let word) where depth == 0:
      words.append(word.uppercased())
    case .word(let word):
      last = (last.1, word.uppercased())
    case .mark("("):
      if depth == 1, last == ("PRIMARY", "KEY") { hasKeyOfColumns = true }
      if depth == 0 { hasKeyOfColumns = false }
      last = ("", "")
      depth += 1
    case .mark(")"):
      depth -= 1
      return depth == 0 && createsTable
    case .mark(";") where depth == 0:
      words = []
    default:
      break
    }
    return false
  }

  private var createsTable: Bool {
    words.first == "CREATE" && words.prefix(3).contains("TABLE") && !words.contains("AS")
  }
}
