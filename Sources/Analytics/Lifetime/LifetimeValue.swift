/// How a lifetime value was reckoned; shown beside every one.
public enum LifetimeMethod: String, Hashable, Sendable, CaseIterable {
  case simple, margin, discounted, discountedInArrears, revenueRetention, expanding, modelled, empirical
}

/// What a customer is worth, by which method, and how sure that is. In the unit of its inputs.
public struct LifetimeValue: Hashable, Sendable {
  public let method: LifetimeMethod
  public let value: Double
  public let interval: ClosedRange<Double>?
  /// Whether churn was so low that the life was cut at `lifeMost`.
  public let isCapped: Bool

  /// No life is reckoned longer than 60 months from churn alone: a rate of 1/60.
  public static let lifeMost = 60.0

  public init(
    method: LifetimeMethod, value: Double, interval: ClosedRange<Double>? = nil, isCapped: Bool = false
  ) {
    self.method = method
    self.value = value
    self.interval = interval
    self.isCapped = isCapped
  }

  public func with(interval: ClosedRange<Double>?) -> LifetimeValue {
    LifetimeValue(method: method, value: value, interval: interval, isCapped: isCapped)
  }

  /// **Method 1, simple**: ARPA / churn. 100 / 5 % = 2,000. A life is 60 months at most.
  public static func simple(perCustomer: Double, churn: Double) -> LifetimeValue {
    let rate = max(churn, 1 / lifeMost)
    return LifetimeValue(method: .simple, value: perCustomer / rate, isCapped: churn < 1 / lifeMost)
  }

  /// Method 1 takes the mean churn of the six whole months before the current one; nil without any.
  public static func trailingChurn(_ rates: [Double]) -> Double? {
    let last = rates.suffix(6)
    return last.isEmpty ? nil : last.reduce(0, +) / Double(last.count)
  }

  /// **Method 2, margin**: ARPA × gross margin / churn.
  public static func margin(perCustomer: Double, grossMargin: Double, churn: Double) -> LifetimeValue {
    let simple = simple(perCustomer: perCustomer * grossMargin, churn: churn)
    return LifetimeValue(method: .margin, value: simple.value, isCapped: simple.isCapped)
  }

  /// **Method 3, discounted**, paid at the start of each period: m (1+d) / (1+d−r).
  public static func discounted(margin: Double, retention: Double, discount: Double) -> LifetimeValue? {
    guard retention < 1 + discount else { return nil }
    return LifetimeValue(
      method: .discounted, value: margin * (1 + discount) / (1 + discount - retention))
  }

  /// Method 3, paid at the end of each period: m r / (1+d−r). Its first payment is one period away.
  public static func discountedInArrears(
    margin: Double, retention: Double, discount: Double
  ) -> LifetimeValue? {
    guard retention < 1 + discount else { return nil }
    return LifetimeValue(
      method: .discountedInArrears, value: margin * retention / (1 + discount - retention))
  }

  /// **Method 4, revenue retention**: ARPA / (1 − r), r the share of revenue kept a month. Nil when nothing
  /// is lost: there is no such number.
  public static func revenueRetention(perCustomer: Double, retention: Double) -> LifetimeValue? {
    guard retention < 1 else { return nil }
    return LifetimeValue(method: .revenueRetention, value: perCustomer / (1 - retention))
  }

  /// **Method 5, expanding**: with `growth` more each month, a/c + g (1−c)/c². Churn must be above zero.
  public static func expanding(margin: Double, growth: Double, churn: Double) -> LifetimeValue {
    let rate = max(churn, 1 / lifeMost)
    return LifetimeValue(
      method: .expanding, value: margin / rate + growth * (1 - rate) / (rate * rate),
      isCapped: churn < 1 / lifeMost)
  }

  /// **Method 6, modelled**, the headline: margin × DEL, the discounted lifetime of a fitted model. Its
  /// customers differ, so those who stay are worth ever more.
  public static func modelled(
    margin: Double, model: some RetentionModel, discount: Double
  ) -> LifetimeValue {
    LifetimeValue(method: .modelled, value: margin * model.discountedLifetime(discount: discount))
  }

  /// Method 6 for a customer who is there: margin × DERL before the `renewal`-th renewal.
  public static func residual(
    margin: Double, model: some RetentionModel, beforeRenewal renewal: Int, discount: Double
  ) -> LifetimeValue {
    LifetimeValue(
      method: .modelled,
      value: margin * model.residualLifetime(beforeRenewal: renewal, discount: discount))
  }

  /// **Method 7, empirical**: Σ S_KM(t) m / (1+d)^t as far as the data go, then the model's tail, which
  /// begins where the data end.
  public static func empirical(
    margin: Double, survival: KaplanMeier, tail: some RetentionModel, discount: Double
  ) -> LifetimeValue {
    let last = survival.observedThrough
    var sum = 0.0
    var factor = 1.0
    for time in 0...last {
      sum += (survival.survival(at: time) ?? 0) * factor
      factor /= 1 + discount
    }
    let reached = survival.survival(at: last) ?? 0
    let rest = tail.residualLifetime(beforeRenewal: last + 1, discount: discount)
    return LifetimeValue(method: .empirical, value: margin * (sum + reached * rest * factor))
  }
}
