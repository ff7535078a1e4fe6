import Chronology

/// What the rows before a day came to, payer by payer: folds of later steps begin from it, not from the first
/// row.
///
/// It holds for as long as nothing becomes effective before its day; payers who came later had nothing then.
struct Footing: Sendable {
  let day: Day
  /// How many rows of the columns, whatever a filter says, are effective before the day.
  let rows: Int
  /// Who paid or paused then, and each payer's level.
  let turns: PayingTurns
  var levels: [Int64] { turns.levels.ground }
  /// Who pays, and who pays or paused and is not lost yet.
  let pays, stands: Marked
  /// Who of the payers had something at any time.
  let hasPaid: [Bool]
  /// The day of each payer's first movement; the latest there is of who had none.
  let firsts: [Int32]
  /// What was recorded as customers won and lost, by currency.
  let recordedCustomers: [Int64]
  /// What recurred then and who paid, by currency.
  let standing: (levels: [Int128], customers: [Int64])

  init(_ columns: MovementColumns, before day: Day, where filter: RowFilter) {
    var turns = PayingTurns(columns)
    var hasPaid = [Bool](repeating: false, count: columns.payers.count)
    var firsts = [Int32](repeating: .max, count: columns.payers.count)
    var recordedCustomers = [Int64](repeating: 0, count: columns.currencies.count)
    columns.forEachRow(in: columns.rows(where: filter)) { view, index, _ in
      guard view.day[index] < day.number else { return }
      let payer = Int(view.payer[index])
      turns.take(view, index, of: columns.payers.ids[payer].customer, through: .max) { _, _, _ in }
      if turns.levels[payer] > 0 { hasPaid[payer] = true }
      if firsts[payer] == .max { firsts[payer] = view.day[index] }
      recordedCustomers[Int(view.currency[index])] +=
        Int64(view.marks[index] >> MovementChunk.customersShift) - 1
    }
    turns.finish(through: day.number - 1) { _, _, _ in }
    self.day = day
    rows = columns.rows(before: day)
    self.turns = turns
    pays = Marked(turns.paying)
    stands = Marked(turns.standing)
    self.hasPaid = hasPaid
    self.firsts = firsts
    self.recordedCustomers = recordedCustomers
    standing = columns.standing(of: turns.levels.ground)
  }

  /// Some customers.
  struct Marked: Sendable {
    let customers: [Bool]
    let count: Int

    init(_ customers: [Bool]) {
      self.customers = customers
      count = customers.count(where: \.self)
    }
  }

  /// The day of a payer's first movement; nil of who had none.
  func first(of payer: Int) -> Day? {
    firsts[payer] == .max ? nil : day.adding(days: Int(firsts[payer] - day.number))
  }
}

extension RowSelection {
  /// Each payer's level where the rows begin.
  func openingLevels(_ columns: MovementColumns) -> [Int64] {
    (footing?.levels ?? []).widened(to: columns.payers.count, 0)
  }
}

extension Array {
  /// The same with as many more at its end as there are to be.
  func widened(to length: Int, _ element: Element) -> [Element] {
    count < length ? self + repeatElement(element, count: length - count) : self
  }
}

extension MovementColumns {
  /// How many rows are effective before a day.
  func rows(before day: Day) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let chunk = chunks[middle >> MovementChunk.shift]
      if chunk.day[middle & (MovementChunk.rowsMost - 1)] < day.number {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The rows that pass a filter and are not in a footing, which was made with the same filter.
  func rows(where filter: RowFilter, on footing: Footing) -> RowSelection {
    var selection = rows(where: filter, from: footing.rows)
    selection.footing = footing
    return selection
  }
}
