import Identity
import Monetary
import Testing

@Suite("Splitting")
struct SplittingTests {
  private func parts(_ amounts: [Money]) -> [Int64] { amounts.map(\.minorUnits) }

  @Test("Leftover cents go to the parts that lag most, the earliest first")
  func largestRemainder() {
    #expect(parts(Money(100, .usd).split(into: 3)) == [34, 33, 33])
    #expect(parts(Money(-100, .usd).split(into: 3)) == [-34, -33, -33])
    #expect(parts(Money(5_00, .usd).split(by: [10_00, 20_00])) == [1_67, 3_33])
    #expect(parts(Money(2, .usd).split(by: [1, 1, 1, 1])) == [1, 1, 0, 0])
    #expect(parts(Money(10, .usd).split(by: [0, 1, 0])) == [0, 10, 0])
    #expect(parts(Money(3, .usd).split(by: [0, 0])) == [2, 1])
    #expect(parts(Money(7, .usd).split(into: 1)) == [7])
    #expect(parts(Money(.min, .usd).split(by: [1, .max])) == [-1, .min + 1])
    #expect(parts(Money(.max, .usd).split(by: [.max, .max])) == [1 << 62, (1 << 62) - 1])
  }

  @Test("A discount of 5.00 over lines of 10.00 and 20.00 is 1.66 and 3.34")
  func apportioned() {
    #expect(Money.apportion(5_00, within: [10_00, 20_00]) == [1_66, 3_34])
    #expect(Money.apportion(5_00, within: [10_00, 20_00, 0]) == [1_66, 3_34, 0])
    #expect(Money.apportion(0, within: [0, 0]) == [0, 0])
    // Two of three: the floors are nothing each, and the last two have room for one.
    #expect(Money.apportion(2, within: [1, 1, 1]) == [0, 1, 1])
    #expect(Money.apportion(.max, within: [.max, .max]) == [(1 << 62) - 1, 1 << 62])
  }

  @Test("Every split keeps the sum, and no part is a unit away from its exact share")
  func laws() {
    let seed = Oracle.seed
    var randomness = SeededRandomness(seed: seed)
    for _ in 0..<5_000 {
      let amount = Int64(bitPattern: randomness.next()) >> Int64(randomness.next(in: 0..<63))
      let weights = (0..<randomness.next(in: 1..<9)).map { _ in Int64(randomness.next(in: 0..<1_000)) }
      let money = Money(amount, .chf)
      #expect(
        money.split(by: weights).reduce(.zero(.chf), +) == money, "seed \(seed): \(amount) by \(weights)")
      let total = Int128(weights.reduce(0, +))
      guard total > 0 else { continue }
      for (part, weight) in zip(money.split(by: weights), weights) {
        let distance = Int128(part.minorUnits) * total - Int128(amount) * Int128(weight)
        #expect(distance.magnitude < total.magnitude, "seed \(seed): \(amount) by \(weights)")
      }
    }
  }

  @Test("A split without parts or with a negative weight is a fault")
  func faults() async {
    await #expect(processExitsWith: .failure) { print(Money(1, .usd).split(by: [])) }
    await #expect(processExitsWith: .failure) { print(Money(1, .usd).split(by: [2, -1])) }
    await #expect(processExitsWith: .failure) { print(Money.apportion(4, within: [1, 2])) }
    await #expect(processExitsWith: .failure) { print(Money.apportion(-1, within: [1, 2])) }
  }
}
