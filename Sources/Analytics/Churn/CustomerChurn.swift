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
  /// **Customer churn rate**, cohort form: of those who stood at the beginning of a step, who does no longer
  /// at its end: |{i ∈ A(t₀): i ∉ A(t₁)}| / |A(t₀)|. Who pays stands, and so does, for `PauseDays.grace`
  /// days, who only paused.
  ///
  /// Each customer once. Who joined and left within the step is not in it, nor who left and came back.
  public func customerChurn(
    in timeline: Timeline, of selection: RowSelection, today: Day = .last
  ) -> [CustomerChurn] {
    let standing = Standing(self, timeline, selection, today)
    return timeline.periods.enumerated().map { place, period in
      CustomerChurn(
        period: period, share: Proportion(standing.lost[place], of: standing.paying[place]))
    }
  }

  /// The customers behind a cell of `customerChurn`.
  public func customersLost(in period: TimelinePeriod, of selection: RowSelection) -> [UInt32] {
    var before = [Bool](repeating: false, count: customers.count)
    var after = before
    forEachTurn(of: selection, through: period.last) { customer, day, stands in
      if day < period.first.number { before[Int(customer)] = stands }
      if day < period.end.number { after[Int(customer)] = stands }
    }
    return before.indices.filter { before[$0] && !after[$0] }.map { UInt32($0) }
  }

  /// **Churn, 30-day variant**: who stopped in the last 30 days / (who stood 30 days ago + who started
  /// since).
  ///
  /// Who started and stopped inside the window is in both. Every stop counts, of whoever came back too.
  /// - Parameter end: the day after the window's last.
  public func churnOfThirtyDays(before end: Day, of selection: RowSelection) -> Proportion {
    let first = end.adding(days: -30)
    var before = 0
    var joined = 0
    var left = 0
    forEachTurn(of: selection, through: end.adding(days: -1)) { _, day, stands in
      if day < first.number {
        before += stands ? 1 : -1
      } else if day < end.number {
        if stands { joined += 1 } else { left += 1 }
      }
    }
    return Proportion(left, of: before + joined)
  }

  /// **Churn, daily-sum variant**: Σ over days of (lost that day / paying at the day's start). Two days of
  /// 100 → 95 → 90 are 5 % + 5.263 %. Can exceed 1 over a long time.
  public func churnSummedByDay(from first: Day, before end: Day, of selection: RowSelection) -> Double {
    guard first < end, let days = Timeline(.day, from: first, through: end.adding(days: -1)) else {
      return 0
    }
    return customerChurn(in: days, of: selection, today: days.end.adding(days: -1)).reduce(0) {
      $0 + ($1.rate ?? 0)
    }
  }

  /// Every time a customer begins or stops to pay altogether, in order: the customer, the day, and which.
  /// What a fact's rows do is one change. Who stops by a pause is told of when its grace is over or its last
  /// paused contract ends, on that day, and not at all when it came back before.
  /// - Parameters:
  ///   - day: the last on which a grace that ends is told of.
  ///   - hasGrace: false tells of who pays and of nothing else.
  func forEachTurn(
    of selection: RowSelection, through day: Day = .last, hasGrace: Bool = true,
    _ body: (UInt32, Int32, Bool) -> Void
  ) {
    var turns =
      selection.footing.map { PayingTurns(after: $0.turns, hasGrace: hasGrace) }
      ?? PayingTurns(self, hasGrace: hasGrace)
    forEachRow(in: selection) { view, index, _ in
      let customer = payers.ids[Int(view.payer[index])].customer
      turns.take(view, index, of: customer, through: day.number, body)
    }
    turns.finish(through: day.number, body)
  }
}

/// A customer who stops to pay altogether, with what it brought before in the currency it left last.
struct CustomerStop {
  let customer: UInt32
  var day: Int32
  let currency: Currency
  /// Millionths of a minor unit a month.
  let level: Int128
}

extension MovementColumns {
  /// Every stop on these days, in order; of whoever came back and left again, each one. Who paused and did
  /// not come back stops on the day the grace is over, or its last paused contract ends.
  func stops(from first: Day, before end: Day, of selection: RowSelection) -> [CustomerStop] {
    var found: [CustomerStop] = []
    var levels = [Int64](repeating: 0, count: payers.count)
    var paying = [Int16](repeating: 0, count: customers.count)
    var grace = PauseGrace<CustomerStop>()
    // The fact at hand: a customer stops with a whole fact, not with one of its rows.
    var fact = StoppingFact()
    func note(_ stop: CustomerStop, on day: Int32) {
      guard day >= first.number, day < end.number else { return }
      var stop = stop
      stop.day = day
      found.append(stop)
    }
    func settle() {
      defer { fact.before = [] }
      guard let one = fact.before.first else { return }
      let customer = payers.ids[one.payer].customer
      for (payer, level) in fact.before {
        paying[Int(customer)] += (levels[payer] > 0 ? 1 : 0) - (level > 0 ? 1 : 0)
      }
      if paying[Int(customer)] > 0 { _ = grace.end(customer) }
      if fact.endsPause, let stop = grace.lose(customer) { note(stop, on: fact.day) }
      let left = fact.before.filter { $0.level > 0 }.max { $0.level < $1.level }
      guard let left, paying[Int(customer)] == 0 else { return }
      let stop = CustomerStop(
        customer: customer, day: fact.day, currency: currencies[UInt32(payers.ids[left.payer].currency)],
        level: Int128(left.level))
      if fact.isPause { grace.begin(customer, on: fact.day, stop) } else { note(stop, on: fact.day) }
    }
    func runOut(_ day: Int32) { grace.run(out: day) { _, end, stop in note(stop, on: end) } }
    forEachRow(in: selection) { view, index, _ in
      let payer = Int(view.payer[index])
      let isSame =
        view.position[index] == fact.position
        && fact.before.first.map { payers.ids[$0.payer].customer == payers.ids[payer].customer } == true
      if !isSame {
        settle()
        fact.begin(view, index)
        runOut(fact.day)
      }
      grace.note(view, index, of: payers.ids[payer].customer)
      if !fact.before.contains(where: { $0.payer == payer }) { fact.before.append((payer, levels[payer])) }
      levels[payer] &+= view.delta[index]
    }
    settle()
    runOut(end.number - 1)
    return found
  }
}

/// A fact some of whose rows have been seen, and the levels they found.
private struct StoppingFact {
  private(set) var position: Int64 = .min
  private(set) var day: Int32 = 0
  private(set) var isPause = false
  private(set) var endsPause = false
  var before: [(payer: Int, level: Int64)] = []

  mutating func begin(_ view: ChunkView, _ index: Int) {
    position = view.position[index]
    day = view.day[index]
    isPause = view.kind[index] == MovementKind.paused.code
    endsPause = view.delta[index] == 0
  }
}
