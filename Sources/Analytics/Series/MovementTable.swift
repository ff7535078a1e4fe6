import Chronology
import Monetary

/// Movements of one kind in one step and currency, summed.
public struct MovementTally: Hashable, Sendable {
  /// Rows in the activity view, customers in the net view.
  public var movements: Int64
  /// How many paying customers there are more for them.
  public var customers: Int64
  /// Millionths of a minor unit a month; signed.
  public var delta: Int128

  public init(movements: Int64 = 0, customers: Int64 = 0, delta: Int128 = 0) {
    self.movements = movements
    self.customers = customers
    self.delta = delta
  }

  public static func += (left: inout MovementTally, right: MovementTally) {
    left.movements += right.movements
    left.customers += right.customers
    left.delta += right.delta
  }
}

/// Movements by step, currency and kind, with what there was before the first step. Nothing is converted.
public struct MovementTable: Sendable {
  public let timeline: Timeline
  public let currencies: [Currency]
  /// Millionths of a minor unit a month at the beginning of the first step, by currency.
  public internal(set) var opening: [Int128]
  /// Paying customers then, by currency.
  public internal(set) var openingCustomers: [Int64]
  var cells: [MovementTally]

  init(timeline: Timeline, currencies: [Currency]) {
    self.timeline = timeline
    self.currencies = currencies
    opening = Array(repeating: 0, count: currencies.count)
    openingCustomers = Array(repeating: 0, count: currencies.count)
    cells = Array(
      repeating: MovementTally(),
      count: timeline.periods.count * currencies.count * MovementKind.byCode.count)
  }

  /// Cells lie by step, then currency, then kind.
  @inline(__always)
  static func place(_ period: Int, _ currency: Int, _ kind: Int, currencies: Int) -> Int {
    (period * currencies + currency) * MovementKind.count + kind
  }

  public subscript(period: Int, currency: Currency, kind: MovementKind) -> MovementTally {
    guard let place = currencies.firstIndex(of: currency) else { return MovementTally() }
    return self[period, place, Int(kind.code)]
  }

  subscript(period: Int, currency: Int, kind: Int) -> MovementTally {
    cells[MovementTable.place(period, currency, kind, currencies: currencies.count)]
  }

  /// Opening and all movements up to the end of a step: what recurs then, by currency.
  public func closing(_ period: Int) -> [Int128] {
    currencies.indices.map { currency in
      (0...period).reduce(opening[currency]) { sum, period in
        (0..<MovementKind.count).reduce(sum) { $0 + self[period, currency, $1].delta }
      }
    }
  }

  /// What recurs at the end of every step: `closings[period][currency]`.
  public var closings: [[Int128]] {
    running(opening) { $0.delta }
  }

  /// Paying customers at the end of every step, by currency; who pays in two currencies counts in both.
  public var customers: [[Int64]] {
    running(openingCustomers) { $0.customers }
  }

  private func running<Number: FixedWidthInteger>(
    _ opening: [Number], _ part: (MovementTally) -> Number
  ) -> [[Number]] {
    var level = opening
    return timeline.periods.indices.map { period in
      for currency in currencies.indices {
        for kind in 0..<MovementKind.count { level[currency] += part(self[period, currency, kind]) }
      }
      return level
    }
  }
}
