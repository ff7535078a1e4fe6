import Chronology

/// Reads the time of day; the one clock of a process, given to it at the start.
public struct WallClock: Sendable {
  private let read: @Sendable () -> Instant

  public init(_ read: @escaping @Sendable () -> Instant) {
    self.read = read
  }

  public var now: Instant { read() }
}
