import Analytics
import Chronology
import Identity
import Monetary
import Testing

@Suite("Monthly recurring revenue")
struct RecurringRevenueTests {
  private func sum(
    _ month: String, _ kind: MovementKind, _ delta: Int64, customers: Int64 = 0, _ currency: Currency = .usd
  ) -> MovementSum {
    MovementSum(
      currency: currency, month: Month(iso: month)!, kind: kind, delta: Int128(delta), customers: customers)
  }

  private func text(_ months: [RecurringRevenueMonth]) -> [String] {
    months.map { month in
      let shown = month.shown
      let moved = MovementKind.allCases.filter { shown[$0] != 0 }.map { "\($0.rawValue) \(shown[$0])" }
      return "\(month.month) \(shown.opening) [\(moved.joined(separator: ", "))] \(shown.closing)"
        + " (\(month.customers))"
    }
  }

  @Test("Months follow each other without gaps, from the first movement to the last month asked for")
  func series() {
    let million: Int64 = 1_000_000
    let series = recurringRevenue(
      sums: [
        sum("2026-01", .new, 1_000 * million, customers: 10),
        sum("2026-03", .new, 100 * million, customers: 1), sum("2026-03", .expansion, 50 * million),
        sum("2026-03", .contraction, -40 * million), sum("2026-03", .churn, -60 * million, customers: -1),
        sum("2026-02", .reactivation, 7 * million, customers: 1, .eur),
      ], through: Month(iso: "2026-04")!)
    #expect(series.map(\.currency) == [.eur, .usd])
    #expect(
      text(series[1].months) == [
        "2026-01 0 [new 1000] 1000 (10)", "2026-02 1000 [] 1000 (10)",
        "2026-03 1000 [new 100, expansion 50, contraction -40, churn -60] 1050 (10)",
        "2026-04 1050 [] 1050 (10)",
      ])
    #expect(
      text(series[0].months) == [
        "2026-02 0 [reactivation 7] 7 (1)", "2026-03 7 [] 7 (1)", "2026-04 7 [] 7 (1)",
      ])
  }

  @Test("What happened before the first month asked for is in its opening")
  func from() {
    let sums = [sum("2026-01", .new, 5_000_000, customers: 1), sum("2026-03", .expansion, 2_000_000)]
    let asked = recurringRevenue(sums: sums, from: Month(iso: "2026-02"), through: Month(iso: "2026-03")!)
    #expect(text(asked[0].months) == ["2026-02 5 [] 5 (1)", "2026-03 5 [expansion 2] 7 (1)"])
    let before = recurringRevenue(sums: sums, through: Month(iso: "2025-12")!)
    #expect(before.allSatisfy { $0.months.isEmpty })
  }

  @Test("Roundings that leave a unit over give it to the largest remainder")
  func largestRemainder() {
    let sums = [
      sum("2026-01", .new, 1_400_000), sum("2026-01", .expansion, 1_300_000),
      sum("2026-01", .reactivation, 1_300_000),
    ]
    #expect(
      text(recurringRevenue(sums: sums, through: Month(iso: "2026-01")!)[0].months) == [
        "2026-01 0 [new 2, expansion 1, reactivation 1] 4 (0)"
      ])
    let halves = [sum("2026-01", .new, 500_000), sum("2026-02", .new, 1_000_000)]
    #expect(
      text(recurringRevenue(sums: halves, through: Month(iso: "2026-03")!)[0].months) == [
        "2026-01 0 [] 0 (0)", "2026-02 0 [new 2] 2 (0)", "2026-03 2 [] 2 (0)",
      ], "a closing is rounded half even and never drifts from the exact one")
  }

  @Test("What is shown adds up in every month, and never strays a unit from what is exact")
  func addsUpAlways() {
    let seed: UInt64 = 20_260_401
    var dice = SeededRandomness(seed: seed)
    for _ in 0..<400 {
      let months = recurringRevenue(sums: randomSums(&dice), through: Month(iso: "2028-12")!)
        .flatMap { series in [series.months] }
      for months in months {
        for (earlier, later) in zip(months, months.dropFirst()) {
          #expect(later.month == earlier.month.adding(months: 1), "seed \(seed)")
          #expect(later.shown.opening == earlier.shown.closing, "seed \(seed)")
          #expect(later.exact.opening == earlier.exact.closing, "seed \(seed)")
        }
        for month in months { check(month, seed) }
      }
    }
  }

  private func check(_ month: RecurringRevenueMonth, _ seed: UInt64) {
    #expect(addsUp(month.exact) && addsUp(month.shown), "seed \(seed)")
    let rest = Int128(month.shown.closing) * 1_000_000 - month.exact.closing
    #expect(rest.magnitude <= 500_000, "seed \(seed)")
    for kind in MovementKind.allCases where month.exact[kind] == 0 {
      #expect(month.shown[kind] == 0, "a kind that did not move shows nothing; seed \(seed)")
    }
    for kind in MovementKind.allCases {
      let distance = Int128(month.shown[kind]) * 1_000_000 - month.exact[kind]
      #expect(distance.magnitude < 3_000_000, "seed \(seed)")
    }
  }

  private func addsUp<Amount>(_ amounts: RecurringRevenueAmounts<Amount>) -> Bool {
    amounts.movements.values.reduce(amounts.opening, +) == amounts.closing
  }

  @Test("A book whose millionths need more than 64 bits still adds up")
  func beyondSixtyFourBits() {
    let month = Month(iso: "2026-01")!
    let sums = [
      MovementSum(
        currency: .usd, month: month, kind: .new, delta: Int128(Int64.max) * 1_000_000, customers: 1),
      MovementSum(
        currency: .usd, month: month.adding(months: 1), kind: .churn, delta: Int128(Int64.max) * -999_999,
        customers: 0),
    ]
    let months = recurringRevenue(sums: sums, through: month.adding(months: 1))[0].months
    #expect(months.map(\.shown.closing) == [.max, 9_223_372_036_855])
    #expect(months.map(\.exact.closing) == [Int128(Int64.max) * 1_000_000, Int128(Int64.max)])
    #expect(months.allSatisfy { addsUp($0.exact) && addsUp($0.shown) })
  }

  /// Sums whose level never falls below zero, mostly with awkward fractions.
  private func randomSums(_ dice: inout SeededRandomness) -> [MovementSum] {
    var sums: [MovementSum] = []
    var level: Int64 = 0
    var month = Month(iso: "2026-01")!
    for _ in 0..<dice.next(in: 1..<20) {
      month = month.adding(months: dice.next(in: 0..<3))
      let isGain = level == 0 || dice.chance(0.6)
      let most = isGain ? 5_000_000_000 : level
      let size = dice.chance(0.2) ? Int64(dice.next(in: 1..<3)) : Int64(dice.next(in: 1..<Int(most) + 1))
      let delta = isGain ? size : -min(size, level)
      level += delta
      let kinds: [MovementKind] = isGain ? [.new, .expansion, .reactivation] : [.contraction, .churn]
      sums.append(
        MovementSum(currency: .usd, month: month, kind: dice.pick(kinds), delta: Int128(delta), customers: 0))
    }
    return sums
  }
}
