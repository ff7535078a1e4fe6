import Chronology
import Monetary

/// Customers lost in one step, and of how many.
public struct CustomerChurn: Hashable, Sendable {
  public let period: TimelinePeriod
  /// Who was lost, of whom.
  public let share: Proportion

  /// Nil when there was nobody to lose.
  public var rate: Double? { share.value }
}

extension MovementColumns {
  /// **Customer churn rate**, cohort form: of those who paid at the beginning of a step, who pays nothing at
  /// its end: |{i ∈ A(t₀): M_i(t₁) = 0}| / |A(t₀)|.
  ///
  /// Each customer once. Who joined and left within the step is not in it, nor who left and came back.
  public func customerChurn(in timeline: Timeline, of selection: RowSelection) -> [CustomerChurn] {
    let standing = Standing(self, timeline, selection)
    return timeline.periods.enumerated().map { place, period in
      CustomerChurn(
        period: period, share: Proportion(standing.lost[place], of: standing.paying[place]))
    }
  }

  /// The customers behind a cell of `customerChurn`.
  public func customersLost(in period: TimelinePeriod, of selection: RowSelection) -> [UInt32] {
    let before = payingCustomers(before: period.first, of: selection)
    let after = payingCustomers(before: period.end, of: selection)
    return before.indices.filter { before[$0] && !after[$0] }.map { UInt32($0) }
  }

  /// **Churn, 30-day variant**: who stopped in the last 30 days / (who paid 30 days ago + who started since).
  ///
  /// Who started and stopped inside the window is in both. Every stop counts, of whoever came back too.
  /// - Parameter end: the day after the window's last.
  public func churnOfThirtyDays(before end: Day, of selection: RowSelection) -> Proportion {
    let first = end.adding(days: -30)
    let before = payingCustomers(before: first, of: selection).count { $0 }
    var joined = 0
    var left = 0
    forEachTurn(of: selection) { _, day, isPaying in
      guard day >= first.number, day < end.number else { return }
      if isPaying { joined += 1 } else { left += 1 }
    }
    return Proportion(left, of: before + joined)
  }

  /// **Churn, daily-sum variant**: Σ over days of (lost that day / paying at the day's start). Two days of
  /// 100 → 95 → 90 are 5 % + 5.263 %. Can exceed 1 over a long time.
  public func churnSummedByDay(from first: Day, before end: Day, of selection: RowSelection) -> Double {
    guard first < end, let days = Timeline(.day, from: first, through: end.adding(days: -1)) else {
      return 0
    }
    return customerChurn(in: days, of: selection).reduce(0) { $0 + ($1.rate ?? 0) }
  }

  /// Whether each customer pays anything, in whichever currency, at the beginning of a day.
  public func payingCustomers(before day: Day, of selection: RowSelection) -> [Bool] {
    var paying = [Bool](repeating: false, count: customers.count)
    for (payer, level) in levels(before: day, of: selection).enumerated() where level > 0 {
      paying[Int(payers.ids[payer].customer)] = true
    }
    return paying
  }

