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
    sum(discount: discount, from: 0) { self.survival($0) }
  }

  /// Discounted expected *residual* lifetime of a customer just before the `renewal`-th renewal:
  /// Σ S(t) / S(n-1) / (1+d)^(t-n) from t = n, the chance of that renewal included.
  public func residualLifetime(beforeRenewal renewal: Int, discount: Double) -> Double {
    let reached = survival(Double(renewal - 1))
    return sum(discount: discount, from: renewal) { self.survival($0) / reached }
  }

  private func sum(discount: Double, from first: Int, _ share: (Double) -> Double) -> Double {
    precondition(discount > 0, "a lifetime is discounted, or it may have no end")
    var sum = 0.0
    var factor = 1.0
    var time = Double(first)
    // Shares never grow, so what is left is at most the next term times (1+d)/d.
    while factor * (1 + discount) / discount > 1e-12, time < Double(first) + 200_000 {
      sum += share(time) * factor
      factor /= 1 + discount
      time += 1
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
    let found = Minimizer.minimum(from: [0, 0]) { place in
      -tally.logLikelihood(ShiftedBetaGeometric(place).survival)
    }
    let model = ShiftedBetaGeometric(found.place)
    self.init(alpha: model.alpha, beta: model.beta, logLikelihood: -found.value)
  }

  /// Logarithms, held to where a beta distribution is not yet a point.
  private init(_ logarithms: [Double]) {
    let bounded = logarithms.map { Elementary.exponential(min(max($0, -15), 15)) }
    self.init(alpha: bounded[0], beta: bounded[1])
  }

  public func survival(_ periods: Double) -> Double {
    // A product for small whole numbers would be as exact; one form is enough.
    Elementary.exponential(Elementary.lnBeta(alpha, beta + periods) - Elementary.lnBeta(alpha, beta))
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
    // From where sBG ends, c = 1, so it never fits worse.
    let start = ShiftedBetaGeometric(fitting: tally)
    let found = Minimizer.minimum(
      from: [Elementary.ln(start.alpha), Elementary.ln(start.beta), 0], step: 0.3
    ) { place in
      -tally.logLikelihood(BetaDiscreteWeibull(place).survival)
    }
    let model = BetaDiscreteWeibull(found.place)
    self.init(a: model.a, b: model.b, c: model.c, logLikelihood: -found.value)
  }

  private init(_ logarithms: [Double]) {
    let bounded = logarithms.map { Elementary.exponential(min(max($0, -15), 15)) }
    self.init(a: bounded[0], b: bounded[1], c: min(bounded[2], 20))
  }

  public func survival(_ periods: Double) -> Double {
    let time = Elementary.power(periods, c)
    return Elementary.exponential(Elementary.lnBeta(a, b + time) - Elementary.lnBeta(a, b))
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
    geometric = ShiftedBetaGeometric(fitting: tally)
    weibull = BetaDiscreteWeibull(fitting: tally)
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
