import Chronology
import Journal
import Receivables
import Storage

/// What resuming a workspace came to.
public struct Resumption: Sendable {
  public let before: Workspace
  public let after: Workspace
  /// Payments and refunds that were under way when the backup was taken, and how many of them the gateway has
  /// an answer to.
  public let asked: Int
  public let answered: Int
}

extension WorkspaceDirectory {
  /// Lets a workspace go on with real time.
  ///
  /// One that came out of a backup first asks its gateway about every payment and refund without an answer
  /// and records what it says; only when all are asked does it go on. What was begun after the backup asks
  /// for itself: the work is done again at the instants it was due, and its attempts have the ids they had
  /// then.
  /// - Throws: ``WorkspaceRefusal``; the workspace stands as before then.
  public func resume(_ name: String) async throws -> Resumption {
    guard let before = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    guard let instant = before.standsAt else {
      return Resumption(before: before, after: before, asked: 0, answered: 0)
    }
    if before.mode == .test, instant > clock.now {
      throw WorkspaceRefusal.standsLater(name, at: instant)
    }
    let (asked, answered) = try await before.isPaused ? askAboutErrands(of: before) : (0, 0)
    try await control.write { rows in
      guard try rows.workspace(key: before.key) != nil else { throw WorkspaceRefusal.unknown(name) }
      try rows.setStanding(workspace: before.key, at: nil)
    }
    guard let after = try await find(name) else { throw WorkspaceRefusal.unknown(name) }
    return Resumption(before: before, after: after, asked: asked, answered: answered)
  }

  private func askAboutErrands(of record: Workspace) async throws -> (asked: Int, answered: Int) {
    let workspace = try await open(record)
    let errands = try await workspace.read { try $0.openErrands(of: .everybody) }
    let cause = FactCause(actor: "resume")
    var answered = 0
    for (index, errand) in errands.enumerated() {
      let answer: (any AnswerRecord)?
      do {
        answer = try await errand.recall(from: workspace.gateway)
      } catch {
        try Task.checkCancellation()
        throw WorkspaceRefusal.gatewaySilent(record.name, attempts: errands.count - index)
      }
      // One that it never heard of stays open, and its job collects it like any other.
      guard let answer else { continue }
      try await workspace.record(answer, as: cause, at: errand.startedAt)
      answered += 1
    }
    return (errands.count, answered)
  }
}
