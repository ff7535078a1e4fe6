import Chronology
import Monetary
import Relations

/// One movement as the columns keep it: ids are indices into the columns' registers.
///
/// Storage makes these from the movements table in bulk, with the indices that `MovementColumns.payer(…)` and
/// its siblings give; a few new movements come as `Movement` instead.
public struct MovementRow: Hashable, Sendable {
  /// The fact's position in the journal. Rows of one fact share it.
  public let position: Int64
  /// A customer in one currency: an index into `MovementColumns.payers`.
  public let payer: UInt32
  public let subscription: UInt32
  public let item: UInt32
  public let price: UInt32
  public let kind: MovementKind
  /// An index into `MovementColumns.causes`.
  public let cause: UInt8
  /// Millionths of a minor unit a month; signed. 0 says that its contract ended while it was paused.
  public let delta: Int64
  /// How many paying customers there are more: 1, 0 or -1.
  public let customers: Int8
  public let onTestClock: Bool
  public let effective: Instant
  public let recorded: Instant

  public init(
    position: Int64, payer: UInt32, subscription: UInt32, item: UInt32, price: UInt32, kind: MovementKind,
    cause: UInt8, delta: Int64, customers: Int8, onTestClock: Bool, effective: Instant, recorded: Instant
  ) {
    precondition((-1...1).contains(customers), "one row adds one customer, none, or takes one away")
    self.position = position
    self.payer = payer
    self.subscription = subscription
    self.item = item
    self.price = price
    self.kind = kind
    self.cause = cause
    self.delta = delta
    self.customers = customers
    self.onTestClock = onTestClock
    self.effective = effective
    self.recorded = recorded
  }

  /// The order of the columns: when it is effective, then its place in the journal.
  func precedes(_ other: MovementRow) -> Bool {
    (effective.seconds, position) < (other.effective.seconds, other.position)
  }
}

/// A customer in one currency: whose running level the classification of movements goes by.
public struct Payer: Hashable, Sendable {
  /// An index into `MovementColumns.customers`.
  public let customer: UInt32
  /// An index into `MovementColumns.currencies`.
  public let currency: UInt8
}

extension MovementKind {
  /// The kinds by their place in a column; stored in snapshots, so the order may not change.
  static let byCode: [MovementKind] = [
    .new, .expansion, .contraction, .churn, .reactivation, .paused, .resumed,
  ]
  /// How many there are, for passes that find a cell by arithmetic.
  static let count = 7

  var code: UInt8 {
    switch self {
    case .new: 0
    case .expansion: 1
    case .contraction: 2
    case .churn: 3
    case .reactivation: 4
    case .paused: 5
    case .resumed: 6
    }
  }
}
