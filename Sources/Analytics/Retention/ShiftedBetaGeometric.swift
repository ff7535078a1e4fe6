/// How many of a cohort are left after each period, from all at the beginning: `[1000, 869, 743, …]`.
public struct RetentionCounts: Hashable, Sendable {
  public let alive: [Double]

  /// Nil unless there are two, none grows, none is below zero and somebody was there.
  public init?(alive: [Double]) {
    guard alive.count >= 2, alive[0] > 0, alive.allSatisfy({ $0 >= 0 && $0.isFinite }),
      zip(alive, alive.dropFirst()).allSatisfy({ $0 >= $1 })
    else { return nil }
    self.alive = alive
  }

  public var periods: Int { alive.count - 1 }
}

/// A model of how long customers stay, in whole periods.
public protocol RetentionModel: Sendable {
  static var name: String { get }
  /// How many numbers were fitted.
  static var parameterCount: Int { get }
  var logLikelihood: Double { get }
  /// The share of a cohort that is left after `periods`; 1 at 0.
  func survival(_ periods: Double) -> Double
  /// The same for a whole number of periods and each one after it, until the body has enough.
  func forEachSurvival(from periods: Int, while body: (Double) -> Bool)
}

extension RetentionModel {
  /// The share of those left after `period - 1` periods who stay for one more.
  public func retention(in period: Int) -> Double {
    survival(Double(period)) / survival(Double(period - 1))
  }

  /// Akaike's criterion: smaller fits better for what it costs.
  public var akaike: Double { 2 * Double(Self.parameterCount) - 2 * logLikelihood }

  /// Discounted expected lifetime of a new customer who pays at the start of each period:
  /// Σ S(t) / (1+d)^t from t = 0, for a discount of `d` a period above zero.
  public func discountedLifetime(discount: Double) -> Double {
    sum(discount: discount, from: 0)
  }

  /// Discounted expected *residual* lifetime of a customer just before the `renewal`-th renewal:
  /// Σ S(t) / S(n-1) / (1+d)^(t-n) from t = n, the chance of that renewal included.
  public func residualLifetime(beforeRenewal renewal: Int, discount: Double) -> Double {
    return sum(discount: discount, from: renewal) / survival(Double(renewal - 1))
  }

  private func sum(discount: Double, from first: Int) -> Double {
    precondition(discount > 0, "a lifetime is discounted, or it may have no end")
    var sum = 0.0
    var factor = 1.0
    var terms = 0
    // Shares never grow, so what is left is at most the next term times (1+d)/d.
    forEachSurvival(from: first) { share in
      sum += share * factor
      factor /= 1 + discount
      terms += 1
      return factor * (1 + discount) / discount > 1e-12 && terms < 200_000
    }
    return sum
  }
}

/// **sBG**, the shifted beta-geometric model (Fader and Hardie 2007): each customer leaves at each renewal
/// with a constant chance of its own, and these chances are spread as a beta distribution. So those who stay
/// are ever more the loyal ones, and retention rises with tenure.
///
/// S(t) = B(α, β+t) / B(α, β).
public struct ShiftedBetaGeometric: RetentionModel, Hashable {
  public static let name = "sBG"
  public static let parameterCount = 2

  public let alpha: Double
  public let beta: Double
  public let logLikelihood: Double

  public init(alpha: Double, beta: Double, logLikelihood: Double = .nan) {
    precondition(alpha > 0 && beta > 0, "a beta distribution has positive parameters")
    self.alpha = alpha
    self.beta = beta
    self.logLikelihood = logLikelihood
  }

  /// The most likely model of one cohort.
  public init(fitting counts: RetentionCounts) { self.init(fitting: [counts]) }

  /// The most likely model of several cohorts together. There must be one.
  public init(fitting cohorts: [RetentionCounts]) { self.init(fitting: RetentionTally(cohorts)) }

  /// The most likely model of all customers, whatever the time they began at.
  public init(fitting tally: RetentionTally) {
    self.init(Minimizer.minimum(from: [0, 0]) { -tally.logLikelihood(ShiftedBetaGeometric($0)) })
  }

  /// That of customers drawn again from those that another one was fitted to: found from there.
  init(fitting tally: RetentionTally, near other: ShiftedBetaGeometric) {
    let start = [Elementary.ln(other.alpha), Elementary.ln(other.beta)]
    self.init(Descent.minimum(from: start) { -tally.logLikelihood(ShiftedBetaGeometric($0)) })
  }

  private init(_ found: (place: [Double], value: Double)) {
    let model = ShiftedBetaGeometric(found.place)
    self.init(alpha: model.alpha, beta: model.beta, logLikelihood: -found.value)
  }

  /// Logarithms, held to where a beta distribution is not yet a point.
  private init(_ logarithms: [Double]) {
    let bounded = logarithms.map { Elementary.exponential(min(max($0, -15), 15)) }
    self.init(alpha: bounded[0], beta: bounded[1])
  }

  public func survival(_ periods: Double) -> Double {
    Elementary.exponential(
      Elementary.lnGammaFall(beta + periods, by: alpha) - Elementary.lnGammaFall(beta, by: alpha))
  }

