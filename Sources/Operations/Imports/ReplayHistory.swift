import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Relations
import Storage
import Subscriptions

/// One customer's past, lived again through the engine at its own dates, in one transaction.
///
/// Its invoices are settled out of band: they were paid where the history comes from. The row's key makes it
/// happen once, so an import that was killed goes on where it stopped.
public struct ReplayHistory: Command {
  public enum Outcome: Sendable, Hashable {
    case replayed(CustomerID, invoices: Int)
    /// This row is in already.
    case known(CustomerID)
  }

  public let source: String
  public let rowKey: String
  public let terms: CustomerTerms
  public let price: PriceID
  public let quantity: Int64
  public let start: Instant
  /// When the contract ended; nil while it runs.
  public let end: Instant?
  /// Nothing that is due at this instant or later is done: it waits for the workspace to go on.
  public let snapshot: Instant
  public let collection: Collection

  public init(
    source: String, rowKey: String, terms: CustomerTerms, price: PriceID, quantity: Int64 = 1, start: Instant,
    end: Instant?, snapshot: Instant, collection: Collection
  ) {
    self.source = source
    self.rowKey = rowKey
    self.terms = terms
    self.price = price
    self.quantity = quantity
    self.start = start
    self.end = end
    self.snapshot = snapshot
    self.collection = collection
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [Lock(name: "import/\(source)/\(rowKey)")] }

  public func run(in session: Session) throws -> Outcome {
    if let known = try known(session.rows) { return .known(known) }
    let life = try live(in: session)
    try conclude(life, in: session)
    return .replayed(life.customer, invoices: life.invoices)
  }

  /// Whom this row has become already.
  func known(_ rows: any Connection) throws -> CustomerID? {
    try rows.importedRow(source: source, key: rowKey)
  }

  /// A history as far as it was lived.
  struct Life: Sendable {
    let customer: CustomerID
    let subscription: SubscriptionID
    let invoices: Int
    /// What is still to be done in it.
    let jobs: [Job]
  }

  /// Lives it until its end or the snapshot. It reads nothing about the customer, who was not there before,
  /// so it can be decided ahead.
  func live(in session: Session) throws -> Life {
    let beginning = session.replaying(at: start)
    let customer = try CreateCustomer(terms: terms).run(in: beginning)
    var create = CreateSubscription(customer: customer, items: [.init(price: price, quantity: quantity)])
    create.collection = collection
    let subscription = try create.run(in: beginning)
    // What costs nothing makes no invoices.
    var invoices = try beginning.states.subscription(subscription)?.latestInvoice == nil ? 0 : 1
    let jobs = try live(
      beginning.replayedJobs ?? [], until: min(end ?? snapshot, snapshot), session, &invoices)
    return Life(customer: customer, subscription: subscription, invoices: invoices, jobs: jobs)
  }

  /// Ends the contract, or leaves what it still has to do to the workspace's time, and notes that the row is
  /// in.
  func conclude(_ life: Life, in session: Session) throws {
    if let end, end <= snapshot {
      _ = try CancelSubscription(life.subscription).run(in: session.replaying(at: end, jobs: life.jobs))
    } else {
      for job in life.jobs { try session.rows.enqueue(job) }
    }
    try session.rows.insertImportRow(
      source: source, key: rowKey, customer: life.customer, at: session.wall)
  }

  /// Works the jobs off in order of time, like the scheduler, and returns those that are left.
  private func live(
    _ first: [Job], until limit: Instant, _ session: Session, _ invoices: inout Int
  ) throws -> [Job] {
    var jobs = first
    while let next = jobs.indices.filter({ jobs[$0].due < limit }).min(by: { jobs[$0].due < jobs[$1].due }) {
      let job = jobs.remove(at: next)
      let moment = session.replaying(at: job.due, jobs: jobs)
      switch JobKind(rawValue: job.kind) {
      case .renewSubscription: try RenewSubscription(subscription: .init(job.subject)).run(in: moment)
      case .finalizeInvoice:
        try FinalizeInvoice(invoice: .init(job.subject)).run(in: moment)
        invoices += 1
      default: preconditionFailure("an imported history makes no other work: \(job.kind)")
      }
      jobs = moment.replayedJobs ?? []
    }
    return jobs
  }
}

extension Session {
  /// A session over the same transaction at another moment, settling out of band and keeping its jobs to
  /// itself.
  func replaying(at moment: Instant, jobs: [Job] = []) -> Session {
    let session = Session(
      rows: connection, identifiers: identifiers, cause: cause, wall: wall, workspaceNow: workspaceNow,
      moment: moment, settlement: .outOfBand, numbering: numbering, states: states, journal: journal,
      drafted: drafted)
    session.replayedJobs = jobs
    return session
  }
}
