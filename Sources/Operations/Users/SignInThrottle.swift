import Chronology
import Synchronization

/// Slows down whoever guesses passwords: so many tries for a user and from an address, then one now and then.
///
/// Kept by each process for itself, because a try must cost no write. What is kept is bounded: when there
/// are too many names, those that have all their tries back go first.
final class SignInThrottle: Sendable {
  private struct Bucket {
    var tries: Double
    var at: Instant
  }

  private enum Kind: Hashable {
    case user, address

    var most: Double { self == .user ? 10 : 50 }
    /// Until one more try is there.
    var seconds: Double { self == .user ? 60 : 10 }
  }

  private struct Name: Hashable {
    let kind: Kind
    let text: String
  }

  private static let namesMost = 20_000
  private let clock: WallClock
  private let buckets = Mutex<[Name: Bucket]>([:])

  init(clock: WallClock) {
    self.clock = clock
  }

  /// Takes one try of the user's and one of the address's.
  /// - Throws: ``SignInRefusal/tooMany(secondsToWait:)`` when either has none left.
  func admit(user: String, address: String) throws(SignInRefusal) {
    let now = clock.now
    let names = Self.names(user, address)
    let wait = buckets.withLock { buckets -> Double? in
      if buckets.count >= Self.namesMost { Self.forgetFull(&buckets, now) }
      let filled = names.map { Self.filled(buckets[$0], $0.kind, now) }
      let missing = zip(names, filled).map { (1 - $1.tries) * $0.kind.seconds }.max() ?? 0
      guard missing <= 0 else { return missing }
      for (name, bucket) in zip(names, filled) {
        buckets[name] = Bucket(tries: bucket.tries - 1, at: now)
      }
      return nil
    }
    if let wait { throw .tooMany(secondsToWait: max(1, Int(wait.rounded(.up)))) }
  }

  /// Whoever knew the password was no guesser; the try is given back.
  func succeeded(user: String, address: String) {
    buckets.withLock { buckets in
      for name in Self.names(user, address) {
        guard let bucket = buckets[name] else { continue }
        buckets[name]?.tries = min(name.kind.most, bucket.tries + 1)
      }
    }
  }

  private static func names(_ user: String, _ address: String) -> [Name] {
    [Name(kind: .user, text: String(user.prefix(254))), Name(kind: .address, text: address)]
  }

  private static func filled(_ bucket: Bucket?, _ kind: Kind, _ now: Instant) -> Bucket {
    guard let bucket else { return Bucket(tries: kind.most, at: now) }
    let gained = Double(max(0, now - bucket.at)) / kind.seconds
    return Bucket(tries: min(kind.most, bucket.tries + gained), at: now)
  }

  /// Those that have all their tries back need not be known; if nobody has, all are forgotten.
  private static func forgetFull(_ buckets: inout [Name: Bucket], _ now: Instant) {
    buckets = buckets.filter { filled($0.value, $0.key.kind, now).tries < $0.key.kind.most }
    if buckets.count >= namesMost { buckets = [:] }
  }
}
