import Chronology
import Identity
import Invoicing
import Journal
import Receivables
import Relations
import Storage
import Subscriptions

/// Works off what is due, in the order of time. One code for the workspace's real time and for test clocks.
///
/// A job and what it does are one transaction, and the job's row goes in it: of two processes that hold the
/// same job one finds it gone. A job acts at the instant it was due, however late it is.
struct Scheduler: Sendable {
  let workspace: OpenWorkspace
  private static let cause = FactCause(actor: "scheduler")
  /// After a crash it takes this long until somebody else goes on.
  private static let claimSeconds: Int64 = 60
  private static let batch = 500
  /// When much is due, work is claimed customer by customer, and in larger bites.
  private static let largeBatch = 1_000
  private static let chunksUnderWay = 3
  /// So many chunks are given out before all of them have to be done.
  private static let stretch = 12
  /// On a test clock work is claimed in smaller bites, because it is done singly.
  private static let strictBatch = 100
  /// How many customers' work may overlap where it is done singly.
  private static let overlapMost = 16
  /// After this many failures a job is left for someone to look at.
  static let failuresMost = 12

  /// Works off everything due through `target` on one clock.
  /// - Parameters:
  ///   - clock: the workspace's own, real time, or a test clock's id.
  ///   - advance: the job on whose behalf a test clock is drained; its claim is renewed on the way, so that a
  ///     long way is gone by one process alone.
  ///   - progress: hears how many jobs are done so far.
  /// - Returns: how many jobs were done.
  func drain(
    clock: String, through target: Instant, for advance: Job? = nil,
    progress: (Int) async throws -> Void = { _ in }
  ) async throws -> Int {
    var done = 0
    while !Task.isCancelled {
      let jobs = try await claim(clock: clock, through: target, for: advance)
      guard !jobs.isEmpty else { break }
      done += try await workOff(
        jobs, clock: clock, through: target, ahead: walks(clock) ? OwnFacts() : nil)
      try await progress(done)
      guard jobs.count >= Self.batch, walks(clock) else { continue }
      try await walk(clock: clock, through: target) { more in
        done += more
        try await progress(done)
      }
    }
    return done
  }

  /// Whether what is due may be done customer by customer: in real time, where one writer does it all, and
  /// where the numbers of invoices need not follow the days across customers.
  private func walks(_ clock: String) -> Bool {
    JobClock.isReal(clock) && workspace.database.engine == .sqlite && workspace.numbering == .customer
  }

  /// When much is due, goes once through all customers in the order of their ids: neighbours share the pages
  /// of the database, which are then written once. One chunk is decided while another is written, and a
  /// third's answers come in.
  private func walk(clock: String, through target: Instant, progress: (Int) async throws -> Void) async throws
  {
    let facts = OwnFacts()
    var last: CustomerID?
    var hasMore = true
    while hasMore, !Task.isCancelled {
      // Between two stretches nobody reads, and SQLite can begin its log anew.
      try await withThrowingTaskGroup(of: Int.self) { group in
        var (underWay, given) = (0, 0)
        while hasMore, given < Self.stretch, !Task.isCancelled {
          if underWay == Self.chunksUnderWay, let done = try await group.next() {
            underWay -= 1
            try await progress(done)
          }
          let jobs = try await claim(ofCustomersAfter: last, clock: clock, through: target)
          hasMore = jobs.count >= Self.largeBatch
          last = jobs.last?.customer
          guard !jobs.isEmpty else { break }
          underWay += 1
          given += 1
          group.addTask {
            try await workOff(jobs, clock: clock, through: target, ahead: facts, asOne: true)
          }
        }
        for try await done in group { try await progress(done) }
      }
    }
  }

  private func claim(
    ofCustomersAfter customer: CustomerID?, clock: String, through target: Instant
  ) async throws -> [Job] {
    let (wall, process) = (workspace.clock.now, workspace.process)
    return try await workspace.database.write { rows in
      try rows.claimJobs(
        ofCustomersAfter: customer?.text ?? "", clock: clock, dueThrough: target, now: wall, by: process,
        seconds: Self.claimSeconds, limit: Self.largeBatch)
    }
  }

  private func claim(clock: String, through target: Instant, for advance: Job?) async throws -> [Job] {
    let wall = workspace.clock.now
    let process = workspace.process
    return try await workspace.database.write { rows in
      if let advance {
        let until = wall.adding(seconds: Self.claimSeconds)
        guard try rows.hold(advance.id, by: process, until: until) else { throw ClaimLost() }
      }
      return try rows.claimJobs(
        clock: clock, dueThrough: target, now: wall, by: process, seconds: Self.claimSeconds,
        limit: JobClock.isReal(clock) ? Self.batch : Self.strictBatch)
    }
  }

