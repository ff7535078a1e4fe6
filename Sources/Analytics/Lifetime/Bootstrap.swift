import Identity

/// How a figure varies when its customers are drawn again: the middle share of many draws.
public enum Bootstrap {
  /// The percentile interval of a figure over `draws` samples with replacement; nil when most of them have
  /// none.
  ///
  /// - Parameter seed: the same seed gives the same interval.
  public static func interval<Member>(
    of members: [Member], draws: Int = 500, confidence: Double = 0.95, seed: UInt64,
    figure: ([Member]) -> Double?
  ) -> ClosedRange<Double>? {
    guard !members.isEmpty else { return nil }
    return interval(draws: draws, confidence: confidence, seed: seed) { chance in
      figure(members.indices.map { _ in members[chance.next(in: 0..<members.count)] })
    }
  }

  /// The same for whoever draws by itself.
  static func interval(
    draws: Int, confidence: Double, seed: UInt64, figure: (inout SeededRandomness) -> Double?
  ) -> ClosedRange<Double>? {
    guard draws > 0, confidence > 0, confidence < 1 else { return nil }
    var chance = SeededRandomness(seed: seed)
    var found: [Double] = []
    for _ in 0..<draws {
      if let value = figure(&chance), value.isFinite { found.append(value) }
    }
    guard found.count * 2 > draws else { return nil }
    found.sort()
    func quantile(_ share: Double) -> Double {
      let place = share * Double(found.count - 1)
      let below = Int(place)
      let above = min(below + 1, found.count - 1)
      return found[below] + (place - Double(below)) * (found[above] - found[below])
    }
    return quantile((1 - confidence) / 2)...quantile((1 + confidence) / 2)
  }

  /// The interval of a fitted model's figure: each draw loses as many in each period as chance would have it,
  /// and is fitted again.
  public static func interval(
    of counts: RetentionCounts, draws: Int = 200, confidence: Double = 0.95, seed: UInt64,
    figure: (RetentionCounts) -> Double?
  ) -> ClosedRange<Double>? {
    let customers = lifetimes(counts)
    return interval(of: customers, draws: draws, confidence: confidence, seed: seed) { sample in
      var alive = [Double](repeating: 0, count: counts.periods + 1)
      for ended in sample { alive[ended] += 1 }
      for period in (0..<counts.periods).reversed() { alive[period] += alive[period + 1] }
      return RetentionCounts(alive: alive).flatMap(figure)
    }
  }

  /// After how many whole periods each customer was last seen; counts are rounded to customers.
  private static func lifetimes(_ counts: RetentionCounts) -> [Int] {
    let alive = counts.alive.map { Int($0.rounded()) }
    return (0...counts.periods).flatMap { period in
      let next = period < counts.periods ? alive[period + 1] : 0
      return Array(repeating: period, count: max(0, alive[period] - next))
    }
  }
}
