import Chronology
import Identity
import Journal
import Monetary
import Relations

/// What closing says no to.
public enum ClosingRefusal: Error, Hashable, Sendable {
  /// The month lies ahead, or is not over yet.
  case monthNotOver(Month, current: Month)
}

/// The months to close, in their order.
///
/// - Parameters:
///   - last: the last month that is closed; nil before the first close.
///   - first: the month of the oldest entry of the ledger; nil for an empty one.
///   - wanted: through which month; nil is the last one that is over.
///   - current: the month that is going on.
/// - Throws: ``ClosingRefusal/monthNotOver(_:current:)``.
public func monthsToClose(
  after last: Month?, from first: Month?, through wanted: Month?, current: Month
) throws(ClosingRefusal) -> [Month] {
  if let wanted, wanted >= current { throw .monthNotOver(wanted, current: current) }
  let through = wanted ?? current.adding(months: -1)
  guard through < current else { return [] }
  let start = last.map { $0.adding(months: 1) } ?? min(first ?? through, through)
  guard start <= through else { return [] }
  return (0...(through - start)).map { start.adding(months: $0) }
}

/// What closing a month moves for one line.
public struct LineRecognition: Hashable, Sendable {
  public let line: String
  public let customer: CustomerID
  public let amount: Money

  public init(line: String, customer: CustomerID, amount: Money) {
    self.line = line
    self.customer = customer
    self.amount = amount
  }
}

/// The entry over some lines of a close: one pair of postings for each customer, in the order of the lines.
///
/// - Returns: postings that sum to zero, for each customer too.
public func postings(for recognitions: [LineRecognition]) throws(MonetaryRefusal) -> [Posting] {
  var order: [CustomerID] = []
  var sums: [CustomerID: Money] = [:]
  for recognition in recognitions {
    if let sum = sums[recognition.customer] {
      sums[recognition.customer] = try sum.adding(recognition.amount)
    } else {
      order.append(recognition.customer)
      sums[recognition.customer] = recognition.amount
    }
  }
  return order.flatMap { customer -> [Posting] in
    guard let sum = sums[customer], !sum.isZero else { return [] }
    return [
      Posting(account: .deferredRevenue, customer: customer, amount: sum),
      Posting(account: .revenue, customer: customer, amount: .zero(sum.currency) - sum),
    ]
  }
}