  /// S(t+1) = S(t) (β+t) / (α+β+t).
  public func forEachSurvival(from periods: Int, while body: (Double) -> Bool) {
    var time = Double(periods)
    var share = survival(time)
    while body(share) {
      share *= (beta + time) / (alpha + beta + time)
      time += 1
    }
  }

  /// The mean chance of leaving at the first renewal: α / (α+β).
  public var meanChurn: Double { alpha / (alpha + beta) }
}

/// **BdW**, the beta-discrete-Weibull model (Fader and others 2018): as sBG, and each customer's own chance
/// may rise or fall with tenure. Better on few periods and on cohorts that leave late.
///
/// S(t) = B(a, b + t^c) / B(a, b).
public struct BetaDiscreteWeibull: RetentionModel, Hashable {
  public static let name = "BdW"
  public static let parameterCount = 3

  public let a: Double
  public let b: Double
  public let c: Double
  public let logLikelihood: Double

  public init(a: Double, b: Double, c: Double, logLikelihood: Double = .nan) {
    precondition(a > 0 && b > 0 && c > 0, "a beta-discrete-Weibull model has positive parameters")
    self.a = a
    self.b = b
    self.c = c
    self.logLikelihood = logLikelihood
  }

  /// The most likely model of one cohort.
  public init(fitting counts: RetentionCounts) { self.init(fitting: [counts]) }

  /// The most likely model of several cohorts together. There must be one.
  public init(fitting cohorts: [RetentionCounts]) { self.init(fitting: RetentionTally(cohorts)) }

  /// The most likely model of all customers, whatever the time they began at.
  public init(fitting tally: RetentionTally) {
    self.init(fitting: tally, from: ShiftedBetaGeometric(fitting: tally))
  }

  /// From where sBG ends, c = 1, so it never fits worse.
  init(fitting tally: RetentionTally, from start: ShiftedBetaGeometric) {
    let place = [Elementary.ln(start.alpha), Elementary.ln(start.beta), 0]
    self.init(
      Minimizer.minimum(from: place, step: 0.3) { -tally.logLikelihood(BetaDiscreteWeibull($0)) })
  }

  /// The same, as quickly as somebody needs it who fits a hundred.
  init(fittingQuickly tally: RetentionTally, from start: ShiftedBetaGeometric) {
    let place = [Elementary.ln(start.alpha), Elementary.ln(start.beta), 0]
    self.init(Descent.minimum(from: place) { -tally.logLikelihood(BetaDiscreteWeibull($0)) })
  }

  private init(_ found: (place: [Double], value: Double)) {
    let model = BetaDiscreteWeibull(found.place)
    self.init(a: model.a, b: model.b, c: model.c, logLikelihood: -found.value)
  }

  private init(_ logarithms: [Double]) {
    let bounded = logarithms.map { Elementary.exponential(min(max($0, -15), 15)) }
    self.init(a: bounded[0], b: bounded[1], c: min(bounded[2], 20))
  }

  public func survival(_ periods: Double) -> Double {
    survival(periods, since: Elementary.lnGammaFall(b, by: a))
  }

  @inline(__always)
  private func survival(_ periods: Double, since start: Double) -> Double {
    Elementary.exponential(
      Elementary.lnGammaFall(b + Elementary.power(periods, c), by: a) - start)
  }

  public func forEachSurvival(from periods: Int, while body: (Double) -> Bool) {
    let start = Elementary.lnGammaFall(b, by: a)
    var time = Double(periods)
    while body(survival(time, since: start)) { time += 1 }
  }
}

/// sBG and BdW averaged by Akaike's weights: each counts as much as the data speak for it.
public struct AveragedRetention: Sendable {
  public let geometric: ShiftedBetaGeometric
  public let weibull: BetaDiscreteWeibull
  /// What sBG counts; BdW counts the rest.
  public let geometricWeight: Double

  public init(fitting cohorts: [RetentionCounts]) { self.init(fitting: RetentionTally(cohorts)) }

  public init(fitting tally: RetentionTally) {
    let geometric = ShiftedBetaGeometric(fitting: tally)
    self.init(geometric, BetaDiscreteWeibull(fitting: tally, from: geometric))
  }

  /// Of customers drawn again from those that the other one was fitted to. Only sBG begins there: where BdW
  /// has ended, its parameters may be at their bounds, from which nothing slopes.
  init(fitting tally: RetentionTally, near other: AveragedRetention) {
    let geometric = ShiftedBetaGeometric(fitting: tally, near: other.geometric)
    self.init(geometric, BetaDiscreteWeibull(fittingQuickly: tally, from: geometric))
  }

  private init(_ geometric: ShiftedBetaGeometric, _ weibull: BetaDiscreteWeibull) {
    self.geometric = geometric
    self.weibull = weibull
    let better = Elementary.exponential((geometric.akaike - weibull.akaike) / 2)
    geometricWeight = 1 / (1 + better)
  }

  public func survival(_ periods: Double) -> Double {
    geometricWeight * geometric.survival(periods) + (1 - geometricWeight) * weibull.survival(periods)
  }

  /// The discounted lifetime of a new customer; that of a mixture is the mixture of both.
  public func discountedLifetime(discount: Double) -> Double {
    geometricWeight * geometric.discountedLifetime(discount: discount)
      + (1 - geometricWeight) * weibull.discountedLifetime(discount: discount)
  }
}
