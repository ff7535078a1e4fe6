import Chronology
import Monetary

/// What an import would do: the result of a look at the whole file, before anything is written.
public struct ImportReport: Sendable, Hashable {
  /// Data rows of the file, good and bad.
  public internal(set) var rows = 0
  public internal(set) var badRows = 0
  /// The first thousand problems by line; ``problemCount`` counts all.
  public internal(set) var problems: [ImportProblem] = []
  public internal(set) var problemCount = 0
  public internal(set) var products = 0
  public internal(set) var prices = 0
  /// Customers whose contract runs at the snapshot, and those whose contract has ended.
  public internal(set) var running = 0
  public internal(set) var ended = 0
  /// When the first contract begins; nil without a good row.
  public internal(set) var firstStart: Instant?
  /// Where the workspace will stand.
  public let snapshot: Instant
  /// What the running contracts bring in a month, by currency.
  public internal(set) var recurringRevenue: [ExpectedRevenue] = []
  /// Final invoices that the histories hold.
  public internal(set) var invoices = 0

  public var goodRows: Int { rows - badRows }

  init(snapshot: Instant) {
    self.snapshot = snapshot
  }
}

/// Recurring revenue that is expected in one currency.
public struct ExpectedRevenue: Sendable, Hashable {
  public let currency: Currency
  /// Millionths of a minor unit a month, like every level.
  public let level: Int64
  public let customers: Int

  /// Whole minor units, rounded half even, as every number about recurring revenue is shown.
  public var amount: Money {
    Money(Int64(Rounding.halfEven.divide(Int128(level), by: 1_000_000)), currency)
  }
}

/// Why a row cannot be imported. It never holds what stands in the row.
public struct ImportProblem: Sendable, Hashable {
  /// The line of the file that the row begins on, from 1.
  public let line: Int
  public let column: String?
  public let sentence: String

  init(_ line: Int, _ column: String?, _ sentence: String) {
    self.line = line
    self.column = column
    self.sentence = sentence
  }
}
