import Identity
import Testing

@testable import Analytics

/// Fader and Hardie's two panels of 1,000 customers, in percent left after each year.
enum Panel {
  static let regular: [Double] = [
    100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3,
  ]
  static let highEnd: [Double] = [
    100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4,
  ]

  static func counts(_ percent: [Double], years: Int) -> RetentionCounts {
    RetentionCounts(alive: percent.prefix(years + 1).map { $0 * 10 })!
  }
}

func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  value.map { abs($0 - expected) <= tolerance } ?? false
}

@Suite("Models of retention")
struct RetentionModelTests {
  struct Fit: Sendable {
    let name: String
    let counts: RetentionCounts
    let parameters: [Double]
    let logLikelihood: Double
    let survival: [Double]
  }

  static let geometric = [
    Fit(
      name: "High End 1–7", counts: Panel.counts(Panel.highEnd, years: 7), parameters: [0.6681, 3.8061],
      logLikelihood: -1611.158, survival: [0.4604, 0.4358, 0.4142, 0.3951, 0.3780]),
    Fit(
      name: "Regular 1–7", counts: Panel.counts(Panel.regular, years: 7), parameters: [0.7041, 1.1820],
      logLikelihood: -1680.265, survival: [0.2201, 0.2044, 0.1912, 0.1799, 0.1700]),
    Fit(
      name: "Regular 1–4", counts: Panel.counts(Panel.regular, years: 4), parameters: [0.7637, 1.2958],
      logLikelihood: -1401.559, survival: [0.2103, 0.1943, 0.1809, 0.1694, 0.1595]),
    Fit(
      name: "High End 1–4", counts: Panel.counts(Panel.highEnd, years: 4), parameters: [1.2810, 7.7904],
      logLikelihood: -1225.135, survival: [0.4091, 0.3784, 0.3515, 0.3279, 0.3070]),
  ]

  @Test("sBG finds the published parameters, likelihoods and forecasts", arguments: geometric)
  func shiftedBetaGeometric(_ fit: Fit) {
    let model = ShiftedBetaGeometric(fitting: fit.counts)
    #expect(isNear(model.alpha, fit.parameters[0], 0.00006), "\(fit.name) α \(model.alpha)")
    #expect(isNear(model.beta, fit.parameters[1], 0.00006), "\(fit.name) β \(model.beta)")
    #expect(isNear(model.logLikelihood, fit.logLikelihood, 0.0006), "\(model.logLikelihood)")
    for (year, share) in zip(8...12, fit.survival) {
      #expect(isNear(model.survival(Double(year)), share, 0.00006), "\(fit.name) year \(year)")
    }
  }

  static let weibull = [
    Fit(
      name: "High End 1–7", counts: Panel.counts(Panel.highEnd, years: 7),
      parameters: [0.2143, 1.4266, 1.7236], logLikelihood: -1605.314, survival: [0.4039]),
    Fit(
      name: "High End 1–5", counts: Panel.counts(Panel.highEnd, years: 5),
      parameters: [0.2274, 1.5127, 1.6751], logLikelihood: -1374.547, survival: [0.3996]),
    Fit(
      name: "High End 1–4", counts: Panel.counts(Panel.highEnd, years: 4),
      parameters: [0.2593, 1.7226, 1.5844], logLikelihood: -1222.749, survival: [0.3889]),
    Fit(
      name: "Regular 1–7", counts: Panel.counts(Panel.regular, years: 7),
      parameters: [0.4556, 0.7793, 1.2835], logLikelihood: -1679.603, survival: [0.1773]),
    Fit(
      name: "Regular 1–4", counts: Panel.counts(Panel.regular, years: 4),
      parameters: [0.5230, 0.8943, 1.1964], logLikelihood: -1401.383, survival: [0.1714]),
  ]

  @Test("BdW finds the published parameters, likelihoods and twelfth years", arguments: weibull)
  func betaDiscreteWeibull(_ fit: Fit) {
    let model = BetaDiscreteWeibull(fitting: fit.counts)
    let found = [model.a, model.b, model.c]
    for (value, expected) in zip(found, fit.parameters) {
      #expect(isNear(value, expected, 0.00006), "\(fit.name) \(found)")
    }
    #expect(isNear(model.logLikelihood, fit.logLikelihood, 0.0006), "\(model.logLikelihood)")
    #expect(isNear(model.survival(12), fit.survival[0], 0.00006), "\(model.survival(12))")
  }

