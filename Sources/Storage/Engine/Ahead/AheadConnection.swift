/// Decides what a transaction will write before the transaction begins: reads come from a snapshot, and what
/// is written is kept, to be carried out by the writer.
///
/// A reader cannot see what was only kept, so after the first write nothing may be read any more; where the
/// work is cut into shares that have nothing to do with each other, nothing of a table that the share has
/// written to. Whatever was read must still hold when it is carried out; that is for the caller to know.
public final class AheadConnection: Connection {
  public let engine: Engine
  private let snapshot: any Connection
  public private(set) var writes: [AheadWrite] = []
  /// Where the share under way begins; nil where there are none.
  private var share: Int?
  private var written = TableSet()
  /// By where literals stand; joined texts by themselves.
  private var literals: [UnsafeRawPointer: TouchedTables] = [:]
  private var joined: [String: TouchedTables] = [:]

  /// - Parameter snapshot: a reading connection; this must not outlive its transaction.
  public init(reading snapshot: any Connection) {
    engine = snapshot.engine
    self.snapshot = snapshot
  }

  /// From here on, reads may look at every table until this share has written to it.
  public func beginShare() {
    share = writes.count
    written = TableSet()
  }

  /// Forgets what the share under way has written.
  public func dropShare() {
    guard let share else { return }
    writes.removeSubrange(share...)
    written = TableSet()
  }

  /// Locks belong to the transaction that carries out.
  public func lock(_ names: [String]) throws {}

  /// - Returns: 1; carrying out fails where another number of rows is changed.
  @discardableResult
  public func execute(_ sql: SQL, _ values: Values) throws -> Int {
    keep(sql, values, changesOne: true)
    return 1
  }

  public func apply(_ sql: SQL, _ values: Values) throws { keep(sql, values, changesOne: false) }

  private func keep(_ sql: SQL, _ values: Values, changesOne: Bool) {
    writes.append(.statement(sql, values, changesOne: changesOne))
    if share != nil { written.formUnion(tables(of: sql).written) }
  }

  private func tables(of sql: SQL) -> TouchedTables {
    if let address = sql.address {
      if let known = literals[address] { return known }
      let tables = TouchedTables(sql)
      literals[address] = tables
      return tables
    }
    if let known = joined[sql.text] { return known }
    let tables = TouchedTables(sql)
    joined[sql.text] = tables
    return tables
  }

  public func visit(_ sql: SQL, _ values: Values, _ look: (any Row) throws -> Void) throws {
    try requireUnwritten(by: sql)
    try snapshot.visit(sql, values, look)
  }

  public func stream(_ sql: SQL, _ values: Values, _ read: (any Row) throws -> Void) throws {
    try requireUnwritten(by: sql)
    try snapshot.stream(sql, values, read)
  }

  public func insert(into table: StaticString, columns: [StaticString], rows: [[Value]]) throws {
    guard !rows.isEmpty else { return }
    try insert(PackedRows(rows, into: table, columns))
  }

  public func insert(_ rows: PackedRows) throws {
    writes.append(.rows(rows))
    if share != nil { written.insert(rows.table.description) }
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
    guard writes.isEmpty else { throw NotDecidableAhead() }
    return try snapshot.journalHorizon()
  }

  private func requireUnwritten(by sql: SQL) throws {
    guard share != nil else {
      guard writes.isEmpty else { throw NotDecidableAhead() }
      return
    }
    let tables = tables(of: sql)
    // A statement that also writes cannot run on a snapshot.
    guard tables.written.isEmpty, tables.read.isDisjoint(with: written) else { throw NotDecidableAhead() }
  }
}

/// Something had to be read after a write that only the writer can see. The work is to be done by the writer.
public struct NotDecidableAhead: Error {
  public init() {}
}

/// Something that was decided ahead, its values in their column form.
public enum AheadWrite: Sendable {
  /// A statement that changes one row, or any number.
  case statement(SQL, Values, changesOne: Bool)
  case rows(PackedRows)
}

extension Connection {
  /// Does what was decided ahead, in its order.
  public func carryOut(_ writes: [AheadWrite]) throws {
    for write in writes {
      switch write {
      case .statement(let sql, let values, let changesOne):
        guard try execute(sql, values) == 1 || !changesOne else {
          throw StorageFailure.invalidStatement("decided ahead for one row: \(sql.text)")
        }
      case .rows(let rows): try insert(rows)
      }
    }
  }
}
