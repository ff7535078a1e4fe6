import Analytics
import Chronology
import Foundation
import Monetary

/// The 10-million-row exercise on our columns: making the files that everybody reads, and our side of it.
enum AnalyticsExercise {
  /// Writes the four raw columns, which the peers and the C pass read, and our snapshot.
  static func make(in folder: String, customers: Int) throws {
    let exercise = MovementTen(customers: customers)
    let rows = exercise.rows()
    try write(rows.map(\.customer), to: "\(folder)/customer_id.i32")
    try write(rows.map(\.day), to: "\(folder)/day.i32")
    try write(rows.map(\.delta), to: "\(folder)/delta.i64")
    try write(rows.map(\.currency), to: "\(folder)/currency.u8")
    try write(exercise.columns(of: rows).snapshot(), to: "\(folder)/movements.snapshot")
  }

  private static func write<Value>(_ column: [Value], to path: String) throws {
    try column.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
  }

  /// One JSON line for each thing done, with CPU and wall seconds: the median of `rounds`; one cold load.
  static func run(in folder: String, rounds: Int) throws {
    var columns = try timed("load", 1) {
      try mapped("\(folder)/movements.snapshot") { try MovementColumns(snapshot: $0) }
    }
    MovementTen.describe(&columns)
    let all = columns.allRows
    let last = MovementTen.firstDay.adding(days: MovementTen.days - 1)
    guard let months = Timeline(.month, from: MovementTen.firstDay, through: last) else { return }
    let q1 = timed("Q1", rounds) {
      columns.activityView(in: months, of: all, classified: .fromBalances)
    }
    checksum("Q1", q1)
    checksum(
      "Q1-stored-kinds", timed("Q1-stored-kinds", rounds) { columns.activityView(in: months, of: all) })
    checksum("Q2", timed("Q2", rounds) { columns.netView(in: months, of: all) })
    if let table = timed("Q3", rounds, { columns.cohorts(in: months, of: all) }) { checksum(table) }
    let filter = RowFilter(accepted: [.country: ["SE", "DE"], .plan: ["prod_4900", "prod_9900"]])
    let some = timed("filter", rounds) { columns.rows(where: filter) }
    _ = timed("filter-and-fold", rounds) {
      columns.activityView(in: months, of: columns.rows(where: filter), classified: .fromBalances)
    }
    let march = months.periods[38]
    let behind = timed("drill-down", rounds) {
      columns.rows(behind: march, of: all, kind: .churn, currency: .eur)
    }
    print(#"{"what": "selected", "rows": \#(some.count), "behind": \#(behind.count)}"#)
    var growing = columns
    let row = columns.row(columns.count - 1)
    growing.append(rows: [row])
    timed("append-1000", 1) { growing.append(rows: Array(repeating: row, count: 1_000)) }
  }

  private static func mapped<Result>(
    _ path: String, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let file = open(path, O_RDONLY)
    defer { close(file) }
    // All pages at once: asking for each when it is touched costs more than reading it.
    let start = mmap(nil, size, PROT_READ, MAP_PRIVATE | Int32(0x8000), file, 0)
    guard let start, start != MAP_FAILED else { throw CocoaError(.fileReadUnknown) }
    defer { munmap(start, size) }
    return try body(UnsafeRawBufferPointer(start: start, count: size))
  }

  private static func timed<Result>(
    _ what: String, _ rounds: Int, _ work: () throws -> Result
  ) rethrows -> Result {
    var spent: [(cpu: Double, wall: Double)] = []
    var result: Result?
    for _ in 0..<rounds {
      result = nil
      let start = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
      result = try work()
      spent.append(
        (seconds(CLOCK_PROCESS_CPUTIME_ID) - start.0, seconds(CLOCK_MONOTONIC) - start.1))
    }
    let cpu = spent.map(\.cpu).sorted()[rounds / 2]
    let wall = spent.map(\.wall).sorted()[rounds / 2]
    print(#"{"what": "\#(what)", "cpu": \#(cpu), "wall": \#(wall)}"#)
    return result!
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The peers' checksum: Σ (a+1)(b+1)(c+1)(7919 n + s) modulo 2⁶¹ − 1.
  private static func sum(_ cells: [(Int, Int, Int, Int64, Int128)]) -> Int128 {
    let prime: Int128 = (1 << 61) - 1
    let total = cells.reduce(Int128(0)) { sum, cell in
      let place = Int128(cell.0 + 1) * Int128(cell.1 + 1) * Int128(cell.2 + 1)
      return (sum + place * (Int128(cell.3) * 7_919 + cell.4)) % prime
    }
    return (total + prime) % prime
  }

  private static func checksum(_ name: String, _ table: MovementTable) {
    var cells: [(Int, Int, Int, Int64, Int128)] = []
    let kinds: [MovementKind] = [.new, .expansion, .contraction, .churn, .reactivation]
    for period in table.timeline.periods.indices {
      for (place, currency) in MovementTen.currencies.enumerated() {
        for (number, kind) in kinds.enumerated() {
          let tally = table[period, currency, kind]
          if tally.movements > 0 { cells.append((period, place, number, tally.movements, tally.delta)) }
        }
      }
    }
    print(#"{"what": "checksum", "of": "\#(name)", "rows": \#(cells.count), "sum": \#(sum(cells))}"#)
  }

  private static func checksum(_ table: CohortTable) {
    var cells: [(Int, Int, Int, Int64, Int128)] = []
    let steps = table.timeline.periods.indices
    for cohort in steps {
      for (place, currency) in MovementTen.currencies.enumerated() {
        for period in steps where table[cohort, currency, period].hasMovement {
          let cell = table[cohort, currency, period]
          cells.append((period, place, cohort, cell.customers, cell.revenue))
        }
      }
    }
    print(#"{"what": "checksum", "of": "Q3", "rows": \#(cells.count), "sum": \#(sum(cells))}"#)
  }
}
