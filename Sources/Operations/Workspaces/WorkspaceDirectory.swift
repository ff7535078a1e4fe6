import Chronology
import Identity
import Invoicing
import Storage
import Synchronization

/// All workspaces of one installation: who they are, how to get in, and their databases.
public final class WorkspaceDirectory: Sendable {
  public let host: any DatabaseHost
  public let clock: WallClock
  let gateway: @Sendable (Workspace) -> any PaymentGateway
  let control: any Database
  let identifiers: IdentifierSource
  private let process: String

  /// Opens the control database, bringing its tables up to date.
  /// - Parameter gateway: who moves a workspace's money; a test workspace never reaches a real one.
  public init(
    host: any DatabaseHost, gateway: @escaping @Sendable (Workspace) -> any PaymentGateway, clock: WallClock,
    identifiers: IdentifierSource = .system()
  ) async throws {
    self.host = host
    self.gateway = gateway
    self.clock = clock
    self.identifiers = identifiers
    self.process = identifiers.text(prefix: "process")
    self.control = try await host.control()
    _ = try await Migrator.migrate(control, with: ControlSchema.migrations)
  }

  /// Makes a workspace with its database and a first secret key, which is shown this once.
  /// - Throws: ``WorkspaceRefusal`` for a name that is held or no name.
  public func create(
    name: String, mode: Workspace.Mode, numbering: InvoiceNumbering = .customer
  ) async throws -> (workspace: Workspace, secret: String) {
    try await build(name) { database, site in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      let secret = InvoiceLinks.newSecret(identifiers)
      try await database.write { rows in
        try rows.choose(numbering)
        try rows.keepLinkSecret(secret)
      }
      return Workspace(
        key: site.key, name: name, mode: mode, account: newAccount(), created: clock.now, standsAt: nil)
    }
  }

  func newAccount() -> String { identifiers.text(prefix: "acct") }

  public func list() async throws -> [Workspace] {
    try await control.read { try $0.workspaces() }
  }

  public func find(_ name: String) async throws -> Workspace? {
    try await control.read { try $0.workspace(named: name) }
  }

  public func find(account: String) async throws -> Workspace? {
    try await control.read { try $0.workspace(account: account) }
  }

  /// Removes a workspace, its keys and everything in it.
  ///
  /// Nobody gets in once the first commit is done. Whoever is inside finds the database gone; what still
  /// keeps it from going leaves remains that ``sweep()`` removes.
  public func delete(_ name: String) async throws {
    guard let workspace = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    let entry = entry(.workspaceDeleted, by: .commandLine, in: workspace.key, detail: name)
    try await control.write { rows in
      guard try rows.workspace(key: workspace.key) != nil else { throw WorkspaceRefusal.unknown(name) }
      try rows.insert(entry)
      try rows.delete(workspace: workspace.key)
      try rows.condemnDatabase(workspace.key)
    }
    migrated.withLock { $0[workspace.key] = nil }
    try await remove(workspace.key)
  }

  /// Lets a workspace stand still at `instant`, or go on with real time when nil. ``resume(_:)`` is what
  /// people ask for: it first makes sure that nothing can happen twice.
  public func stand(
    _ name: String, at instant: Instant?, because reason: Workspace.StandingReason = .held
  ) async throws {
    guard let workspace = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    try await control.write { try $0.setStanding(workspace: workspace.key, at: instant, because: reason) }
  }

  public func open(_ name: String) async throws -> OpenWorkspace {
    guard let workspace = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    return try await open(workspace)
  }

  /// Opens a workspace, bringing its tables up to date the first time in this process.
  public func open(_ workspace: Workspace) async throws -> OpenWorkspace {
    let database = try await host.workspace(workspace.key)
    let nature = try await nature(of: workspace, database)
    return OpenWorkspace(
      record: workspace, database: database, gateway: gateway(workspace), clock: clock,
      identifiers: identifiers, process: process, numbering: nature.numbering,
      links: InvoiceLinks(account: workspace.account, secret: nature.linkSecret), figures: nature.figures)
  }

  private func nature(of workspace: Workspace, _ database: any Database) async throws -> Nature {
    if let known = migrated.withLock({ $0[workspace.key] }) { return known }
    _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
    // A workspace from before invoices had addresses draws its secret now.
    if try await database.read({ try $0.linkSecret() }) == nil {
      let secret = InvoiceLinks.newSecret(identifiers)
      try await database.write { try $0.keepLinkSecret(secret) }
    }
    let nature = try await database.read { rows in
      guard let secret = try rows.linkSecret() else {
        throw StorageFailure.invalidStatement("a workspace has no secret for its links")
      }
      return Nature(numbering: try rows.invoiceNumbering(), linkSecret: secret, figures: FigureBoard())
    }
    migrated.withLock { $0[workspace.key] = nature }
    return nature
  }

  /// What a workspace is for good.
  private struct Nature {
    let numbering: InvoiceNumbering
    let linkSecret: String
    /// One for the process, whoever opens the workspace.
    let figures: FigureBoard
  }

  /// The workspaces whose tables this process has brought up to date.
  private let migrated = Mutex<[String: Nature]>([:])
  let known = Mutex(KnownAccess())
}
