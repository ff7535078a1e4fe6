/// The tables that a statement names: those it writes, and those it reads.
///
/// Our texts name a table behind `FROM`, `JOIN`, `INTO` or `UPDATE`, one at a time.
struct TouchedTables: Sendable {
  private(set) var written: Set<Substring> = []
  private(set) var read: Set<Substring> = []

  init(_ sql: SQL) {
    var before = Substring()
    var beforeThat = Substring()
    for case .word(let word) in SQLPieces(sql.text) {
      switch before {
      case "FROM" where beforeThat == "DELETE", "INTO": written.insert(word)
      case "UPDATE" where word != "SET": written.insert(word)
      case "FROM", "JOIN": read.insert(word)
      default: break
      }
      (beforeThat, before) = (before, word)
    }
  }
}
