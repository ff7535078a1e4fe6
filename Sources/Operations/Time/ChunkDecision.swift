import Chronology
import Journal
import Relations
import Storage

/// Decides the due work of many customers in one transaction, each customer's in its order.
///
/// What a job leaves behind that is due by then too is done here as well, where its turn comes, as if it had
/// been claimed: a renewal's invoice is finalised without ever having waited. What was written down to be
/// asked of the gateway ends its customer's share; the rest of it is given back.
struct ChunkDecision {
  /// What was written down to be asked, and the business time it belongs to.
  struct Asked: Sendable {
    let errand: any Errand
    let moment: Instant
  }

  let transaction: SharedTransaction
  /// The clock that the jobs wait for, and up to when it is worked off.
  let clock: String
  let through: Instant
  /// Whether what is left behind is done here too. Where numbers are given out in one series it is not, so
  /// that they follow the days.
  let followsUp: Bool
  private(set) var done = 0
  private(set) var asked: [Asked] = []
  /// The jobs to be given back.
  private(set) var left: [JobID] = []
  private var turns: [CustomerID: Turn] = [:]

  /// How far a customer's work has come.
  private struct Turn {
    /// What waits for the customer beside the claimed jobs.
    var others: [Job] = []
    /// What was left behind and not done, in the order of time.
    var followUps: [Job] = []
    var followed = 0
    var isOver = false

    /// Whether something comes first that nobody does here, or the gateway owes an answer.
    func holdsUp(_ job: Job) -> Bool {
      others.contains { other in
        other.kind == JobKind.settleAttempt.rawValue
          || other.clock == job.clock && Job.isEarlier(other, job)
      }
    }
  }

  /// A contract that renews for nothing could go on for years; others wait meanwhile.
  private static let followedMost = 40

  init(_ transaction: SharedTransaction, clock: String, through: Instant, followsUp: Bool) {
    self.transaction = transaction
    self.clock = clock
    self.through = through
    self.followsUp = followsUp
  }

  /// What was decided so far, to come back to when a customer's share cannot be decided here.
  struct Mark {
    fileprivate let done: Int
    fileprivate let asked: Int
    fileprivate let left: Int
  }

  var mark: Mark { Mark(done: done, asked: asked.count, left: left.count) }

  mutating func rewind(to mark: Mark) {
    done = mark.done
    asked.removeSubrange(mark.asked...)
    left.removeSubrange(mark.left...)
    turns = [:]
  }

  /// Does claimed jobs, whose order is each customer's own.
  mutating func decide(_ jobs: [Job]) throws {
    if followsUp { try lookAround(jobs) }
    for job in jobs {
      guard let command = WorkChunk.command(of: job) else { continue }
      if let customer = job.customer, try !isTurn(of: job, customer) {
        left.append(job.id)
        continue
      }
      done += 1
      guard try transaction.drafted.finish(job) else { continue }
      try perform(command, job)
    }
    guard followsUp else { return }
    for customer in Set(jobs.compactMap(\.customer)) { try followUp(customer, before: nil) }
    turns = [:]
  }

  private mutating func lookAround(_ jobs: [Job]) throws {
    let claimed = Set(jobs.map(\.id))
    for customer in Set(jobs.compactMap(\.customer)) {
      let waiting = try transaction.connection.waitingJobs(of: customer)
      turns[customer] = Turn(others: waiting.filter { !claimed.contains($0.id) })
    }
  }

  /// Whether nothing comes before a claimed job any more, once what can be done here is done.
  private mutating func isTurn(of job: Job, _ customer: CustomerID) throws -> Bool {
    if followsUp { try followUp(customer, before: job) }
    guard let turn = turns[customer] else { return true }
    guard !turn.isOver, let next = turn.followUps.first else { return !turn.isOver }
    return next.due > job.due
  }

  /// Does what the customer's jobs left behind, as far as it comes before a job, or is due.
  private mutating func followUp(_ customer: CustomerID, before job: Job?) throws {
    while let turn = turns[customer], !turn.isOver, let next = turn.followUps.first {
      if let job, (next.due, next.id) > (job.due, job.id) { return }
      guard next.due <= through, next.clock == clock, turn.followed < Self.followedMost,
        let command = WorkChunk.command(of: next), !turn.holdsUp(next)
      else { return }
      turns[customer]?.followUps.removeFirst()
      turns[customer]?.followed += 1
      // It may have been cancelled or replaced since.
      guard transaction.drafted.take(next) else { continue }
      done += 1
      try perform(command, next)
    }
  }

  private mutating func perform(_ command: any Command, _ job: Job) throws {
    let session = transaction.session(at: job.due)
    _ = try command.run(in: session)
    try transaction.workspace.guardErrands(of: session)
    asked += session.errands.map { Asked(errand: $0, moment: job.due) }
    guard let customer = job.customer else { return }
    var turn = turns[customer] ?? Turn()
    if !session.errands.isEmpty { turn.isOver = true }
    turn.followUps += session.followUps
    turn.followUps.sort { ($0.due, $0.id) < ($1.due, $1.id) }
    turns[customer] = turn
  }
}
