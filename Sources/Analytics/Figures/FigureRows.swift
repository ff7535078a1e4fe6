import Chronology
import Monetary
import Relations

/// What stands behind a figure at one step: customers with what they bring, or movements; in one currency the
/// amounts sum to what the figure shows.
public struct FigureRow: Hashable, Sendable {
  public let customer: CustomerID
  public let currency: Currency
  /// Minor units: what the customer brings at the end of the step, or what the movement moved.
  public internal(set) var amount: Int64
  /// What the customer brought twelve months before; for retention.
  public let before: Int64?
  /// The movement's row in the columns; nil for what is no movement.
  public let row: Int?
  /// What the change is at the level of its customer.
  public let kind: MovementKind?
  /// The same in the currency that the figure was converted to.
  public internal(set) var converted: ConvertedAmount?
  /// The amount in millionths of a minor unit, and the payer whose it is; for conversion.
  let exact: Int128
  let payer: Int

  init(
    _ customer: CustomerID, _ currency: Currency, _ amount: Int64, before: Int64? = nil, row: Int? = nil,
    kind: MovementKind? = nil, exact: Int128 = 0, payer: Int = 0
  ) {
    self.customer = customer
    self.currency = currency
    self.amount = amount
    self.before = before
    self.row = row
    self.kind = kind
    self.exact = exact
    self.payer = payer
  }
}

extension FigureRow {
  /// What is brought a month as what it comes to in a year, as the run-rate is shown.
  public var ofYear: FigureRow {
    var row = self
    row.amount = 12 * amount
    row.converted = converted.map { one in
      ConvertedAmount(
        currency: one.currency, amount: 12 * one.amount, before: one.before.map { 12 * $0 }, day: one.day)
    }
    return row
  }

  /// What each customer brings by two folds, the largest first.
  public static func added(_ one: [FigureRow], _ other: [FigureRow]) -> [FigureRow] {
    struct Payer: Hashable {
      let customer: CustomerID
      let currency: Currency
    }
    var sums: [Payer: Int64] = [:]
    var converted: [Payer: ConvertedAmount] = [:]
    for row in one + other {
      let payer = Payer(customer: row.customer, currency: row.currency)
      sums[payer, default: 0] += row.amount
      if let amount = row.converted { converted[payer] = converted[payer].map { $0 + amount } ?? amount }
    }
    return sums.map { payer, sum in
      var row = FigureRow(payer.customer, payer.currency, sum)
      row.converted = converted[payer]
      return row
    }.sorted {
      ($0.currency, $1.amount, $0.customer.text) < ($1.currency, $0.amount, $1.customer.text)
    }
  }
}

extension MovementColumns {
  /// The rows behind a figure at one step of the question's timeline; amounts are those of their own
  /// currency.
  /// - Parameter kind: only these movements; nil is all.
  public func rows(
    behind question: FigureQuestion, at period: TimelinePeriod, kind: MovementKind? = nil, today: Day
  ) -> [FigureRow] {
    let selection = rows(where: question.filter)
    let end = min(period.end, today.adding(days: 1))
    switch question.metric {
    case .recurringRevenue, .listRevenue, .discounts, .atRisk, .paused, .annualRevenue, .customers,
      .revenuePerCustomer:
      return stock(levels(before: end, of: selection))
    case .customerChurn:
      return lost(in: TimelinePeriod(first: period.first, end: end), selection)
    case .churnOfThirtyDays:
      return stopped(from: end.adding(days: -30), before: end, selection)
    case .churnSummedByDay: return stopped(from: period.first, before: end, selection)
    case .earlyChurn:
      let lost = customersLostEarly(
        from: period.first, before: period.end, today: today.adding(days: 1), of: selection)
      return lost.map { FigureRow(customers[$0.customer], $0.currency, ShownAmount.minorUnits($0.level)) }
    case .netRetention, .grossRetention:
      return retained(
        levels(before: end.adding(months: -12), of: selection), levels(before: end, of: selection))
    case .netMovements: return netted(in: period, kind, selection)
    case .averageSale: return movements(in: period, .new, selection, question.classification)
    case .movements, .grossChurn, .netChurn, .quickRatio:
      return movements(in: period, kind, selection, question.classification)
    }
  }

  /// Payers with what they bring, the largest first; in each currency they sum to what is shown of it.
  private func stock(_ levels: [Int64]) -> [FigureRow] {
    var byCurrency: [UInt8: [(payer: Int, level: Int64)]] = [:]
    for (payer, level) in levels.enumerated() where level > 0 {
      byCurrency[payers[UInt32(payer)].currency, default: []].append((payer, level))
    }
    return byCurrency.flatMap { currency, rows in
      let sorted = rows.sorted { ($1.level, $0.payer) < ($0.level, $1.payer) }
      let total = ShownAmount.minorUnits(sorted.reduce(Int128(0)) { $0 + Int128($1.level) })
      return zip(sorted, apportioned(sorted.map(\.level), to: total)).map { row, amount in
        FigureRow(
          customers[payers[UInt32(row.payer)].customer], currencies[UInt32(currency)], amount,
          exact: Int128(row.level), payer: row.payer)
      }
    }
    .sorted { ($0.currency, $1.amount) < ($1.currency, $0.amount) }
  }

  /// Customers lost, with what they brought at the step's beginning, or before the pause they did not come
  /// back from.
  private func lost(in period: TimelinePeriod, _ selection: RowSelection) -> [FigureRow] {
    var left = Set(customersLost(in: period, of: selection).map { customers[$0] })
    let paying = stock(levels(before: period.first, of: selection)).filter { left.contains($0.customer) }
    left.subtract(paying.map(\.customer))
    return paying
      + stopped(from: period.first, before: period.end, selection).filter { left.contains($0.customer) }
  }

