import Monetary
import Testing

@Suite("Rounding")
struct RoundingTests {
  @Test("Halves go where each rule sends them, in tenths, both sides of zero")
  func halves() {
    let rules: [(Rounding, String)] = [
      (.halfAwayFromZero, "-3 -3 -2 -2 -1 -1 0 0 0 1 1 2 2 3 3"),
      (.halfEven, "-3 -2 -2 -2 -1 0 0 0 0 0 1 2 2 2 3"),
      (.proration, "-3 -3 -2 -2 -1 -1 0 0 0 0 1 1 2 2 3"),
      (.down, "-3 -3 -3 -2 -2 -1 -1 0 0 0 1 1 2 2 2"),
      (.up, "-2 -2 -2 -1 -1 0 0 0 1 1 2 2 3 3 3"),
      (.towardZero, "-2 -2 -2 -1 -1 0 0 0 0 0 1 1 2 2 2"),
    ]
    let tenths: [Int128] = [-26, -25, -21, -15, -11, -5, -4, 0, 4, 5, 11, 15, 21, 25, 26]
    for (rule, expected) in rules {
      let rounded = tenths.map { String(rule.divide($0, by: 10)) }.joined(separator: " ")
      #expect(rounded == expected, "\(rule)")
    }
  }

  @Test("The seven proration amounts seen at Stripe all come out of one rule: a half goes down")
  func prorations() {
    // In thousandths and ten-thousandths of a minor unit: reference, numeric semantics, point 3.
    let seen: [(Int128, Int128, Int128)] = [
      (-25, 10, -3), (45, 10, 4), (75, 10, 7), (-66_667, 100, -667), (33_333, 100, 333),
      (-2_499_996, 1_000, -2_500), (249_999_968, 10_000, 25_000),
    ]
    for (numerator, denominator, expected) in seen {
      #expect(Rounding.proration.divide(numerator, by: denominator) == expected)
    }
  }

  @Test(
    "Trillionths become minor units the short way as they do the long one, at every size"
  )
  func trillionths() {
    let scale: Int128 = 1_000_000_000_000
    let wholes: [Int128] = [
      0, 1, 2, 9_223_371, 9_223_372, 75_557_863_725, 75_557_863_726, Int128(Int64.max) - 1, Int128(Int64.max),
      Int128(Int64.max) + 1,
    ]
    let rests: [Int128] = [0, 1, 4_095, 4_096, scale / 2 - 1, scale / 2, scale / 2 + 1, scale - 1]
    for rule in Rounding.allCases {
      for exact in wholes.flatMap({ whole in rests.map { whole * scale + $0 } }) {
        for signed in [exact, -exact] {
          let long = Int64(exactly: rule.divide(signed, by: scale))
          #expect(rule.minorUnits(ofTrillionths: signed) == long, "\(rule) \(signed)")
        }
      }
      #expect(rule.minorUnits(ofTrillionths: .max) == nil)
      #expect(rule.minorUnits(ofTrillionths: .min) == nil)
    }
  }

  @Test("Every rule is exact at the ends of 128 bits")
  func ends() {
    for rule in Rounding.allCases {
      #expect(rule.divide(.max, by: 1) == .max)
      #expect(rule.divide(.min, by: 1) == .min)
      #expect(rule.divide(.max, by: .max) == 1)
      #expect(rule.divide(.min + 1, by: .max) == -1)
    }
    #expect(Rounding.halfEven.divide(.min, by: .max) == -1)
    #expect(Rounding.down.divide(.min, by: .max) == -2)
  }

  @Test("A denominator that is not positive is a fault")
  func denominators() async {
    await #expect(processExitsWith: .failure) { print(Rounding.down.divide(1, by: 0)) }
    await #expect(processExitsWith: .failure) { print(Rounding.down.divide(1, by: -2)) }
  }

  /// Thousands of random divisions, fractions, prices, texts and splits, each against Python's exact result.
  @Test("Money arithmetic agrees with Python's fractions and decimals")
  func agreesWithPython() throws {
    let seed = Oracle.seed
    var kinds: [String: Int] = [:]
    for line in try Oracle.lines("money", [String(seed), "60000"]) {
      let words = line.split(separator: " ").map(String.init)
      kinds[words[0], default: 0] += 1
      let problem = MoneyCase.problem(words)
      #expect(problem == nil, "seed \(seed): \(line): \(problem ?? "")")
      guard problem == nil else { return }
    }
    #expect(kinds.count == 6 && kinds.values.allSatisfy { $0 == 10_000 }, "\(kinds)")
  }
}

/// One line of the oracle `money.py`; what our arithmetic says instead, if it disagrees.
private enum MoneyCase {
  static func problem(_ words: [String]) -> String? {
    switch words[0] {
    case "divide": divide(words)
    case "fraction": fraction(words)
    case "text": text(words)
    case "price": price(words)
    case "largest": split(words) { $0.split(by: $1) }
    case "floors":
      split(words) { amount, rooms in
        Money.apportion(amount.minorUnits, within: rooms).map { Money($0, amount.currency) }
      }
    default: "an unknown kind of case"
    }
  }

  private static func divide(_ words: [String]) -> String? {
    differing(Rounding(rawValue: words[1])!.divide(Int128(words[2])!, by: Int128(words[3])!), words[4])
  }

  private static func fraction(_ words: [String]) -> String? {
    // A result beyond 64 bits traps; `MoneyTests` shows that once, in a process of its own.
    guard words[5] != "trap" else { return nil }
    let amount = Money(Int64(words[2])!, .sek)
    let rounding = Rounding(rawValue: words[1])!
    return differing(
      amount.fraction(Int64(words[3])!, of: Int64(words[4])!, rounding: rounding).minorUnits, words[5])
  }

  private static func text(_ words: [String]) -> String? {
    differing(UnitPrice(decimal: words[1])?.decimalText ?? "nil", words[2])
  }

  private static func price(_ words: [String]) -> String? {
    let price = UnitPrice(decimal: words[2])!
    let rounding = Rounding(rawValue: words[1])!
    let amount = try? price.amount(quantity: Int64(words[3])!, currency: .kwd, rounding: rounding)
    return differing(amount.map { String($0.minorUnits) } ?? "refused", words[4])
  }

  private static func split(_ words: [String], _ split: (Money, [Int64]) -> [Money]) -> String? {
    let weights = words[2].split(separator: ",").map { Int64($0)! }
    let parts = split(Money(Int64(words[1])!, .eur), weights)
    return differing(parts.map { String($0.minorUnits) }.joined(separator: ","), words[3])
  }

  private static func differing(_ ours: some CustomStringConvertible, _ expected: String) -> String? {
    ours.description == expected ? nil : "we say \(ours)"
  }
}
