import Chronology
import Identity

extension Connection {
  /// What is due on a clock, in the order it is to be done, whoever may hold it.
  public func nextJobs(clock: String, dueThrough: Instant, limit: Int) throws -> [Job] {
    try query(Statements.next, ["clock": clock, "due": dueThrough, "limit": limit], job)
  }

  /// Takes due jobs for one runner, for so many seconds of wall-clock time; nobody else gets them before that
  /// is over.
  ///
  /// Two runners that choose the same jobs at the same moment both wait for the first of them, and the second
  /// finds the jobs held and may come away with fewer than it asked for.
  public func claimJobs(
    clock: String, dueThrough: Instant, now wall: Instant, by runner: String, seconds: Int64, limit: Int
  ) throws -> [Job] {
    try query(
      Statements.claim,
      [
        "until": wall.adding(seconds: seconds), "runner": runner, "clock": clock, "due": dueThrough,
        "now": wall,
        "limit": limit,
      ], job
    ).sorted { ($0.due, $0.id) < ($1.due, $1.id) }
  }

  /// Takes due jobs customer by customer, in the order of the customers' ids, beginning behind one of them:
  /// when much is due, neighbours' rows are then written together. Each customer's come in the order of time.
  ///
  /// For SQLite alone, whose one writer pays for every page that it touches.
  public func claimJobs(
    ofCustomersAfter customer: String, clock: String, dueThrough: Instant, now wall: Instant,
    by runner: String, seconds: Int64, limit: Int
  ) throws -> [Job] {
    try query(
      Statements.claimByCustomer,
      [
        "until": wall.adding(seconds: seconds), "runner": runner, "clock": clock, "due": dueThrough,
        "now": wall, "customer": customer, "limit": limit,
      ], job
    ).sorted { ($0.customer?.text ?? "", $0.due, $0.id) < ($1.customer?.text ?? "", $1.due, $1.id) }
  }

  /// Gives claimed jobs back undone, for whoever comes next.
  public func unclaim(_ ids: [JobID]) throws {
    for id in ids { try apply(Statements.unclaim, ["id": id]) }
  }

  /// Gives claimed jobs of a clock back, whoever holds them, in a bite that does not hold others up; repeat
  /// it until none is left.
  public func releaseClaims(clock: String, limit: Int = 1_000) throws -> Int {
    try execute(
      """
      UPDATE job SET claimed_until = 0, claimed_by = '' WHERE id IN (
        SELECT id FROM job WHERE state = 'waiting' AND clock = :clock AND claimed_until > 0 LIMIT :limit)
      """, ["clock": clock, "limit": limit])
  }

  /// Holds a claimed job for longer. False when the claim ran out and somebody else has the job.
  public func hold(_ id: JobID, by runner: String, until: Instant) throws -> Bool {
    try execute(Statements.hold, ["until": until, "id": id, "runner": runner]) == 1
  }

  /// Frees what other runners claimed on a clock, for the one runner that now may work there.
  public func takeOver(clock: String, by runner: String) throws {
    try execute(Statements.takeOver, ["clock": clock, "runner": runner])
  }

  /// When the first waiting job of a clock is due. With `notHeldAt`, jobs that are held or wait for a retry
  /// then are left out, so that whoever sleeps until the answer does not wake in vain.
  public func earliestDue(clock: String, notHeldAt wall: Instant? = nil) throws -> Instant? {
    try first(
      Statements.earliest, ["clock": clock, "now": wall?.seconds ?? .max]
    ) { try $0.instant("due") }
  }
}

private enum Statements {
  static let next =
    JobStatements.select
    + "WHERE state = 'waiting' AND clock = :clock AND due <= :due ORDER BY due, id LIMIT :limit"
  static let earliest: SQL =
    """
    SELECT due FROM job WHERE state = 'waiting' AND clock = :clock AND claimed_until <= :now
    ORDER BY due, id LIMIT 1
    """
  static let unclaim: SQL = "UPDATE job SET claimed_until = 0, claimed_by = '' WHERE id = :id"
  static let hold: SQL = "UPDATE job SET claimed_until = :until WHERE id = :id AND claimed_by = :runner"
  /// A job that failed belongs to nobody, and keeps waiting for its next try.
  static let takeOver: SQL =
    """
    UPDATE job SET claimed_until = 0, claimed_by = ''
    WHERE state = 'waiting' AND clock = :clock AND claimed_by NOT IN ('', :runner)
    """
  /// The outer condition is looked at again after waiting for another runner's row lock; the inner one is
  /// not. A customer's jobs are held by one runner at a time, so that none overtakes another.
  static let claim =
    claimable + "FROM job WHERE" + dueUnheld
      + """
          AND earlier.claimed_until > :now)
        ORDER BY due, id LIMIT :limit)
      RETURNING
      """ + JobStatements.columns
  /// Without the hint SQLite would sort everything that is due for each claim.
  static let claimByCustomer =
    claimable + "FROM job INDEXED BY job_by_customer WHERE customer > :customer AND" + dueUnheld
      + """
          AND earlier.claimed_until > :now)
        ORDER BY customer, due, id LIMIT :limit)
      RETURNING
      """ + JobStatements.columns
  private static let claimable: SQL =
    """
    UPDATE job SET claimed_until = :until, claimed_by = :runner
    WHERE claimed_until <= :now AND id IN (SELECT id
    """
  private static let dueUnheld =
    "state = 'waiting' AND clock = :clock AND due <= :due AND claimed_until <= :now AND NOT"
    + JobStatements.isAnswerDue + "AND NOT" + JobStatements.isLater
}
