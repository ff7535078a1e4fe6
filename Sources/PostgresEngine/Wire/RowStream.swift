import CPostgres
import Storage

extension Wire {
  /// Runs a statement and hands its rows on one by one, as the server sends them.
  ///
  /// - Parameter take: gets a result with one row, which it must not keep; false wants no more. What is still
  ///   to come is read and thrown away then: a cancellation could meet the next statement instead of this
  ///   one.
  func stream(_ statement: PostgresStatement, _ values: [Value], _ take: (OpaquePointer) -> Bool) throws {
    try open()
    let preparation = try preparation(of: statement, for: values)
    try parameters.fill(statement.numbered.slots, values)
    let isSent = parameters.withPointers { count, values, lengths, formats in
      PQsendQueryPrepared(handle, preparation.name, count, values, lengths, formats, 1) == 1
    }
    guard isSent, PQsetSingleRowMode(handle) == 1 else { throw broken }
    var refusal: ServerRefusal?
    var isWanted = true
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE: if isWanted { isWanted = take(result) }
      case PGRES_TUPLES_OK: continue
      default:
        let text = statement.numbered.text
        refusal = refusal ?? ServerRefusal(result: result, connection: handle, statement: text)
      }
    }
    if let refusal { throw refusal }
  }
}
