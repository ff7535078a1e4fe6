import Chronology
import Identity
import Journal
import Notation
import Receivables
import Storage

/// What an edge answers: a status and a body, kept under the request's idempotency key.
public struct Reply: Hashable, Sendable {
  public let status: Int
  public let body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// A request that shall happen once: the caller's key, and what it must be the same as to be a repetition.
public struct RequestIdentity: Sendable {
  public let cause: FactCause
  public let requestID: String
  public let key: IdempotencyKey?
  /// Hash over method, path and canonical parameters.
  public let fingerprint: String

  public init(cause: FactCause, requestID: String, key: IdempotencyKey?, fingerprint: String) {
    self.cause = cause
    self.requestID = requestID
    self.key = key
    self.fingerprint = fingerprint
  }
}

/// A reply, and the first request's id when this one only repeats it.
public struct IdempotentReply: Sendable {
  public let reply: Reply
  public let originalRequest: String?
}

/// How an edge turns outcomes and refusals into replies. Both run inside the transaction that keeps the
/// reply.
public struct Rendering<Outcome>: Sendable {
  let outcome: @Sendable (Outcome, Snapshot) throws -> Reply
  /// Nil for what is no refusal; it is thrown on.
  let refusal: @Sendable (any Error, Snapshot) throws -> Reply?

  public init(
    outcome: @escaping @Sendable (Outcome, Snapshot) throws -> Reply,
    refusal: @escaping @Sendable (any Error, Snapshot) throws -> Reply?
  ) {
    self.outcome = outcome
    self.refusal = refusal
  }
}

extension OpenWorkspace {
  /// Performs a command for a request and keeps the reply in the commit that made it true.
  ///
  /// A repetition gets the first reply; a different request under the same key, or one while the first still
  /// runs, is refused. A refusal before anything was written is thrown and not kept, so it may be tried
  /// again; a refused payment is kept, for it has happened.
  public func reply<C: Command>(
    to command: C, for request: RequestIdentity, rendering: Rendering<C.Outcome>
  ) async throws -> IdempotentReply {
    try requireRunning()
    let first = try await database.write { rows in
      try self.begin(command, request, rendering, on: rows)
    }
    switch first {
    case .answered(let reply): return reply
    case .waiting(let outcome, let errands):
      for errand in errands.dropLast() { try await settle(errand, as: request.cause, at: nil) }
      let answer = try await errands[errands.count - 1].ask(gateway)
      do {
        return try await database.write { rows in
          let session = self.session(rows, request.cause)
          try self.record(answer, in: session)
          let reply = try self.conclude(command, outcome, rendering, session.snapshot)
          if let key = request.key { try rows.finish(key, status: reply.status, body: reply.body) }
          return IdempotentReply(reply: reply, originalRequest: nil)
        }
      } catch {
        // What the gateway said is kept also when the reply cannot be made; doing it twice changes nothing.
        try await record(answer, as: request.cause, at: nil)
        throw error
      }
    }
  }

  private func begin<C: Command>(
    _ command: C, _ request: RequestIdentity, _ rendering: Rendering<C.Outcome>, on rows: any Connection
  ) throws -> FirstCommit<C.Outcome> {
    let session = session(rows, request.cause)
    let locks = try repetition(of: command, request, session) ?? command.touches(session.snapshot)
    try lock(locks + [request.key].compactMap { $0 }.map { .idempotency($0.text) }, on: rows)
    if let earlier = try claim(command, request, rendering, session) { return .answered(earlier) }
    let outcome = try command.run(in: session)
    try guardErrands(of: session)
    let finished = try session.finished()
    guard session.errands.isEmpty else {
      if let key = request.key {
        try rows.await(answerTo: session.errands[0].key, for: key, subject: C.subject(of: outcome))
      }
      return .waiting(outcome, session.errands)
    }
    let reply = try rendering.outcome(outcome, finished)
    if let key = request.key {
      try rows.finish(key, status: reply.status, body: reply.body)
    }
    return .answered(IdempotentReply(reply: reply, originalRequest: nil))
  }

  /// A repetition needs no locks but its own key, and what it names may be gone by now.
  private func repetition<C: Command>(
    of command: C, _ request: RequestIdentity, _ session: Session
  ) throws -> [Lock]? {
    guard let key = request.key, try session.rows.isClaimed(key) else { return nil }
    return []
  }

  private func claim<C: Command>(
    _ command: C, _ request: RequestIdentity, _ rendering: Rendering<C.Outcome>, _ session: Session
  ) throws -> IdempotentReply? {
    guard let key = request.key else { return nil }
    let claim = try session.rows.claim(
      key, fingerprint: request.fingerprint, requestID: request.requestID, at: session.wall)
    switch claim {
    case .fresh: return nil
    case .differs: throw Refusal.idempotencyKeyReused(key: key.text)
    case .inProgress: throw Refusal.idempotencyKeyInUse
    case .finished(let status, let body, let original):
      return IdempotentReply(reply: Reply(status: status, body: body), originalRequest: original)
    case .answered(let subject, let original):
      // The process died between the answer and the reply; the reply is made now and kept.
      guard let outcome = C.outcome(of: subject) else { throw Refusal.idempotencyKeyInUse }
      let reply = try conclude(command, outcome, rendering, session.snapshot)
      try session.rows.finish(key, status: reply.status, body: reply.body)
      return IdempotentReply(reply: reply, originalRequest: original)
    }
  }

  private func conclude<C: Command>(
    _ command: C, _ outcome: C.Outcome, _ rendering: Rendering<C.Outcome>, _ snapshot: Snapshot
  ) throws -> Reply {
    do {
      try command.conclude(outcome, snapshot)
    } catch {
      guard let reply = try rendering.refusal(error, snapshot) else { throw error }
      return reply
    }
    return try rendering.outcome(outcome, snapshot)
  }
}

private enum FirstCommit<Outcome: Sendable>: Sendable {
  case answered(IdempotentReply)
  case waiting(Outcome, [any Errand])
}