  /// Every stop of a customer on these days, the largest first, with what it brought before.
  private func stopped(from first: Day, before end: Day, _ selection: RowSelection) -> [FigureRow] {
    stops(from: first, before: end, of: selection)
      .map { FigureRow(customers[$0.customer], $0.currency, ShownAmount.minorUnits($0.level)) }
      .sorted { ($0.currency, $1.amount) < ($1.currency, $0.amount) }
  }

  private func retained(_ before: [Int64], _ after: [Int64]) -> [FigureRow] {
    before.indices.filter { before[$0] > 0 }.map { payer in
      let one = payers[UInt32(payer)]
      return FigureRow(
        customers[one.customer], currencies[UInt32(one.currency)],
        ShownAmount.minorUnits(Int128(after[payer])), before: ShownAmount.minorUnits(Int128(before[payer])))
    }
    .sorted { ($0.currency, $1.before ?? 0) < ($1.currency, $0.before ?? 0) }
  }

  /// Movements, the last first; of each kind they sum to what the step shows of it.
  private func movements(
    in period: TimelinePeriod, _ kind: MovementKind?, _ selection: RowSelection,
    _ classification: Classification
  ) -> [FigureRow] {
    let step = Timeline(of: period)
    let table = activityView(in: step, of: selection, classified: classification)
    let found = classified(in: period, selection, classification).filter { kind == nil || $0.kind == kind }
    return share(found.map { ($0, row($0.row).delta) }, table).map { one, amount in
      let payer = payers[row(one.row).payer]
      return FigureRow(
        customers[payer.customer], currencies[UInt32(payer.currency)], amount, row: one.row, kind: one.kind,
        exact: Int128(row(one.row).delta), payer: Int(row(one.row).payer))
    }
    .sorted { ($0.row ?? 0) > ($1.row ?? 0) }
  }

  /// What each payer's step nets to, the largest first; of each kind it sums to what the step shows of it.
  private func netted(
    in period: TimelinePeriod, _ kind: MovementKind?, _ selection: RowSelection
  ) -> [FigureRow] {
    let step = Timeline(of: period)
    var found: [(ClassifiedRow, Int64)] = []
    forEachPayerPeriod(in: step, of: selection, paid: .ever) { one in
      guard one.period == 0 else { return }
      one.forEachMovement { movement in
        let net = MovementKind.byCode[movement.kind]
        guard kind == nil || net == kind else { return }
        let currency = payers[UInt32(one.payer)].currency
        found.append((ClassifiedRow(row: one.payer, kind: net, currency: currency), movement.delta))
      }
    }
    return share(found, netView(in: step, of: selection, paid: .ever)).map { one, amount in
      FigureRow(
        customers[payers[UInt32(one.row)].customer], currencies[UInt32(one.currency)], amount, kind: one.kind,
        payer: one.row)
    }
    .sorted { ($0.amount.magnitude, $1.customer.text) > ($1.amount.magnitude, $0.customer.text) }
  }

  /// Whole minor units of rows that sum to what a table's one step shows of each kind and currency.
  private func share(_ rows: [(ClassifiedRow, Int64)], _ table: MovementTable) -> [(ClassifiedRow, Int64)] {
    let shown = Dictionary(
      RevenueSteps.all(of: table).map { ($0.currency, ShownStep($0.steps[0])) }, uniquingKeysWith: { $1 })
    return Dictionary(grouping: rows) { $0.0.cell }.values.flatMap { rows in
      let cell = rows[0].0.cell
      let total = shown[currencies[UInt32(cell.currency)]]?.movements[cell.kind] ?? 0
      return zip(rows, apportioned(rows.map(\.1), to: total)).map { ($0.0, $1) }
    }
  }

  /// The rows that are effective in a step, each with its kind.
  private func classified(
    in period: TimelinePeriod, _ selection: RowSelection, _ classification: Classification
  ) -> [ClassifiedRow] {
    guard classification == .fromBalances else {
      return rows(behind: period, of: selection).map {
        let row = row($0)
        return ClassifiedRow(row: $0, kind: row.kind, currency: payers[row.payer].currency)
      }
    }
    var levels = [Int64](repeating: RunningLevel.never, count: payers.count)
    var found: [ClassifiedRow] = []
    var fact: [Int] = []
    func settle() {
      guard let first = fact.first.map(row) else { return }
      let payer = Int(first.payer)
      let before = levels[payer]
      let after = fact.reduce(max(before, 0)) { $0 + row($1).delta }
      levels[payer] = after == 0 && before == RunningLevel.never ? before : after
      let day = Day(containing: first.effective, in: zone)
      if day >= period.first, day < period.end, after != max(before, 0) {
        let code = RunningLevel.kind(before: before, after: after, recorded: Int(first.kind.code))
        let kind = MovementKind.byCode[code]
        found += fact.map { ClassifiedRow(row: $0, kind: kind, currency: payers[first.payer].currency) }
      }
      fact = []
    }
    forEachRow(in: selection) { view, index, row in
      if let last = fact.last, self.row(last).position != view.position[index] { settle() }
      fact.append(row)
    }
    settle()
    return found
  }
}

/// A movement's row, or a payer whose step was netted, with its kind and currency.
private struct ClassifiedRow {
  let row: Int
  let kind: MovementKind
  let currency: UInt8

  var cell: Cell { Cell(currency: currency, kind: kind) }

  struct Cell: Hashable {
    let currency: UInt8
    let kind: MovementKind
  }
}

extension Timeline {
  /// One step alone.
  init(of period: TimelinePeriod) { self.init(.day, periods: [period]) }
}
