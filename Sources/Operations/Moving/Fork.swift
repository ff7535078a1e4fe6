import Storage

extension WorkspaceDirectory {
  /// Copies a workspace, as it is at one moment while it is served, into a new test workspace that may travel
  /// through time.
  ///
  /// A fork is never live, has an account and keys of its own, and its payments go to the test gateway. What
  /// was asked of the original under an idempotency key was not asked of the fork.
  public func fork(
    _ name: String, as copyName: String, progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws -> (workspace: Workspace, secret: String) {
    let original = try await open(name)
    return try await build(copyName) { database, site in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      let tables = WorkspaceSchema.copiedTables(at: WorkspaceSchema.migrations.count)
        .filter { $0.name.description != "idempotency" }
      let copy = WorkspaceCopy(
        source: original.database, tables: tables, progress: progress,
        keepHolding: { try await site.keepHolding() })
      let result = try await copy.run(into: database, clock: clock)
      return Workspace(
        key: site.key, name: copyName, mode: .test, account: newAccount(), created: clock.now,
        standsAt: original.record.standsAt ?? result.takenAt, standsBecause: .forked,
        forkedFrom: original.record.account)
    }
  }
}
