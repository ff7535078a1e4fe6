import Chronology
import Monetary

/// What figures of the same columns have in common, kept from question to question until a movement comes
/// that it does not hold for. It belongs to one holder of the columns and goes with them.
public final class Groundwork {
  private struct LevelsBefore: Hashable {
    let day: Day
    let filter: RowFilter
  }

  private struct Tabled: Hashable {
    let timeline: Timeline
    let filter: RowFilter
    let isNet: Bool
    let classification: Classification
  }

  private var footings: [RowFilter: Footing] = [:]
  private var levels: [LevelsBefore: [Int64]] = [:]
  /// While nothing at all is new.
  private var selections: [RowFilter: RowSelection] = [:]
  private var tables: [Tabled: MovementTable] = [:]
  private var retentions: [LevelsBefore: [Currency: RevenueRetention]] = [:]

  private static let footingsMost = 4
  private static let levelsMost = 8
  private static let selectionsMost = 4
  private static let tablesMost = 32
  /// So many rows are folded again sooner than a footing is made anew.
  private static let rowsBehindMost = 1 << MovementChunk.shift

  public init() {}

  /// What of it still holds after movements that are effective from a day on, nil standing for none, and
  /// after something was said of customers or prices.
  public func moved(from day: Day?, described: Bool) {
    selections = [:]
    tables = [:]
    retentions = [:]
    footings = footings.filter { footing in
      (day.map { footing.value.day <= $0 } ?? true) && !(described && footing.key.asksDescriptions)
    }
    levels = levels.filter { known in
      (day.map { known.key.day <= $0 } ?? true) && !(described && known.key.filter.asksDescriptions)
    }
  }

  /// The rows of a question.
  /// - Parameter isContinued: the question goes on where an answer ended; its earlier rows are summed up.
  func rows(of question: FigureQuestion, _ columns: MovementColumns, isContinued: Bool) -> RowSelection {
    guard isContinued, question.standsOnFooting else {
      return kept(&selections, question.filter, Self.selectionsMost) { columns.rows(where: question.filter) }
    }
    return columns.rows(
      where: question.filter, on: footing(before: question.timeline.first, question.filter, columns))
  }

  /// The rows that pass a filter, those before a day as far as there are many summed up.
  func rows(
    where filter: RowFilter, from day: Day, _ columns: MovementColumns
  ) -> (rows: RowSelection, footing: Footing) {
    let footing = footing(before: day, filter, columns)
    return (columns.rows(where: filter, on: footing), footing)
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

  /// Each payer's level at the beginning of a day, of all rows that pass the filter.
  func levels(before day: Day, where filter: RowFilter, _ columns: MovementColumns) -> [Int64] {
    kept(&levels, LevelsBefore(day: day, filter: filter), Self.levelsMost) {
      columns.levels(before: day, of: columns.rows(where: filter))
    }.widened(to: columns.payers.count, 0)
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
