import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Rating
import Subscriptions
import Testing

/// Laws over contracts that were changed at random. A half of a minor unit that is given back and billed
/// again is rounded down both times, so it is the customer's: that is all that a change may leave behind.
@Suite("Laws of changes")
struct ChangeLaws {
  private struct Configuration {
    let price: PriceID
    let quantity: Int64
    let from: Instant

    /// In 10⁻¹² minor units a period.
    func exact() throws -> Int128 { try Shop.prices[price]!.model.exact(quantity: quantity) }

    /// Whether what it costs for what is left of a period is a whole number and a half.
    func isHalf(in period: Period) throws -> Bool {
      let whole = Int128(1_000_000_000_000) * Int128(period.lengthSeconds)
      let twice = try exact() * Int128(period.end - from) * 2
      return twice % whole == 0 && twice / whole % 2 != 0
    }
  }

  private static let names = ["starter", "team", "seat", "call"]

  private static func configuration(_ dice: inout SeededRandomness, at instant: Instant) -> Configuration {
    Configuration(
      price: Shop.id(dice.pick(names)),
      quantity: dice.pick([0, 1, 2, 3, 7, Int64(dice.next(in: 0..<5_000))]),
      from: instant)
  }

  private static func changed(_ contract: Subscription, to next: Configuration) throws -> Subscription {
    try contract.changingItems(
      [
        .update(
          id: contract.items[0].id, price: next.price, quantity: next.quantity, metadata: nil,
          field: "items[0]")
      ], proration: .prorate, at: next.from, prices: Shop.prices)
  }

  private static func total(_ contract: Subscription) throws -> Int64 {
    try owed(by: contract, prices: Shop.prices).reduce(0) { $0 + $1.amount.minorUnits }
  }

  /// Contracts with up to four changes behind them, what they were, and a second from the last of them on.
  private func withEach(
    _ body: (Subscription, [Configuration], Instant, inout SeededRandomness) throws -> Void
  ) throws {
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var dice = SeededRandomness(seed: seed)
      let first = Self.configuration(&dice, at: Shop.at("2026-04-01"))
      var contract = Shop.contract([(String(first.price.text.dropFirst(6)), first.quantity)])
      var course = [first]
      func later() -> Instant {
        let left = contract.period.end - course[course.count - 1].from
        // Halves come from halves of a period.
        let step = dice.chance(0.4) ? left / 2 : Int64(dice.next(in: 0..<Int(left)))
        return course[course.count - 1].from.adding(seconds: step)
      }
      for _ in 0..<dice.next(in: 0..<5) {
        let next = Self.configuration(&dice, at: later())
        guard next.price != contract.items[0].price || next.quantity != contract.items[0].quantity else {
          continue
        }
        contract = try Self.changed(contract, to: next)
        course.append(next)
      }
      try body(contract, course, later(), &dice)
    }
  }

  @Test("A change that is taken back in its second is as if nothing had happened, but for halves")
  func thereAndBack() throws {
    var halves = 0
    try withEach { contract, course, instant, dice in
      let last = course[course.count - 1]
      let other = Self.configuration(&dice, at: instant)
      let back = Configuration(price: last.price, quantity: last.quantity, from: instant)
      guard (other.price, other.quantity) != (back.price, back.quantity) else { return }
      let changed = try Self.changed(Self.changed(contract, to: other), to: back)
      let lost = try [other, back].filter { try $0.isHalf(in: contract.period) }.count
      #expect(try Self.total(changed) == Self.total(contract) - Int64(lost))
      halves += lost
    }
    #expect(halves > 40, "halves come")
  }

  @Test("A change in two steps within one second is the change, but for halves")
  func twoSteps() throws {
    try withEach { contract, course, instant, dice in
      let (between, end) = (
        Self.configuration(&dice, at: instant), Self.configuration(&dice, at: instant)
      )
      let last = course[course.count - 1]
      let all = [(last.price, last.quantity), (between.price, between.quantity), (end.price, end.quantity)]
      guard all[0] != all[1], all[1] != all[2], all[0] != all[2] else { return }
      let (once, twice) = (
        try Self.changed(contract, to: end), try Self.changed(Self.changed(contract, to: between), to: end)
      )
      let lost: Int64 = try between.isHalf(in: contract.period) ? 1 : 0
      #expect(try Self.total(twice) == Self.total(once) - lost)
    }
  }

  @Test("Whatever changes, what is owed is what each second costs, to half a unit a line")
  func everySecondOnce() throws {
    try withEach { contract, course, _, _ in
      let period = contract.period
      let ends = course.dropFirst().map(\.from) + [period.end]
      let exact = try zip(course, ends).reduce(Int128(0)) {
        $0 + (try $1.0.exact()) * Int128($1.1 - $1.0.from)
      }
      let charges = try owed(by: contract, prices: Shop.prices)
      let whole = Int128(1_000_000_000_000) * Int128(period.lengthSeconds)
      let owed = charges.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
      #expect((owed * whole - exact).magnitude * 2 <= UInt128(charges.count) * whole.magnitude)
    }
  }

  @Test("What ends in the second in which its period began is given back to the last unit")
  func fullRefund() throws {
    for seed in 1...1_000 as ClosedRange<UInt64> {
      var dice = SeededRandomness(seed: seed)
      let first = Self.configuration(&dice, at: Shop.at("2026-04-01"))
      let contract = Shop.contract([(String(first.price.text.dropFirst(6)), first.quantity)])
      let ended = try contract.givingBackUnusedTime(at: contract.period.start)
      #expect(try Self.total(ended) == 0)
    }
  }
}
