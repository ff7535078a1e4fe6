import CoreMetrics
import Synchronization

/// One series: a name with its labels, counted without locks.
protocol Tally: AnyObject, Sendable {
  static var kind: MetricDescription.Kind { get }
  /// The lines of the page, without the name; nil while there is nothing to tell.
  func lines(of name: String, labels: String) -> [String]?
}

/// Counts up.
final class CounterTally: Tally, CounterHandler {
  static let kind = MetricDescription.Kind.counter
  private let count = Atomic<Int64>(0)

  func increment(by steps: Int64) {
    count.wrappingAdd(steps, ordering: .relaxed)
  }

  func reset() {
    count.store(0, ordering: .relaxed)
  }

  /// A series with labels is made before its first event, so that the event finds it; it is shown from then
  /// on.
  func lines(of name: String, labels: String) -> [String]? {
    let count = count.load(ordering: .relaxed)
    guard count > 0 || labels.isEmpty else { return nil }
    return [Exposition.line(name, labels, "\(count)")]
  }
}

/// Goes up and down.
final class GaugeTally: Tally, MeterHandler, RecorderHandler {
  static let kind = MetricDescription.Kind.gauge
  private let bits = Atomic<UInt64>(0)

  func set(_ value: Double) {
    bits.store(value.bitPattern, ordering: .relaxed)
  }

  func set(_ value: Int64) {
    set(Double(value))
  }

  func record(_ value: Double) {
    set(value)
  }

  func record(_ value: Int64) {
    set(value)
  }

  func increment(by step: Double) {
    var old = bits.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + step).bitPattern
      let (exchanged, seen) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
      if exchanged { return }
      old = seen
    }
  }

  func decrement(by step: Double) {
    increment(by: -step)
  }

  func lines(of name: String, labels: String) -> [String]? {
    [Exposition.line(name, labels, Exposition.number(Double(bitPattern: bits.load(ordering: .relaxed))))]
  }
}

/// How often something took how long. Kept in whole nanoseconds, or billionths of whatever is recorded, and
/// shown in seconds.
final class HistogramTally: Tally, TimerHandler, RecorderHandler {
  static let kind = MetricDescription.Kind.histogram
  /// Upper bounds in nanoseconds, from half a millisecond to half a minute.
  static let bounds: [Int64] = [
    500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000,
    500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000, 30_000_000_000,
  ]

  /// How many fell into each range; the last one has no bound.
  private let ranges = (0...bounds.count).map { _ in Range() }
  private let nanoseconds = Atomic<Int64>(0)

  private final class Range: Sendable {
    let count = Atomic<Int64>(0)
  }

  func recordNanoseconds(_ duration: Int64) {
    let place = Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count
    ranges[place].count.wrappingAdd(1, ordering: .relaxed)
    nanoseconds.wrappingAdd(duration, ordering: .relaxed)
  }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    recordNanoseconds(Int64(exactly: (value * 1e9).rounded()) ?? .max)
  }

  func lines(of name: String, labels: String) -> [String]? {
    let counts = ranges.map { $0.count.load(ordering: .relaxed) }
    let all = counts.reduce(0, +)
    guard all > 0 || labels.isEmpty else { return nil }
    var below: Int64 = 0
    var lines: [String] = []
    for (bound, count) in zip(Self.bounds.map { Exposition.number(Double($0) / 1e9) } + ["+Inf"], counts) {
      below += count
      let inner = labels.isEmpty ? "le=\"\(bound)\"" : "\(labels),le=\"\(bound)\""
      lines.append(Exposition.line("\(name)_bucket", inner, "\(below)"))
    }
    let sum = Double(nanoseconds.load(ordering: .relaxed)) / 1e9
    return lines + [
      Exposition.line("\(name)_sum", labels, Exposition.number(sum)),
      Exposition.line("\(name)_count", labels, "\(all)"),
    ]
  }
}
