import GRDBSQLite
import Storage

extension StorageFailure {
  /// What SQLite has just refused. Its messages name tables and columns, never bound values.
  init(sqlite handle: OpaquePointer?, statement: String? = nil) {
    let code = sqlite3_extended_errcode(handle)
    let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "SQLite error \(code)"
    self.init(sqliteCode: code, message: message, statement: statement)
  }

  init(sqliteCode code: Int32, message: String, statement: String? = nil) {
    switch code & 0xff {
    case SQLITE_CONSTRAINT where code == SQLITE_CONSTRAINT | (12 << 8):
      // SQLITE_CONSTRAINT_DATATYPE, which Swift does not import: a STRICT table was given the wrong type.
      self = .invalidStatement(message)
    case SQLITE_CONSTRAINT:
      self = .constraint(name: Self.constraintName(in: message))
    case SQLITE_BUSY, SQLITE_LOCKED:
      self = .busy
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_NOMEM, SQLITE_PERM,
      SQLITE_AUTH, SQLITE_INTERRUPT, SQLITE_PROTOCOL:
      self = .unavailable(message)
    default:
      self = .invalidStatement(statement.map { "\(message), in: \($0)" } ?? message)
    }
  }

  /// `UNIQUE constraint failed: subscription.id` names `subscription.id`; without a name the message has to
  /// do.
  private static func constraintName(in message: String) -> String {
    guard let colon = message.utf8.firstIndex(of: UInt8(ascii: ":")) else { return message }
    return String(message[message.index(after: colon)...].drop { $0 == " " })
  }
}
