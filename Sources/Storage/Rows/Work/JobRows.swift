import Chronology
import Identity
import Relations

extension Connection {
  /// Puts a job in the queue, in place of the one of this kind that the subject may have.
  ///
  /// The new one has its own id, so a runner that still holds the old one finds that gone when it finishes.
  public func enqueue(_ job: Job) throws {
    try execute(
      """
      INSERT INTO job (id, kind, subject, customer, clock, due, state, failures, claimed_until, claimed_by,
        last_error)
      VALUES (:id, :kind, :subject, :customer, :clock, :due, :state, :failures, 0, '', :last_error)
      ON CONFLICT (subject, kind) DO UPDATE SET id = excluded.id, customer = excluded.customer,
        clock = excluded.clock, due = excluded.due, state = excluded.state, failures = excluded.failures,
        claimed_until = 0, claimed_by = '', last_error = excluded.last_error
      """,
      [
        "id": job.id, "kind": job.kind, "subject": job.subject, "customer": job.customer, "clock": job.clock,
        "due": job.due, "state": job.state.rawValue, "failures": job.failures, "last_error": job.lastError,
      ])
  }

  /// Puts jobs in the queue whose subjects have none of their kind.
  public func insert(_ jobs: [Job]) throws {
    try insert(
      into: "job",
      columns: [
        "id", "kind", "subject", "customer", "clock", "due", "state", "failures", "claimed_until",
        "claimed_by", "last_error",
      ],
      rowsOf: jobs
    ) { job in
      [
        job.id.columnValue, job.kind.columnValue, job.subject.columnValue, job.customer.columnValue,
        job.clock.columnValue, job.due.columnValue, job.state.rawValue.columnValue,
        job.failures.columnValue, 0.columnValue, "".columnValue, job.lastError.columnValue,
      ]
    }
  }

  /// Everything that waits for a customer, on whatever clock.
  public func waitingJobs(of customer: CustomerID) throws -> [Job] {
    try query(JobStatements.waiting, ["customer": customer], job)
  }

  /// Takes the job of a kind away that a subject may have.
  public func dropJob(kind: String, subject: String) throws {
    try apply(
      "DELETE FROM job WHERE subject = :subject AND kind = :kind", ["subject": subject, "kind": kind])
  }

  /// Whether there was one.
  @discardableResult
  public func cancelJob(kind: String, subject: String) throws -> Bool {
    try execute(
      "DELETE FROM job WHERE subject = :subject AND kind = :kind", ["subject": subject, "kind": kind]) == 1
  }

  /// How many there were.
  @discardableResult
  public func cancelJobs(subject: String) throws -> Int {
    try execute("DELETE FROM job WHERE subject = :subject", ["subject": subject])
  }

  /// Takes a job out of the queue. False when it is not there as it was any more (somebody else did it, or it
  /// was replaced or cancelled), or when something of its customer comes first: what was done for it must not
  /// be kept.
  public func finish(_ job: Job) throws -> Bool {
    try execute(JobStatements.finish, ["id": job.id, "due": job.due]) == 1
  }

  /// Writes down that a job failed.
  ///
  /// It keeps its due instant, which is business time, and its place in the order.
  /// - Parameter retry: when, by the wall clock, it may be claimed again; nil buries it.
  public func fail(_ job: Job, error: String, claimAgainAt retry: Instant?) throws {
    try execute(
      """
      UPDATE job SET failures = failures + 1, last_error = :error, state = :state, claimed_until = :retry_at,
        claimed_by = ''
      WHERE id = :id AND due = :due
      """,
      [
        "error": error, "state": (retry == nil ? Job.State.dead : .waiting).rawValue,
        "retry_at": retry?.seconds ?? 0, "id": job.id, "due": job.due,
      ])
  }

  /// Puts a dead job back in the queue with a clean record. False when there is no such dead job.
  public func revive(_ id: JobID) throws -> Bool {
    try execute(
      "UPDATE job SET state = 'waiting', failures = 0, claimed_until = 0 WHERE id = :id AND state = 'dead'",
      ["id": id]) == 1
  }

  public func job(_ id: JobID) throws -> Job? {
    try first(JobStatements.select + "WHERE id = :id", ["id": id], job)
  }

  public func job(kind: String, subject: String) throws -> Job? {
    try first(
      JobStatements.select + "WHERE subject = :subject AND kind = :kind",
      ["subject": subject, "kind": kind], job)
  }

  /// Every job that waits for a person, by due instant.
  public func deadJobs() throws -> [Job] {
    try query(JobStatements.select + "WHERE state = 'dead' ORDER BY due, id", [:], job)
  }

  /// All jobs, the last enqueued first; `page.created` bounds when they are due.
  public func jobs(_ page: Page) throws -> PageResult<Job> {
    var listing = Listing("job", order: ["id"])
    listing.require(page.created, of: "due")
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      guard try job(JobID(id)) != nil else { throw UnknownCursor(id: id) }
      place = [id]
    }
    let window = listing.window(page, place: place)
    return window.result(try query(JobStatements.select + window.tail, window.values, job))
  }

  func job(_ row: any Row) throws -> Job {
    Job(
      id: try row.identifier("id"), kind: try row.text("kind"), subject: try row.text("subject"),
      customer: try row.identifierOrNil("customer"), clock: try row.text("clock"),
      due: try row.instant("due"),
      failures: try row.count("failures"), lastError: try row.textOrNil("last_error"),
      state: try row.choice("state"))
  }
}

enum JobStatements {
  static let columns: SQL = "id, kind, subject, customer, clock, due, failures, last_error, state"
  static let select = "SELECT" + columns + "FROM job"
  static let finish =
    "DELETE FROM job WHERE id = :id AND due = :due AND NOT" + isAnswerDue + "AND NOT" + isLater + ")"

  static let waiting = select + "WHERE customer = :customer AND state = 'waiting' ORDER BY due, id"

  /// Whether the gateway owes the job's customer an answer: until it is known nothing else is done for them.
  static let isAnswerDue: SQL =
    """
    (job.kind <> 'settle_attempt' AND EXISTS (
      SELECT 1 FROM job AS asking WHERE asking.customer = job.customer AND asking.kind = 'settle_attempt'
        AND asking.state = 'waiting'))
    """

  /// Whether an earlier job of the customer waits on the same clock; more conditions and `)` may follow.
  static let isLater: SQL =
    """
    EXISTS (
      SELECT 1 FROM job AS earlier WHERE earlier.customer = job.customer AND earlier.state = 'waiting'
        AND (earlier.due, earlier.id) < (job.due, job.id) AND earlier.clock = job.clock
        AND job.kind <> 'settle_attempt'
    """
}
