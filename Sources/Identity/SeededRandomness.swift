/// A reproducible stream of random numbers: the same seed gives the same numbers on every machine.
///
/// xoshiro256** seeded through SplitMix64 (Blackman and Vigna, public domain). For simulations, price
/// experiments and tests; not for secrets. Its helpers do not go through the standard library's, whose
/// algorithms may change.
public struct SeededRandomness: RandomNumberGenerator, Hashable, Sendable {
  private var first: UInt64
  private var second: UInt64
  private var third: UInt64
  private var fourth: UInt64

  public init(seed: UInt64) {
    var mixer = seed
    func mixed() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var word = mixer
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
    first = mixed()
    second = mixed()
    third = mixed()
    fourth = mixed()
  }

  public mutating func next() -> UInt64 {
    let product = second &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = second << 17
    third ^= first
    fourth ^= second
    second ^= third
    first ^= fourth
    third ^= shifted
    fourth = (fourth << 45) | (fourth >> 19)
    return result
  }

  /// A whole number of the range, each equally likely. The range must not be empty.
  public mutating func next(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "a random number needs a range to come from")
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    // Lemire's method: the high half of a product is the number, and the few low halves that would favour
    // some numbers are drawn again.
    let unfair = (0 &- width) % width
    while true {
      let (high, low) = width.multipliedFullWidth(by: next())
      if low >= unfair { return range.lowerBound &+ Int(truncatingIfNeeded: high) }
    }
  }

  /// A number from 0 up to but not including 1, in steps of 2⁻⁵³.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// True with this probability; 0 is never, 1 is always.
  public mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// One of the choices, each equally likely. There must be one.
  public mutating func pick<Choices: Collection>(_ choices: Choices) -> Choices.Element {
    precondition(!choices.isEmpty, "a pick needs something to pick from")
    return choices[choices.index(choices.startIndex, offsetBy: next(in: 0..<choices.count))]
  }

  /// A stream of its own that depends on this one, so that one actor's draws do not shift another's.
  public mutating func branch() -> SeededRandomness {
    SeededRandomness(seed: next())
  }
}
