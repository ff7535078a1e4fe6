import Chronology
import Monetary

/// By what a row of the activity view gets its kind.
public enum Classification: Hashable, Sendable {
  /// As it was when the fact was folded: what was reported then.
  case asRecorded
  /// From the customer's running level over the selected rows, in the order they are effective: what is known
  /// now, and what a segment sees of the customers who enter and leave it.
  case fromBalances
}

extension MovementColumns {
  /// **MRR movements, activity view.** Every movement counts, in the step it is effective in.
  ///
  /// `b=0, a>0`: new, or reactivation for who has paid before · `a=0, b>0`: churn · else expansion or
  /// contraction; the rows of one fact are one change. Who joins and leaves in one step is in both rows.
  /// opening + movements = closing, exactly, in each currency.
  public func activityView(
    in timeline: Timeline, of selection: RowSelection, classified: Classification = .asRecorded
  ) -> MovementTable {
    switch classified {
    case .asRecorded: recordedActivity(timeline, selection)
    case .fromBalances: balancedActivity(timeline, selection)
    }
  }

  private func recordedActivity(_ timeline: Timeline, _ selection: RowSelection) -> MovementTable {
    var table = MovementTable(timeline: timeline, currencies: currencies.ids)
    let width = currencies.count
    let steps = timeline.periods.count
    var opening = table.opening
    var openingCustomers = table.openingCustomers
    table.cells.withUnsafeMutableBufferPointer { cells in
      walk(selection, timeline) { view, index, _, period in
        let currency = Int(view.currency[index])
        let customers = Int64(view.marks[index] >> MovementChunk.customersShift) - 1
        if period < 0 {
          opening[currency] += Int128(view.delta[index])
          openingCustomers[currency] += customers
        } else if period < steps {
          let place = MovementTable.place(period, currency, Int(view.kind[index]), currencies: width)
          cells[place].movements += 1
          cells[place].customers += customers
          cells[place].delta += Int128(view.delta[index])
        }
      }
    }
    (table.opening, table.openingCustomers) = (opening, openingCustomers)
    return table
  }

  private func balancedActivity(_ timeline: Timeline, _ selection: RowSelection) -> MovementTable {
    let table = MovementTable(timeline: timeline, currencies: currencies.ids)
    // Below zero: has never paid. A level itself is never negative.
    var levels = [Int64](repeating: RunningLevel.never, count: payers.count)
    var cells = table.cells
    return levels.withUnsafeMutableBufferPointer { levels in
      cells.withUnsafeMutableBufferPointer { cells in
        var fold = BalanceFold(levels: levels, cells: cells, table: table)
        walk(selection, timeline) { view, index, _, period in
          let change = PayerChange(
            payer: Int(view.payer[index]), currency: Int(view.currency[index]), period: period,
            delta: view.delta[index])
          if view.marks[index] & MovementChunk.continues == 0, fold.pending == nil {
            fold.apply(change)
          } else {
            fold.gather(
              change, of: view.position[index],
              continues: view.marks[index] & MovementChunk.continues != 0)
          }
        }
        fold.finish()
        var result = table
        (result.opening, result.openingCustomers) = (fold.opening, fold.openingCustomers)
        result.cells = Array(cells)
        return result
      }
    }
  }
}

enum RunningLevel {
  static let never: Int64 = -1

  /// The code of `MovementKind`; `before` is `never`, zero or positive.
  @inline(__always)
  static func kind(before: Int64, after: Int64) -> Int {
    if before <= 0 { return before < 0 ? 0 : 4 }
    return after == 0 ? 3 : (after >= before ? 1 : 2)
  }
}

private struct PayerChange {
  let payer: Int
  let currency: Int
  let period: Int
  var delta: Int64
}

/// The running levels, and the cells they are classified into. A fact's rows are one change; a filter may
/// have taken some of them out, the last one too.
private struct BalanceFold {
  let levels: UnsafeMutableBufferPointer<Int64>
  let cells: UnsafeMutableBufferPointer<MovementTally>
  let width: Int
  let steps: Int
  var opening: [Int128]
  var openingCustomers: [Int64]
  var pending: (change: PayerChange, position: Int64)?

  init(
    levels: UnsafeMutableBufferPointer<Int64>, cells: UnsafeMutableBufferPointer<MovementTally>,
    table: MovementTable
  ) {
    self.levels = levels
    self.cells = cells
    width = table.currencies.count
    steps = table.timeline.periods.count
    (opening, openingCustomers) = (table.opening, table.openingCustomers)
  }

  @inline(__always)
  mutating func apply(_ change: PayerChange) {
    let before = levels[change.payer]
    let after = max(before, 0) &+ change.delta
    levels[change.payer] = after == 0 && before == RunningLevel.never ? before : after
    let customers: Int64 = (after > 0 ? 1 : 0) &- (before > 0 ? 1 : 0)
    if change.period < 0 {
      opening[change.currency] += Int128(change.delta)
      openingCustomers[change.currency] += customers
    } else if change.period < steps, change.delta != 0 {
      let kind = RunningLevel.kind(before: before, after: after)
      let place = MovementTable.place(change.period, change.currency, kind, currencies: width)
      cells[place].movements &+= 1
      cells[place].customers &+= customers
      cells[place].delta += Int128(change.delta)
    }
  }

  mutating func gather(_ change: PayerChange, of position: Int64, continues: Bool) {
    if pending?.position == position {
      pending?.change.delta += change.delta
    } else {
      finish()
      pending = (change, position)
    }
    if !continues { finish() }
  }

  mutating func finish() {
    guard let (change, _) = pending else { return }
    pending = nil
    apply(change)
  }
}
