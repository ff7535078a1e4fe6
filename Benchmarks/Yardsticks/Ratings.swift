import Foundation
import Identity
import Monetary
import Rating

/// How fast a graduated price is rated: five tiers, decimals in some, quantities at random over all of them.
enum Ratings {
  private struct Step {
    let upTo: Int64
    let unit: Int128
    let flat: Int128
  }

  private static let tiers: [(upTo: Int64?, unit: String, flat: String)] = [
    (1_000, "10", "0"), (10_000, "8.5", "500"), (100_000, "6.125", "0"), (1_000_000, "4.000125", "2500"),
    (nil, "2.75", "0"),
  ]

  static func measure() throws {
    let model = PriceModel.graduated(
      try Tiers(
        tiers.map { Tiers.Tier(upTo: $0.upTo, unitPrice: price($0.unit), flat: price($0.flat)) }))
    let steps = tiers.map {
      Step(upTo: $0.upTo ?? .max, unit: price($0.unit).trillionths, flat: price($0.flat).trillionths)
    }
    var dice = SeededRandomness(seed: 20_260_401)
    let quantities = (0..<65_536).map { _ in
      // Each tier is met about equally often.
      let most = [1_000, 10_000, 100_000, 1_000_000, 5_000_000][dice.next(in: 0..<5)]
      return Int64(dice.next(in: 0..<most + 1))
    }
    let expected = walked(quantities, steps)
    let (rate, cpu) = try timed(quantities.count, expected) { try rated(quantities, model) }
    let (baseline, _) = timed(quantities.count, expected) { walked(quantities, steps) }
    print(
      #"{"name": "rating", "unit": "ratings/s", "goal": ">= 20000000 ratings/s", "value": \#(rate), "#
        + #""baseline": "a plain loop over the tiers in 128 bits", "baseline_value": \#(baseline), "#
        + #""cpu_seconds": \#(cpu), "checksum": \#(expected)}"#)
  }

  private static func price(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }

  /// The sum of all amounts, wrapped around: equal sums are equal amounts.
  private static func rated(_ quantities: [Int64], _ model: PriceModel) throws -> Int64 {
    var sum: Int64 = 0
    for quantity in quantities { sum &+= try model.rate(quantity: quantity, in: .eur).minorUnits }
    return sum
  }

  /// The same arithmetic as one would write it first: tier after tier, then a half away from zero.
  private static func walked(_ quantities: [Int64], _ steps: [Step]) -> Int64 {
    var sum: Int64 = 0
    for quantity in quantities {
      var total: Int128 = 0
      var below: Int64 = 0
      for step in steps {
        total += step.unit * Int128(min(quantity, step.upTo) - below) + step.flat
        if quantity <= step.upTo { break }
        below = step.upTo
      }
      sum &+= Int64((total + 500_000_000_000) / 1_000_000_000_000)
    }
    return sum
  }

  /// Ratings in a second of one core's time, which does not count what other programs take of it, and the
  /// CPU seconds they took.
  private static func timed(
    _ count: Int, _ expected: Int64, _ work: () throws -> Int64
  ) rethrows -> (rate: Double, cpu: Double) {
    let start = processorSeconds()
    var done = 0.0
    while processorSeconds() - start < 1 {
      let sum = try work()
      precondition(sum == expected, "two ways of the same work must agree: \(sum), \(expected)")
      done += Double(count)
    }
    let spent = processorSeconds() - start
    return ((done / spent).rounded(), spent)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
