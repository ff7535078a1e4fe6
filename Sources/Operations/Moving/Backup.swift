import Storage

extension WorkspaceDirectory {
  /// Writes a workspace, all of it as it is at one moment, into an empty file, while it is served.
  ///
  /// API keys are not in it, for they belong to the installation. The manifest comes last: a file without one
  /// is no backup.
  @discardableResult
  public func backUp(
    _ name: String, into file: any Database,
    progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws -> BackupManifest {
    let workspace = try await open(name)
    let migrations = WorkspaceSchema.migrations
    _ = try await Migrator.migrate(file, with: migrations)
    let copy = WorkspaceCopy(
      source: workspace.database, tables: WorkspaceSchema.copiedTables(at: migrations.count),
      progress: progress)
    let result = try await copy.run(into: file, clock: clock)
    let manifest = BackupManifest(of: workspace.record, schema: migrations.count, result)
    let document = try manifest.document
    try await file.write { rows in
      try rows.migrate(BackupSchema.table)
      try rows.insertManifest(document, sha256: BackupManifest.sha256(of: document))
    }
    return manifest
  }
}