  @Test("Discounted lifetimes, new and at each renewal, at 10 %")
  func lifetimes() {
    let highEnd = ShiftedBetaGeometric(fitting: Panel.counts(Panel.highEnd, years: 7))
    #expect(isNear(highEnd.discountedLifetime(discount: 0.1), 5.9223, 0.00006))
    for (renewal, expected) in zip(1...5, [5.4145, 5.9014, 6.2939, 6.6199, 6.8967]) {
      let found = highEnd.residualLifetime(beforeRenewal: renewal, discount: 0.1)
      #expect(isNear(found, expected, 0.00006), "\(renewal): \(found)")
    }
    let regular = ShiftedBetaGeometric(fitting: Panel.counts(Panel.regular, years: 7))
    #expect(isNear(regular.discountedLifetime(discount: 0.1), 3.6949, 0.00006))
    for (renewal, expected) in zip(1...5, [2.9644, 4.1031, 4.8698, 5.4421, 5.8941]) {
      let found = regular.residualLifetime(beforeRenewal: renewal, discount: 0.1)
      #expect(isNear(found, expected, 0.00006), "\(renewal): \(found)")
    }
  }

  @Test("The residual value of those who stay rises, where a constant rate says it does not")
  func perils() throws {
    let model = ShiftedBetaGeometric(alpha: 0.764, beta: 1.296)
    let atEnd = { (period: Int) in
      LifetimeValue.residual(margin: 100, model: model, beforeRenewal: period, discount: 0.1).value
    }
    #expect(isNear(atEnd(1), 288.2, 0.06) && isNear(atEnd(2), 393.9, 0.06) && isNear(atEnd(5), 568.2, 0.06))
    let flat = try #require(LifetimeValue.discountedInArrears(margin: 100, retention: 0.833, discount: 0.1))
    #expect(isNear(flat.value * 1.1, 343.18, 0.06))
  }

  @Test("Five cohorts of one business, the oldest alone and all pooled")
  func pooled() {
    let alive: [Double] = [10_000, 6_334, 4_367, 3_264, 2_604]
    let single = ShiftedBetaGeometric(fitting: RetentionCounts(alive: alive)!)
    #expect(isNear(single.alpha, 1.5523, 0.00006) && isNear(single.beta, 2.6398, 0.00006), "\(single)")
    #expect(isNear(single.logLikelihood, -14610.768, 0.0006))
    let cohorts = (2...5).reversed().map { RetentionCounts(alive: Array(alive.prefix($0)))! }
    let pooled = ShiftedBetaGeometric(fitting: cohorts)
    #expect(isNear(pooled.alpha, 1.6671, 0.00006) && isNear(pooled.beta, 2.8566, 0.00006), "\(pooled)")
    #expect(isNear(pooled.logLikelihood, -44644.116, 0.0006), "\(pooled.logLikelihood)")
  }

  @Test("sBG and BdW are averaged by how well the data speak for each")
  func averaged() {
    let few = AveragedRetention(fitting: [Panel.counts(Panel.highEnd, years: 7)])
    // Akaike's difference is 2 (1611.158 − 1605.314) − 2 = 9.688.
    #expect(isNear(few.geometricWeight, 0.00781, 0.0001), "\(few.geometricWeight)")
    #expect(few.survival(12) > 0.4034 && few.survival(12) < 0.4039)
  }

  @Test(
    "Survival is the product of what is kept at each renewal, however far and however alike customers are")
  func products() {
    for (alpha, beta) in [(0.0004, 0.3), (0.67, 3.8), (2.0, 40.0), (3.1, 9_000.0), (250_000.0, 3_000_000.0)] {
      let model = ShiftedBetaGeometric(alpha: alpha, beta: beta)
      let weibull = BetaDiscreteWeibull(a: alpha, b: beta, c: 1)
      var share = 1.0
      var walked: [Double] = []
      model.forEachSurvival(from: 0) { share in
        walked.append(share)
        return walked.count < 400
      }
      for time in 0..<400 {
        for found in [model.survival(Double(time)), weibull.survival(Double(time)), walked[time]] {
          #expect(isNear(found / share, 1, 1e-9), "\(alpha) \(beta) at \(time): \(found) \(share)")
        }
        share *= (beta + Double(time)) / (alpha + beta + Double(time))
      }
    }
  }

