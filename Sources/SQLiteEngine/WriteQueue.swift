import GRDBSQLite
import Storage
import Synchronization

/// The one writer of a file. It commits many commands with one sync of the disk, and answers none before
/// that.
///
/// A savepoint copies every page that its command changes, and most commands stay. So they run without; when
/// one does not stay, all of its batch are undone and run again, each in a savepoint, and so are the next
/// ones.
final class WriteQueue: Sendable {
  private struct State {
    var waiting = Queue<any QueuedWrite>()
    var isDraining = false
    var refusal: StorageFailure?
    var idleWaiters: [CheckedContinuation<Void, Never>] = []
  }

  /// A transaction takes no more than this: who comes meanwhile waits for it, and so does another process.
  private static let commandsMost = 500
  private static let workLongest = Duration.milliseconds(200)
  /// It works at least so many times as long as the commit before it took, if there is so much to do: a slow
  /// disk then costs a tenth of the time and not half of it.
  private static let workForEachCommit = 10
  private static let workShortest = Duration.milliseconds(50)
  /// After a command that did not stay, so many run in savepoints: failures come together.
  private static let carefulFor = 256

  private let state = Mutex(State())
  /// Asks the owner of the writing connection to call ``drain(_:)`` on it.
  private let wake: @Sendable (WriteQueue) -> Void
  /// Throws when the file is not the one that was opened.
  private let check: @Sendable () throws(StorageFailure) -> Void

  init(
    check: @escaping @Sendable () throws(StorageFailure) -> Void,
    wake: @escaping @Sendable (WriteQueue) -> Void
  ) {
    self.check = check
    self.wake = wake
  }

  func add(_ write: some QueuedWrite) {
    let (refusal, isFirst) = state.withLock { state -> (StorageFailure?, Bool) in
      if let refusal = state.refusal { return (refusal, false) }
      state.waiting.append(write)
      defer { state.isDraining = true }
      return (nil, !state.isDraining)
    }
    if let refusal { write.answer(insteadOfCommit: refusal) }
    if isFirst { wake(self) }
  }

  /// Refuses what comes from now on and waits for what is there.
  func close(_ refusal: StorageFailure) async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        state.refusal = state.refusal ?? refusal
        if state.isDraining { state.idleWaiters.append(continuation) }
        return !state.isDraining
      }
      if isIdle { continuation.resume() }
    }
  }

  /// Commits batch after batch until nothing waits.
  func drain(_ statements: SQLiteStatements) {
    var longest = Self.workShortest
    var careful = 0
    while let first = next() {
      var batch: [any QueuedWrite] = [first]
      do {
        try check()
        var took = try commit(&batch, withSavepoints: careful > 0, within: longest, statements)
        if took == nil {
          careful = Self.carefulFor
          took = try commit(&batch, withSavepoints: true, within: longest, statements)
        }
        careful = max(0, careful - batch.count)
        longest = min(Self.workLongest, max(Self.workShortest, (took ?? .zero) * Self.workForEachCommit))
        for write in batch { write.answer(insteadOfCommit: nil) }
      } catch {
        if sqlite3_get_autocommit(statements.handle) == 0 { try? statements.run("ROLLBACK") }
        for write in batch { write.answer(insteadOfCommit: error) }
      }
    }
  }

  /// - Parameters:
  ///   - batch: the commands there are, and those that join them.
  ///   - longest: nothing more joins when the work has taken so long.
  /// - Returns: what the commit itself took; nil when all was undone because of one that has no savepoint.
  private func commit(
    _ batch: inout [any QueuedWrite], withSavepoints: Bool, within longest: Duration,
    _ statements: SQLiteStatements
  ) throws(StorageFailure) -> Duration? {
    try attempt { try statements.run("BEGIN IMMEDIATE") }
    let start = ContinuousClock.now
    var holdsNothing = true
    var place = 0
    while place < batch.count || join(&batch, since: start, within: longest) {
      let write = batch[place]
      place += 1
      if holdsNothing || !(withSavepoints || write.isDryRun) {
        let stays = write.run(statements)
        try requireTransaction(statements)
        if stays {
          holdsNothing = false
          continue
        }
        try attempt { try statements.run("ROLLBACK") }
        guard holdsNothing else { return nil }
        try attempt { try statements.run("BEGIN IMMEDIATE") }
      } else {
        try attempt {
          try statements.run("SAVEPOINT command")
          let stays = write.run(statements)
          try requireTransaction(statements)
          if !stays { try statements.run("ROLLBACK TO command") }
          try statements.run("RELEASE command")
        }
      }
    }
    let end = ContinuousClock.now
    try attempt { try statements.run("COMMIT") }
    return end.duration(to: .now)
  }

  private func join(
    _ batch: inout [any QueuedWrite], since start: ContinuousClock.Instant, within longest: Duration
  ) -> Bool {
    guard batch.count < Self.commandsMost, start.duration(to: .now) < longest, let write = next(orStop: false)
    else { return false }
    batch.append(write)
    return true
  }

  /// A full disk or a failed read makes SQLite roll back by itself, and the commands before are gone with it.
  private func requireTransaction(_ statements: SQLiteStatements) throws(StorageFailure) {
    guard sqlite3_get_autocommit(statements.handle) == 0 else {
      throw .unavailable(
        "SQLite gave the transaction up: \(String(cString: sqlite3_errmsg(statements.handle)))")
    }
  }

  private func attempt(_ work: () throws -> Void) throws(StorageFailure) {
    do {
      try work()
    } catch let failure as StorageFailure {
      throw failure
    } catch {
      throw .unavailable("the writer failed")
    }
  }

  /// - Parameter orStop: whether an empty queue ends the draining; the next command wakes the writer again.
  private func next(orStop: Bool = true) -> (any QueuedWrite)? {
    let (write, idle) = state.withLock { state -> ((any QueuedWrite)?, [CheckedContinuation<Void, Never>]) in
      if let write = state.waiting.popFirst() { return (write, []) }
      guard orStop else { return (nil, []) }
      state.isDraining = false
      defer { state.idleWaiters = [] }
      return (nil, state.idleWaiters)
    }
    for waiter in idle { waiter.resume() }
    return write
  }
}
