#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// Where random bytes come from.
public enum Randomness: Sendable {
  /// The operating system's: unguessable, for real ids and keys.
  case system
  /// The same sequence for the same seed: for tests and simulations, never for keys.
  case seeded(UInt64)
}

/// Random bytes drawn in blocks, because one call to the system costs as much as making several ids.
struct RandomBytes: Sendable {
  private enum Origin {
    case system
    case seeded(SeededRandomness)
  }

  // getentropy refuses more than 256 bytes a call.
  private static let blockLength = 256

  private var origin: Origin
  private var block = [UInt8](repeating: 0, count: blockLength)
  private var used = blockLength

  init(_ randomness: Randomness) {
    switch randomness {
    case .system: origin = .system
    case .seeded(let seed): origin = .seeded(SeededRandomness(seed: seed))
    }
  }

  mutating func next() -> UInt8 {
    if used == RandomBytes.blockLength { refill() }
    let byte = block[used]
    // A byte that went into a key must not stay in memory to be read twice.
    block[used] = 0
    used += 1
    return byte
  }

  private mutating func refill() {
    switch origin {
    case .system:
      let outcome = block.withUnsafeMutableBytes { getentropy($0.baseAddress!, $0.count) }
      precondition(outcome == 0, "the machine gives no randomness, so no id is safe to make")
    case .seeded(var generator):
      for start in stride(from: 0, to: RandomBytes.blockLength, by: 8) {
        let word = generator.next()
        for place in 0..<8 { block[start + place] = UInt8(truncatingIfNeeded: word >> (8 * place)) }
      }
      origin = .seeded(generator)
    }
    used = 0
  }
}
