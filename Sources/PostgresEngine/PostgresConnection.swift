import CPostgres
import Storage

/// What a transaction's closure works on.
///
/// PostgreSQL gives a transaction up at its first failing statement. So whoever catches such a failure and
/// goes on meets it again, and nothing is committed.
final class PostgresConnection: Connection {
  let engine = Engine.postgres
  private let wire: Wire
  private let schema: String
  private var hasWritten = false
  private var isOver = false
  /// The first refusal of a statement; the transaction is lost with it.
  private(set) var refusal: ServerRefusal?

  init(_ wire: Wire, schema: String) {
    self.wire = wire
    self.schema = schema
  }

  /// Runs a closure to its end: its value counts only when no statement failed and the connection was not
  /// kept.
  func perform<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
    defer { isOver = true }
    let result = try body(self)
    if let refusal { throw refusal.failure }
    return result
  }

  func lock(_ names: [String]) throws {
    guard !names.isEmpty else { return }
    try guarded {
      guard !hasWritten else {
        throw StorageFailure.invalidStatement("locks are taken before the first write")
      }
      try wire.lock(LockName.all(names, schema: schema))
    }
  }

  @discardableResult
  func execute(_ sql: SQL, _ values: Values) throws -> Int {
    hasWritten = true
    return try guarded {
      let statement = wire.statement(sql.text, schema: schema)
      let result = try wire.run(statement, try statement.ordered(values))
      defer { PQclear(result) }
      guard PQresultStatus(result) == PGRES_COMMAND_OK else {
        throw StorageFailure.invalidStatement("a statement that returns rows is for query: \(sql.text)")
      }
      return Int(String(cString: PQcmdTuples(result))) ?? 0
    }
  }

  func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws {
    let (result, columns) = try guarded {
      let statement = wire.statement(sql.text, schema: schema)
      let result = try wire.run(statement, try statement.ordered(values))
      guard PQresultStatus(result) == PGRES_TUPLES_OK else {
        PQclear(result)
        throw StorageFailure.invalidStatement("a statement that returns no rows is for execute: \(sql.text)")
      }
      let columns = statement.columns ?? PostgresColumns(result)
      statement.columns = columns
      return (result, columns)
    }
    defer { PQclear(result) }
    let count = PQntuples(result)
    guard count > 0 else { return }
    let row = PostgresRow(result, columns)
    for number in 0..<count {
      row.number = number
      try look(row)
    }
  }

  func stream(_ sql: SQL, _ values: Values, _ read: (any Row) throws -> Void) throws {
    // The caller's error is no failure of the statement.
    var thrown: (any Error)?
    try guarded {
      let statement = wire.statement(sql.text, schema: schema)
      try wire.stream(statement, try statement.ordered(values)) { result in
        let columns = statement.columns ?? PostgresColumns(result)
        statement.columns = columns
        do { try read(PostgresRow(result, columns)) } catch { thrown = error }
        return thrown == nil
      }
    }
    if let thrown { throw thrown }
  }

  func continuePositions(of table: StaticString, after position: Int64) throws {
    guard position > 0 else { return }
    _ = try query(
      "SELECT setval(pg_get_serial_sequence(:table, 'position'), :position) AS position",
      ["table": table.description, "position": position]
    ) { _ in }
  }

  func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws {
    guard !rows.isEmpty else { return }
    hasWritten = true
    try guarded {
      for row in rows where row.count != columns.count {
        throw StorageFailure.invalidStatement(
          "a row for \(table) has \(row.count) values for \(columns.count) columns")
      }
      let names = columns.map(\.description).joined(separator: ",")
      if rows.count <= Self.rowsInPipeline {
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ",")
        let text = "INSERT INTO \(table) (\(names)) OVERRIDING SYSTEM VALUE VALUES (\(places))"
        let statement = wire.statement(text, schema: schema, positional: columns.count)
        try wire.runEach(statement, rows)
      } else {
        try wire.copy("COPY \(table) (\(names)) FROM STDIN (FORMAT binary)", rows)
      }
    }
  }

  /// (`OVERRIDING SYSTEM VALUE` is what `COPY` does: a copied journal brings its positions along.)
  ///
  /// Up to here, rows of a prepared statement in one round trip are as fast as `COPY`, which takes two and
  /// which the server parses and plans each time; beyond ten rows `COPY` is faster.
  private static let rowsInPipeline = 5

  func migrate(_ text: String) throws {
    hasWritten = true
    try guarded { _ = try wire.run(engine.translate(text)) }
  }

  func journalStamp() throws -> Int64 {
    hasWritten = true
    return try number("SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) AS number")
  }

  func journalHorizon() throws -> Int64 {
    try number(JournalHorizon.question, ["schema": schema, "writers": JournalHorizon.writers])
  }

  private func number(_ sql: SQL, _ values: Values = [:]) throws -> Int64 {
    guard let number = try query(sql, values, { try $0.integer("number") }).first else {
      throw StorageFailure.invalidStatement("PostgreSQL gave no number")
    }
    return number
  }

  /// Remembers the first failure of a statement and refuses everything after it.
  private func guarded<Result>(_ work: () throws -> Result) throws -> Result {
    if let refusal { throw refusal.failure }
    guard !isOver else {
      throw StorageFailure.invalidStatement("the transaction is over; its connection must not be kept")
    }
    do {
      return try work()
    } catch let error as ServerRefusal {
      refusal = error
      throw error.failure
    } catch let error as StorageFailure {
      refusal = ServerRefusal(error)
      throw error
    }
  }
}

enum LockName {
  /// Names as the whole cluster knows them, each once, in the one order that everybody takes them in.
  static func all(_ names: [String], schema: String) -> [String] {
    Set(names).map { "\(schema)/\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
