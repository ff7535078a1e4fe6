import Chronology
import Journal
import Receivables
import Relations
import Storage

/// The due work of many customers, done in two commits: one for everything decided, one for everything the
/// gateway said.
///
/// It takes no savepoints: when anything in it fails, nothing of it stays, and whoever gave it out does its
/// customers' work one by one, so that only the one who fails is left behind. What it leaves in the database
/// is what doing its jobs singly would leave.
struct WorkChunk: Sendable {
  /// In the order of time; whatever belongs to one customer is in one chunk.
  let jobs: [Job]
  let workspace: OpenWorkspace
  let cause: FactCause

  /// Kinds that only decide and record. The others look around on their own.
  static func takes(_ job: Job) -> Bool { command(of: job) != nil }

  private static func command(of job: Job) -> (any Command)? {
    switch JobKind(rawValue: job.kind) {
    case .renewSubscription: RenewSubscription(subscription: .init(job.subject))
    case .expireSubscription: ExpireSubscription(subscription: .init(job.subject))
    case .announceTrialEnd: AnnounceTrialEnd(subscription: .init(job.subject))
    case .endDiscounts: EndDiscounts(subscription: .init(job.subject))
    case .finalizeInvoice: FinalizeInvoice(invoice: .init(job.subject))
    case .collectInvoice: CollectInvoice(invoice: .init(job.subject))
    case .settleAttempt, .settleRefund, .settleSetup, .advanceTestClock, .closeBooks, nil: nil
    }
  }

  /// What was written down to be asked, and the business time it belongs to.
  private struct Asked: Sendable {
    let errand: any Errand
    let moment: Instant
  }

  /// Does it all.
  /// - Returns: how many jobs were done; the others were given back, because something came before them.
  /// - Throws: whatever the first commit met. Nothing was changed then.
  func workOff() async throws -> Int {
    let (done, asked) = try await decide()
    guard !asked.isEmpty else { return done }
    let answers = await answers(to: asked)
    do {
      try await record(answers)
    } catch {
      // Someone's answer cannot be written. The others' can; that one's job asks again.
      for (asked, answer) in answers {
        try? await workspace.record(answer, as: cause, at: asked.moment)
      }
    }
    return done
  }

  private func decide() async throws -> (done: Int, asked: [Asked]) {
    let (jobs, workspace, cause) = (jobs, workspace, cause)
    return try await workspace.database.write { rows in
      let chunk = SharedTransaction(workspace: workspace, rows: rows, cause: cause)
      let commands = jobs.compactMap { job in Self.command(of: job).map { (job: job, command: $0) } }
      let snapshot = chunk.session(at: nil).snapshot
      try workspace.lock(commands.flatMap { try $0.command.touches(snapshot) }, on: rows)
      // Up to when each customer's work may be done here: not past what it leaves behind itself.
      var limits: [CustomerID: Instant] = [:]
      var (done, asked, left): (Int, [Asked], [JobID]) = (0, [], [])
      for (job, command) in commands {
        if let customer = job.customer, let limit = limits[customer], limit <= job.due {
          left.append(job.id)
          continue
        }
        done += 1
        guard try rows.finish(job) else { continue }
        let session = chunk.session(at: job.due)
        _ = try command.run(in: session)
        try workspace.guardErrands(of: session)
        asked += session.errands.map { Asked(errand: $0, moment: job.due) }
        guard let customer = job.customer else { continue }
        let next = session.errands.isEmpty ? session.earliestFollowUp : .distantPast
        limits[customer] = [limits[customer], next].compactMap(\.self).min()
      }
      try chunk.write()
      try rows.unclaim(left)
      return (done, asked)
    }
  }

  /// Asks about all of it, many at a time. What could not be answered is left to the errand's own job.
  private func answers(to asked: [Asked]) async -> [(asked: Asked, answer: any AnswerRecord)] {
    await withTaskGroup(of: (Int, any AnswerRecord)?.self) { group in
      var found: [(Int, any AnswerRecord)] = []
      for (number, asked) in asked.enumerated() {
        if number >= Self.callsMost, let answer = await group.next() ?? nil { found.append(answer) }
        group.addTask {
          guard let answer = try? await asked.errand.ask(workspace.gateway) else { return nil }
          return (number, answer)
        }
      }
      for await answer in group { if let answer { found.append(answer) } }
      return found.sorted { $0.0 < $1.0 }.map { (asked[$0.0], $0.1) }
    }
  }

  private static let callsMost = 32

  private func record(_ answers: [(asked: Asked, answer: any AnswerRecord)]) async throws {
    let (workspace, cause) = (workspace, cause)
    try await workspace.database.write { rows in
      let chunk = SharedTransaction(workspace: workspace, rows: rows, cause: cause)
      let snapshot = chunk.session(at: nil).snapshot
      try workspace.lock(answers.flatMap { try $0.answer.touches(snapshot) }, on: rows)
      for (asked, answer) in answers { try answer.run(in: chunk.session(at: asked.moment)) }
      try chunk.write()
    }
  }
}

/// One transaction in which many commands run, each at its own moment: what they load, decide and record is
/// shared and written together.
private struct SharedTransaction {
  private let first: Session
  private let workspace: OpenWorkspace

  init(workspace: OpenWorkspace, rows: any Connection, cause: FactCause) {
    first = workspace.session(rows, cause)
    self.workspace = workspace
  }

  func session(at moment: Instant?) -> Session {
    Session(
      rows: first.connection, identifiers: first.identifiers, cause: first.cause, wall: first.wall,
      workspaceNow: first.workspaceNow, moment: moment, settlement: first.settlement,
      numbering: first.numbering, states: first.states,
      journal: first.journal, drafted: first.drafted)
  }

  func write() throws { try first.write() }
}