  /// Does claimed jobs. On a test clock strictly one after the other; in real time by the chunk, different
  /// customers' work together, so that thousands of rows share one commit, while each customer's stays in
  /// order.
  private func workOff(
    _ jobs: [Job], clock: String, through target: Instant, ahead: OwnFacts?, asOne: Bool = false
  ) async throws -> Int {
    guard JobClock.isReal(clock) else { return try await workOff(chain: jobs) }
    let chains = jobs.byCustomer()
    let together = chains.filter { $0.allSatisfy { $0.failures == 0 && WorkChunk.takes($0) } }
    let singly = chains.filter { chain in !chain.allSatisfy { $0.failures == 0 && WorkChunk.takes($0) } }
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for jobs in asOne ? [together.flatMap(\.self)] : chunks(of: together) where !jobs.isEmpty {
        let chunk = WorkChunk(
          jobs: jobs, clock: clock, through: target, workspace: workspace, cause: Self.cause, ahead: ahead)
        group.addTask { try await workOff(chunk) }
      }
      group.addTask { try await workOff(singly) }
      return try await group.reduce(0, +)
    }
  }

  /// Deals customers out to the chunks that this engine does at once: SQLite has one writer, and while the
  /// gateway answers one chunk it decides another; PostgreSQL has a connection for each.
  private func chunks(of chains: [[Job]]) -> [[Job]] {
    let most = workspace.database.engine == .sqlite ? 2 : 8
    let count = min(most, (chains.count + Self.chunkLeast - 1) / Self.chunkLeast)
    guard count > 0 else { return [] }
    // Neighbours stay together.
    return (0..<count).map { number in
      chains[chains.count * number / count..<chains.count * (number + 1) / count].flatMap(\.self)
    }
  }

  private static let chunkLeast = 25

  private func workOff(_ chunk: WorkChunk) async throws -> Int {
    try Task.checkCancellation()
    do {
      let done = try await chunk.workOff()
      return done
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // Somebody in it fails, and nothing of it was kept: each customer's work on its own finds out who.
      return try await workOff(chunk.jobs.byCustomer())
    }
  }

  /// Does each customer's jobs in commits of their own.
  private func workOff(_ chains: [[Job]]) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      var done = 0
      for (number, chain) in chains.enumerated() {
        if number >= Self.overlapMost { done += try await group.next() ?? 0 }
        group.addTask { try await workOff(chain: chain) }
      }
      return try await group.reduce(done, +)
    }
  }

  /// Does jobs in their order, and stops where one failed or left something behind that is due before the
  /// next.
  private func workOff(chain jobs: [Job]) async throws -> Int {
    var done = 0
    for (index, job) in jobs.enumerated() {
      try Task.checkCancellation()
      let followUp = await perform(job)
      done += 1
      guard let followUp, index + 1 < jobs.count, followUp <= jobs[index + 1].due else { continue }
      let rest = Array(jobs[(index + 1)...])
      try await workspace.database.write { rows in try rows.unclaim(rest.map(\.id)) }
      break
    }
    return done
  }

  /// Does one job. A failure is written on the job and never stops the others.
  /// - Returns: the earliest instant for which it left work behind; the distant past when it failed itself.
  private func perform(_ job: Job) async -> Instant? {
    do {
      return try await carryOut(job)
    } catch is ClaimLost {
      return nil
    } catch {
      await noteFailure(of: job, error)
      return .distantPast
    }
  }

  private func carryOut(_ job: Job) async throws -> Instant? {
    let followUp = try await act(on: job)
    JobMetrics.count(job, .done)
    return followUp
  }

  private func act(on job: Job) async throws -> Instant? {
    guard let kind = JobKind(rawValue: job.kind) else { throw UnknownJobKind(kind: job.kind) }
    switch kind {
    case .renewSubscription: return try await run(job, RenewSubscription(subscription: .init(job.subject)))
    case .expireSubscription: return try await run(job, ExpireSubscription(subscription: .init(job.subject)))
    case .announceTrialEnd: return try await run(job, AnnounceTrialEnd(subscription: .init(job.subject)))
    case .endDiscounts: return try await run(job, EndDiscounts(subscription: .init(job.subject)))
    case .finalizeInvoice: return try await run(job, FinalizeInvoice(invoice: .init(job.subject)))
    case .collectInvoice: return try await run(job, CollectInvoice(invoice: .init(job.subject)))
    case .settleAttempt:
      return try await settle(job) { try $0.rows.openAttempt(PaymentAttemptID(job.subject)) }
    case .settleRefund: return try await settle(job) { try $0.rows.refund(RefundID(job.subject)) }
    case .settleSetup: return try await settle(job) { try SetupErrand(SetupIntentID(job.subject), in: $0) }
    case .advanceTestClock: return try await advance(job)
    case .closeBooks: return try await closeBooks(job)
    }
  }

  private func run<C: Command>(_ job: Job, _ command: C) async throws -> Instant? {
    let workspace = workspace
    let committed = try await workspace.database.write { rows in
      let session = workspace.session(rows, Self.cause, moment: job.due)
      try workspace.lock(command.touches(session.snapshot), on: rows)
      guard try rows.finish(job) else { return (errands: [any Errand](), followUp: Instant?.none) }
      _ = try command.run(in: session)
      try workspace.guardErrands(of: session)
      try session.write()
      return (session.errands, session.earliestFollowUp)
    }
    for errand in committed.errands {
      // The errand's own job asks again when this fails; the renewal itself is done.
      try? await workspace.settle(errand, as: Self.cause, at: job.due)
    }
    return committed.errands.isEmpty ? committed.followUp : .distantPast
  }

  /// Asks about what has no answer yet, at the time its customer lives in, or what may have another by now.
  private func settle(
    _ job: Job, _ find: @escaping @Sendable (Snapshot) throws -> (any Errand)?
  ) async throws -> Instant? {
    if let open = try await workspace.read(find) {
      let moment = job.clock == JobClock.wall ? open.startedAt : job.due
      try await workspace.settle(open, as: Self.cause, at: moment)
    }
    let workspace = workspace
    try await workspace.database.write { rows in _ = try rows.finish(job) }
    return nil
  }

  /// Closes month after month, for a second at a time, so that renewals and payments do not wait for it.
  private func closeBooks(_ job: Job) async throws -> Instant? {
    let workspace = workspace
    var isFinished = true
    if let month = Month(iso: job.subject) {
      isFinished = try await workspace.close(
        CloseBooks(through: month), as: Self.cause, until: .now + .seconds(1)
      ).isFinished
    }
    let isOver = isFinished
    try await workspace.database.write { rows in
      guard try rows.finish(job), !isOver else { return }
      let session = workspace.session(rows, Self.cause)
      try session.enqueueClose(job.subject, due: session.wall.adding(seconds: 1))
    }
    return nil
  }

  private func advance(_ job: Job) async throws -> Instant? {
    let id = TestClockID(job.subject)
    guard let clock = try await workspace.read({ try $0.testClock(id) }), let target = clock.target else {
      let workspace = workspace
      try await workspace.database.write { rows in _ = try rows.finish(job) }
      return nil
    }
    let process = workspace.process
    try await workspace.database.write { try $0.takeOver(clock: id.text, by: process) }
    try await settleErrands(on: clock)
    _ = try await drain(clock: clock.id.text, through: target, for: job)
    try Task.checkCancellation()
    // A job that failed waits for its next try; time does not pass it by.
    if let due = try await workspace.database.read({ try $0.earliestDue(clock: clock.id.text) }),
      due <= target
    {
      throw AdvanceHeldUp()
    }
    let workspace = workspace
    try await workspace.database.write { rows in
      let session = workspace.session(rows, Self.cause)
      try workspace.lock([.testClock(id)], on: rows)
      guard try rows.finish(job) else { return }
      try session.reached(target, on: id)
      try session.write()
    }
    return nil
  }

  /// After a crash in the middle of an advance: money that was asked for comes before time moves on.
  private func settleErrands(on clock: TestClock) async throws {
    let open = try await workspace.read { try $0.openErrands(of: .onTestClock(clock.id)) }
    for errand in open { try await workspace.settle(errand, as: Self.cause, at: errand.startedAt) }
  }

  private func noteFailure(of job: Job, _ error: any Error) async {
    guard !(error is CancellationError) else { return }
    let failures = job.failures + 1
    let wait = min(3600, Int64(1) << min(failures, 12))
    let retry = failures < Self.failuresMost ? workspace.clock.now.adding(seconds: wait) : nil
    JobMetrics.count(job, retry == nil ? .dead : .failed)
    let text = failureText(error)
    try? await workspace.database.write { rows in
      try rows.fail(job, error: text, claimAgainAt: retry)
    }
  }
}

/// Something on the way to a test clock's target could not be done yet.
struct AdvanceHeldUp: Error {}

/// Somebody else has taken a job up, whose claim ran out before it was done.
struct ClaimLost: Error {}

/// A job that a newer version left behind.
struct UnknownJobKind: Error {
  let kind: String
}

/// What may be kept about a failure: its type and case, never values, which could be somebody's.
func failureText(_ error: any Error) -> String {
  let name = String(reflecting: type(of: error))
  guard let failure = error as? StorageFailure else { return name }
  return "\(name): \(failure)"
}
