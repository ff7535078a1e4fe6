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
  /// contraction; the rows of one fact are one change. Pauses and their ends are kinds of their own. Who
  /// joins and leaves in one step is in both rows.
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
    if let footing = selection.footing {
      opening = footing.standing.levels.widened(to: width, 0)
      openingCustomers = footing.recordedCustomers.widened(to: width, 0)
    }
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
    var table = MovementTable(timeline: timeline, currencies: currencies.ids)
    // Below zero: has never paid. A level itself is never negative.
    var levels = [Int64](repeating: RunningLevel.never, count: payers.count)
    var before = table.opening.map { MovementTally(delta: $0) }
    let (width, steps) = (table.currencies.count, table.timeline.periods.count)
    levels.withUnsafeMutableBufferPointer { levels in
      table.cells.withUnsafeMutableBufferPointer { cells in
        before.withUnsafeMutableBufferPointer { before in
          let fold = BalanceFold(levels: levels, cells: cells, before: before, width: width, steps: steps)
          // Apart from the pass, because few facts have several rows and the pass is fast for being short.
          let facts = FactGathering()
          var isGathering = false
          walk(selection, timeline) { view, index, _, period in
            let change = PayerChange(
              payer: Int(view.payer[index]), currency: Int(view.currency[index]), period: period,
              kind: Int(view.kind[index]), delta: view.delta[index])
            if view.marks[index] & MovementChunk.continues == 0, !isGathering {
              fold.apply(change)
            } else {
              isGathering = facts.gather(change, view, index, into: fold)
            }
          }
          facts.finish(into: fold)
        }
      }
    }
    table.opening = before.map(\.delta)
    table.openingCustomers = before.map(\.customers)
    return table
  }
}

enum RunningLevel {
  static let never: Int64 = -1
  /// The codes from this one on are pauses and their ends, which no level tells.
  static let firstPause = 5

  /// The code of a row's kind: what it was when it was folded, if that was a pause or the end of one.
  @inline(__always)
  static func kind(before: Int64, after: Int64, recorded: Int) -> Int {
    recorded >= firstPause ? recorded : kind(before: before, after: after)
  }

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
  /// The code of the kind it was recorded as.
  let kind: Int
  var delta: Int64
}

/// The running levels, and the cells they are classified into.
private struct BalanceFold {
  let levels: UnsafeMutableBufferPointer<Int64>
  let cells: UnsafeMutableBufferPointer<MovementTally>
  /// What came before the first step, by currency.
  let before: UnsafeMutableBufferPointer<MovementTally>
  let width: Int
  let steps: Int

  @inline(__always)
  func apply(_ change: PayerChange) {
    let level = levels[change.payer]
    let after = max(level, 0) &+ change.delta
    levels[change.payer] = after == 0 && level == RunningLevel.never ? level : after
    let customers: Int64 = (after > 0 ? 1 : 0) &- (level > 0 ? 1 : 0)
    if change.period < 0 {
      before[change.currency].customers &+= customers
      before[change.currency].delta += Int128(change.delta)
    } else if change.period < steps, change.delta != 0 {
      let kind = RunningLevel.kind(before: level, after: after, recorded: change.kind)
      let place = MovementTable.place(change.period, change.currency, kind, currencies: width)
      cells[place].movements &+= 1
      cells[place].customers &+= customers
      cells[place].delta += Int128(change.delta)
    }
  }
}

/// A fact's rows are one change; a filter may have taken some of them out, the last one too.
private final class FactGathering {
  private var pending: (change: PayerChange, position: Int64)?

  /// Whether a fact is still under way.
  @inline(never)
  func gather(_ change: PayerChange, _ view: ChunkView, _ index: Int, into fold: BalanceFold) -> Bool {
    let position = view.position[index]
    if pending?.position == position {
      pending?.change.delta += change.delta
    } else {
      finish(into: fold)
      pending = (change, position)
    }
    if view.marks[index] & MovementChunk.continues == 0 { finish(into: fold) }
    return pending != nil
  }

  func finish(into fold: BalanceFold) {
    guard let (change, _) = pending else { return }
    pending = nil
    fold.apply(change)
  }
}
