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
  /// Whatever belongs to one customer is in one chunk, in the order of time.
  let jobs: [Job]
  /// The clock that they wait for, and up to when it is worked off.
  let clock: String
  let through: Instant
  let workspace: OpenWorkspace
  let cause: FactCause
  /// Given where the work is decided beside the writer.
  let ahead: OwnFacts?

  /// Kinds that only decide and record. The others look around on their own.
  static func takes(_ job: Job) -> Bool { command(of: job) != nil }

  static func command(of job: Job) -> (any Command)? {
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

  typealias Asked = ChunkDecision.Asked
  typealias Answered = (asked: Asked, answer: any AnswerRecord)

  /// Does it all.
  /// - Returns: how many jobs were done; the others were given back, because something came before them.
  /// - Throws: whatever the first commit met. Nothing was changed then.
  func workOff() async throws -> Int {
    let decided = try await decide()
    guard !decided.asked.isEmpty else { return decided.done }
    let answers = await answers(to: decided.asked)
    do {
      try await record(answers, after: decided)
    } catch {
      // Someone's answer cannot be written. The others' can; that one's job asks again.
      for (asked, answer) in answers {
        try? await workspace.record(answer, as: cause, at: asked.moment)
      }
    }
    return decided.done
  }

  struct Outcome: Sendable {
    var done: Int
    var asked: [Asked]
    /// Given where it was decided ahead: how its customers stand right after the newest of its facts.
    var after: (position: Int64, known: States.Known)?
  }

  private func decide() async throws -> Outcome {
    if let ahead, let outcome = try await decideAhead(ahead) { return outcome }
    let chunk = self
    return try await workspace.database.write { rows in
      let transaction = SharedTransaction(workspace: chunk.workspace, rows: rows, cause: chunk.cause)
      if rows.engine != .sqlite {
        let snapshot = transaction.session(at: nil).snapshot
        let locks = try chunk.jobs.flatMap { try Self.command(of: $0)?.touches(snapshot) ?? [] }
        try chunk.workspace.lock(locks, on: rows)
      }
      var decision = chunk.decision(in: transaction)
      let shares = decision.followsUp ? chunk.jobs.byCustomer() : [chunk.jobs.sorted(by: Job.isEarlier)]
      for share in shares { try decision.decide(share) }
      try transaction.write()
      try rows.unclaim(decision.left)
      return Outcome(done: decision.done, asked: decision.asked)
    }
  }

  func decision(in transaction: SharedTransaction) -> ChunkDecision {
    ChunkDecision(
      transaction, clock: clock, through: through, followsUp: workspace.numbering == .customer)
  }

  /// Asks about all of it, many at a time. What could not be answered is left to the errand's own job.
  private func answers(to asked: [Asked]) async -> [Answered] {
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

  private func record(_ answers: [Answered], after decided: Outcome) async throws {
    if let ahead, let after = decided.after, try await recordAhead(answers, after, ahead) { return }
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

extension Job {
  static func isEarlier(_ left: Job, _ right: Job) -> Bool { (left.due, left.id) < (right.due, right.id) }
}

extension [Job] {
  /// Each customer's jobs in their order, the customers as they come.
  func byCustomer() -> [[Job]] {
    var places: [CustomerID?: Int] = [:]
    var chains: [[Job]] = []
    for job in self {
      if let place = places[job.customer] {
        chains[place].append(job)
      } else {
        places[job.customer] = chains.count
        chains.append([job])
      }
    }
    return chains
  }
}
