import Chronology

extension MovementColumns {
  /// **Early churn**: of the customers who began to pay for the first time on these days, who stopped within
  /// `days` (30). Only whose days have all passed before `today` count: the others cannot be judged yet.
  public func earlyChurn(
    from first: Day, before end: Day, days: Int = 30, today: Day, of selection: RowSelection
  ) -> Proportion {
    var began = [Int32](repeating: .max, count: customers.count)
    var stopped = [Int32](repeating: .max, count: customers.count)
    forEachTurn(of: selection) { customer, day, isPaying in
      let place = Int(customer)
      if isPaying {
        if began[place] == .max { began[place] = day }
      } else if stopped[place] == .max {
        stopped[place] = day
      }
    }
    var judged = 0
    var lost = 0
    for place in began.indices where began[place] >= first.number && began[place] < end.number {
      guard Int64(began[place]) + Int64(days) <= Int64(today.number) else { continue }
      judged += 1
      if stopped[place] != .max, Int64(stopped[place]) - Int64(began[place]) < Int64(days) { lost += 1 }
    }
    return Proportion(lost, of: judged)
  }

  /// The customers behind the part of `earlyChurn`, with what they brought before they stopped.
  func customersLostEarly(
    from first: Day, before end: Day, days: Int = 30, today: Day, of selection: RowSelection
  ) -> [CustomerStop] {
    var began = [Int32](repeating: .max, count: customers.count)
    forEachTurn(of: selection) { customer, day, isPaying in
      if isPaying, began[Int(customer)] == .max { began[Int(customer)] = day }
    }
    var seen = Set<UInt32>()
    return stops(from: first, before: end.adding(days: days), of: selection).filter { stop in
      guard seen.insert(stop.customer).inserted else { return false }
      let start = began[Int(stop.customer)]
      return start >= first.number && start < end.number
        && Int64(stop.day) - Int64(start) < Int64(days)
        && Int64(start) + Int64(days) <= Int64(today.number)
    }
  }

  /// How long each customer has paid from its first start to its first stop, in whole months; those who still
  /// pay before `today` are only not seen any further. For `KaplanMeier` and the models.
  public func lifetimes(today: Day, of selection: RowSelection) -> [Lifetime] {
    var began = [Int32](repeating: .max, count: customers.count)
    var stopped = [Int32](repeating: .max, count: customers.count)
    forEachTurn(of: selection, through: today.adding(days: -1)) { customer, day, isPaying in
      let place = Int(customer)
      guard day < today.number else { return }
      if isPaying {
        if began[place] == .max { began[place] = day }
      } else if stopped[place] == .max {
        stopped[place] = day
      }
    }
    return began.indices.filter { began[$0] != .max }.map { place in
      let hasEnded = stopped[place] != .max
      let start = Day.first.adding(days: Int(began[place] - Day.first.number))
      let end = hasEnded ? Day.first.adding(days: Int(stopped[place] - Day.first.number)) : today
      return Lifetime(duration: MovementColumns.wholeMonths(from: start, to: end), hasEnded: hasEnded)
    }
  }

  /// How often a monthly step from `start` has been reached; the 31st is reached on a shorter month's last
  /// day.
  static func wholeMonths(from start: Day, to end: Day) -> Int {
    let months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, start.adding(months: months) <= end ? months : months - 1)
  }
}
