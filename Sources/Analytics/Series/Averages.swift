import Chronology
import Monetary

/// What recurs and who brings it at one time; any unit of a month, the same for all.
public struct RecurringStock: Hashable, Sendable {
  public let revenue: Int128
  public let customers: Int64

  public init(revenue: Int128, customers: Int64) {
    self.revenue = revenue
    self.customers = customers
  }

  /// **ARR**, the annualised run-rate: 12 × MRR. What contracts promise for a year is another number.
  public var annual: Int128 { 12 * revenue }

  /// **ARPA**: MRR / paying customers, half even; nil of nobody.
  public var perCustomer: Int128? {
    customers > 0 ? Rounding.halfEven.divide(revenue, by: Int128(customers)) : nil
  }
}

extension MovementTally {
  /// **ASP**, the average sale: the new revenue of a step / its new customers, half even; nil without any.
  /// Only for a tally of `new` movements.
  public var averageSale: Int128? {
    customers > 0 ? Rounding.halfEven.divide(delta, by: Int128(customers)) : nil
  }
}

extension MovementColumns {
  /// **MRR, customers, ARPA and ARR** at the end of each step in one currency. Customers pay in it.
  public func stock(in timeline: Timeline, of selection: RowSelection, currency: Currency)
    -> [RecurringStock]
  {
    let table = netView(in: timeline, of: selection)
    guard let place = table.currencies.firstIndex(of: currency) else {
      return timeline.periods.map { _ in RecurringStock(revenue: 0, customers: 0) }
    }
    return zip(table.closings, table.customers).map {
      RecurringStock(revenue: $0[place], customers: $1[place])
    }
  }

  /// **Paying customers** at the end of each step. Who pays in two currencies is one.
  public func payingCustomers(in timeline: Timeline, of selection: RowSelection) -> [Int] {
    Standing(self, timeline, selection, .last, hasGrace: false).after
  }

  /// The rows behind a cell of the activity view as recorded: a step, a currency, a kind; nil is any.
  public func rows(
    behind period: TimelinePeriod, of selection: RowSelection, kind: MovementKind? = nil,
    currency: Currency? = nil
  ) -> [Int] {
    let code = kind?.code
    let place = currency.map { currencies.index(of: $0).map { UInt8($0) } ?? .max }
    var found: [Int] = []
    forEachRow(in: selection) { view, index, row in
      if view.day[index] >= period.first.number, view.day[index] < period.end.number,
        code == nil || view.kind[index] == code, place == nil || view.currency[index] == place
      {
        found.append(row)
      }
    }
    return found
  }
}
