import Storage

/// Passes everything on, and asks SQLite beforehand how it will go about each statement.
final class ExplainingConnection: Connection {
  private let inner: any Connection
  /// The steps of every statement so far: `SEARCH invoice USING INDEX invoice_by_customer (customer=?)`.
  private(set) var steps: [String] = []

  var engine: Engine { inner.engine }

  init(_ inner: any Connection) {
    self.inner = inner
  }

  private func explain(_ sql: SQL, _ values: Values) throws {
    steps += try inner.query("EXPLAIN QUERY PLAN" + sql, values) { try $0.text("detail") }
  }

  func execute(_ sql: SQL, _ values: Values) throws -> Int {
    try explain(sql, values)
    return try inner.execute(sql, values)
  }

  func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws {
    try explain(sql, values)
    try inner.visit(sql, values, look)
  }

  func lock(_ names: [String]) throws { try inner.lock(names) }
  func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws {
    try inner.insert(into: table, columns: columns, rows: rows)
  }
  func migrate(_ text: String) throws { try inner.migrate(text) }
  func journalStamp() throws -> Int64 { try inner.journalStamp() }
  func journalHorizon() throws -> Int64 { try inner.journalHorizon() }
}
