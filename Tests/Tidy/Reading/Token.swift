/// A piece of Swift text as rules see it: comments are no tokens, and what stands in quotes is one token.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word
    case number
    /// What stands between the quotes; the code of an interpolation follows as tokens of its own.
    case string
    /// One character.
    case mark
  }

  let kind: Kind
  let text: String
  let line: Int
  /// Where it begins, in bytes; `try!` has no space before its mark.
  let offset: Int
}

/// A comment without its slashes.
struct Remark: Hashable, Sendable {
  let text: String
  let line: Int
}
