import Dispatch
import Synchronization

/// Where passwords are hashed: on threads of their own, so that the tasks of the program go on, and few at
/// once, so that signing in can never take the machine's memory.
final class PasswordWork: Sendable {
  /// How many hashes are worked on at the same time.
  private static let lanes = 2
  /// How many may be asked for before another is turned away.
  private static let most = 40

  private let queues = (0..<lanes).map { DispatchQueue(label: "perennial.password.\($0)") }
  private let load = Mutex((waiting: 0, turn: 0))

  func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    let queue = try load.withLock { load -> DispatchQueue in
      guard load.waiting < Self.most else { throw SignInRefusal.busy }
      load.waiting += 1
      load.turn = (load.turn + 1) % Self.lanes
      return queues[load.turn]
    }
    defer { load.withLock { $0.waiting -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work() }) }
    }
  }
}
