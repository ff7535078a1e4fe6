import Foundation
import Storage

/// The schema a statement wanted to work in is not there.
enum Absence: Error {
  case schema
}

/// One transaction from `BEGIN` to its answer, tried again when it lost against another one.
struct Transaction {
  let schema: String
  let locks: [String]
  let writes: Bool
  let ending: TransactionEnding

  private static let attemptsMost = 6

  func run<Result>(on line: Line, _ body: (any Connection) throws -> Result) throws -> Result {
    var attempt = 1
    while true {
      do {
        return try once(on: line.connected(), body)
      } catch let refusal as ServerRefusal {
        guard attempt < Self.attemptsMost, try prepare(line, after: refusal) else {
          throw try answer(refusal, line)
        }
        attempt += 1
        // Those who lost together would meet again; up to 2, 4, 8 … milliseconds keep them apart.
        usleep(.random(in: 500...(1_000 << UInt32(attempt))))
      }
    }
  }

  /// True when another attempt makes sense.
  private func prepare(_ line: Line, after refusal: ServerRefusal) throws -> Bool {
    switch refusal.remedy {
    case .none:
      return false
    case .again:
      return true
    case .againWithFreshStatements:
      try? line.connected().forgetStatements()
      return true
    case .againOnFreshConnection:
      line.hangUp()
      return true
    }
  }

  private func once<Result>(on wire: Wire, _ body: (any Connection) throws -> Result) throws -> Result {
    let connection = PostgresConnection(wire, schema: schema)
    do {
      guard writes else {
        try wire.beginReading(schema: schema)
        let result = try connection.perform(body)
        try wire.endReading()
        return result
      }
      try wire.begin(schema: schema, locks: locks)
      let result = try connection.perform(body)
      guard wire.isInTransaction else {
        throw StorageFailure.invalidStatement("the closure ended its own transaction")
      }
      if ending == .rollback {
        // What the commit would have checked is checked in the rehearsal too.
        try wire.run("SET CONSTRAINTS ALL IMMEDIATE")
        try wire.rollback()
        return result
      }
      try commit(wire)
      return result
    } catch {
      wire.abandon()
      // Whatever the closure made of it, a statement that failed decides what can be done.
      throw connection.refusal ?? error
    }
  }

  private func commit(_ wire: Wire) throws {
    do {
      guard try wire.commit() else {
        throw StorageFailure.invalidStatement("PostgreSQL rolled the transaction back")
      }
    } catch let refusal as ServerRefusal where refusal.remedy == .againOnFreshConnection {
      throw StorageFailure.unavailable(
        "the connection to PostgreSQL broke during the commit; whether it was kept is not known")
    }
  }

  /// What the caller is told in the end: a table that is not there may mean a schema that is not there.
  private func answer(_ refusal: ServerRefusal, _ line: Line) throws -> any Error {
    guard refusal.mayMeanAbsentSchema else { return refusal.failure }
    let found = try? PostgresConnection(line.connected(), schema: "").query(
      "SELECT 1 AS found FROM pg_catalog.pg_namespace WHERE nspname = :name", ["name": schema]
    ) { try $0.integer("found") }
    return found == [] ? Absence.schema : refusal.failure
  }
}
