import CPostgres
import Storage

extension Wire {
  /// The statements around every transaction, by the name they are prepared under.
  private enum Own: String, CaseIterable {
    case beginWrite, beginRead, path, journal, lock, commit

    var text: String {
      switch self {
      case .beginWrite: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
      case .beginRead: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
      case .path: "SELECT set_config('search_path', $1::text, true)"
      case .journal: "SELECT pg_advisory_xact_lock_shared(\(JournalHorizon.writers), hashtext($1::text))"
      case .lock: "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name"
      case .commit: "COMMIT"
      }
    }
  }

  func prepareOwn() throws(ServerRefusal) {
    for own in Own.allCases {
      let result = PQprepare(handle, own.rawValue, own.text, 0, nil)
      defer { PQclear(result) }
      try check(result, own.text)
    }
  }

  /// Begins a transaction, enters its schema and takes its locks in one round trip. Whoever writes shows
  /// first in which schema, with a lock that all its writers share: ``JournalHorizon``.
  ///
  /// - Parameter locks: names that already carry the schema, sorted.
  func begin(schema: String, locks: [String], writes: Bool = true) throws(ServerRefusal) {
    if writes { try trim() }
    guard PQenterPipelineMode(handle) == 1 else { throw broken }
    var sent: [Own] = [writes ? .beginWrite : .beginRead, .path]
    var isSent = send(sent[0], nil) && send(.path, "\"\(schema)\"")
    if writes {
      sent.append(.journal)
      isSent = isSent && send(.journal, schema)
    }
    if !locks.isEmpty {
      sent.append(.lock)
      isSent = isSent && send(.lock, Self.arrayText(locks))
    }
    PQclear(try finishPipeline(sent.map(\.text), isSent: isSent))
  }

  /// Announces a reading transaction: it begins in one round trip with its first statement.
  func beginReading(schema: String) throws(ServerRefusal) {
    try trim()
    unopened = schema
  }

  /// Ends a reading transaction without waiting for the answer, which changes nothing any more.
  func endReading() throws(ServerRefusal) {
    guard unopened == nil else {
      unopened = nil
      return
    }
    guard send(.commit, nil) else { throw broken }
    owesAnswer = true
  }

  func open() throws(ServerRefusal) {
    guard let schema = unopened else { return }
    unopened = nil
    try begin(schema: schema, locks: [], writes: false)
  }

  func open(
    with statement: PostgresStatement, _ preparation: PostgresStatement.Preparation, _ values: [Value]
  ) throws -> OpaquePointer {
    let schema = unopened ?? ""
    try parameters.fill(statement.numbered.slots, values)
    unopened = nil
    guard PQenterPipelineMode(handle) == 1 else { throw broken }
    let isSent =
      send(.beginRead, nil) && send(.path, "\"\(schema)\"")
      && parameters.withPointers { count, values, lengths, formats in
        PQsendQueryPrepared(handle, preparation.name, count, values, lengths, formats, 1) == 1
      }
    let texts = [Own.beginRead.text, Own.path.text, statement.numbered.text]
    return try finishPipeline(texts, isSent: isSent)!
  }

  func lock(_ names: [String]) throws(ServerRefusal) {
    try open()
    let result = Self.withText(Self.arrayText(names)) {
      PQexecPrepared(handle, Own.lock.rawValue, 1, $0, nil, nil, 1)
    }
    defer { PQclear(result) }
    try check(result, Own.lock.text)
  }

  /// True when the transaction is committed; a server that had to roll back instead says so in its answer.
  func commit() throws(ServerRefusal) -> Bool {
    let result = PQexecPrepared(handle, Own.commit.rawValue, 0, nil, nil, nil, 1)
    defer { PQclear(result) }
    try check(result, Own.commit.text)
    return String(cString: PQcmdStatus(result)) == "COMMIT"
  }

  func rollback() throws(ServerRefusal) {
    try run("ROLLBACK")
  }

  /// Leaves whatever transaction there is. When even that fails, the connection is not idle and is replaced.
  func abandon() {
    unopened = nil
    if !isBroken, !isIdle { try? rollback() }
  }

  private func send(_ own: Own, _ parameter: String?) -> Bool {
    guard let parameter else { return PQsendQueryPrepared(handle, own.rawValue, 0, nil, nil, nil, 1) == 1 }
    return Self.withText(parameter) { PQsendQueryPrepared(handle, own.rawValue, 1, $0, nil, nil, 1) } == 1
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
}
