import Bookkeeping
import Chronology
import Journal
import Monetary
import Storage

/// Closes every month that is over and not closed yet, in their order.
public struct CloseBooks: Sendable {
  /// The last month to close; nil is the last one that is over.
  public let through: Month?

  public init(through: Month? = nil) {
    self.through = through
  }
}

/// How far closing has come.
public struct ClosingProgress: Hashable, Sendable {
  public let month: Month
  /// Lines of this month that are done in this run.
  public let lines: Int
}

extension OpenWorkspace {
  /// Closes month after month, each in parts of a commit each, so that no transaction lasts. Whoever is
  /// killed in the middle leaves a month `closing`; closing again goes on with the part that is missing.
  /// Doing it twice, or in two processes at once, does nothing twice.
  ///
  /// - Parameters:
  ///   - deadline: when to stop after the part under way; nil is when all is done.
  ///   - note: is told after every part.
  /// - Returns: the months that are closed now and were not before, and whether something is left to do.
  /// - Throws: ``ClosingRefusal``, or a failure of the world.
  @discardableResult
  public func close(
    _ command: CloseBooks, as cause: FactCause, until deadline: ContinuousClock.Instant? = nil,
    noting note: @Sendable (ClosingProgress) -> Void = { _ in }
  ) async throws -> (closed: [BookClose], isFinished: Bool) {
    try requireRunning()
    try await AccountTotals(workspace: self).catchUp(patience: .seconds(60))
    let current = Month(containing: now, in: Self.booksZone)
    let (last, first) = try await database.read { rows in
      (try rows.latestClose(), try rows.firstPostingDay().map { Month(containing: $0) })
    }
    // One that was begun is finished first, whatever was asked for.
    let isUnderWay = last?.status == .closing
    let months = try monthsToClose(
      after: isUnderWay ? last.map { $0.month.adding(months: -1) } : last?.month, from: first,
      through: command.through.map { isUnderWay ? max($0, last?.month ?? $0) : $0 },
      current: current)
    var closed: [BookClose] = []
    for month in months {
      try await perform(BeginClose(month: month), as: cause)
      try await RecognitionFold(workspace: self).catchUp(with: month)
      var lines = 0
      while true {
        try Task.checkCancellation()
        if let deadline, .now >= deadline { return (closed, false) }
        let done = try await perform(RecognizePart(month: month), as: cause)
        guard done > 0 else { break }
        lines += done
        note(ClosingProgress(month: month, lines: lines))
      }
      if let close = try await perform(FinishClose(month: month), as: cause) { closed.append(close) }
    }
    return (closed, true)
  }
}

/// Asks for the close of a month, and of those before it that are still open; the timekeeper does the work.
public struct RequestClose: Command {
  public let month: Month

  public init(_ month: Month) {
    self.month = month
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.books] }

  /// - Returns: the close as it is now, or as it will begin.
  public func run(in session: Session) throws -> BookClose {
    let current = Month(containing: session.now, in: OpenWorkspace.booksZone)
    guard month < current else { throw ClosingRefusal.monthNotOver(month, current: current) }
    let latest = try session.rows.latestClose()
    if let latest, latest.status == .closed, month <= latest.month {
      return try session.rows.close(month) ?? latest
    }
    try session.enqueueClose(month.isoText, due: session.wall)
    return try session.rows.close(month) ?? BookClose(month: month, begunAt: session.now)
  }

  public static func subject(of outcome: BookClose) -> String? { outcome.month.isoText }
}

extension Session {
  func enqueueClose(_ month: String, due: Instant) throws {
    try rows.enqueue(
      Job(
        id: newID(JobEntity.self), kind: JobKind.closeBooks.rawValue, subject: month, customer: nil,
        clock: JobClock.wall, due: due))
  }
}

extension Lock {
  static let books = Lock(name: "books")
}

/// The first commit of a close. What is in the journal before it belongs to the month, what comes later to
/// the next one that is open then.
struct BeginClose: Command {
  let month: Month

  func touches(_ snapshot: Snapshot) throws -> [Lock] { [.books] }

  func run(in session: Session) throws {
    guard try session.rows.close(month) == nil else { return }
    try session.begin(BookClose(month: month, begunAt: session.now))
  }
}

/// Some lines of a close: their shares, one entry, the balances it moves.
struct RecognizePart: Command {
  let month: Month
  /// Lines in one commit. Two balances are moved for each customer, which is well under a second for these.
  private static let most = 500

  private func due(_ rows: any Connection) throws -> [RecognitionSchedule] {
    try rows.dueSchedules(through: month, limit: Self.most)
  }

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try due(snapshot.rows).map { .customer($0.customer) } + [.books]
  }

  /// - Returns: how many lines there were to look at; none when the month is done.
  func run(in session: Session) throws -> Int {
    guard try session.rows.close(month)?.status == .closing else { return 0 }
    let due = try due(session.rows)
    var lines: [LineRecognition] = []
    var done: [RecognitionSchedule] = []
    var sum = Int64(0)
    for var schedule in due {
      let moved = schedule.close(month)
      // Amounts that together are more than 64 bits hold make parts of their own.
      let (next, overflow) = sum.addingReportingOverflow(moved)
      guard !overflow else { break }
      sum = next
      done.append(schedule)
      guard moved != 0 else { continue }
      lines.append(
        LineRecognition(
          line: schedule.line, customer: schedule.customer,
          amount: Money(moved, schedule.amount.currency)))
    }
    guard let currency = done.first?.amount.currency else { return 0 }
    try session.recognize(lines, sum: Money(sum, currency), in: month, leaving: done)
    return done.count
  }
}

/// The last commit of a close: from here on the month does not change.
struct FinishClose: Command {
  let month: Month

  func touches(_ snapshot: Snapshot) throws -> [Lock] { [.books] }

  /// - Returns: the close, if it was this command that finished it.
  func run(in session: Session) throws -> BookClose? {
    guard let close = try session.rows.close(month), close.status == .closing,
      try session.rows.dueSchedules(through: month, limit: 1).isEmpty
    else { return nil }
    let closed = close.closed(at: session.now)
    try session.finish(close, as: closed)
    return closed
  }
}
