import GRDBSQLite
import Storage
import Synchronization

/// A command on its way through the writer.
protocol QueuedWrite: AnyObject, Sendable {
  /// Whether its changes are not to stay.
  var isDryRun: Bool { get }
  /// Runs inside the transaction, remembers the outcome, and tells whether the changes stay. It is run again
  /// when the whole transaction had to be undone.
  func run(_ statements: SQLiteStatements) -> Bool
  /// Answers the caller once the transaction is over; `failure` is why it was not committed.
  func answer(insteadOfCommit failure: StorageFailure?)
}

/// Touched by the caller's task until it is queued and by the writer alone afterwards; only the cancellation
/// is shared. That is what makes the unchecked conformance true.
final class PendingWrite<Result: Sendable>: QueuedWrite, @unchecked Sendable {
  private let ending: TransactionEnding
  private let body: @Sendable (any Connection) throws -> Result
  private let isCancelled = Atomic(false)
  private var continuation: CheckedContinuation<Result, any Error>?
  private var outcome: Swift.Result<Result, any Error>?

  init(ending: TransactionEnding, body: @escaping @Sendable (any Connection) throws -> Result) {
    self.ending = ending
    self.body = body
  }

  var isDryRun: Bool { ending == .rollback }

  func send(to queue: WriteQueue) async throws -> Result {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        self.continuation = continuation
        queue.add(self)
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
  }

  func run(_ statements: SQLiteStatements) -> Bool {
    let outcome = Swift.Result<Result, any Error> {
      if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
      let result = try SQLiteConnection(statements).perform(body)
      try Self.requireForeignKeys(statements.handle)
      return result
    }
    self.outcome = outcome
    guard case .success = outcome else { return false }
    return ending == .commit
  }

  func answer(insteadOfCommit failure: StorageFailure?) {
    let answer: Swift.Result<Result, any Error> =
      switch (outcome, failure) {
      case (.failure(let error), _): .failure(error)
      case (.success(let value), nil): .success(value)
      case (.success(let value), _?) where ending == .rollback: .success(value)
      case (_, let failure): .failure(failure ?? .unavailable("the command was not run"))
      }
    continuation?.resume(with: answer)
    continuation = nil
  }

  /// A deferred foreign key is due at the commit, where it would fail every other command of the batch too.
  private static func requireForeignKeys(_ handle: OpaquePointer) throws {
    var open: Int32 = 0
    var most: Int32 = 0
    sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &most, 0)
    guard open == 0 else { throw StorageFailure.constraint(name: "FOREIGN KEY constraint failed") }
  }
}
