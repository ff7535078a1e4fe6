import Analytics
import Chronology
import Journal
import Storage

/// Reports that were worked out, for as long as nothing has happened since: few, and none of them long.
///
/// A report follows from the journal, the day, and for some what the journal does not tell. So one that is
/// asked for again on the same day, at the same place of the journal, is the same.
actor ReportMemory {
  struct Asked: Hashable {
    let question: ReportQuestion
    let today: Day

    init(_ question: ReportQuestion, at now: Instant) {
      var question = question
      // How long somebody waits changes nothing.
      question.patience = .zero
      self.question = question
      today = Day(containing: now, in: question.zone)
    }
  }

  struct Kept {
    let standing: ReportStanding
    let table: ReportTable
    let since: Instant
    /// Nil is all day.
    let until: Instant?
  }

  private var kept: [Asked: Kept] = [:]
  private var cells = 0

  static let reportsMost = 50
  /// Of one report, and of all.
  static let cellsMost = (one: 20_000, all: 100_000)

  func table(_ asked: Asked, _ standing: ReportStanding, at now: Instant) -> ReportTable? {
    guard let known = kept[asked], known.standing == standing, known.since <= now,
      known.until.map({ now < $0 }) ?? true
    else { return nil }
    return known.table
  }

  func keep(_ asked: Asked, _ found: Kept) {
    let count = found.table.cellCount
    guard count <= Self.cellsMost.one else { return }
    if kept.count >= Self.reportsMost || cells + count > Self.cellsMost.all { forget() }
    cells += count - (kept[asked]?.table.cellCount ?? 0)
    kept[asked] = found
  }

  func forget() { (kept, cells) = ([:], 0) }

  /// How many reports are kept.
  var count: Int { kept.count }
}

/// What a report follows from, in short.
struct ReportStanding: Hashable {
  let place: JournalPlace
  /// What is due changes without a fact when a job is given up, or taken up again.
  let queue: QueueStanding?
  /// How far a close has come.
  let close: BookClose?

  /// Nil while facts may still come before the newest.
  init?(_ question: ReportQuestion, at now: Instant, _ rows: any Connection) throws {
    guard let place = try rows.settledPlace() else { return nil }
    self.place = place
    queue =
      question.report == .renewals ? try rows.queueStanding(before: question.endAhead(at: now)) : nil
    close = question.report == .revenue ? try rows.latestClose() : nil
  }
}

extension ReportTable {
  fileprivate var cellCount: Int { sections.reduce(0) { $0 + $1.rows.count * $1.columns.count } }
}

extension OpenWorkspace {
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: ReportQuestion) async throws -> ReportTable {
    let (now, memory) = (now, figures.reports)
    let asked = ReportMemory.Asked(question, at: now)
    func standing() async throws -> ReportStanding? {
      try await database.read { try ReportStanding(question, at: now, $0) }
    }
    let before = try await standing()
    if let before, let known = await memory.table(asked, before, at: now) { return known }
    let (whole, until) = try await made(question, at: now)
    let table = whole.limited(to: question.rowsMost)
    // What happened while it was worked out may be in a part of it.
    if let before, try await standing() == before {
      await memory.keep(asked, .init(standing: before, table: table, since: now, until: until))
    }
    return table
  }
}
