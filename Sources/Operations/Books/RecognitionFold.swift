import Bookkeeping
import Chronology
import Identity
import Invoicing
import Journal
import Storage
import Subscriptions

/// Folds the journal into the schedules of lines, as far as a close has begun. Written together with its
/// cursor.
///
/// A bill costs nothing more for it: the schedule of its lines is made when the next month is closed.
struct RecognitionFold: Sendable {
  static let name = "recognition"
  private static let batch = 1_000
  /// How long transactions that began before the close and are still open are waited for.
  private static let patience: Duration = .seconds(60)

  let workspace: OpenWorkspace

  /// Takes everything in the journal up to the fact that began the close of `month`, and nothing after it: so
  /// what belongs to a close does not depend on how often it was interrupted.
  ///
  /// - Throws: ``StorageFailure/busy`` when a transaction holds readers back for too long; nothing is lost.
  func catchUp(with month: Month) async throws {
    let place = try await workspace.database.read { rows in
      try rows.facts(subject: BookCloseID(month).text).first?.place
    }
    guard let place else { preconditionFailure("a close that is worked off was begun") }
    let end = ContinuousClock.now + Self.patience
    while try await workspace.database.read({ try $0.cursor(of: Self.name) }) < place {
      if try await foldNext(upTo: place) { continue }
      guard .now < end else { throw StorageFailure.busy }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// - Returns: whether there was anything to fold.
  private func foldNext(upTo place: JournalPlace) async throws -> Bool {
    try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      let (facts, through) = try rows.scheduleFacts(
        after: rows.cursor(of: Self.name), upTo: place, limit: Self.batch)
      guard let through else { return false }
      try Self.fold(facts, rows)
      try rows.setCursor(Self.name, through)
      return true
    }
  }

  private static func fold(_ facts: [RecordedFact], _ rows: any Connection) throws {
    let zone = OpenWorkspace.booksZone
    let changes = facts.compactMap { fact in
      scheduleChange(of: fact.fact).map { (change: $0, effective: fact.effective) }
    }
    let issued = changes.compactMap { change -> InvoiceID? in
      if case .issued(let invoice) = change.change { InvoiceID(invoice) } else { nil }
    }
    let lines = try issued.isEmpty ? [:] : rows.lines(ofInvoices: issued)
    let customers = try rows.customers(ofInvoices: issued)
    var schedules: [RecognitionSchedule] = []
    for case (.issued(let invoice), let effective) in changes {
      let invoice = InvoiceID(invoice)
      guard let customer = customers[invoice] else { continue }
      schedules += RecognitionSchedule.of(
        lines[invoice] ?? [], customer: customer, issued: effective, in: zone)
    }
    for case (.credited(let note), let effective) in changes {
      schedules += RecognitionSchedule.of(note, issued: effective, in: zone)
    }
    try rows.insert(schedules)
    // What is taken back was issued before, in an earlier batch or in this one.
    for case (.withdrawn(let document), let effective) in changes {
      for var schedule in try rows.schedules(document: document) {
        schedule.withdraw(from: .init(containing: effective, in: zone))
        try rows.update(schedule)
      }
    }
  }
}
