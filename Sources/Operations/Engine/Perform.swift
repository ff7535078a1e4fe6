import Chronology
import Identity
import Journal
import Receivables
import Storage

extension OpenWorkspace {
  /// Performs a command: load, decide, record, commit; then the gateway, then a second commit with its
  /// answer.
  ///
  /// - Parameters:
  ///   - moment: the business time to act at; nil is the customer's own clock.
  ///   - settlement: `.outOfBand` marks invoices as paid elsewhere and never calls out.
  /// - Throws: a refusal of a domain or of Operations (nothing was changed, or the payment it waited for was
  ///   refused), or a failure of the world.
  @discardableResult
  public func perform<C: Command>(
    _ command: C, as cause: FactCause, at moment: Instant? = nil, settlement: Settlement = .gateway
  ) async throws -> C.Outcome {
    try requireRunning()
    let first = try await database.write { rows in
      let session = self.session(rows, cause, moment: moment, settlement: settlement)
      try self.lock(command.touches(session.snapshot), on: rows)
      let outcome = try command.run(in: session)
      try self.guardErrands(of: session)
      try session.write()
      return (outcome: outcome, errands: session.errands)
    }
    for errand in first.errands { try await settle(errand, as: cause, at: moment) }
    try await read { try command.conclude(first.outcome, $0) }
    return first.outcome
  }

  /// The same path with nothing left behind: what `look` sees is what performing would have made. A dry run
  /// never calls out, so payments are seen before they are asked for.
  public func rehearse<C: Command, Seen: Sendable>(
    _ command: C, as cause: FactCause, at moment: Instant? = nil,
    seeing look: @escaping @Sendable (C.Outcome, Snapshot) throws -> Seen
  ) async throws -> Seen {
    try await database.write(locking: [], ending: .rollback) { rows in
      let session = self.session(rows, cause, moment: moment)
      try self.lock(command.touches(session.snapshot), on: rows)
      let outcome = try command.run(in: session)
      return try look(outcome, session.finished())
    }
  }

  /// Asks the gateway about something that is written down, and records the answer.
  func settle(_ errand: any Errand, as cause: FactCause, at moment: Instant?) async throws {
    try await record(try await errand.ask(gateway), as: cause, at: moment)
  }

  /// Records what the gateway said.
  func record(_ answer: any AnswerRecord, as cause: FactCause, at moment: Instant?) async throws {
    try await database.write { rows in
      try self.record(answer, in: self.session(rows, cause, moment: moment))
    }
  }

  /// Writes an answer down, all of it.
  func record(_ answer: any AnswerRecord, in session: Session) throws {
    try lock(answer.touches(session.snapshot), on: session.connection)
    try answer.run(in: session)
    try session.write()
  }

  /// Leaves a job that asks again should this process die before the answer is recorded.
  func guardErrands(of session: Session) throws {
    for errand in session.errands {
      let customer = try errand.owner.flatMap {
        try session.states.customer($0) ?? session.rows.deletedCustomer($0)
      }
      try session.enqueue(
        type(of: errand).job, errand.key, customer: customer,
        due: session.wall.adding(seconds: Session.answerSecondsMost), onWall: true)
    }
  }
}

extension Session {
  /// How long an answer may take before its job asks again.
  static let answerSecondsMost: Int64 = 60
}
