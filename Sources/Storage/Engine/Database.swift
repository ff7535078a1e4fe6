/// One workspace's tables, or the control tables: a SQLite file or a PostgreSQL schema.
///
/// Transactions are synchronous closures, so nothing remote can hang in one. The closure's value
/// crosses back to the caller only after the commit is durable.
public protocol Database: Sendable {
  var engine: Engine { get }

  /// Runs `body` in a writing transaction and commits it durably, or rolls everything back when it throws.
  ///
  /// - Parameters:
  ///   - locks: names of what must not change under this transaction (`customer/cus_…`, `idempotency/…`).
  ///     They are taken sorted and before anything is written, which journal order on PostgreSQL rests on.
  ///     SQLite has one writer and needs none.
  ///   - ending: `.rollback` is a dry run: the same path, and nothing stays.
  ///
  /// `body` may run again, on PostgreSQL after a deadlock or a serialization failure, on SQLite when another
  /// one of its batch was undone; so it must only touch `Connection`.
  @discardableResult
  func write<Result: Sendable>(
    locking locks: [String], ending: TransactionEnding,
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result

  /// Runs `body` on one consistent snapshot; a write inside is a failure.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result

  /// A number that is another one after any commit, of this process or of another; nil where asking for it
  /// costs as much as reading. What was read under it may be used again for as long as it stays.
  func version() throws -> Int64?

  /// Waits for running transactions and lets go of files and sockets. Calling it twice is harmless.
  func close() async
}

extension Database {
  public func version() throws -> Int64? { nil }

  @discardableResult
  public func write<Result: Sendable>(
    locking locks: [String] = [],
    _ body: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> Result {
    try await write(locking: locks, ending: .commit, body)
  }
}

public enum TransactionEnding: Sendable {
  case commit
  case rollback
}

/// What a transaction's closure works on. It must not leave the closure.
///
/// The first statement that fails ends the transaction for good: whoever catches the failure and goes on
/// meets it again at the next statement, and the transaction throws it in the end. (PostgreSQL cannot go on;
/// SQLite does the same, so that code cannot rest on the difference.)
public protocol Connection: AnyObject {
  var engine: Engine { get }

  /// Takes the transaction's locks after reading what they are called, and before its first write. Sorted and
  /// taken in one round trip like `locking:` of ``Database/write(locking:ending:_:)``; nothing to do on
  /// SQLite.
  func lock(_ names: [String]) throws

  /// Runs a statement that returns no rows and tells how many rows it changed.
  @discardableResult
  func execute(_ sql: SQL, _ values: Values) throws -> Int

  /// The same where it does not matter whether there was anything to change.
  func apply(_ sql: SQL, _ values: Values) throws

  /// Runs a statement that returns rows (`SELECT`, or a writing statement with `RETURNING`) and shows each.
  func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws

  /// Reads a result of any size in little memory, row by row. Nothing else may run on this connection
  /// meanwhile.
  func stream(_ sql: SQL, _ values: Values, _ read: (any Row) throws -> Void) throws

  /// Inserts many rows the fastest way the engine has (prepared statement; `COPY` or `unnest`).
  /// `table` and `columns` are names from our own schema, never input.
  func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws

  /// The same for rows that were packed elsewhere.
  func insert(_ rows: PackedRows) throws

  /// Runs text of a migration after translating its type vocabulary; see ``Engine/translate(_:)``.
  func migrate(_ text: String) throws

  /// Lets a table's `POSITION` column go on after `position`, once rows were inserted with positions of their
  /// own.
  func continuePositions(of table: StaticString, after position: Int64) throws

  /// The first half of a fact's place in the journal: 0 on SQLite, `pg_current_xact_id()` on PostgreSQL.
  func journalStamp() throws -> Int64

  /// Readers of the journal may take facts whose stamp is below this: everything below has committed or never
  /// will. Ask for it before the facts, in the same read. `Int64.max` on SQLite, the oldest transaction that
  /// still writes in the workspace on PostgreSQL.
  func journalHorizon() throws -> Int64
}

extension Connection {
  public func apply(_ sql: SQL, _ values: Values) throws { try execute(sql, values) }

  @discardableResult
  public func execute(_ sql: SQL) throws -> Int {
    try execute(sql, [:])
  }

  /// Runs a statement that returns rows and reads each.
  @inline(__always)
  public func query<Element>(
    _ sql: SQL, _ values: Values, _ read: (any Row) throws -> Element
  ) throws -> [Element] {
    try elements(of: self, sql, values, read)
  }

  public func query<Element>(_ sql: SQL, _ read: (any Row) throws -> Element) throws -> [Element] {
    try query(sql, [:], read)
  }

  public func stream(_ sql: SQL, _ read: (any Row) throws -> Void) throws {
    try stream(sql, [:], read)
  }

  /// An engine whose queries give rows as they come needs nothing more.
  public func stream(_ sql: SQL, _ values: Values, _ read: (any Row) throws -> Void) throws {
    _ = try query(sql, values) { try read($0) }
  }

  /// An engine that counts on from the largest position there is needs nothing more.
  public func continuePositions(of table: StaticString, after position: Int64) throws {}

  /// The first row, or nil when there is none.
  @inline(__always)
  public func first<Element>(
    _ sql: SQL, _ values: Values, _ read: (any Row) throws -> Element
  ) throws -> Element? {
    try query(sql, values, read).first
  }
}

/// A function and no method: it is compiled for each element, where a method of a protocol works through
/// tables.
@usableFromInline
func elements<Element>(
  of connection: any Connection, _ sql: SQL, _ values: Values, _ read: (any Row) throws -> Element
) throws -> [Element] {
  var elements: [Element] = []
  try connection.visit(sql, values) { elements.append(try read($0)) }
  return elements
}

/// One row under the cursor; valid only inside the closure that receives it. Columns are asked for by name.
///
/// Each method throws ``StorageFailure/unreadableColumn(_:)`` for an unknown column, a NULL where none may
/// be, or a value of another type.
public protocol Row {
  func integer(_ column: String) throws -> Int64
  func integerOrNil(_ column: String) throws -> Int64?
  func text(_ column: String) throws -> String
  func textOrNil(_ column: String) throws -> String?
  func bytes(_ column: String) throws -> [UInt8]
  func isNull(_ column: String) throws -> Bool
  /// Column names in order, for code that prints any query (exports, the auditor).
  var columns: [String] { get }
  func value(_ column: String) throws -> Value
}

/// The world failing, not the business refusing. Messages never carry bound values.
public enum StorageFailure: Error, Hashable, Sendable {
  /// A constraint refused the write; `name` is the constraint or `table.column` as the engine tells it.
  case constraint(name: String)
  /// The database stayed locked, deadlocked or serialised out after the retries.
  case busy
  /// No connection could be had, the file cannot be opened, the disk is full.
  case unavailable(String)
  case unreadableColumn(String)
  /// A workspace's file or schema is not there.
  case missingDatabase(String)
  /// SQL that the engine refuses, a write in a read: our bug.
  case invalidStatement(String)
  case migration(String)
}
