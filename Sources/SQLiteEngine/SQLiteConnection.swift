import GRDBSQLite
import Storage

/// What a transaction's closure works on.
///
/// The first failing statement ends the transaction for good, as it does on PostgreSQL: whoever catches the
/// failure and goes on meets it again, and nothing is committed.
final class SQLiteConnection: Connection {
  let engine = Engine.sqlite
  private let statements: SQLiteStatements
  private var failure: StorageFailure?
  private var hasWritten = false

  init(_ statements: SQLiteStatements) {
    self.statements = statements
  }

  /// Runs a closure to its end: its value counts only when no statement failed and the connection was not
  /// kept.
  func perform<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
    defer {
      failure = failure ?? .invalidStatement("the transaction is over; its connection must not be kept")
    }
    let result = try body(self)
    if let failure { throw failure }
    return result
  }

  /// One writer needs no locks. It refuses what PostgreSQL's journal order would suffer from, all the same.
  func lock(_ names: [String]) throws {
    try guarded {
      guard !hasWritten else {
        throw StorageFailure.invalidStatement("locks are taken before the first write")
      }
    }
  }

  @discardableResult
  func execute(_ sql: SQL, _ values: Values) throws -> Int {
    hasWritten = true
    return try guarded {
      let statement = try statements.statement(sql)
      let handle = statements.handle
      let changesBefore = sqlite3_total_changes64(handle)
      defer { statement.reset() }
      try statement.bind(values)
      guard try !statement.step() else {
        throw StorageFailure.invalidStatement("a statement that returns rows is for query: \(sql.text)")
      }
      // The count of changes belongs to the last statement that could change rows, which need not be this
      // one.
      return sqlite3_total_changes64(handle) == changesBefore ? 0 : Int(sqlite3_changes64(handle))
    }
  }

  func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws {
    let statement = try guarded { try statements.statement(sql) }
    defer { statement.reset() }
    var isRow = try guarded {
      try statement.bind(values)
      let isRow = try statement.step()
      guard sqlite3_column_count(statement.pointer) > 0 else {
        throw StorageFailure.invalidStatement("a statement that returns no rows is for execute: \(sql.text)")
      }
      return isRow
    }
    guard isRow else { return }
    let row = SQLiteRow(statement)
    while isRow {
      try look(row)
      isRow = try guarded { try statement.step() }
    }
  }

  func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws {
    for row in rows where row.count != columns.count {
      throw StorageFailure.invalidStatement(
        "a row for \(table) has \(row.count) values for \(columns.count) columns")
    }
    try insert(into: table, columns, count: rows.count) { statement, chosen in
      try statement.bind(rows[chosen].joined())
    }
  }

  func insert(_ rows: PackedRows) throws {
    try rows.withParts { parts in
      try insert(into: rows.table, rows.columns, count: rows.count) { statement, chosen in
        try statement.bind(&parts, count: chosen.count * rows.columns.count)
      }
    }
  }

  /// Inserts rows many at a time, as far as they go: what a statement costs beside its rows is paid once
  /// then.
  private func insert(
    into table: StaticString, _ columns: [StaticString], count: Int,
    _ bind: (SQLiteStatement, Range<Int>) throws -> Void
  ) throws {
    guard count > 0 else { return }
    hasWritten = true
    try guarded {
      var done = 0
      while done < count {
        let rows = count - done >= Self.rowsTogether ? Self.rowsTogether : 1
        let statement = try statements.insertion(into: table, columns, rows: rows)
        defer { statement.reset() }
        try bind(statement, done..<done + rows)
        _ = try statement.step()
        done += rows
      }
    }
  }

  private static let rowsTogether = 16

  func migrate(_ text: String) throws {
    hasWritten = true
    try guarded { try statements.runAll(engine.translate(text)) }
  }

  func journalStamp() throws -> Int64 {
    try guarded { 0 }
  }

  func journalHorizon() throws -> Int64 {
    try guarded { .max }
  }

  /// Remembers the first failure of a statement and refuses everything after it.
  private func guarded<Result>(_ work: () throws -> Result) throws -> Result {
    if let failure { throw failure }
    do {
      return try work()
    } catch let error as StorageFailure {
      failure = error
      throw error
    }
  }
}
