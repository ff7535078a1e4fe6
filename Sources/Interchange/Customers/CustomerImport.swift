import Chronology
import Monetary
import Operations

/// Brings customers with their contracts' past from a CSV file into a workspace.
///
/// A look at the whole file comes first and writes nothing. Then each row lives its history again through the
/// engine, in one transaction under its own key, so that an import that was stopped goes on where it was.
public struct CustomerImport: Sendable {
  let file: String
  let map: ImportMap

  /// - Throws: ``ImportFailure`` when the mapping cannot be read or does not make sense.
  public init(file: String, map: String) throws(ImportFailure) {
    self.file = file
    self.map = try MapReader.read(path: map)
  }

  var snapshot: Instant { map.snapshot.start(in: .utc) }

  /// Reads the whole file and tells what would come of it.
  /// - Throws: ``ImportFailure`` when the file cannot be read or its columns are not those of the mapping.
  public func check() async throws -> ImportReport { try await survey().report }

  /// The report, and the prices that the good rows need in the order they first appear.
  func survey() async throws -> (report: ImportReport, prices: [ImportedPrice]) {
    var survey = Survey(snapshot: snapshot)
    try await forEachRow { survey.add($0) }
    return (survey.finished(), survey.prices)
  }

  /// Reads the rows in their order, good and bad.
  func forEachRow(
    _ body: (Result<ImportRow, RowProblems>) async throws -> Void
  ) async throws {
    var csv = try CSVReader(path: file, separator: map.separator)
    guard let header = try csv.next() else { throw ImportFailure.emptyFile }
    let names: [String]
    switch header.fields {
    case .success(let read): names = read
    case .failure(let problem): throw ImportFailure.map(["The header cannot be read: \(problem.sentence)"])
    }
    let reader = try RowReader(map, header: names)
    var seen: Set<String> = []
    while let record = try csv.next() {
      try Task.checkCancellation()
      var row = reader.row(record)
      if case .success(let good) = row, !seen.insert(good.key).inserted {
        row = .failure(
          RowProblems(ImportProblem(record.line, nil, "Another row before it has the same key.")))
      }
      try await body(row)
    }
  }
}

/// Counts while the rows go by.
private struct Survey {
  private static let problemsMost = 1_000

  private var report: ImportReport
  private(set) var prices: [ImportedPrice] = []
  private var known: Set<ImportedPrice> = []
  private var revenue: [Currency: (level: Int64, customers: Int)] = [:]

  init(snapshot: Instant) {
    report = ImportReport(snapshot: snapshot)
  }

  mutating func add(_ row: Result<ImportRow, RowProblems>) {
    report.rows += 1
    switch row {
    case .success(let row): add(row)
    case .failure(let found):
      report.badRows += 1
      report.problemCount += found.problems.count
      report.problems += found.problems.prefix(Self.problemsMost - report.problems.count)
    }
  }

  private mutating func add(_ row: ImportRow) {
    if known.insert(row.price).inserted { prices.append(row.price) }
    report.firstStart = min(report.firstStart ?? row.start, row.start)
    report.invoices += row.invoices(until: report.snapshot)
    guard row.end == nil else {
      report.ended += 1
      return
    }
    report.running += 1
    // The row was refused when this does not fit; the sum stops at the bound.
    let level = (try? row.price.monthly(quantity: row.quantity)) ?? 0
    var sum = revenue[row.price.currency] ?? (0, 0)
    let (added, overflow) = sum.level.addingReportingOverflow(level)
    sum = (overflow ? .max : added, sum.customers + (level > 0 ? 1 : 0))
    revenue[row.price.currency] = sum
  }

  consuming func finished() -> ImportReport {
    report.prices = prices.count
    report.products = Set(prices.map(\.product)).count
    report.recurringRevenue = revenue.sorted { $0.key < $1.key }.map {
      ExpectedRevenue(currency: $0.key, level: $0.value.level, customers: $0.value.customers)
    }
    return report
  }
}
