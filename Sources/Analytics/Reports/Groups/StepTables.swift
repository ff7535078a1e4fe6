import Chronology
import Monetary

/// What a report says of one step in one currency.
public protocol StepSum: Sendable {
  init(period: TimelinePeriod, currency: Currency)

  var period: TimelinePeriod { get }
  var currency: Currency { get }
  var isNothing: Bool { get }
  mutating func add(_ other: Self)

  /// What it says, without the step and the currency.
  static var columns: [ReportColumn] { get }
  var cells: [ReportCell] { get }
  /// What an earlier time is set beside.
  static var comparedColumns: [ReportColumn] { get }
  /// Whether a step with nothing has a row.
  static var showsNothing: Bool { get }
}

/// A sum of those customers that have one value of a dimension; the empty one where nothing is told apart.
public struct GroupedSum<Sum: StepSum>: Sendable {
  public let value: String
  /// How many payments or customers it is of.
  public let weight: Int
  public let sum: Sum

  public init(_ value: String, weight: Int, _ sum: Sum) {
    self.value = value
    self.weight = weight
    self.sum = sum
  }
}

/// The sums of one time.
public struct StepSums<Sum: StepSum>: Sendable {
  let periods: [TimelinePeriod]
  let sums: [GroupedSum<Sum>]

  public init(_ periods: [TimelinePeriod], _ sums: [GroupedSum<Sum>]) {
    self.periods = periods
    self.sums = sums
  }
}

extension ReportTable {
  /// The table of steps, and the same group by group.
  /// - Parameter earlier: the time that each step is compared with.
  mutating func addSteps<Sum>(_ sums: StepSums<Sum>, comparedWith earlier: StepSums<Sum>?, isGrouped: Bool) {
    func table(_ now: [Sum], _ before: [Sum]) -> ReportSection {
      let table = StepTable(now: now, before: earlier == nil ? nil : before)
      let section = table.section(table.now, sums.periods)
      guard let earlier else { return section }
      // As many steps as have begun now.
      return section.compared(
        with: table.section(before, Array(earlier.periods.prefix(sums.periods.count))), Sum.comparedColumns)
    }
    let now = sums.sums.map { (isNow: true, sum: $0) }
    let before = (earlier?.sums ?? []).map { (isNow: false, sum: $0) }
    let whole = table(now.map(\.sum.sum), before.map(\.sum.sum))
    sections.append(whole)
    guard isGrouped else { return }
    let parts = ReportGroup.parts(of: now + before, weight: { $0.sum.weight }, by: { $0.sum.value })
    sections.append(
      .groups(
        parts.map { group, items in
          (group, table(items.filter(\.isNow).map(\.sum.sum), items.filter { !$0.isNow }.map(\.sum.sum)))
        }, like: whole))
  }
}

/// A table with a row for each step and currency. Beside an earlier time every step has one, as every earlier
/// step has.
private struct StepTable<Sum: StepSum> {
  let now: [Sum]
  let before: [Sum]?

  func section(_ sums: [Sum], _ periods: [TimelinePeriod]) -> ReportSection {
    var section = ReportSection(
      "steps", "By step",
      [
        ReportColumn("from", "From"), ReportColumn("through", "Through"),
        ReportColumn("currency", "Currency"),
      ] + Sum.columns)
    let currencies = Set((now + (before ?? [])).filter { !$0.isNothing }.map(\.currency)).sorted()
    var known: [Place: Sum] = [:]
    for sum in sums {
      known[
        Place(first: sum.period.first, currency: sum.currency),
        default: Sum(period: sum.period, currency: sum.currency)
      ].add(sum)
    }
    for period in periods {
      for currency in currencies {
        let sum =
          known[Place(first: period.first, currency: currency)] ?? Sum(period: period, currency: currency)
        guard Sum.showsNothing || before != nil || !sum.isNothing else { continue }
        section.rows.append([.day(period.first), .day(period.last), .currency(currency)] + sum.cells)
      }
    }
    return section
  }

  private struct Place: Hashable {
    let first: Day
    let currency: Currency
  }
}

extension ReportSection {
  /// Each row with what the row in its place says of an earlier time.
  /// - Parameter shown: what is set beside what it is called after, and how it is headed there.
  func compared(with earlier: ReportSection, _ shown: [ReportColumn]) -> ReportSection {
    precondition(rows.count == earlier.rows.count, "each step is compared with one")
    let headings =
      [
        ReportColumn("from", "Compared from"), ReportColumn("through", "Compared through"),
      ] + shown
    let places = headings.compactMap { heading in columns.firstIndex { $0.name == heading.name } }
    let titles = Dictionary(uniqueKeysWithValues: zip(places, headings.map(\.title)))
    var section = ReportSection(
      name, title, in: currency,
      columns.enumerated().flatMap { place, column in
        [column] + (titles[place].map { [ReportColumn("compared_\(column.name)", $0)] } ?? [])
      })
    section.rows = zip(rows, earlier.rows).map { row, before in
      row.indices.flatMap { place in
        titles[place] == nil ? [row[place]] : [row[place], before[place].withoutInterval]
      }
    }
    return section
  }
}

extension ReportCell {
  fileprivate var withoutInterval: ReportCell {
    if case .share(let share, _, let isFromFew) = self { .share(share, isFromFew: isFromFew) } else { self }
  }
}
