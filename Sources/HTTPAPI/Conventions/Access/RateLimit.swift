import Synchronization

/// How many requests a key may make.
public struct RateLimitSettings: Hashable, Sendable {
  public var requestsPerSecond: Double
  /// How many requests may come at once after a quiet time.
  public var burst: Int
  /// How many keys are remembered; beyond that, keys that have been quiet are forgotten first.
  public var keysMost: Int

  public init(requestsPerSecond: Double, burst: Int, keysMost: Int = 10_000) {
    precondition(requestsPerSecond > 0 && burst > 0 && keysMost > 0, "a rate limit must let something pass")
    self.requestsPerSecond = requestsPerSecond
    self.burst = burst
    self.keysMost = keysMost
  }
}

/// One token bucket per key, in memory: each process of many counts for itself.
final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Int64
  }

  private let settings: RateLimitSettings
  private let nanoseconds: @Sendable () -> Int64
  private let buckets = Mutex<[String: Bucket]>([:])

  /// - Parameter nanoseconds: a monotonic clock.
  init(
    _ settings: RateLimitSettings, nanoseconds: @escaping @Sendable () -> Int64 = MonotonicClock.now
  ) {
    self.settings = settings
    self.nanoseconds = nanoseconds
  }

  /// Takes one request from the key's bucket; nil when it may pass, otherwise the seconds to wait.
  func secondsToWait(key: String) -> Int? {
    let now = nanoseconds()
    return buckets.withLock { buckets in
      var bucket = buckets[key] ?? Bucket(tokens: Double(settings.burst), at: now)
      bucket.tokens = tokens(of: bucket, at: now)
      bucket.at = now
      let passes = bucket.tokens >= 1
      if passes { bucket.tokens -= 1 }
      if buckets[key] == nil { makeRoom(in: &buckets, at: now) }
      buckets[key] = bucket
      return passes ? nil : max(1, Int(((1 - bucket.tokens) / settings.requestsPerSecond).rounded(.up)))
    }
  }

  var keysRemembered: Int { buckets.withLock(\.count) }

  private func tokens(of bucket: Bucket, at now: Int64) -> Double {
    let seconds = Double(max(0, now - bucket.at)) / 1e9
    return min(Double(settings.burst), bucket.tokens + seconds * settings.requestsPerSecond)
  }

  /// A full bucket says no more than no bucket does. When none is full, the one quiet for longest goes.
  private func makeRoom(in buckets: inout [String: Bucket], at now: Int64) {
    guard buckets.count >= settings.keysMost else { return }
    buckets = buckets.filter { tokens(of: $0.value, at: now) < Double(settings.burst) }
    guard buckets.count >= settings.keysMost else { return }
    let quietest = buckets.min { $0.value.at < $1.value.at }
    if let quietest { buckets[quietest.key] = nil }
  }
}

/// Time for intervals: never goes back, has no date.
public enum MonotonicClock {
  private static let start = ContinuousClock.now

  @Sendable public static func now() -> Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1_000_000_000 + elapsed.attoseconds / 1_000_000_000
  }
}
