import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// Where new ids and secrets come from.
///
/// An id is `<prefix>_` and 24 letters and digits: eight for the wall-clock millisecond, three that count
/// within it, thirteen at random (77 bits, so nobody guesses an id). Ids of one source sort in the order
/// they were made, also when the clock stands still or goes back, and so enter an index at its end.
public final class IdentifierSource: Sendable {
  private let milliseconds: @Sendable () -> Int64
  private let state: Mutex<State>

  public init(milliseconds: @escaping @Sendable () -> Int64, randomness: Randomness) {
    self.milliseconds = milliseconds
    state = Mutex(State(bytes: RandomBytes(randomness)))
  }

  /// Ids for real use: the machine's clock and randomness.
  public static func system() -> IdentifierSource {
    IdentifierSource(milliseconds: wallClockMilliseconds, randomness: .system)
  }

  /// The same ids in every run, for tests and simulations; their clock stands still.
  public static func seeded(_ seed: UInt64, startingAt milliseconds: Int64) -> IdentifierSource {
    IdentifierSource(milliseconds: { milliseconds }, randomness: .seeded(seed))
  }

  public func next<Entity: Identified>(_ type: Entity.Type = Entity.self) -> Identifier<Entity> {
    Identifier(text(prefix: Entity.prefix))
  }

  /// The text of a new id for things that are no `Identified` type.
  public func text(prefix: String) -> String {
    let now = milliseconds()
    var prefix = prefix
    return prefix.withUTF8 { prefix in
      let length = prefix.count + 1 + State.idLength
      return String(unsafeUninitializedCapacity: length) { text in
        _ = text.initialize(fromContentsOf: prefix)
        text.initializeElement(at: prefix.count, to: UInt8(ascii: "_"))
        let id = text.extracting(prefix.count + 1..<length)
        state.withLock { $0.writeID(at: now, to: id) }
        return length
      }
    }
  }

  /// Random letters and digits, each equally likely, for API keys and the like: 5.95 bits a character.
  public func secret(length: Int) -> String {
    precondition(length > 0, "a secret needs a length")
    return String(unsafeUninitializedCapacity: length) { text in
      let text = text.extracting(0..<length)
      state.withLock { $0.writeRandom(to: text) }
      return length
    }
  }
}

private struct State {
  /// What follows a prefix and its underscore.
  static let idLength = 24
  private static let idsPerMillisecond: UInt64 = 62 * 62 * 62

  var bytes: RandomBytes
  private var millisecond: UInt64 = 0
  private var counter: UInt64 = 0

  init(bytes: RandomBytes) { self.bytes = bytes }

  /// Fills the place of one id.
  mutating func writeID(at now: Int64, to text: UnsafeMutableBufferPointer<UInt8>) {
    let now = UInt64(max(0, now))
    if now > millisecond {
      millisecond = now
      counter = 0
    } else if counter == State.idsPerMillisecond {
      // More ids than a millisecond holds: borrow the next one, the clock will catch up.
      millisecond += 1
      counter = 0
    }
    Base62.write(millisecond, to: text.extracting(0..<8))
    Base62.write(counter, to: text.extracting(8..<11))
    counter += 1
    writeRandom(to: text.extracting(11..<State.idLength))
  }

  mutating func writeRandom(to text: UnsafeMutableBufferPointer<UInt8>) {
    var place = 0
    while place < text.count {
      let byte = bytes.next()
      // 248 is the largest multiple of 62 in a byte; taking more would favour the first digits.
      guard byte < 248 else { continue }
      text.initializeElement(at: place, to: Base62.character(byte % 62))
      place += 1
    }
  }
}

/// The machine's wall clock, read here so that ids need no other room; time in the domain is an argument.
@Sendable private func wallClockMilliseconds() -> Int64 {
  var time = timespec()
  let outcome = clock_gettime(CLOCK_REALTIME, &time)
  precondition(outcome == 0, "the machine has no wall clock")
  return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
