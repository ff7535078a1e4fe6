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
  var parameters = ParameterBuffer()
  /// The schema of a reading transaction that begins with its first statement.
  var unopened: String?
  /// True while the answer to the commit of a reading transaction has not been fetched.
  var owesAnswer = false

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
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '60s';
    SET jit = off;
    SET standard_conforming_strings = on;
    SET timezone = 'UTC';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
    """

  var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }
  var isInPipeline: Bool { PQpipelineStatus(handle) != PQ_PIPELINE_OFF }

  /// Fetches what is still owed, and tells whether the next transaction may begin.
  var isIdle: Bool {
    if owesAnswer {
      while let result = PQgetResult(handle) { PQclear(result) }
      owesAnswer = false
    }
    return PQtransactionStatus(handle) == PQTRANS_IDLE && !isInPipeline
  }

  var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

  /// Runs our own text, which may hold several statements and takes no values; the last result's status.
  @discardableResult
  func run(_ text: String) throws(ServerRefusal) -> ExecStatusType {
    try open()
    let result = PQexec(handle, text)
    defer { PQclear(result) }
    return try check(result, text)
  }

  /// Throws unless the result is one of success.
  @discardableResult
  func check(_ result: OpaquePointer?, _ text: String) throws(ServerRefusal) -> ExecStatusType {
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
    if unopened != nil, let preparation = statement.preparation(for: values) {
      return try open(with: statement, preparation, values)
    }
    try open()
    let preparation = try preparation(of: statement, for: values)
    try parameters.fill(statement.numbered.slots, values)
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

  /// Runs a statement that returns nothing for each row, all in one round trip. Few rows only: what the
  /// server answers must fit into the socket, because nobody reads it before everything is sent.
  func runEach(_ statement: PostgresStatement, _ rows: [[Value]]) throws {
    try open()
    let preparations = try rows.map { try statement.preparation(for: $0) ?? prepare(statement, $0) }
    guard PQenterPipelineMode(handle) == 1 else { throw broken }
    var sent = 0
    var fault: (any Error)?
    for (row, preparation) in zip(rows, preparations) {
      do { try parameters.fill(statement.numbered.slots, row) } catch { fault = error }
      let isSent =
        fault == nil
        && parameters.withPointers { count, values, lengths, formats in
          PQsendQueryPrepared(handle, preparation.name, count, values, lengths, formats, 1) == 1
        }
      guard isSent else { break }
      sent += 1
    }
    PQclear(try finishPipeline(Array(repeating: statement.numbered.text, count: sent), isSent: true))
    if let fault { throw fault }
    guard sent == rows.count else { throw broken }
  }

  func preparation(
    of statement: PostgresStatement, for values: [Value]
  ) throws(ServerRefusal) -> PostgresStatement.Preparation {
    if let known = statement.preparation(for: values) { return known }
    return try prepare(statement, values)
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

  /// Sends the end of a pipeline and reads one answer for each text. Returns the last one, or throws the
  /// first refusal among them, after which the server has passed over the rest.
  func finishPipeline(_ texts: [String], isSent: Bool) throws(ServerRefusal) -> OpaquePointer? {
    guard isSent, PQpipelineSync(handle) == 1 else { throw broken }
    var refusal: ServerRefusal?
    var last: OpaquePointer?
    for text in texts {
      PQclear(last)
      last = PQgetResult(handle)
      do throws(ServerRefusal) { try check(last, text) } catch { refusal = refusal ?? error }
      PQclear(PQgetResult(handle))
    }
    PQclear(PQgetResult(handle))
    if PQexitPipelineMode(handle) != 1 || isBroken { refusal = refusal ?? broken }
    guard let refusal else { return last }
    PQclear(last)
    throw refusal
  }

  var broken: ServerRefusal {
    ServerRefusal(result: nil, connection: handle)
  }
}
