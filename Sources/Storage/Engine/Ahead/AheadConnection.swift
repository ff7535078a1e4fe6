/// Decides what a transaction will write before the transaction begins: reads come from a snapshot, and what
/// is written is kept, to be carried out by the writer.
///
/// A reader cannot see what was only kept, so after the first write nothing may be read any more. Whatever
/// was read must still hold when it is carried out; that is for the caller to know.
public final class AheadConnection: Connection {
  public let engine: Engine
  private let snapshot: any Connection
  public private(set) var writes: [AheadWrite] = []

  /// - Parameter snapshot: a reading connection; this must not outlive its transaction.
  public init(reading snapshot: any Connection) {
    engine = snapshot.engine
    self.snapshot = snapshot
  }

  /// Locks belong to the transaction that carries out.
  public func lock(_ names: [String]) throws {}

  /// - Returns: 1; carrying out fails where another number of rows is changed.
  @discardableResult
  public func execute(_ sql: SQL, _ values: Values) throws -> Int {
    writes.append(.statement(sql, Values(values.map { ($0.key, $0.value.columnValue) })))
    return 1
  }

  public func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws {
    try requireUnwritten()
    try snapshot.visit(sql, values, look)
  }

  public func stream(_ sql: SQL, _ values: Values, _ read: (any Row) throws -> Void) throws {
    try requireUnwritten()
    try snapshot.stream(sql, values, read)
  }

  public func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws {
    writes.append(.rows(try PackedRows(rows, into: table, columns)))
  }

  public func migrate(_ text: String) throws {
    throw StorageFailure.invalidStatement("a migration is not decided ahead")
  }

  /// Only where the journal's order needs no stamp of the writing transaction.
  public func journalStamp() throws -> Int64 {
    guard engine == .sqlite else {
      throw StorageFailure.invalidStatement("a fact's stamp is its transaction's, which has not begun")
    }
    return try snapshot.journalStamp()
  }

  public func journalHorizon() throws -> Int64 {
    try requireUnwritten()
    return try snapshot.journalHorizon()
  }

  private func requireUnwritten() throws {
    guard writes.isEmpty else { throw NotDecidableAhead() }
  }
}

/// Something had to be read after a write that only the writer can see. The work is to be done by the writer.
public struct NotDecidableAhead: Error {}

/// Something that was decided ahead, its values in their column form.
public enum AheadWrite: Sendable {
  /// A statement that changes one row.
  case statement(SQL, Values)
  case rows(PackedRows)
}

extension Connection {
  /// Does what was decided ahead, in its order.
  public func carryOut(_ writes: [AheadWrite]) throws {
    for write in writes {
      switch write {
      case .statement(let sql, let values):
        guard try execute(sql, values) == 1 else {
          throw StorageFailure.invalidStatement("decided ahead for one row: \(sql.text)")
        }
      case .rows(let rows): try insert(rows)
      }
    }
  }
}
