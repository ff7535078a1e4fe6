import GRDBSQLite
import Storage
import Synchronization

/// The one writer of a file. It runs each command in a savepoint, commits many with one sync of the disk, and
/// answers none before that.
final class WriteQueue: Sendable {
  private struct State {
    var waiting = Queue<any QueuedWrite>()
    var isDraining = false
    var refusal: StorageFailure?
    var idleWaiters: [CheckedContinuation<Void, Never>] = []
  }

  /// A transaction takes no more than this: readers of the journal wait for it, and so does another process.
  private static let commandsMost = 500
  private static let workLongest = Duration.milliseconds(50)

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
    while let first = next() {
      var answers: [any QueuedWrite] = [first]
      do {
        try check()
        try commit(first, &answers, statements)
        for write in answers { write.answer(insteadOfCommit: nil) }
      } catch {
        if sqlite3_get_autocommit(statements.handle) == 0 { try? statements.run("ROLLBACK") }
        for write in answers { write.answer(insteadOfCommit: error) }
      }
    }
  }

  /// - Parameter answers: the first command already, and those that join it.
  private func commit(
    _ first: any QueuedWrite, _ answers: inout [any QueuedWrite], _ statements: SQLiteStatements
  ) throws(StorageFailure) {
    try attempt { try statements.run("BEGIN IMMEDIATE") }
    let start = ContinuousClock.now
    // While the transaction holds nothing, undoing a command means rolling all back: it needs no savepoint.
    guard first.run(statements) else {
      try attempt { try statements.run("ROLLBACK") }
      return
    }
    try requireTransaction(statements)
    while answers.count < Self.commandsMost, start.duration(to: .now) < Self.workLongest,
      let write = next(orStop: false)
    {
      answers.append(write)
      try attempt {
        try statements.run("SAVEPOINT command")
        let stays = write.run(statements)
        try requireTransaction(statements)
        if !stays { try statements.run("ROLLBACK TO command") }
        try statements.run("RELEASE command")
      }
    }
    try attempt { try statements.run("COMMIT") }
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
