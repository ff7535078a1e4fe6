import Chronology
import Monetary

/// How late what is owed is.
public enum AgeingBucket: Int, Hashable, Sendable, CaseIterable {
  case notDue, through30, through60, through90, over90

  /// By the days that have passed since the due day; on it, it is not late yet.
  public init(daysLate: Int) {
    self =
      switch daysLate {
      case ...0: .notDue
      case ...30: .through30
      case ...60: .through60
      case ...90: .through90
      default: .over90
      }
  }
}

/// What one invoice still asks for.
public struct OpenReceivable: Hashable, Sendable {
  public let invoice: String
  public let due: Day
  public let remaining: Money

  public init(invoice: String, due: Day, remaining: Money) {
    self.invoice = invoice
    self.due = due
    self.remaining = remaining
  }
}

/// **Receivables ageing**: what is owed by how late it is, in each currency, with the invoices behind it.
public struct Ageing: Sendable {
  private let cells: [Currency: [AgeingBucket: [OpenReceivable]]]

  public init(_ receivables: [OpenReceivable], on today: Day) {
    cells = Dictionary(grouping: receivables.filter { $0.remaining.minorUnits != 0 }) {
      $0.remaining.currency
    }.mapValues { Dictionary(grouping: $0) { AgeingBucket(daysLate: today - $0.due) } }
  }

  public var currencies: [Currency] { cells.keys.sorted() }

  public func invoices(_ bucket: AgeingBucket, in currency: Currency) -> [OpenReceivable] {
    cells[currency]?[bucket] ?? []
  }

  /// Minor units. Sums of 64 bits may need more.
  public func amount(_ bucket: AgeingBucket, in currency: Currency) -> Int128 {
    invoices(bucket, in: currency).reduce(0) { $0 + Int128($1.remaining.minorUnits) }
  }
}
