import Chronology
import Monetary

/// What figures of the same columns have in common, kept from question to question until a movement comes
/// that it does not hold for. It belongs to one holder of the columns and goes with them.
public final class Groundwork {
  private struct LevelsBefore: Hashable {
    let day: Day
    let filter: RowFilter
  }

  private struct Year {
    /// The day of the footing.
    let footing: Day
    /// Those at the beginning of the year.
    let levels: [Int64]
    /// What is left of them on the footing.
    let retention: [RevenueRetention]
  }

  private struct Tabled: Hashable {
    let timeline: Timeline
    let filter: RowFilter
    let isNet: Bool
    let classification: Classification
  }

  private var footings: [RowFilter: Footing] = [:]
  private var years: [LevelsBefore: Year] = [:]
  /// While nothing at all is new.
  private var continued: [LevelsBefore: RowSelection] = [:]
  private var selections: [RowFilter: RowSelection] = [:]
  private var tables: [Tabled: MovementTable] = [:]
  private var retentions: [LevelsBefore: [Currency: RevenueRetention]] = [:]

  private static let footingsMost = 4
  private static let yearsMost = 8
  private static let selectionsMost = 4
  private static let tablesMost = 32
  /// So many rows are folded again sooner than a footing is made anew.
  private static let rowsBehindMost = 1 << MovementChunk.shift

  public init() {}

  /// What of it still holds after movements that are effective from a day on, nil standing for none, and
  /// after something was said of customers or prices.
  public func moved(from day: Day?, described: Bool) {
    continued = [:]
    selections = [:]
    tables = [:]
    retentions = [:]
    footings = footings.filter { footing in
      (day.map { footing.value.day <= $0 } ?? true) && !(described && footing.key.asksDescriptions)
    }
    years = years.filter { known in
      (day.map { max(known.key.day, known.value.footing) <= $0 } ?? true)
        && !(described && known.key.filter.asksDescriptions)
    }
  }

  /// The rows of a question.
  /// - Parameter isContinued: the question goes on where an answer ended; its earlier rows are summed up.
  func rows(of question: FigureQuestion, _ columns: MovementColumns, isContinued: Bool) -> RowSelection {
    guard isContinued, question.standsOnFooting else {
      return kept(&selections, question.filter, Self.selectionsMost) { columns.rows(where: question.filter) }
    }
    return rows(where: question.filter, from: question.timeline.first, columns).rows
  }

  /// The rows that pass a filter, those before a day as far as there are many summed up.
  func rows(
    where filter: RowFilter, from day: Day, _ columns: MovementColumns
  ) -> (rows: RowSelection, footing: Footing) {
    let footing = footing(before: day, filter, columns)
    let rows = kept(&continued, LevelsBefore(day: footing.day, filter: filter), Self.selectionsMost) {
      columns.rows(where: filter, on: footing)
    }
    return (rows, footing)
  }

  private func footing(before day: Day, _ filter: RowFilter, _ columns: MovementColumns) -> Footing {
    if let known = footings[filter], known.day <= day,
      columns.rows(before: day) - known.rows < Self.rowsBehindMost
    {
      return known
    }
    footings[filter] = nil
    return kept(&footings, filter, Self.footingsMost) { Footing(columns, before: day, where: filter) }
  }

  /// What payers brought a year before a day, where the rows do not reach back so far, and what they kept
  /// of it on a footing.
  func year(
    before day: Day, where filter: RowFilter, on footing: Footing, _ columns: MovementColumns
  ) -> (levels: [Int64], retention: [RevenueRetention]) {
    let before = LevelsBefore(day: day.adding(months: -12), filter: filter)
    let known = years[before]
    if let known, known.footing == footing.day { return (known.levels, known.retention) }
    let levels = known?.levels ?? columns.levels(before: before.day, of: columns.rows(where: filter))
    let year = Year(
      footing: footing.day, levels: levels,
      retention: columns.revenueRetention(from: levels, to: footing.levels))
    years[before] = nil
    _ = kept(&years, before, Self.yearsMost) { year }
    return (year.levels, year.retention)
  }

  /// Net and gross retention at the beginning of a day are one fold.
  func retention(
    before day: Day, where filter: RowFilter, _ make: () -> [Currency: RevenueRetention]
  ) -> [Currency: RevenueRetention] {
    kept(&retentions, LevelsBefore(day: day, filter: filter), Self.tablesMost, make)
  }

  /// The movements of a question without groups.
  func table(of question: FigureQuestion, _ make: () -> MovementTable) -> MovementTable {
    let key = Tabled(
      timeline: question.timeline, filter: question.filter, isNet: question.isNet,
      classification: question.classification)
    return kept(&tables, key, Self.tablesMost, make)
  }

  private func kept<Key: Hashable, Value>(
    _ known: inout [Key: Value], _ key: Key, _ most: Int, _ make: () -> Value
  ) -> Value {
    if let value = known[key] { return value }
    let value = make()
    if known.count >= most { known = [:] }
    known[key] = value
    return value
  }
}

extension FigureQuestion {
  /// Whether its steps can be told from what was before the first and what happened since. What tells by
  /// running levels, or looks back over days, reads all rows again.
  fileprivate var standsOnFooting: Bool {
    guard grouping == nil, classification == .asRecorded else { return false }
    switch metric {
    case .churnOfThirtyDays, .churnSummedByDay, .earlyChurn: return false
    default: return true
    }
  }
}

extension Metric {
  /// Whether a step's figure is settled by what is effective before its end.
  var isSettledByItsEnd: Bool { self != .earlyChurn }
}

extension RowFilter {
  /// Whether it goes by what is said of customers or prices, which may be said anew.
  var asksDescriptions: Bool { accepted.keys.contains(where: \.isDescribed) }
}

extension Dimension {
  /// Whether its values are said of customers or prices, beside their movements.
  var isDescribed: Bool {
    switch self {
    case .plan, .interval, .country, .source, .metadata: true
    case .currency, .price, .cause: false
    }
  }
}
