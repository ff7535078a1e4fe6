import Synchronization

/// The tables that a statement names: those it writes, and those it reads.
///
/// Our texts name a table behind `FROM`, `JOIN`, `INTO` or `UPDATE`, one at a time.
struct TouchedTables: Sendable {
  private(set) var written = TableSet()
  private(set) var read = TableSet()

  init(_ sql: SQL) {
    var before = Substring()
    var beforeThat = Substring()
    for case .word(let word) in SQLPieces(sql.text) {
      switch before {
      case "FROM" where beforeThat == "DELETE", "INTO": written.insert(String(word))
      case "UPDATE" where word != "SET": written.insert(String(word))
      case "FROM", "JOIN": read.insert(String(word))
      default: break
      }
      (beforeThat, before) = (before, word)
    }
  }
}

/// Some tables, a bit for each: sets of them are compared with every statement of a decision.
///
/// When there should be more names than bits, the last ones share theirs, and a decision is left to the
/// writer that need not have been.
struct TableSet: Sendable {
  private static let bits = Mutex<[String: Int]>([:])
  private var tables: UInt128 = 0

  var isEmpty: Bool { tables == 0 }

  mutating func insert(_ name: String) {
    let bit = Self.bits.withLock { bits in
      if let known = bits[name] { return known }
      let next = min(bits.count, UInt128.bitWidth - 1)
      bits[name] = next
      return next
    }
    tables |= 1 << bit
  }

  mutating func formUnion(_ other: TableSet) { tables |= other.tables }

  func isDisjoint(with other: TableSet) -> Bool { tables & other.tables == 0 }
}
