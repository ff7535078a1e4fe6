/// How long one customer was seen, and whether it left then or is only not seen any further.
public struct Lifetime: Hashable, Sendable {
  /// Whole periods, such as days or months, since the customer began.
  public let duration: Int
  public let hasEnded: Bool

  public init(duration: Int, hasEnded: Bool) {
    precondition(duration >= 0, "nobody leaves before coming")
    self.duration = duration
    self.hasEnded = hasEnded
  }
}

/// **Kaplan–Meier survival**: what share stays longer than a time, counting those who are still here for as
/// long as they were seen. Makes no assumption about the shape.
public struct KaplanMeier: Sendable {
  /// A time at which somebody left.
  public struct Step: Hashable, Sendable {
    public let time: Int
    public let atRisk: Int
    public let ended: Int
    public let survival: Double
    /// Greenwood's sum Σ d / (n (n-d)); infinite once nobody is left.
    public let greenwood: Double
  }

  public let steps: [Step]
  public let count: Int
  /// Beyond this nobody was seen, and nothing can be said.
  public let observedThrough: Int

  public init(_ lifetimes: [Lifetime]) {
    count = lifetimes.count
    observedThrough = lifetimes.map(\.duration).max() ?? 0
    var ended: [Int: Int] = [:]
    var left: [Int: Int] = [:]
    for lifetime in lifetimes {
      left[lifetime.duration, default: 0] += 1
      if lifetime.hasEnded { ended[lifetime.duration, default: 0] += 1 }
    }
    var atRisk = lifetimes.count
    var survival = 1.0
    var greenwood = 0.0
    var steps: [Step] = []
    for time in left.keys.sorted() {
      if let lost = ended[time] {
        survival *= Double(atRisk - lost) / Double(atRisk)
        greenwood += Double(lost) / (Double(atRisk) * Double(atRisk - lost))
        steps.append(
          Step(time: time, atRisk: atRisk, ended: lost, survival: survival, greenwood: greenwood))
      }
      atRisk -= left[time] ?? 0
    }
    self.steps = steps
  }

  /// The share that stays longer than `time`; nil beyond what was seen, unless everybody has left.
  public func survival(at time: Int) -> Double? {
    let step = steps.last { $0.time <= time }
    guard count > 0, time <= observedThrough || step?.survival == 0 else { return nil }
    return step?.survival ?? 1
  }

  /// The interval on the log-log scale, which stays within 0 and 1; nil where nobody or everybody left.
  public func interval(at time: Int, confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard let step = steps.last(where: { $0.time <= time }), survival(at: time) != nil,
      step.survival > 0, step.survival < 1
    else { return nil }
    let logarithm = Elementary.ln(step.survival)
    let reach = Elementary.normalQuantile(confidence: confidence) * step.greenwood.squareRoot()
    let factor = Elementary.exponential(reach / -logarithm)
    return Elementary.power(step.survival, factor)...Elementary.power(step.survival, 1 / factor)
  }

  /// The first time at which half or fewer are left; nil if it has not come.
  public var median: Int? { steps.first { $0.survival <= 0.5 }?.time }
}
