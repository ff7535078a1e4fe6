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
    guard !rows.isEmpty else { return }
    hasWritten = true
    try guarded {
      let statement = try statements.insertion(into: table, columns)
      defer { statement.reset() }
      for row in rows {
        guard row.count == columns.count else {
          throw StorageFailure.invalidStatement(
            "a row for \(table) has \(row.count) values for \(columns.count) columns")
        }
        try statement.bind(row)
        _ = try statement.step()
        statement.reset()
      }
    }
  }

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
