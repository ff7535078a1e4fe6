import Catalog
import Chronology
import Identity
import Journal
import Operations
import Relations

extension CustomerImport {
  static let cause = FactCause(actor: "import")

  /// Brings the file into a workspace, which stands still at the snapshot from then on.
  ///
  /// Running it again after it was stopped brings in what is missing. Cancelling its task stops it between
  /// rows.
  /// - Parameters:
  ///   - skipBad: leaves bad rows out instead of refusing the whole file.
  ///   - progress: told after rows, at most ten times a second, and once at the end.
  /// - Throws: ``ImportFailure``, or a failure of the database.
  public func apply(
    to directory: WorkspaceDirectory, workspace name: String, skipBad: Bool = false,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportResult {
    let (report, wanted) = try await survey()
    guard report.badRows == 0 || skipBad else { throw ImportFailure.badRows(report.badRows) }
    let workspace = try await standing(directory, name)
    let prices = try await ImportedPrices(source: map.source, workspace: workspace).make(
      wanted, at: report.firstStart ?? snapshot)
    var tally = Tally(report: report, progress: progress)
    try await withThrowingTaskGroup(of: Replayed.self) { group in
      var underWay = 0
      try await forEachRow { row in
        guard case .success(let row) = row, let price = prices[row.price] else { return }
        if underWay == workspace.replaysAtOnce, let done = try await group.next() {
          tally.add(done)
          underWay -= 1
        }
        let history = history(of: row, price)
        group.addTask { try await replay(history, of: row, in: workspace) }
        underWay += 1
      }
      for try await done in group { tally.add(done) }
    }
    // Folded here, so that whoever asks for recurring revenue first does not wait for the whole history.
    _ = try await workspace.answer(RecurringRevenueHistory(patience: .seconds(60)))
    return tally.finished()
  }

  /// The workspace at the snapshot. One that lives already is left alone.
  private func standing(_ directory: WorkspaceDirectory, _ name: String) async throws -> OpenWorkspace {
    let workspace = try await directory.open(name)
    if let instant = workspace.record.standsAt {
      guard instant == snapshot else {
        throw ImportFailure.standsElsewhere(name, at: instant.isoText, snapshot: snapshot.isoText)
      }
      return workspace
    }
    let isEmpty = try await workspace.read {
      try $0.customers(CustomerFilter(), Page(limit: 1)).elements.isEmpty
    }
    guard isEmpty else { throw ImportFailure.workspaceInUse(name) }
    try await directory.stand(name, at: snapshot, because: .imported)
    return try await directory.open(name)
  }

  private func history(of row: ImportRow, _ price: PriceID) -> ReplayHistory {
    var terms = CustomerTerms()
    if let name = row.name { terms.name = .set(name) }
    if let email = row.email { terms.email = .set(email) }
    terms.metadata.entries = row.metadata.mapValues { $0 }
    return ReplayHistory(
      source: map.source, rowKey: row.key, terms: terms, price: price, quantity: row.quantity,
      start: row.start, end: row.end, snapshot: snapshot, collection: row.collection)
  }

  private func replay(
    _ history: ReplayHistory, of row: ImportRow, in workspace: OpenWorkspace
  ) async throws -> Replayed {
    let invoices = row.invoices(until: snapshot)
    do {
      switch try await workspace.replay(history, as: Self.cause) {
      case .replayed(_, let made): return Replayed(expected: invoices, made: made)
      case .known: return Replayed(expected: invoices, made: nil)
      }
    } catch let failure as StorageFailure {
      throw failure
    } catch let cancellation as CancellationError {
      throw cancellation
    } catch {
      throw ImportFailure.refused(line: row.line, reason: kind(of: error))
    }
  }
}

/// An error's type and case, which tell why; its values could be somebody's.
private func kind(of error: any Error) -> String {
  let mirror = Mirror(reflecting: error)
  let type = String(describing: mirror.subjectType)
  guard mirror.displayStyle == .enum else { return type }
  return "\(type).\(mirror.children.first?.label ?? String(describing: error))"
}

/// What came of one row.
private struct Replayed: Sendable {
  let expected: Int
  /// Nil when the row was in already.
  let made: Int?
}

/// Counts what is done and tells it on, now and then.
private struct Tally {
  private static let pause = Duration.milliseconds(100)

  private let report: ImportReport
  private let progress: @Sendable (ImportProgress) -> Void
  private let start = ContinuousClock.now
  private var told = ContinuousClock.now
  private var imported = 0
  private var known = 0
  private var made = 0
  private var passed = 0

  init(report: ImportReport, progress: @escaping @Sendable (ImportProgress) -> Void) {
    self.report = report
    self.progress = progress
  }

  mutating func add(_ row: Replayed) {
    if let invoices = row.made {
      imported += 1
      made += invoices
    } else {
      known += 1
    }
    passed += row.expected
    guard told.duration(to: .now) >= Self.pause else { return }
    told = .now
    tell()
  }

  private func tell() {
    progress(
      ImportProgress(
        rowsDone: imported + known, rows: report.goodRows, invoicesDone: passed, invoices: report.invoices,
        elapsed: start.duration(to: .now)))
  }

  consuming func finished() -> ImportResult {
    tell()
    return ImportResult(
      report: report, imported: imported, known: known, skipped: report.badRows, invoices: made,
      elapsed: start.duration(to: .now))
  }
}
