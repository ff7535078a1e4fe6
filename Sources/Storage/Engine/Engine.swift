/// The two engines. Code that asks which one it is belongs in an engine's target, except where a report prints it.
public enum Engine: String, Sendable, CaseIterable {
  case sqlite
  case postgres

  /// Translates a migration's type words: `INT64`, `TEXT`, `BYTES`, and `POSITION` for the one growing key of
  /// a log. Text compares as bytes on both engines; SQLite tables are `STRICT`.
  public func translate(_ text: String) -> String {
    let words: [(String, String)] =
      switch self {
      case .sqlite:
        [("INT64", "INTEGER"), ("BYTES", "BLOB"), ("POSITION", "INTEGER PRIMARY KEY AUTOINCREMENT")]
      case .postgres:
        [
          ("INT64", "BIGINT"), ("BYTES", "BYTEA"), ("TEXT", "TEXT COLLATE \"C\""),
          ("POSITION", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        ]
      }
    return words.reduce(text) { $0.replacingWord($1.0, by: $1.1) }
  }
}

extension String {
  /// Replaces `word` where it stands alone, between characters that are no identifier's.
  func replacingWord(_ word: String, by replacement: String) -> String {
    var result = ""
    var current = ""
    func flush() {
      result += current == word ? replacement : current
      current = ""
    }
    for character in self {
      if character.isLetter || character.isNumber || character == "_" {
        current.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
