import Chronology
import Monetary

/// What was spent in a month to win customers through one channel, in millionths of a minor unit.
public struct AcquisitionSpend: Hashable, Sendable {
  public let channel: String
  public let month: Month
  public let amount: Int128

  public init(channel: String, month: Month, amount: Int128) {
    self.channel = channel
    self.month = month
    self.amount = amount
  }
}

/// What was spent on a channel and whom it brought.
public struct AcquisitionCost: Hashable, Sendable {
  public let channel: String
  public let spend: Int128
  public let customers: Int

  public init(channel: String, spend: Int128, customers: Int) {
    self.channel = channel
    self.spend = spend
    self.customers = customers
  }

  /// **CAC**: spend / new customers, half even; nil when it brought nobody.
  public var perCustomer: Int128? {
    customers > 0 ? Rounding.halfEven.divide(spend, by: Int128(customers)) : nil
  }
}

/// **CAC per channel**: what was spent from `first` to `last` / the new customers of the months `lag` later,
/// by channel. A channel without customers is in it, and customers without spend: they are what blending
/// hides.
public func acquisitionCosts(
  spend: [AcquisitionSpend], customers: [String: [Month: Int]], from first: Month, through last: Month,
  lag: Int = 0
) -> [AcquisitionCost] {
  let counted = spend.filter { first <= $0.month && $0.month <= last }
  let joined = customers.mapValues { months in
    months.reduce(0) { sum, entry in
      let spent = entry.key.adding(months: -lag)
      return first <= spent && spent <= last ? sum + entry.value : sum
    }
  }
  let channels = Set(counted.map(\.channel)).union(joined.filter { $0.value > 0 }.keys)
  return channels.sorted().map { channel in
    AcquisitionCost(
      channel: channel,
      spend: counted.filter { $0.channel == channel }.reduce(0) { $0 + $1.amount },
      customers: joined[channel] ?? 0)
  }
}

extension [AcquisitionCost] {
  /// All channels together, those nobody paid for too.
  public var blended: AcquisitionCost {
    AcquisitionCost(
      channel: "", spend: reduce(0) { $0 + $1.spend }, customers: reduce(0) { $0 + $1.customers })
  }

  /// Only channels that cost something.
  public var paid: AcquisitionCost { filter { $0.spend > 0 }.blended }
}

extension MovementColumns {
  /// Customers by the value of a dimension and the month in which they paid for the first time; of a
  /// selection that holds whole customers.
  public func newCustomers(
    by dimension: Dimension = .source, of selection: RowSelection
  ) -> [String: [Month: Int]] {
    let values = values(of: dimension)
    let column = customerTraits[dimension]
    var counts: [String: [Month: Int]] = [:]
    forEachNewCustomer(of: selection) { customer, day in
      let value = values[Int(column?.value(at: Int(customer)) ?? 0)]
      counts[value, default: [:]][Month(containing: day), default: 0] += 1
    }
    return counts
  }

  /// Every customer on the day it paid for the first time, in order.
  func forEachNewCustomer(of selection: RowSelection, _ body: (UInt32, Day) -> Void) {
    var seen = [Bool](repeating: false, count: customers.count)
    forEachTurn(of: selection) { customer, day, isPaying in
      guard isPaying, !seen[Int(customer)] else { return }
      seen[Int(customer)] = true
      body(customer, Day.first.adding(days: Int(day - Day.first.number)))
    }
  }
}