  /// Months of customers who came over three years, some of whom nobody saw leave.
  private static func months(seed: UInt64, customers: Int, churn: Double) -> [Lifetime] {
    var chance = SeededRandomness(seed: seed)
    return (0..<customers).map { _ in
      let seen = chance.next(in: 0..<36)
      let own = churn * Double(chance.next(in: 1..<300)) / 100
      let stayed = (0..<seen).first { _ in chance.chance(own) }
      return Lifetime(duration: stayed ?? seen, hasEnded: stayed != nil)
    }
  }

  @Test(
    "Customers drawn again, fitted from where all of them are, are worth what they are fitted from nowhere",
    arguments: [(1, 40, 0.08), (2, 120, 0.03), (3, 600, 0.05), (4, 3_000, 0.02), (5, 20_000, 0.04)])
  func draws(seed: UInt64, customers: Int, churn: Double) throws {
    let lifetimes = Self.months(seed: seed, customers: customers, churn: churn)
    let tally = RetentionTally(lifetimes)
    let whole = AveragedRetention(fitting: tally)
    var chance = SeededRandomness(seed: seed)
    for _ in 0..<12 {
      let drawn = tally.drawn(&chance)
      guard drawn.lostCustomers > 0 else { continue }
      let near = AveragedRetention(fitting: drawn, near: whole)
      let cold = AveragedRetention(fitting: drawn)
      #expect(near.geometric.logLikelihood > cold.geometric.logLikelihood - 1e-6)
      #expect(near.weibull.logLikelihood > cold.weibull.logLikelihood - 0.005)
      let (fast, slow) = (near.discountedLifetime(discount: 0.008), cold.discountedLifetime(discount: 0.008))
      #expect(isNear(fast / slow, 1, 0.002), "\(customers): \(fast) \(slow)")
    }
    let estimate = try #require(RetentionEstimate(lifetimes))
    let interval = try #require(estimate.interval(discount: 0.008, draws: 100, seed: 1))
    #expect(interval.contains(whole.discountedLifetime(discount: 0.008)))
    #expect(interval == estimate.interval(discount: 0.008, draws: 100, seed: 1))
  }

  @Test("Counts that no cohort has are refused")
  func impossible() {
    #expect(RetentionCounts(alive: [10]) == nil && RetentionCounts(alive: [0, 0]) == nil)
    #expect(RetentionCounts(alive: [10, 11]) == nil && RetentionCounts(alive: [10, -1]) == nil)
    let all = ShiftedBetaGeometric(fitting: RetentionCounts(alive: [100, 100, 100])!)
    #expect(all.survival(10) > 0.999)
    let none = ShiftedBetaGeometric(fitting: RetentionCounts(alive: [100, 0, 0])!)
    #expect(none.survival(1) < 0.001)
  }

  /// lifelines 0.30, `KaplanMeierFitter`, on Freireich's 21 patients, a textbook's example.
  @Test("Kaplan–Meier and its log-log interval equal lifelines'")
  func kaplanMeier() {
    let times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    let ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    let curve = KaplanMeier(zip(times, ended).map { Lifetime(duration: $0, hasEnded: $1 == 1) })
    #expect(curve.survival(at: 5) == 1 && curve.interval(at: 5) == nil)
    let table: [(Int, Double, Double, Double)] = [
      (6, 0.857142857, 0.619717955, 0.951551748), (7, 0.806722689, 0.563146565, 0.922809019),
      (10, 0.752941176, 0.503199511, 0.889361835), (13, 0.690196078, 0.431610222, 0.849065963),
      (16, 0.627450980, 0.367510856, 0.804912189), (22, 0.537815126, 0.267778937, 0.746790718),
      (35, 0.448179272, 0.188052006, 0.680142628),
    ]
    for (time, survival, low, high) in table {
      #expect(isNear(curve.survival(at: time), survival, 1e-8), "\(time)")
      #expect(isNear(curve.interval(at: time)?.lowerBound, low, 1e-8), "\(time)")
      #expect(isNear(curve.interval(at: time)?.upperBound, high, 1e-8), "\(time)")
    }
    #expect(curve.median == 23 && curve.survival(at: 36) == nil)
    #expect(KaplanMeier([]).survival(at: 0) == nil)
  }
}
