import Foundation
import Storage
import Synchronization

/// The connections that all schemas share, and who waits for one.
///
/// Commands that name a common lock stand in one lane per lock, first come, first served, and only the first
/// of a lane is given a connection: otherwise a thousand commands for one customer would hold every
/// connection waiting for each other on the server. The lanes order one process; the server's locks order
/// them all.
final class ConnectionPool: Sendable {
  fileprivate struct State {
    var ready = Queue<Errand>()
    var lanes: [String: Queue<Errand>] = [:]
    /// Everybody in order of arrival, to find whose time is up; the front is cleared of those who were
    /// served.
    var arrivals = Queue<Errand>()
    var idle: [Line] = []
    var lines: [Line] = []
    /// Errands not answered yet.
    var open = 0
    var isWatched = false
    var isClosed = false
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  private let address: ServerAddress
  private let size: Int
  private let patience: Duration
  private let state = Mutex(State())

  init(_ address: ServerAddress, size: Int, patience: Duration = .seconds(30)) {
    self.address = address
    self.size = size
    self.patience = patience
  }

  /// Runs `transaction` on a connection, after waiting for one and for those in the same lanes.
  ///
  /// A task that is cancelled while it waits gets a `CancellationError`; one that waits longer than the
  /// pool's patience, a failure. Neither has done anything then.
  func perform<Result: Sendable>(
    lanes: [String] = [], _ transaction: @escaping @Sendable (Line) throws -> Result
  ) async throws -> Result {
    let reply = Reply<Result>()
    let errand = Errand(
      lanes: lanes, deadline: .now + patience,
      run: { line in
        let result = Swift.Result { try transaction(line) }
        return { reply.send(result) }
      },
      refuse: { reply.send(.failure($0)) })
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        reply.continuation = continuation
        add(errand)
      }
    } onCancel: {
      cancel(errand)
    }
  }

  /// Refuses what comes from now on, waits for what is there, and hangs up.
  func close() async {
    await withCheckedContinuation { continuation in
      let isQuiet = state.withLock { state in
        state.isClosed = true
        if state.open > 0 { state.closers.append(continuation) }
        return state.open == 0
      }
      if isQuiet { continuation.resume() }
    }
    for line in state.withLock({ $0.takeLines() }) { line.queue.sync { line.hangUp() } }
  }

  // MARK: Arriving

  private func add(_ errand: Errand) {
    var refusal: (any Error)?
    var line: Line?
    var isUnwatched = false
    state.withLock { state in
      guard errand.phase == .new else {
        refusal = CancellationError()
        return
      }
      guard !state.isClosed else {
        refusal = StorageFailure.unavailable("the databases are closed")
        return
      }
      errand.phase = .waiting
      state.open += 1
      state.arrivals.append(errand)
      isUnwatched = !state.isWatched
      state.isWatched = true
      guard state.enterLanes(errand) else { return }
      state.ready.append(errand)
      line = state.freeLine(address, size)
    }
    if let refusal { errand.refuse(refusal) }
    if let line { wake(line) }
    if isUnwatched { watch() }
  }

  /// Looks for those whose time is up, a few times a second while anybody is there.
  private func watch() {
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.25) { [weak self] in self?.refuseOverdue() }
  }

  private func cancel(_ errand: Errand) {
    let wasWaiting = state.withLock { state in
      let wasWaiting = errand.phase == .waiting
      if wasWaiting || errand.phase == .new { errand.phase = .over }
      return wasWaiting
    }
    if wasWaiting { answer(errand) { errand.refuse(CancellationError()) } }
  }

  private func refuseOverdue() {
    let now = ContinuousClock.now
    let (overdue, isWatched) = state.withLock { state in
      let overdue = state.takeOverdue(now)
      state.isWatched = !state.arrivals.isEmpty
      return (overdue, state.isWatched)
    }
    if isWatched { watch() }
    for (errand, failure) in overdue { answer(errand) { errand.refuse(failure) } }
  }

  // MARK: Serving

  private func wake(_ line: Line) {
    line.queue.async { self.serve(line) }
  }

  /// Runs errand after errand on a line, until none is ready.
  private func serve(_ line: Line) {
    while let errand = state.withLock({ $0.nextReady(for: line) }) {
      let tell = errand.run(line)
      let freed = state.withLock { state in
        errand.phase = .over
        // This line goes on with one of those who were let in; the others need lines of their own.
        return (1..<max(1, state.leaveLanes(errand))).compactMap { _ in state.freeLine(address, size) }
      }
      for other in freed { wake(other) }
      answer(errand, tell)
    }
  }

  private func answer(_ errand: Errand, _ tell: () -> Void) {
    tell()
    let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.open -= 1
      guard state.open == 0 else { return [] }
      defer { state.closers = [] }
      return state.closers
    }
    for closer in closers { closer.resume() }
  }
}

extension ConnectionPool.State {
  /// True when nobody stands before the errand in any of its lanes.
  fileprivate mutating func enterLanes(_ errand: Errand) -> Bool {
    for lane in errand.lanes {
      if lanes[lane]?.isEmpty == false { errand.lanesBlocked += 1 }
      lanes[lane, default: Queue()].append(errand)
    }
    return errand.lanesBlocked == 0
  }

  /// Leaves the lanes and tells how many errands became ready by that.
  fileprivate mutating func leaveLanes(_ errand: Errand) -> Int {
    var leaving = [errand]
    var freed = 0
    while let errand = leaving.popLast() {
      for lane in errand.lanes {
        _ = lanes[lane]?.popFirst()
        guard let next = lanes[lane]?.first else {
          lanes[lane] = nil
          continue
        }
        next.lanesBlocked -= 1
        guard next.lanesBlocked == 0 else { continue }
        if next.phase == .over {
          leaving.append(next)
        } else {
          ready.append(next)
          freed += 1
        }
      }
    }
    return freed
  }

  fileprivate mutating func nextReady(for line: Line) -> Errand? {
    while let errand = ready.popFirst() {
      if errand.phase == .waiting {
        errand.phase = .running
        return errand
      }
      _ = leaveLanes(errand)
    }
    idle.append(line)
    return nil
  }

  /// A line nobody uses, or a new one while there may be more.
  fileprivate mutating func freeLine(_ address: ServerAddress, _ size: Int) -> Line? {
    if let line = idle.popLast() { return line }
    guard lines.count < size else { return nil }
    let line = Line(lines.count, address)
    lines.append(line)
    return line
  }

  fileprivate mutating func takeOverdue(_ now: ContinuousClock.Instant) -> [(Errand, StorageFailure)] {
    var overdue: [(Errand, StorageFailure)] = []
    while let first = arrivals.first {
      guard first.phase != .waiting || first.deadline <= now else { break }
      if first.phase == .waiting {
        first.phase = .over
        let isBehindOthers = first.lanesBlocked > 0
        overdue.append(
          (first, isBehindOthers ? .busy : .unavailable("no connection to PostgreSQL came free in time")))
      }
      _ = arrivals.popFirst()
    }
    return overdue
  }

  fileprivate mutating func takeLines() -> [Line] {
    defer { (lines, idle) = ([], []) }
    return lines
  }
}
