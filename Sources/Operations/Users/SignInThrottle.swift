import Chronology
import Synchronization

/// Slows down whoever guesses passwords: so many tries for a user and from an address, then one now and then.
///
/// Kept by each process for itself, because a try must cost no write. What is kept is bounded: when there are
/// too many names, those that have all their tries back go first.
final class SignInThrottle: Sendable {
  private enum Kind: Hashable {
    case user, address

    var most: Int64 { self == .user ? 10 : 50 }
    /// Until one more try is there.
    var seconds: Int64 { self == .user ? 60 : 10 }
  }

  private struct Name: Hashable {
    let kind: Kind
    let text: String
  }

  /// How long it took, at that instant, until all tries are back.
  private struct Debt {
    var seconds: Int64
    var at: Instant

    func left(at now: Instant) -> Int64 { max(0, seconds - max(0, now - at)) }
  }

  private static let namesMost = 20_000
  private let clock: WallClock
  private let debts = Mutex<[Name: Debt]>([:])

  init(clock: WallClock) {
    self.clock = clock
  }

  /// Takes one try of the user's and one of the address's.
  /// - Throws: ``SignInRefusal/tooMany(secondsToWait:)`` when either has none left.
  func admit(user: String, address: String) throws(SignInRefusal) {
    let now = clock.now
    let names = Self.names(user, address)
    let wait = debts.withLock { debts -> Int64 in
      if debts.count >= Self.namesMost { Self.forget(&debts, now) }
      let left = names.map { debts[$0]?.left(at: now) ?? 0 }
      let wait = zip(names, left).map { $1 - ($0.kind.most - 1) * $0.kind.seconds }.max() ?? 0
      guard wait <= 0 else { return wait }
      for (name, left) in zip(names, left) {
        debts[name] = Debt(seconds: left + name.kind.seconds, at: now)
      }
      return 0
    }
    if wait > 0 { throw .tooMany(secondsToWait: Int(wait)) }
  }

  /// Whoever knew the password was no guesser; the try is given back.
  func succeeded(user: String, address: String) {
    debts.withLock { debts in
      for name in Self.names(user, address) {
        guard let debt = debts[name] else { continue }
        debts[name]?.seconds = max(0, debt.seconds - name.kind.seconds)
      }
    }
  }

  private static func names(_ user: String, _ address: String) -> [Name] {
    [Name(kind: .user, text: String(user.prefix(254))), Name(kind: .address, text: address)]
  }

  /// Those that have all their tries back need not be known; if nobody has, all are forgotten.
  private static func forget(_ debts: inout [Name: Debt], _ now: Instant) {
    debts = debts.filter { $0.value.left(at: now) > 0 }
    if debts.count >= namesMost { debts = [:] }
  }
}
