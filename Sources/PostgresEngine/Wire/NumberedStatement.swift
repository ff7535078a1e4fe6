import Storage

/// A statement with `:named` values as PostgreSQL wants it, with `$1`, `$2` …; translated once per text.
struct NumberedStatement: Equatable {
  /// One `$n`: which named value it takes.
  struct Slot: Equatable {
    let place: Int
    /// The value is only asked whether it is NULL (`:until IS NULL`). PostgreSQL cannot guess such a value's
    /// type, so it gets a number of its own and travels as empty text or NULL.
    let isOnlyTestedForNull: Bool
  }

  let text: String
  let names: [String]
  let slots: [Slot]

  init(_ named: String) {
    let pieces = Array(SQLPieces(named))
    var text = ""
    var names: [String] = []
    var slots: [Slot] = []
    for (index, piece) in pieces.enumerated() {
      guard case .name(let name) = piece else {
        text += piece.text
        continue
      }
      let place = names.firstIndex(of: String(name)) ?? names.count
      if place == names.count { names.append(String(name)) }
      let slot = Slot(place: place, isOnlyTestedForNull: Self.testsForNull(pieces[(index + 1)...]))
      let number = slots.firstIndex(of: slot) ?? slots.count
      if number == slots.count { slots.append(slot) }
      text += "$\(number + 1)"
    }
    self.text = text
    self.names = names
    self.slots = slots
  }

  /// A statement of this target's own, whose values go by position already.
  init(positional text: String, count: Int) {
    self.text = text
    names = (0..<count).map(String.init)
    slots = (0..<count).map { Slot(place: $0, isOnlyTestedForNull: false) }
  }

  private static func testsForNull(_ following: ArraySlice<SQLPiece>) -> Bool {
    var words: [String] = []
    for piece in following {
      switch piece {
      case .word(let word): words.append(word.uppercased())
      case .other(let text) where text.allSatisfy(\.isWhitespace): continue
      default: return false
      }
      if words == ["IS", "NULL"] || words == ["IS", "NOT", "NULL"] { return true }
      if words.count >= 3 { return false }
    }
    return false
  }
}
