import Bookkeeping
import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Receivables
import Relations
import Storage
import Subscriptions

/// One command's transaction: what it reads, what it records, and what shall follow. Nothing leaves it alive.
public final class Session {
  /// The transaction as it is: for what neither reads contracts and invoices nor refers to them.
  let connection: any Connection
  let states: States
  let identifiers: IdentifierSource
  let cause: FactCause
  /// The wall clock when the command was taken up.
  let wall: Instant
  /// The workspace's own time: the wall clock, or where the workspace stands still.
  let workspaceNow: Instant
  /// Set when the command replays another moment: a job's due instant, an imported history.
  let moment: Instant?
  /// How invoices are settled here.
  let settlement: Settlement
  let numbering: InvoiceNumbering
  /// What was written down and must be asked of the gateway after the commit.
  private(set) var errands: [any Errand] = []
  /// While a history is replayed, its jobs are worked off here instead of being stored.
  var replayedJobs: [Job]?
  /// The jobs this command left behind, so that time order is kept by whoever works them off.
  private(set) var followUps: [Job] = []
  var earliestFollowUp: Instant? { followUps.map(\.due).min() }
  /// Facts and postings that wait to be written; shared by all moments of a replayed history.
  let journal: JournalDraft
  /// Customers, contracts and invoices that wait to be written; shared likewise.
  let drafted: RowDraft

  init(
    rows: any Connection, identifiers: IdentifierSource, cause: FactCause, wall: Instant,
    workspaceNow: Instant, moment: Instant?, settlement: Settlement,
    numbering: InvoiceNumbering, states: States? = nil,
    journal: JournalDraft? = nil, drafted: RowDraft? = nil
  ) {
    connection = rows
    self.states = states ?? States(rows: rows)
    self.journal = journal ?? JournalDraft(rows: rows, cause: cause, recorded: wall)
    self.drafted = drafted ?? RowDraft(rows: rows)
    self.identifiers = identifiers
    self.cause = cause
    self.wall = wall
    self.workspaceNow = workspaceNow
    self.moment = moment
    self.settlement = settlement
    self.numbering = numbering
  }

  /// The rows with every customer, contract and invoice that was made so far.
  var rows: any Connection {
    get throws {
      try drafted.write()
      return connection
    }
  }

  /// The rows for a question about what one contract has billed: others' need not be written for it.
  func rows(about contract: SubscriptionID) throws -> any Connection {
    drafted.concerns(contract) ? try rows : connection
  }

  /// Writes what was decided and waits. The transaction ends with it.
  func write() throws {
    try drafted.write()
    try journal.write()
  }

  /// The time that `customer` lives in.
  func now(for customer: Customer) throws -> Instant {
    if let moment { return moment }
    return try time(of: customer.testClock)
  }

  /// What a clock shows; no clock is the workspace's own.
  func time(of clock: TestClockID?) throws -> Instant {
    guard let clock else { return workspaceNow }
    return try known(connection.testClock(clock), .testClock, clock.text, field: "test_clock").frozenTime
  }

  /// The moment of what belongs to no customer.
  var now: Instant { moment ?? workspaceNow }

  func newID<Entity: Identified>(_ type: Entity.Type = Entity.self) -> Identifier<Entity> {
    identifiers.next(type)
  }

  /// Puts a fact down for the journal, with the postings it makes.
  /// - Parameter effective: when it is true in the business; `wall` is when it was written.
  func record(
    _ fact: Fact, about customer: CustomerID?, effective: Instant, postings: [Posting] = []
  ) {
    journal.add(
      JournalEntry(
        id: newID(), fact: fact, customer: customer, effective: effective, postings: postings))
  }

  /// Leaves work for later, in the same commit. A newer due instant of the same work replaces the older.
  func enqueue(_ kind: JobKind, _ subject: String, customer: Customer?, due: Instant, onWall: Bool = false)
    throws
  {
    let job = Job(
      id: newID(JobEntity.self), kind: kind.rawValue, subject: subject, customer: customer?.id,
      clock: onWall ? JobClock.wall : JobClock.of(customer?.testClock), due: due)
    followUps.append(job)
    if replayedJobs != nil {
      replayedJobs?.removeAll { $0.kind == job.kind && $0.subject == subject }
      replayedJobs?.append(job)
    } else {
      drafted.enqueue(job)
    }
  }

  func cancelJob(_ kind: JobKind, _ subject: String) throws {
    if replayedJobs != nil {
      replayedJobs?.removeAll { $0.kind == kind.rawValue && $0.subject == subject }
    } else {
      try drafted.cancelJob(kind.rawValue, subject)
    }
  }

  func ask(_ errand: any Errand) {
    errands.append(errand)
  }

  /// The element, or a refusal that names what was not found.
  func known<Element>(
    _ element: Element?, _ kind: EntityKind, _ id: String, field: String?
  ) throws(Refusal) -> Element {
    guard let element else { throw .unknown(kind, id: id, field: field) }
    return element
  }

  /// What the transaction would leave behind; everything decided is written first.
  func finished() throws -> Snapshot {
    try write()
    return snapshot
  }

  /// The transaction as it was found; after something was decided, ``finished()`` shows that.
  var snapshot: Snapshot { Snapshot(rows: connection, wall: wall, workspaceNow: workspaceNow) }
}

/// How an invoice gets its money.
public enum Settlement: Hashable, Sendable {
  case gateway
  /// History from elsewhere: it was paid there. No gateway, no webhook, no mail.
  case outOfBand
}

/// The kinds of work that time brings.
public enum JobKind: String, Hashable, Sendable, CaseIterable {
  case renewSubscription = "renew_subscription"
  case expireSubscription = "expire_subscription"
  case announceTrialEnd = "announce_trial_end"
  case endDiscounts = "end_discounts"
  case finalizeInvoice = "finalize_invoice"
  case collectInvoice = "collect_invoice"
  case settleAttempt = "settle_attempt"
  case settleRefund = "settle_refund"
  case settleSetup = "settle_setup"
  case advanceTestClock = "advance_test_clock"
  case closeBooks = "close_books"
}

/// Which clock a job waits for.
public enum JobClock {
  public static let workspace = ""
  /// Real time, even for customers who live on a test clock.
  public static let wall = "wall"

  static func of(_ clock: TestClockID?) -> String { clock?.text ?? workspace }

  /// Whether it is no test clock.
  static func isReal(_ clock: String) -> Bool { clock == workspace || clock == wall }
}
