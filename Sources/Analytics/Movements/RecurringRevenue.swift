import Chronology
import Monetary

/// The movements of one kind in one month, summed.
public struct MovementSum: Hashable, Sendable {
  public let currency: Currency
  public let month: Month
  public let kind: MovementKind
  /// Millionths of a minor unit a month; signed. Levels are 64 bits wide, and a sum of them may need more.
  public let delta: Int128
  public let customers: Int64

  public init(currency: Currency, month: Month, kind: MovementKind, delta: Int128, customers: Int64) {
    self.currency = currency
    self.month = month
    self.kind = kind
    self.delta = delta
    self.customers = customers
  }
}

extension MovementSum {
  /// What one movement adds to a month of UTC.
  public init(_ movement: Movement) {
    self.init(
      currency: movement.currency, month: Month(containing: movement.effective, in: .utc),
      kind: movement.kind,
      delta: Int128(movement.delta), customers: movement.customers)
  }

  /// One sum for each currency, month and kind.
  public static func added(_ sums: [MovementSum]) -> [MovementSum] {
    struct Cell: Hashable {
      let currency: Currency
      let month: Month
      let kind: MovementKind
    }
    return Dictionary(grouping: sums) { Cell(currency: $0.currency, month: $0.month, kind: $0.kind) }
      .map { cell, sums in
        MovementSum(
          currency: cell.currency, month: cell.month, kind: cell.kind,
          delta: sums.reduce(0) { $0 + $1.delta }, customers: sums.reduce(0) { $0 + $1.customers })
      }
  }
}

/// MRR by month in one currency; nothing is converted.
public struct RecurringRevenueSeries: Hashable, Sendable {
  public let currency: Currency
  public let months: [RecurringRevenueMonth]
}

/// One month: opening + movements = closing, exactly, in millionths and in what is shown.
public struct RecurringRevenueMonth: Hashable, Sendable {
  public let month: Month
  /// Millionths of a minor unit; churn and contraction are negative.
  public let exact: RecurringRevenueAmounts<Int128>
  /// Whole minor units that still add up: closing is rounded half even, and what the movements' own roundings
  /// leave over goes to those with the largest remainders.
  public let shown: RecurringRevenueAmounts<Int64>
  /// Paying customers at the end of the month.
  public let customers: Int64
}

public struct RecurringRevenueAmounts<Amount: FixedWidthInteger & Sendable>: Hashable, Sendable {
  public let opening: Amount
  public let movements: [MovementKind: Amount]
  public let closing: Amount

  public subscript(kind: MovementKind) -> Amount { movements[kind, default: 0] }
}

/// Folds sums into monthly series per currency, from the first movement to `last`, without gaps.
///
/// Months before `first` count into the opening and are left out of the answer.
public func recurringRevenue(
  sums: [MovementSum], from first: Month? = nil, through last: Month
) -> [RecurringRevenueSeries] {
  Dictionary(grouping: sums, by: \.currency)
    .sorted { $0.key < $1.key }
    .map { currency, sums in
      RecurringRevenueSeries(currency: currency, months: months(of: sums, from: first, through: last))
    }
}

private func months(of sums: [MovementSum], from first: Month?, through last: Month)
  -> [RecurringRevenueMonth]
{
  guard let earliest = sums.map(\.month).min(), earliest <= last else { return [] }
  let byMonth = Dictionary(grouping: sums, by: \.month)
  var result: [RecurringRevenueMonth] = []
  var opening: Int128 = 0
  var shownOpening: Int64 = 0
  var customers: Int64 = 0
  var month = earliest
  while month <= last {
    let parts = byMonth[month] ?? []
    let movements = Dictionary(parts.map { ($0.kind, $0.delta) }, uniquingKeysWith: +)
    let closing = movements.values.reduce(opening, +)
    customers += parts.reduce(0) { $0 + $1.customers }
    let exact = RecurringRevenueAmounts(opening: opening, movements: movements, closing: closing)
    let shown = exact.shown(opening: shownOpening)
    if first.map({ month >= $0 }) ?? true {
      result.append(RecurringRevenueMonth(month: month, exact: exact, shown: shown, customers: customers))
    }
    (opening, shownOpening) = (closing, shown.closing)
    month = month.adding(months: 1)
  }
  return result
}

extension RecurringRevenueAmounts<Int128> {
  /// The same month in whole minor units, adding up to the opening that is shown already.
  fileprivate func shown(opening shownOpening: Int64) -> RecurringRevenueAmounts<Int64> {
    let shownClosing = minorUnits(Rounding.halfEven.divide(closing, by: million))
    let floors = movements.mapValues { minorUnits(Rounding.down.divide($0, by: million)) }
    var left = shownClosing - shownOpening - floors.values.reduce(0, +)
    let order = MovementKind.allCases
      .filter { movements[$0, default: 0] != 0 }
      .sorted { remainder($0) > remainder($1) }
    var result = floors
    // At most one unit a kind, except when a month without movement inherits the opening's rounding.
    var turn = 0
    while left != 0, !order.isEmpty {
      result[order[turn % order.count], default: 0] += left.signum()
      left -= left.signum()
      turn += 1
    }
    return RecurringRevenueAmounts<Int64>(
      opening: shownOpening, movements: result, closing: shownClosing - left)
  }

  private func remainder(_ kind: MovementKind) -> Int128 {
    let value = movements[kind, default: 0]
    return value - Rounding.down.divide(value, by: million) * million
  }
}

private let million: Int128 = 1_000_000

/// 64 bits hold ninety million items of the largest level there may be.
private func minorUnits(_ amount: Int128) -> Int64 {
  guard let amount = Int64(exactly: amount) else {
    preconditionFailure("a currency's recurring revenue has more minor units than 64 bits count")
  }
  return amount
}
