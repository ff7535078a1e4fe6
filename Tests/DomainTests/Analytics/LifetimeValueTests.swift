import Analytics
import Testing

@Suite("Lifetime value")
struct LifetimeValueTests {
  @Test("The methods' worked examples")
  func examples() {
    #expect(isNear(LifetimeValue.simple(perCustomer: 100, churn: 0.05).value, 2_000, 1e-9))
    #expect(isNear(LifetimeValue.simple(perCustomer: 500, churn: 0.09).value, 5_555.56, 0.005))
    #expect(
      isNear(LifetimeValue.margin(perCustomer: 100, grossMargin: 0.8, churn: 0.05).value, 1_600, 1e-9))
    let discounted = LifetimeValue.discounted(margin: 80, retention: 0.95, discount: 0.01)
    #expect(isNear(discounted?.value, 1_346.67, 0.005))
    let arrears = LifetimeValue.discountedInArrears(margin: 100, retention: 0.8, discount: 0.12)
    #expect(isNear(arrears?.value, 250, 1e-9))
    #expect(isNear(LifetimeValue.expanding(margin: 80, growth: 2, churn: 0.05).value, 2_360, 1e-9))
    #expect(isNear(LifetimeValue.revenueRetention(perCustomer: 100, retention: 0.95)?.value, 2_000, 1e-9))
    #expect(LifetimeValue.revenueRetention(perCustomer: 100, retention: 1.02) == nil)
  }

  @Test("The present value of an expected life is 44 % more than what the customers bring")
  func wrongPresentValue() {
    // Five years, the mean of 1 / 0.2, of 100 a year at 12 %.
    var wrong = 0.0
    var payment = 100.0
    for _ in 1...5 {
      payment /= 1.12
      wrong += payment
    }
    #expect(isNear(wrong, 360.48, 0.005))
    let right = LifetimeValue.discountedInArrears(margin: 100, retention: 0.8, discount: 0.12)!.value
    #expect(isNear(wrong / right, 1.44, 0.005))
  }

  @Test("Without churn a life is 60 months, and says so")
  func capped() {
    let value = LifetimeValue.simple(perCustomer: 100, churn: 0)
    #expect(isNear(value.value, 6_000, 1e-6) && value.isCapped && value.method == .simple)
    #expect(!LifetimeValue.simple(perCustomer: 100, churn: 0.0167).isCapped)
    #expect(isNear(LifetimeValue.trailingChurn([0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), 0.1, 1e-9))
    #expect(LifetimeValue.trailingChurn([]) == nil)
  }

  @Test("A modelled value is margin times discounted lifetime, with an interval from seeded draws")
  func modelled() throws {
    let counts = Panel.counts(Panel.highEnd, years: 7)
    let value = { (counts: RetentionCounts) in
      LifetimeValue.modelled(margin: 100, model: ShiftedBetaGeometric(fitting: counts), discount: 0.1)
    }
    #expect(isNear(value(counts).value, 592.23, 0.006))
    let draw = { Bootstrap.interval(of: counts, draws: 40, seed: $0) { value($0).value } }
    let interval = try #require(draw(7))
    #expect(interval == draw(7) && interval != draw(8))
    #expect(interval.contains(592.23) && interval.upperBound - interval.lowerBound < 80)
    #expect(value(counts).with(interval: interval).interval == interval)
  }

  @Test("An empirical value follows the data and then the model")
  func empirical() {
    // Everybody's life follows the model itself, so the join must not show.
    let model = ShiftedBetaGeometric(alpha: 1, beta: 4)
    let size = 100_000
    let lifetimes = (0..<size).map { customer in
      let share = (Double(customer) + 0.5) / Double(size)
      let stayed = (1...12).first { model.survival(Double($0)) < share }
      return Lifetime(duration: stayed ?? 12, hasEnded: stayed != nil)
    }
    let found = LifetimeValue.empirical(
      margin: 10, survival: KaplanMeier(lifetimes), tail: model, discount: 0.1)
    let exact = LifetimeValue.modelled(margin: 10, model: model, discount: 0.1)
    #expect(isNear(found.value, exact.value, 0.001), "\(found.value) \(exact.value)")
    #expect(found.method == .empirical)
  }

  @Test("LTV:CAC is 3.2, and payback with survival is later than without, or never")
  func payback() {
    let value = LifetimeValue.margin(perCustomer: 100, grossMargin: 0.8, churn: 0.05)
    #expect(isNear(valueToCost(value, cost: 500), 3.2, 1e-9) && valueToCost(value, cost: 0) == nil)
    #expect(Payback.simple(cost: 500, perCustomer: 100, grossMargin: 0.8) == .months(6.25))
    let survival = { (month: Int) in (0..<month).reduce(1.0) { share, _ in share * 0.95 } }
    // 80 (1 − 0.95ⁿ) / 0.05 ≥ 500 from n = 8.
    #expect(
      Payback.surviving(cost: 500, perCustomer: 100, grossMargin: 0.8, survival: survival) == .months(8))
    #expect(
      Payback.surviving(cost: 1_601, perCustomer: 100, grossMargin: 0.8, survival: survival) == .never)
    #expect(Payback.simple(cost: 500, perCustomer: 0, grossMargin: 0.8) == .never)
    #expect(Efficiency.magicNumber(netNewAnnual: 120, priorSpend: 100) == 1.2)
    #expect(Efficiency.burnMultiple(netBurn: 90, netNewAnnual: 60) == 1.5)
    #expect(Efficiency.ruleOfForty(growth: 30, margin: 12) == 42)
  }
}
