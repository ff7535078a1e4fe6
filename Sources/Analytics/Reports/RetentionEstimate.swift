import Chronology
import Identity
import Monetary

/// What the history of all customers says about how long a new one stays, in months: the fitted models
/// averaged, and what was seen.
public struct RetentionEstimate: Sendable {
  public let customers: Int
  public let observed: KaplanMeier
  private let tally: RetentionTally
  private let model: AveragedRetention

  /// Fewer customers, or fewer who left, are no ground for a model.
  public static let customersLeast = 20
  public static let lostLeast = 5

  /// Nil where there is too little to fit.
  public init?(_ lifetimes: [Lifetime]) {
    guard lifetimes.count >= Self.customersLeast,
      lifetimes.count(where: \.hasEnded) >= Self.lostLeast, lifetimes.contains(where: { $0.duration > 0 })
    else { return nil }
    customers = lifetimes.count
    observed = KaplanMeier(lifetimes)
    tally = RetentionTally(lifetimes)
    model = AveragedRetention(fitting: tally)
  }

  public func survival(_ months: Int) -> Double { model.survival(Double(months)) }

  /// Σ S(t) / (1+d)^t over months.
  public func discountedLifetime(discount: Double) -> Double { model.discountedLifetime(discount: discount) }

  /// The discounted lifetime over customers drawn again; nil when most draws cannot be fitted. Each is fitted
  /// from where all of them together are.
  public func interval(discount: Double, draws: Int, seed: UInt64) -> ClosedRange<Double>? {
    Bootstrap.interval(draws: draws, confidence: 0.95, seed: seed) { chance in
      let drawn = tally.drawn(&chance)
      guard drawn.customers > 0, drawn.lostCustomers > 0 else { return nil }
      return AveragedRetention(fitting: drawn, near: model).discountedLifetime(discount: discount)
    }
  }

  /// What was seen as far as it goes, then the model's tail.
  public func empirical(margin: Double, discount: Double) -> LifetimeValue {
    model.geometricWeight >= 0.5
      ? .empirical(margin: margin, survival: observed, tail: model.geometric, discount: discount)
      : .empirical(margin: margin, survival: observed, tail: model.weibull, discount: discount)
  }
}
