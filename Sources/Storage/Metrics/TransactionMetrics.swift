import CoreMetrics

/// What transactions tell about themselves, the same on both engines.
///
/// swift-metrics hands these to whatever backend the program started with, and to none without one: start it
/// before the first transaction.
package struct TransactionMetrics: Sendable {
  package static let reading = TransactionMetrics("read")
  package static let writing = TransactionMetrics("write")

  private let open: Meter
  private let duration: CoreMetrics.Timer
  private let outcomes: [Outcome: Counter]

  package enum Outcome: String, CaseIterable, Sendable {
    case committed
    /// A dry run that went well.
    case rehearsed
    /// Refused or failed; nothing stays.
    case rolledBack = "rolled_back"
  }

  private init(_ kind: String) {
    open = Meter(label: "perennial_transactions_open", dimensions: [("kind", kind)])
    duration = CoreMetrics.Timer(
      label: "perennial_transaction_duration_seconds", dimensions: [("kind", kind)])
    outcomes = Dictionary(
      uniqueKeysWithValues: Outcome.allCases.map {
        ($0, Counter(label: "perennial_transactions_total", dimensions: [("outcome", $0.rawValue)]))
      })
  }

  /// Counts a transaction as open until the returned one is ended.
  package func begin() -> MeasuredTransaction {
    open.increment()
    return MeasuredTransaction(metrics: self)
  }

  /// Measures a writing transaction.
  package func measure<Result: Sendable>(
    ending: TransactionEnding, _ transaction: () async throws -> Result
  ) async throws -> Result {
    let measured = begin()
    defer { measured.end() }
    do {
      let result = try await transaction()
      outcomes[ending == .commit ? .committed : .rehearsed]?.increment()
      return result
    } catch {
      outcomes[.rolledBack]?.increment()
      throw error
    }
  }

  fileprivate func end(after elapsed: Duration) {
    open.decrement()
    let (seconds, attoseconds) = elapsed.components
    duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

/// A transaction from being asked for to its end.
package struct MeasuredTransaction: Sendable {
  fileprivate let metrics: TransactionMetrics
  private let start = ContinuousClock.now

  fileprivate init(metrics: TransactionMetrics) {
    self.metrics = metrics
  }

  package func end() {
    metrics.end(after: start.duration(to: .now))
  }
}
