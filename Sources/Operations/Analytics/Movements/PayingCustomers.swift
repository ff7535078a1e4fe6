import Analytics
import Chronology
import Monetary
import Relations
import Storage

/// The rows behind MRR at the end of a month: who pays, and how much of it is theirs.
public struct PayingCustomers: Sendable {
  public let month: Month
  public let currency: Currency

  public init(at month: Month, _ currency: Currency) {
    self.month = month
    self.currency = currency
  }
}

/// A paying customer's part of MRR as whole minor units, such that all of them sum to it.
public struct PayingCustomer: Hashable, Sendable {
  public let customer: CustomerID
  public let amount: Int64
}

extension OpenWorkspace {
  /// Those who pay most come first. Answered whole, because the rows share the rounding of their sum.
  public func answer(_ question: PayingCustomers) async throws -> [PayingCustomer] {
    var history = RecurringRevenueHistory()
    history.currency = question.currency
    history.from = question.month
    history.through = question.month
    let total = try await answer(history).first?.months.first?.shown.closing ?? 0
    let end = question.month.period(in: .utc).end
    let levels = try await database.read { rows in
      try rows.recurringLevels(question.currency, before: end)
    }
    return zip(levels, apportioned(levels.map(\.level), to: total))
      .map { PayingCustomer(customer: $0.customer, amount: $1) }
  }
}
