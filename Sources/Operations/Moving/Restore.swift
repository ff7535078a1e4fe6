import Chronology
import Storage

/// A workspace that came out of a backup.
public struct RestoredWorkspace: Sendable {
  public let workspace: Workspace
  /// Its first key, shown this once; the keys of the original are not in a backup.
  public let secret: String
  public let manifest: BackupManifest
}

extension WorkspaceDirectory {
  /// Makes a workspace out of a backup, on either engine, under its old name or another.
  ///
  /// It stands still at the moment of the backup until ``resume(_:)``; a live one changes nothing and asks
  /// nobody before that. It keeps its account's id, unless the original is still here.
  /// - Throws: ``BackupRefusal`` before anything is made, ``WorkspaceRefusal`` when the name cannot be had.
  public func restore(
    from file: any Database, as name: String? = nil,
    progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws -> RestoredWorkspace {
    let manifest = try await BackupManifest.read(from: file)
    guard manifest.schema <= WorkspaceSchema.migrations.count else { throw BackupRefusal.newer }
    guard manifest.schema >= 1, let record = Record(manifest) else {
      throw BackupRefusal.damaged("its manifest says what cannot be")
    }
    let name = name ?? manifest.name
    try WorkspaceRefusal.check(name: name)
    guard try await find(name) == nil else { throw WorkspaceRefusal.nameTaken(name) }
    let migrations = Array(WorkspaceSchema.migrations.prefix(manifest.schema))
    let tables = WorkspaceSchema.copiedTables(at: manifest.schema)
    try await check(file, manifest, tables)
    let made = try await build(name) { database, site in
      _ = try await Migrator.migrate(database, with: migrations)
      let copy = WorkspaceCopy(
        source: file, tables: tables, progress: progress, keepHolding: { try await site.keepHolding() })
      let result = try await copy.run(into: database, clock: clock)
      // The file may have changed since it was checked.
      guard result.tables == manifest.tables else { throw BackupRefusal.damaged("it changed meanwhile") }
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      return record.workspace(key: site.key, name: name, account: try await account(manifest.account))
    }
    return RestoredWorkspace(workspace: made.workspace, secret: made.secret, manifest: manifest)
  }

  /// Reads the whole file before anything is made of it.
  private func check(_ file: any Database, _ manifest: BackupManifest, _ tables: [CopiedTable]) async throws {
    let found: WorkspaceCopy.Result
    do {
      found = try await WorkspaceCopy(source: file, tables: tables).run(into: nil, clock: clock)
    } catch is StorageFailure {
      throw BackupRefusal.damaged("not all of it can be read")
    }
    guard found.tables.map(\.name) == manifest.tables.map(\.name) else {
      throw BackupRefusal.damaged("its manifest tells of other tables")
    }
    for (found, kept) in zip(found.tables, manifest.tables) where found != kept {
      throw BackupRefusal.damaged("the rows of \(kept.name) are not those that were written")
    }
  }

  private func account(_ account: String) async throws -> String {
    try await control.read { try $0.isTaken(account: account) } ? newAccount() : account
  }
}

/// What the manifest says of the workspace, checked.
private struct Record {
  let mode: Workspace.Mode
  let manifest: BackupManifest
  let reason: Workspace.StandingReason

  init?(_ manifest: BackupManifest) {
    guard let mode = Workspace.Mode(rawValue: manifest.mode),
      mode == .test || manifest.forkedFrom == nil
    else { return nil }
    self.mode = mode
    self.manifest = manifest
    // A fork goes on at a time of its own; everything else waits to be looked at.
    reason = manifest.standsBecause == Workspace.StandingReason.forked.rawValue ? .forked : .restored
  }

  func workspace(key: String, name: String, account: String) -> Workspace {
    Workspace(
      key: key, name: name, mode: mode, account: account, created: manifest.created,
      standsAt: manifest.standsAt ?? manifest.takenAt, standsBecause: reason,
      forkedFrom: manifest.forkedFrom)
  }
}
