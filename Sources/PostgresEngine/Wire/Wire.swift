import CPostgres
import Storage

/// One libpq connection with its prepared statements.
///
/// Its calls block, and only the queue of the ``Line`` it belongs to makes them; that is what makes the
/// unchecked conformance true.
final class Wire: @unchecked Sendable {
  let handle: OpaquePointer
  private var statements: [String: [String: PostgresStatement]] = [:]
  private var preparedCount = 0
  private var parameters = ParameterBuffer()

  /// A thousand schemas with some hundred statements each would fill the server's memory.
  private static let preparedMost = 2_000

  init(_ address: ServerAddress) throws(ServerRefusal) {
    handle = try address.connect()
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    do throws(ServerRefusal) {
      try run(Self.session)
      try prepareOwn()
    } catch {
      PQfinish(handle)
      throw error
    }
  }

  deinit {
    PQfinish(handle)
  }

  /// A lock is waited for shorter than a caller waits; what idles inside a transaction holds every reader of
  /// the journal back; compiling queries to machine code takes longer than ours run.
  private static let session = """
    SET client_min_messages = error;
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '60s';
    SET jit = off;
    SET standard_conforming_strings = on;
    SET timezone = 'UTC';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
    """

  var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }
  var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }
  var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

  /// Runs our own text, which may hold several statements and takes no values; the last result's status.
  @discardableResult
  func run(_ text: String) throws(ServerRefusal) -> ExecStatusType {
    let result = PQexec(handle, text)
    defer { PQclear(result) }
    return try check(result, text)
  }

  /// Throws unless the result is one of success.
  @discardableResult
  private func check(_ result: OpaquePointer?, _ text: String) throws(ServerRefusal) -> ExecStatusType {
    let status = PQresultStatus(result)
    switch status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC:
      return status
    default: throw ServerRefusal(result: result, connection: handle, statement: text)
    }
  }

  // MARK: Prepared statements

  func statement(_ text: String, schema: String, positional count: Int? = nil) -> PostgresStatement {
    if let known = statements[schema]?[text] { return known }
    let numbered = count.map { NumberedStatement(positional: text, count: $0) } ?? NumberedStatement(text)
    let fresh = PostgresStatement(numbered, schema: schema)
    statements[schema, default: [:]][text] = fresh
    return fresh
  }

  /// Runs a statement, preparing it first when it is new. The caller clears the result.
  func run(_ statement: PostgresStatement, _ values: [Value]) throws -> OpaquePointer {
    let preparation = try statement.preparation(for: values) ?? prepare(statement, values)
    parameters.removeAll()
    for slot in statement.numbered.slots {
      let value = values[slot.place]
      try parameters.append(slot.isOnlyTestedForNull && value != .null ? .text("") : value)
    }
    let result = parameters.withPointers { count, values, lengths, formats in
      PQexecPrepared(handle, preparation.name, count, values, lengths, formats, 1)
    }
    do {
      try check(result, statement.numbered.text)
    } catch {
      PQclear(result)
      throw error
    }
    return result!
  }

  private func prepare(
    _ statement: PostgresStatement, _ values: [Value]
  ) throws(ServerRefusal) -> PostgresStatement.Preparation {
    preparedCount += 1
    let types = statement.types(for: values)
    let preparation = PostgresStatement.Preparation(name: "s\(preparedCount)", types: types)
    let result = PQprepare(handle, preparation.name, statement.numbered.text, Int32(types.count), types)
    defer { PQclear(result) }
    try check(result, statement.numbered.text)
    statement.preparations.append(preparation)
    return preparation
  }

  /// Between transactions: lets go of all prepared statements when there are too many.
  func trim() throws(ServerRefusal) {
    if preparedCount > Self.preparedMost { try forgetStatements() }
  }

  func forgetStatements() throws(ServerRefusal) {
    statements = [:]
    preparedCount = 0
    try run("DEALLOCATE ALL")
    try prepareOwn()
  }

  // MARK: Transactions

  /// The statements around every transaction, by the name they are prepared under.
  private enum Own: String, CaseIterable {
    case beginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    case beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case path = "SELECT set_config('search_path', $1::text, true)"
    case lock = "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name"
    case commit = "COMMIT"

    var name: String { String(describing: self) }
  }

  private func prepareOwn() throws(ServerRefusal) {
    for own in Own.allCases {
      let result = PQprepare(handle, own.name, own.rawValue, 0, nil)
      defer { PQclear(result) }
      try check(result, own.rawValue)
    }
  }

  /// Begins a transaction, enters its schema and takes its locks in one round trip.
  ///
  /// - Parameter locks: names that already carry the schema, sorted.
  func begin(schema: String, locks: [String], writes: Bool) throws(ServerRefusal) {
    try trim()
    guard PQenterPipelineMode(handle) == 1 else { throw broken }
    var sent: [Own] = [writes ? .beginWrite : .beginRead, .path]
    var isSent = send(sent[0], nil) && send(.path, "\"\(schema)\"")
    if !locks.isEmpty {
      sent.append(.lock)
      isSent = isSent && send(.lock, Self.arrayText(locks))
    }
    guard isSent, PQpipelineSync(handle) == 1 else { throw broken }
    var refusal: ServerRefusal?
    for own in sent {
      let result = PQgetResult(handle)
      defer { PQclear(result) }
      do throws(ServerRefusal) { try check(result, own.rawValue) } catch { refusal = refusal ?? error }
      PQclear(PQgetResult(handle))
    }
    PQclear(PQgetResult(handle))
    guard PQexitPipelineMode(handle) == 1, !isBroken else { throw refusal ?? broken }
    if let refusal { throw refusal }
  }

  func lock(_ names: [String]) throws(ServerRefusal) {
    let result = Self.withText(Self.arrayText(names)) {
      PQexecPrepared(handle, Own.lock.name, 1, $0, nil, nil, 1)
    }
    defer { PQclear(result) }
    try check(result, Own.lock.rawValue)
  }

  /// True when the transaction is committed; a server that had to roll back instead says so in its answer.
  func commit() throws(ServerRefusal) -> Bool {
    let result = PQexecPrepared(handle, Own.commit.name, 0, nil, nil, nil, 1)
    defer { PQclear(result) }
    try check(result, Own.commit.rawValue)
    return String(cString: PQcmdStatus(result)) == "COMMIT"
  }

  func rollback() throws(ServerRefusal) {
    try run("ROLLBACK")
  }

  private func send(_ own: Own, _ parameter: String?) -> Bool {
    guard let parameter else { return PQsendQueryPrepared(handle, own.name, 0, nil, nil, nil, 1) == 1 }
    return Self.withText(parameter) { PQsendQueryPrepared(handle, own.name, 1, $0, nil, nil, 1) } == 1
  }

  private static func withText<Result>(
    _ text: String, _ call: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    text.withCString { start in withUnsafePointer(to: Optional(start)) { call($0) } }
  }

  /// `{"a","b"}`, with what is special inside quotes escaped.
  static func arrayText(_ texts: [String]) -> String {
    let quoted = texts.map { text in
      let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
      return "\"\(String(escaped))\""
    }
    return "{\(quoted.joined(separator: ","))}"
  }

  private var broken: ServerRefusal {
    ServerRefusal(result: nil, connection: handle)
  }
}
