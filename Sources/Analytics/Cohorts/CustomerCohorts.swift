import Chronology
import Monetary

/// Cohorts by the step of a customer's first movement, whatever it pays in: who pays at the end of each step,
/// and what is paid in each currency.
struct CustomerCohorts: Sendable {
  let steps: Int
  /// Their places in the columns' register.
  let currencies: [Int]
  /// By cohort and then step.
  private var customers: [Int64]
  /// Millionths of a minor unit a month, by cohort, then currency, then step.
  private var levels: [Int128]

  func customers(cohort: Int, at step: Int) -> Int { Int(customers[cohort * steps + step]) }

  /// By currency.
  func levels(cohort: Int, at step: Int) -> [Int128] {
    currencies.indices.map { levels[(cohort * currencies.count + $0) * steps + step] }
  }

  init(_ columns: MovementColumns, _ timeline: Timeline, _ currencies: [Int], _ selection: RowSelection) {
    self.init(steps: timeline.periods.count, currencies: currencies)
    // In one currency a payer is a customer.
    if currencies.count == 1, let table = columns.cohorts(in: timeline, of: selection) {
      take(table, currency: currencies[0])
      return
    }
    let width = currencies.count
    var places = [Int](repeating: 0, count: columns.currencies.count)
    for (place, currency) in currencies.enumerated() { places[currency] = place }
    var payerLevels = [Int64](repeating: 0, count: columns.payers.count)
    // In how many currencies a customer pays.
    var paying = [Int16](repeating: 0, count: columns.customers.count)
    columns.forEachCohortRow(in: timeline, of: selection) { view, index, row in
      let payer = Int(view.payer[index])
      let (before, delta) = (payerLevels[payer], view.delta[index])
      payerLevels[payer] = before &+ delta
      levels[(row.cohort * width + places[Int(view.currency[index])]) * steps + row.period] += Int128(delta)
      let change: Int16 = (before &+ delta > 0 ? 1 : 0) &- (before > 0 ? 1 : 0)
      guard change != 0 else { return }
      let was = paying[row.customer] > 0
      paying[row.customer] &+= change
      let pays = paying[row.customer] > 0
      customers[row.cohort * steps + row.period] &+= (pays ? 1 : 0) &- (was ? 1 : 0)
    }
    addUp(from: 0)
  }

  private init(steps: Int, currencies: [Int]) {
    (self.steps, self.currencies) = (steps, currencies)
    customers = Array(repeating: 0, count: steps * steps)
    levels = Array(repeating: 0, count: steps * steps * currencies.count)
  }

  private mutating func take(_ table: CohortTable, currency: Int) {
    for cohort in 0..<steps {
      for step in cohort..<steps {
        let cell = table[cohort, currency, step]
        customers[cohort * steps + step] = cell.customers
        levels[cohort * steps + step] = cell.revenue
      }
    }
  }

  /// Forgets the steps from one on.
  mutating func clear(from first: Int) {
    for row in stride(from: 0, to: customers.count, by: steps) {
      for place in (row + first)..<(row + steps) { customers[place] = 0 }
    }
    for row in stride(from: 0, to: levels.count, by: steps) {
      for place in (row + first)..<(row + steps) { levels[place] = 0 }
    }
  }

  /// Takes in a change, where all is of one currency.
  mutating func add(_ delta: Int64, _ change: Int64, cohort: Int, period: Int) {
    levels[cohort * steps + period] += Int128(delta)
    customers[cohort * steps + period] &+= change
  }

  /// Makes balances out of changes, which stand in the steps from one on.
  mutating func addUp(from first: Int) {
    for row in stride(from: 0, to: customers.count, by: max(1, steps)) {
      for place in (row + max(1, first))..<max(row + max(1, first), row + steps) {
        customers[place] += customers[place - 1]
      }
    }
    for row in stride(from: 0, to: levels.count, by: max(1, steps)) {
      for place in (row + max(1, first))..<max(row + max(1, first), row + steps) {
        levels[place] += levels[place - 1]
      }
    }
  }
}

/// Where a movement of a cohort belongs.
struct CohortPlace {
  let customer: Int
  /// The step of the customer's first movement.
  let cohort: Int
  let period: Int
}

extension MovementColumns {
  /// Walks the movements of those whose first one, in any currency, lies in a step of the timeline.
  @inline(__always)
  func forEachCohortRow(
    in timeline: Timeline, of selection: RowSelection, _ body: (ChunkView, Int, CohortPlace) -> Void
  ) {
    let steps = timeline.periods.count
    // -2 before the first movement, -1 for those who began before the timeline.
    var firsts = [Int16](repeating: -2, count: customers.count)
    let payers = payers.ids
    walk(selection, timeline) { view, index, _, period in
      guard period < steps else { return }
      let customer = Int(payers[Int(view.payer[index])].customer)
      if firsts[customer] == -2 { firsts[customer] = Int16(truncatingIfNeeded: period) }
      guard firsts[customer] >= 0 else { return }
      body(view, index, CohortPlace(customer: customer, cohort: Int(firsts[customer]), period: period))
    }
  }
}
