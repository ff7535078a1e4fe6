import Synchronization

/// Where passwords are hashed: beside the program's tasks, and never so many that signing in could take the
/// machine's memory.
final class PasswordWork: Sendable {
  /// How many may be asked for before another is turned away.
  static let most = 40

  private let threads: SideThreads
  private let waiting = Mutex(0)

  init(_ threads: SideThreads) {
    self.threads = threads
  }

  func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try waiting.withLock { waiting in
      guard waiting < Self.most else { throw SignInRefusal.busy }
      waiting += 1
    }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      threads.run { continuation.resume(with: Result { try work() }) }
    }
  }
}
