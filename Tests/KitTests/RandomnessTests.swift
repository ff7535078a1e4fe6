import Identity
import Testing

@Suite("Seeded randomness")
struct RandomnessTests {
  @Test("The stream is xoshiro256** after SplitMix64")
  func reference() {
    // Computed from the authors' definitions by an independent script, seed 0 and seed 42.
    let table: [(UInt64, [UInt64])] = [
      (0, [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0, 0x6AA5_94F1_262D_2D2C]),
      (42, [0x1578_0B2E_0C2E_C716, 0x6104_D986_6D11_3A7E, 0xAE17_5332_39E4_99A1, 0xECB8_AD47_03B3_60A1]),
    ]
    for (seed, expected) in table {
      var randomness = SeededRandomness(seed: seed)
      #expect(expected.map { _ in randomness.next() } == expected)
    }
  }

  @Test("Numbers of a range are equally likely and stay in it")
  func ranges() {
    var randomness = SeededRandomness(seed: Oracle.seed)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[randomness.next(in: -3..<4) + 3] += 1 }
    let chiSquare = counts.reduce(0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    // Six degrees of freedom: beyond 40 less than once in a million.
    #expect(chiSquare < 40, "seed \(Oracle.seed): \(counts)")
    #expect(randomness.next(in: 5..<6) == 5)
    for _ in 0..<1_000 {
      #expect((Int.min..<Int.max).contains(randomness.next(in: Int.min..<Int.max)))
    }
  }

  @Test("Chances come true as often as they say")
  func chances() {
    var randomness = SeededRandomness(seed: Oracle.seed)
    let hits = (0..<100_000).filter { _ in randomness.chance(0.3) }.count
    #expect((29_000...31_000).contains(hits), "seed \(Oracle.seed)")
    for _ in 0..<1_000 { #expect(!randomness.chance(0) && randomness.chance(1)) }
    for _ in 0..<1_000 { #expect((0..<1).contains(randomness.unit())) }
  }

  @Test("A pick is one of the choices, and each comes")
  func picks() {
    var randomness = SeededRandomness(seed: Oracle.seed)
    let picked = Set((0..<200).map { _ in randomness.pick(["a", "b", "c"]) })
    #expect(picked == ["a", "b", "c"])
    #expect(randomness.pick("x"[...]) == "x")
  }

  @Test("A branch has a stream of its own")
  func branches() {
    var trunk = SeededRandomness(seed: 1)
    var branch = trunk.branch()
    var again = SeededRandomness(seed: 1)
    var branchAgain = again.branch()
    for _ in 0..<100 { _ = branch.next() }
    #expect(trunk.next() == again.next())
    #expect(branchAgain.next() != trunk.next())
  }

  @Test("A pick from nothing and an empty range are faults")
  func faults() async {
    await #expect(processExitsWith: .failure) {
      var randomness = SeededRandomness(seed: 1)
      print(randomness.pick([Int]()))
    }
    await #expect(processExitsWith: .failure) {
      var randomness = SeededRandomness(seed: 1)
      print(randomness.next(in: 3..<3))
    }
  }
}
