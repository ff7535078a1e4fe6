import Foundation

/// One transaction waiting for a connection. Its state belongs to the pool, which changes it under its own
/// mutex; that is what makes the unchecked conformance true.
final class Errand: @unchecked Sendable {
  enum Phase {
    case new
    case waiting
    case running
    /// Answered, or refused while it waited; whoever meets it in a queue passes over it.
    case over
  }

  /// The locks it will take, as the pool's lanes know them.
  let lanes: [String]
  let deadline: ContinuousClock.Instant
  /// Runs the transaction and returns what tells the caller, for after the connection is free again.
  let run: @Sendable (Line) -> @Sendable () -> Void
  let refuse: @Sendable (any Error) -> Void

  var phase = Phase.new
  /// In how many lanes somebody stands before it.
  var lanesBlocked = 0

  init(
    lanes: [String], deadline: ContinuousClock.Instant,
    run: @escaping @Sendable (Line) -> @Sendable () -> Void, refuse: @escaping @Sendable (any Error) -> Void
  ) {
    self.lanes = lanes
    self.deadline = deadline
    self.run = run
    self.refuse = refuse
  }
}

/// Where an errand's answer goes. The continuation is set before the errand is queued and used once by
/// whoever ends the errand, which the pool's mutex orders.
final class Reply<Result: Sendable>: @unchecked Sendable {
  var continuation: CheckedContinuation<Result, any Error>?

  func send(_ result: Swift.Result<Result, any Error>) {
    continuation?.resume(with: result)
    continuation = nil
  }
}

/// A place in the pool: a queue of its own, because libpq's calls block, and the connection, made when it is
/// needed and made anew when it broke. Only the queue touches the wire.
final class Line: @unchecked Sendable {
  let queue: DispatchQueue
  private let address: ServerAddress
  private var wire: Wire?

  init(_ number: Int, _ address: ServerAddress) {
    queue = DispatchQueue(label: "perennial.postgres.\(number)")
    self.address = address
  }

  func connected() throws(ServerRefusal) -> Wire {
    if let wire, !wire.isBroken, wire.isIdle { return wire }
    wire = nil
    let fresh = try Wire(address)
    wire = fresh
    return fresh
  }

  func hangUp() {
    wire = nil
  }
}
