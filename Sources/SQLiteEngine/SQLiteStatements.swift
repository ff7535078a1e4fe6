import Storage

/// One SQLite connection with its prepared statements. Only the queue that owns the connection may touch it,
/// which is what makes the unchecked conformance true.
final class SQLiteStatements: @unchecked Sendable {
  let handle: OpaquePointer
  private var cached: [String: SQLiteStatement] = [:]
  /// The same statements by where their literals stand, which spares making and hashing the text.
  private var literals: [UnsafeRawPointer: SQLiteStatement] = [:]
  private var insertions: [UnsafeRawPointer: [Insertion]] = [:]

  /// An insertion by position, known by where the names of its table and columns stand.
  private struct Insertion {
    let columns: [StaticString]
    let rows: Int
    let statement: SQLiteStatement
  }

  /// Our own texts are a few hundred; joined ones could grow without end.
  private static let countMost = 1_000

  init(handle: OpaquePointer) {
    self.handle = handle
  }

  func statement(_ sql: SQL) throws -> SQLiteStatement {
    guard let address = sql.address else { return try statement(sql.text) }
    if let known = literals[address], !known.isRunning { return known }
    let statement = try statement(sql.text)
    if literals[address] == nil { literals[address] = statement }
    return statement
  }

  /// The statement that inserts so many rows, their values by position.
  func insertion(
    into table: StaticString, _ columns: [StaticString], rows: Int
  ) throws -> SQLiteStatement {
    let address = UnsafeRawPointer(table.utf8Start)
    let known = insertions[address]?.first { insertion in
      insertion.rows == rows && insertion.columns.count == columns.count
        && zip(insertion.columns, columns).allSatisfy { $0.utf8Start == $1.utf8Start }
    }
    if let known { return known.statement }
    let names = columns.map(\.description).joined(separator: ",")
    let row = "(" + columns.map { _ in "?" }.joined(separator: ",") + ")"
    let values = Array(repeating: row, count: rows).joined(separator: ",")
    let statement = try statement("INSERT INTO \(table) (\(names)) VALUES \(values)", named: false)
    insertions[address, default: []].append(Insertion(columns: columns, rows: rows, statement: statement))
    return statement
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
      if cached.count >= Self.countMost { clear() }
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
    literals = [:]
    insertions = [:]
  }
}
