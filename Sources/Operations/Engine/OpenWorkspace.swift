import Chronology
import Identity
import Invoicing
import Journal
import Storage

/// One workspace at work: its database, its clock, and everything that can be done in it.
public final class OpenWorkspace: Sendable {
  public let record: Workspace
  let database: any Database
  let gateway: any PaymentGateway
  let clock: WallClock
  let identifiers: IdentifierSource
  /// This process among the many that may serve the same database.
  let process: String
  /// How invoices are numbered, which was chosen when the workspace was made.
  public let numbering: InvoiceNumbering
  /// Where its invoices can be read without signing in.
  public let links: InvoiceLinks
  /// What its figures are folded from.
  let figures: FigureBoard

  init(
    record: Workspace, database: any Database, gateway: any PaymentGateway, clock: WallClock,
    identifiers: IdentifierSource, process: String, numbering: InvoiceNumbering, links: InvoiceLinks,
    figures: FigureBoard
  ) {
    self.record = record
    self.database = database
    self.gateway = gateway
    self.clock = clock
    self.identifiers = identifiers
    self.process = process
    self.numbering = numbering
    self.links = links
    self.figures = figures
  }

  /// The workspace's own time: real time, or where it stands still.
  public var now: Instant { record.standsAt ?? clock.now }

  /// A workspace that came out of a backup changes nothing and asks nobody until it is resumed.
  func requireRunning() throws(WorkspaceRefusal) {
    guard !record.isPaused else { throw .paused(record.name) }
  }

  /// Reads on one consistent snapshot.
  public func read<Answer: Sendable>(
    _ question: @escaping @Sendable (Snapshot) throws -> Answer
  ) async throws -> Answer {
    let (wall, now) = (clock.now, now)
    return try await database.read { rows in
      try question(Snapshot(rows: rows, wall: wall, workspaceNow: now))
    }
  }

  func session(
    _ rows: any Connection, _ cause: FactCause, moment: Instant? = nil, settlement: Settlement = .gateway,
    states: States? = nil
  ) -> Session {
    Session(
      rows: rows, identifiers: identifiers, cause: cause, wall: clock.now, workspaceNow: now, moment: moment,
      settlement: settlement, numbering: numbering, states: states)
  }

  func lock(_ locks: [Lock], on rows: any Connection) throws {
    try rows.lock(Set(locks).sorted().map(\.name))
  }
}

extension OpenWorkspace {
  /// What the workspace's gateway knows of the card behind a token; nil when it knows none.
  public func card(for token: String) async throws -> GatewayCard? {
    try requireRunning()
    return try await gateway.card(for: token)
  }

  /// Forgets idempotency keys after a day, as the format allows, in bites that do not hold others up.
  func forgetOldKeys() async throws {
    guard !record.isPaused else { return }
    let limit = clock.now.adding(seconds: -Self.keySeconds)
    while try await database.write({ try $0.prune(olderThan: limit) }) > 0 {}
  }

  private static let keySeconds: Int64 = 86_400
}
