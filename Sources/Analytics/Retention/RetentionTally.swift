import Identity

/// How many of all customers were lost in each period of their own lives, and how many were only not seen any
/// further: all that a retention model's likelihood depends on, whatever the number of cohorts.
public struct RetentionTally: Hashable, Sendable {
  /// `lost[t - 1]` left in their period `t`.
  let lost: [Double]
  /// `left[t]` were there after `t` periods and not seen any further.
  let left: [Double]

  public var customers: Double { lost.reduce(0, +) + left.reduce(0, +) }
  public var lostCustomers: Double { lost.reduce(0, +) }

  /// Who left after `n` whole periods did not pay for the one after them; whoever came paid for one.
  public init(_ lifetimes: [Lifetime]) {
    let most = lifetimes.map(\.duration).max() ?? 0
    var lost = [Double](repeating: 0, count: max(1, most))
    var left = [Double](repeating: 0, count: most + 1)
    for lifetime in lifetimes {
      if lifetime.hasEnded { lost[max(1, lifetime.duration) - 1] += 1 } else { left[lifetime.duration] += 1 }
    }
    self.init(lost: lost, left: left)
  }

  init(_ cohorts: [RetentionCounts]) {
    let most = cohorts.map(\.periods).max() ?? 0
    var lost = [Double](repeating: 0, count: most)
    var left = [Double](repeating: 0, count: most + 1)
    for cohort in cohorts {
      for period in 1...cohort.periods {
        lost[period - 1] += cohort.alive[period - 1] - cohort.alive[period]
      }
      left[cohort.periods] += cohort.alive[cohort.periods]
    }
    self.init(lost: lost, left: left)
  }

  private init(lost: [Double], left: [Double]) {
    self.lost = lost
    self.left = left
  }

  /// Σ lost ln P(T = t) + Σ left ln S(t).
  func logLikelihood(_ model: some RetentionModel) -> Double {
    var sum = 0.0
    var before = 1.0
    var period = 0
    let last = max(lost.count, left.count) - 1
    model.forEachSurvival(from: 1) { after in
      if period < left.count, left[period] > 0 { sum += left[period] * Elementary.ln(before) }
      if period < lost.count, lost[period] > 0 { sum += lost[period] * Elementary.ln(before - after) }
      before = after
      period += 1
      return period <= last
    }
    return sum
  }

  /// The same of sBG: P(T = t) = S(t-1) α / (α+β+t-1), S(t) = S(t-1) (β+t-1) / (α+β+t-1), without a gamma
  /// function and in logarithms.
  func logLikelihood(_ model: ShiftedBetaGeometric) -> Double {
    var sum = 0.0
    var lnBefore = 0.0
    for period in 0..<max(lost.count, left.count) {
      if period < left.count, left[period] > 0 { sum += left[period] * lnBefore }
      guard period < lost.count else { continue }
      let (stays, all) = (model.beta + Double(period), model.alpha + model.beta + Double(period))
      if lost[period] > 0 { sum += lost[period] * (lnBefore + Elementary.ln(model.alpha / all)) }
      lnBefore += Elementary.ln(stays / all)
    }
    return sum
  }

  /// The same customers drawn again: each is there a Poisson-distributed number of times.
  func drawn(_ chance: inout SeededRandomness) -> RetentionTally {
    RetentionTally(
      lost: lost.map { chance.poisson($0) }, left: left.map { chance.poisson($0) })
  }
}

extension SeededRandomness {
  /// Between 0 and 1, both not included.
  private mutating func share() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }

  /// A Poisson-distributed number; beyond thirty as its normal neighbour, rounded.
  fileprivate mutating func poisson(_ mean: Double) -> Double {
    guard mean > 0 else { return 0 }
    guard mean < 30 else {
      let normal =
        (-2 * Elementary.ln(share())).squareRoot() * Elementary.cosine(2 * Double.pi * share())
      return max(0, (mean + mean.squareRoot() * normal).rounded())
    }
    let limit = Elementary.exponential(-mean)
    var product = share()
    var count = 0.0
    while product > limit {
      product *= share()
      count += 1
    }
    return count
  }
}
