import Storage

/// One SQLite connection with its prepared statements. Only the queue that owns the connection may touch it,
/// which is what makes the unchecked conformance true.
final class SQLiteStatements: @unchecked Sendable {
  let handle: OpaquePointer
  private var cached: [String: SQLiteStatement] = [:]

  /// Our own texts are a few hundred; joined ones could grow without end.
  private static let countMost = 1_000

  init(handle: OpaquePointer) {
    self.handle = handle
  }

  /// The prepared statement for a text: the cached one, or a fresh one while the cached one is still giving
  /// rows.
  ///
  /// - Parameter named: false for a statement of this target's own, whose values go by position.
  func statement(_ text: String, named: Bool = true) throws -> SQLiteStatement {
    let known = cached[text]
    if let known, !known.isRunning { return known }
    var tail = Substring()
    guard let fresh = try SQLiteStatement(preparing: text[...], on: handle, named: named, tail: &tail)
    else {
      throw StorageFailure.invalidStatement("there is no statement in the text")
    }
    guard tail.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
      throw StorageFailure.invalidStatement("one statement at a time: \(text)")
    }
    if known == nil {
      if cached.count >= Self.countMost { cached = [:] }
      cached[text] = fresh
    }
    return fresh
  }

  /// Runs a text that takes no values and gives no rows.
  func run(_ text: String) throws {
    let statement = try statement(text)
    defer { statement.reset() }
    while try statement.step() {}
  }

  /// Runs every statement of a text once, without keeping them.
  func runAll(_ text: String) throws {
    var rest = text[...]
    while let statement = try SQLiteStatement(preparing: rest, on: handle, tail: &rest) {
      defer { statement.reset() }
      while try statement.step() {}
    }
  }

  /// Lets go of every statement; a connection closes only after that.
  func clear() {
    cached = [:]
  }
}