  /// Every time a customer begins or stops to pay altogether, in order: the customer, the day, and which.
  /// What a fact's rows do is one change.
  func forEachTurn(of selection: RowSelection, _ body: (UInt32, Int32, Bool) -> Void) {
    var levels = [Int64](repeating: 0, count: payers.count)
    var paidCurrencies = [Int16](repeating: 0, count: customers.count)
    var wasPaying: Bool?
    var position: Int64 = .min
    var last: (customer: UInt32, day: Int32) = (0, 0)
    func settle() {
      guard let before = wasPaying else { return }
      wasPaying = nil
      let now = paidCurrencies[Int(last.customer)] > 0
      if now != before { body(last.customer, last.day, now) }
    }
    forEachRow(in: selection) { view, index, _ in
      let payer = Int(view.payer[index])
      let customer = payers.ids[payer].customer
      if view.position[index] != position || customer != last.customer {
        settle()
        position = view.position[index]
        last = (customer, view.day[index])
        wasPaying = paidCurrencies[Int(customer)] > 0
      }
      let before = levels[payer]
      levels[payer] &+= view.delta[index]
      paidCurrencies[Int(customer)] += (levels[payer] > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
    }
    settle()
  }
}

/// A customer who stops to pay altogether, with what it brought before in the currency it left last.
struct CustomerStop {
  let customer: UInt32
  let day: Int32
  let currency: Currency
  /// Millionths of a minor unit a month.
  let level: Int128
}

extension MovementColumns {
  /// Every stop on these days, in order; of whoever came back and left again, each one.
  func stops(from first: Day, before end: Day, of selection: RowSelection) -> [CustomerStop] {
    var found: [CustomerStop] = []
    var levels = [Int64](repeating: 0, count: payers.count)
    var paying = [Int16](repeating: 0, count: customers.count)
    // The fact at hand: a customer stops with a whole fact, not with one of its rows.
    var fact: (position: Int64, day: Int32, before: [(payer: Int, level: Int64)]) = (.min, 0, [])
    func settle() {
      defer { fact.before = [] }
      guard let one = fact.before.first else { return }
      let customer = payers.ids[one.payer].customer
      for (payer, level) in fact.before {
        paying[Int(customer)] += (levels[payer] > 0 ? 1 : 0) - (level > 0 ? 1 : 0)
      }
      let left = fact.before.filter { $0.level > 0 }.max { $0.level < $1.level }
      guard let left, paying[Int(customer)] == 0, fact.day >= first.number, fact.day < end.number else {
        return
      }
      found.append(
        CustomerStop(
          customer: customer, day: fact.day, currency: currencies[UInt32(payers.ids[left.payer].currency)],
          level: Int128(left.level)))
    }
    forEachRow(in: selection) { view, index, _ in
      let payer = Int(view.payer[index])
      let isSame =
        view.position[index] == fact.position
        && fact.before.first.map { payers.ids[$0.payer].customer == payers.ids[payer].customer } == true
      if !isSame {
        settle()
        (fact.position, fact.day) = (view.position[index], view.day[index])
      }
      if !fact.before.contains(where: { $0.payer == payer }) { fact.before.append((payer, levels[payer])) }
      levels[payer] &+= view.delta[index]
    }
    settle()
    return found
  }
}

/// Who pays at the beginning of each step of a timeline, and who of them no longer at its end.
struct Standing {
  private(set) var paying: [Int]
  private(set) var lost: [Int]
  /// Paying customers at each step's end.
  private(set) var after: [Int]

  init(_ columns: MovementColumns, _ timeline: Timeline, _ selection: RowSelection) {
    let steps = timeline.periods.count
    paying = Array(repeating: 0, count: steps)
    lost = paying
    after = paying
    // Customers whose standing changed in the step at hand, with what it was before.
    var touched: [UInt32: Bool] = [:]
    var now = Set<UInt32>()
    var step = -1
    var lostCounts = lost
    var payingCounts = paying
    var afterCounts = after
    func finish(through next: Int) {
      while step < min(next, steps) {
        if step >= 0 {
          lostCounts[step] = touched.count { $0.value && !now.contains($0.key) }
          afterCounts[step] = now.count
        }
        touched.removeAll(keepingCapacity: true)
        step += 1
        if step < steps { payingCounts[step] = now.count }
      }
    }
    columns.forEachTurn(of: selection) { customer, day, isPaying in
      if day >= timeline.end.number {
        finish(through: steps)
        return
      }
      if day >= timeline.first.number {
        let turned = timeline.first.adding(days: Int(day - timeline.first.number))
        finish(through: timeline.period(of: turned) ?? 0)
        if touched[customer] == nil { touched[customer] = !isPaying }
      }
      if isPaying { now.insert(customer) } else { now.remove(customer) }
    }
    finish(through: steps)
    (paying, lost, after) = (payingCounts, lostCounts, afterCounts)
  }
}
