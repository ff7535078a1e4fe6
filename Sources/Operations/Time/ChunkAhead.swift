import Relations
import Storage
import Synchronization

/// The positions of the facts that a run's own chunks wrote. No two chunks under way are about one customer,
/// so these never are what makes another chunk's reading stale.
final class OwnFacts: Sendable {
  private let ranges = Mutex<[ClosedRange<Int64>]>([])
  private static let rangesMost = 256

  /// Carries out what was decided on a snapshot, if nothing has changed since that it could have read: every
  /// change leaves a fact about its customer, or about none where it is everybody's.
  /// - Parameters:
  ///   - position: of the newest fact that the snapshot showed.
  ///   - rest: what comes in the same transaction, after it.
  /// - Returns: nil when something has, or a row was not as it was decided for; nothing was changed then.
  ///   Else the position of the newest fact too.
  func carryOut<Result: Sendable>(
    _ writes: [AheadWrite], since position: Int64, about customers: Set<CustomerID>,
    on database: any Database, then rest: @escaping @Sendable (any Connection) throws -> Result
  ) async throws -> (result: Result, position: Int64)? {
    do {
      let done = try await database.write { rows -> (result: Result, before: Int64, after: Int64)? in
        let before = try rows.newestPlace().position
        for range in self.strange(after: position, through: before) {
          let others = try rows.customersOfFacts(range)
          guard others.allSatisfy({ $0.map { !customers.contains($0) } ?? false }) else { return nil }
        }
        try rows.carryOut(writes)
        let result = try rest(rows)
        let after = try rows.newestPlace().position
        return (result, before, after)
      }
      guard let done else { return nil }
      if done.after > done.before { note(done.before + 1...done.after) }
      return (done.result, done.after)
    } catch StorageFailure.constraint {
      return nil
    } catch StorageFailure.invalidStatement {
      return nil
    }
  }

  private func note(_ facts: ClosedRange<Int64>) {
    ranges.withLock { ranges in
      ranges.append(facts)
      ranges.sort { $0.lowerBound < $1.lowerBound }
      if ranges.count > Self.rangesMost { ranges.removeFirst() }
    }
  }

  /// The positions between two that none of ours has.
  private func strange(after position: Int64, through last: Int64) -> [ClosedRange<Int64>] {
    var next = position + 1
    var found: [ClosedRange<Int64>] = []
    for own in ranges.withLock(\.self) where own.upperBound >= next && own.lowerBound <= last {
      if own.lowerBound > next { found.append(next...own.lowerBound - 1) }
      next = own.upperBound + 1
    }
    if next <= last { found.append(next...last) }
    return found
  }
}

extension WorkChunk {
  private struct Decided<Rest: Sendable>: Sendable {
    let position: Int64
    let writes: [AheadWrite]
    var done = 0
    var asked: [Asked] = []
    var known = States.Known()
    /// What is left to the writer.
    let rest: Rest
  }

  private var customers: Set<CustomerID> { Set(jobs.compactMap(\.customer)) }

  /// Decides on a snapshot, beside the writer, which then only writes, and decides what could not be decided
  /// so.
  /// - Returns: nil when what was read does not hold any more.
  func decideAhead(_ facts: OwnFacts) async throws -> Outcome? {
    let chunk = self
    let decided = try await workspace.database.read { rows in
      let position = try rows.newestPlace().position
      let ahead = AheadConnection(reading: rows)
      let transaction = SharedTransaction(workspace: chunk.workspace, rows: ahead, cause: chunk.cause)
      var decision = chunk.decision(in: transaction)
      var rest: [[Job]] = []
      for share in chunk.jobs.byCustomer() {
        let mark = decision.mark
        guard let customer = share.first?.customer,
          try transaction.share(of: customer, on: ahead, { try decision.decide(share) }) != nil
        else {
          decision.rewind(to: mark)
          rest.append(share)
          continue
        }
      }
      try transaction.write()
      try ahead.unclaim(decision.left)
      return Decided(
        position: position, writes: ahead.writes, done: decision.done, asked: decision.asked,
        known: transaction.known, rest: rest)
    }
    let carried = try await facts.carryOut(
      decided.writes, since: decided.position, about: customers, on: workspace.database
    ) { rows in
      guard !decided.rest.isEmpty else { return Outcome(done: 0, asked: []) }
      let transaction = SharedTransaction(workspace: chunk.workspace, rows: rows, cause: chunk.cause)
      var decision = chunk.decision(in: transaction)
      for share in decided.rest { try decision.decide(share) }
      try transaction.write()
      try rows.unclaim(decision.left)
      return Outcome(done: decision.done, asked: decision.asked)
    }
    guard let carried else { return nil }
    return Outcome(
      done: decided.done + carried.result.done, asked: decided.asked + carried.result.asked,
      after: (carried.position, decided.known))
  }

  /// The same for what the gateway said, from how the chunk's customers were left.
  /// - Returns: false when what was read does not hold any more; nothing was written then.
  func recordAhead(
    _ answers: [Answered], _ after: (position: Int64, known: States.Known), _ facts: OwnFacts
  ) async throws -> Bool {
    let chunk = self
    let decided = try await workspace.database.read { rows in
      let ahead = AheadConnection(reading: rows)
      let transaction = SharedTransaction(
        workspace: chunk.workspace, rows: ahead, cause: chunk.cause, known: after.known)
      var rest: [Answered] = []
      for (asked, answer) in answers {
        guard let customer = asked.errand.owner,
          try transaction.share(
            of: customer, on: ahead, { try answer.run(in: transaction.session(at: asked.moment)) }) != nil
        else {
          rest.append((asked, answer))
          continue
        }
      }
      try transaction.write()
      return Decided(position: after.position, writes: ahead.writes, rest: rest)
    }
    let carried = try await facts.carryOut(
      decided.writes, since: decided.position, about: customers, on: workspace.database
    ) { rows in
      guard !decided.rest.isEmpty else { return }
      let transaction = SharedTransaction(workspace: chunk.workspace, rows: rows, cause: chunk.cause)
      for (asked, answer) in decided.rest { try answer.run(in: transaction.session(at: asked.moment)) }
      try transaction.write()
    }
    return carried != nil
  }
}
