import Storage
import Testing

/// One table that most contracts need: a customer, a text, an amount, bytes, all but the first may be NULL.
func makeNotes(_ database: any Database) async throws {
  try await database.write { connection in
    try connection.migrate(
      """
      CREATE TABLE note (
        id TEXT NOT NULL PRIMARY KEY,
        body TEXT,
        amount INT64,
        picture BYTES
      )
      """)
  }
}

func addNote(_ connection: any Connection, _ id: String, amount: Int64? = nil, body: String? = nil) throws {
  try connection.execute(
    "INSERT INTO note (id, body, amount) VALUES (:id, :body, :amount)",
    ["id": id, "body": body, "amount": amount])
}

func noteIDs(_ connection: any Connection) throws -> [String] {
  try connection.query("SELECT id FROM note ORDER BY id") { try $0.text("id") }
}

func noteCount(_ database: any Database) async throws -> Int64? {
  try await database.read { connection in
    try connection.first("SELECT count(*) AS number FROM note", [:]) { try $0.integer("number") }
  }
}

/// Whether an error is a failure of the kind a test expects.
enum Kind {
  case constraint, busy, unavailable, unreadableColumn, missingDatabase, invalidStatement, migration

  init?(_ error: any Error) {
    switch error as? StorageFailure {
    case .constraint: self = .constraint
    case .busy: self = .busy
    case .unavailable: self = .unavailable
    case .unreadableColumn: self = .unreadableColumn
    case .missingDatabase: self = .missingDatabase
    case .invalidStatement: self = .invalidStatement
    case .migration: self = .migration
    case nil: return nil
    }
  }
}

/// Runs something that must fail in one way; hands the error back for a closer look.
@discardableResult
func expectFailure<Result>(
  _ kind: Kind, sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> Result
) async -> (any Error)? {
  do {
    _ = try await work()
    Issue.record("Nothing failed.", sourceLocation: sourceLocation)
    return nil
  } catch {
    #expect(Kind(error) == kind, "\(error)", sourceLocation: sourceLocation)
    return error
  }
}

struct Mishap: Error, Equatable {}
