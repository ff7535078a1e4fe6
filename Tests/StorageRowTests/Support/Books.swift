import Storage
import TestSupport
import Testing

/// Lends a workspace with its tables, on either engine.
func withBooks(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
  try await TestHost.withWorkspace(engine, schemas: .migrated) { database in
    _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
    try await body(database)
  }
}

/// Runs something that must fail, and hands its failure back.
@discardableResult
func failure<Failure: Error>(
  _ type: Failure.Type = Failure.self, sourceLocation: SourceLocation = #_sourceLocation,
  _ work: () async throws -> Void
) async -> Failure? {
  await #expect(throws: Failure.self, sourceLocation: sourceLocation) { try await work() }
}

extension StorageFailure {
  var isConstraint: Bool {
    if case .constraint = self { true } else { false }
  }

  var isInvalidStatement: Bool {
    if case .invalidStatement = self { true } else { false }
  }
}
