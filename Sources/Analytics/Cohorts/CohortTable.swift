import Chronology
import Monetary

/// How many of a cohort paid at the end of a step, and what they brought.
public struct CohortCell: Hashable, Sendable {
  public var customers: Int64 = 0
  /// Millionths of a minor unit a month.
  public var revenue: Int128 = 0
  /// Whether anybody of the cohort moved in this step.
  public var hasMovement = false
}

/// Cohorts by the step of a customer's first movement, over steps, by currency. Nothing is converted.
public struct CohortTable: Sendable {
  /// A table is as wide as it is high; thirty years of months.
  public static let periodsMost = 360

  public let timeline: Timeline
  public let currencies: [Currency]
  var cells: [CohortCell]

  /// At the end of `period` those who began in `cohort`; both are steps of the timeline.
  public subscript(cohort: Int, currency: Currency, period: Int) -> CohortCell {
    guard let place = currencies.firstIndex(of: currency) else { return CohortCell() }
    return self[cohort, place, period]
  }

  public subscript(cohort: Int, currency: Int, period: Int) -> CohortCell {
    let steps = timeline.periods.count
    return cells[(cohort * currencies.count + currency) * steps + period]
  }
}

extension MovementColumns {
  /// **Cohorts**: of those whose first movement lies in a step, how many pay at the end of each later step,
  /// and what they bring. Who began before the timeline is in no cohort. Nil for more steps than
  /// `CohortTable.periodsMost`.
  public func cohorts(in timeline: Timeline, of selection: RowSelection) -> CohortTable? {
    let steps = timeline.periods.count
    guard steps <= CohortTable.periodsMost else { return nil }
    let width = currencies.count
    var table = CohortTable(
      timeline: timeline, currencies: currencies.ids,
      cells: Array(repeating: CohortCell(), count: steps * width * steps))
    let currencyOf = payers.ids.map(\.currency)
    table.cells.withUnsafeMutableBufferPointer { cells in
      currencyOf.withUnsafeBufferPointer { currencyOf in
        forEachPayerPeriod(in: timeline, of: selection) { step in
          guard step.firstPeriod >= 0 else { return }
          let place = (step.firstPeriod * width + Int(currencyOf[step.payer])) * steps + step.period
          cells[place].customers &+= step.customers
          cells[place].revenue += Int128(step.delta)
          cells[place].hasMovement = true
        }
      }
      for row in stride(from: 0, to: cells.count, by: steps) {
        for place in (row + 1)..<max(row + 1, row + steps) {
          cells[place].customers += cells[place - 1].customers
          cells[place].revenue += cells[place - 1].revenue
        }
      }
    }
    return table
  }

  /// The customers behind a cell: of those who began in `cohort`, who pays in a currency at the end of
  /// `period`.
  public func customers(
    ofCohort cohort: Int, payingAt period: Int, in timeline: Timeline, of selection: RowSelection,
    currency: Currency
  ) -> [UInt32] {
    guard let wanted = currencies.index(of: currency) else { return [] }
    let levels = levels(before: timeline.periods[period].end, of: selection)
    var isMember = [Bool](repeating: false, count: payers.count)
    forEachPayerPeriod(in: timeline, of: selection) { step in
      if step.firstPeriod == cohort { isMember[step.payer] = true }
    }
    return levels.indices.filter {
      isMember[$0] && levels[$0] > 0 && payers.ids[$0].currency == UInt8(wanted)
    }.map { payers.ids[$0].customer }
  }
}
