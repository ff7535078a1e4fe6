import Identity
import Monetary
import Relations

/// The accounts of the ledger. Debits are positive, credits negative, and every entry sums to zero.
public enum Account: String, Hashable, Sendable, Codable, CaseIterable {
  /// What customers owe on finalised invoices.
  case receivable
  /// What we owe customers (negative) or carry over to their next invoice (positive).
  case customerBalance = "customer_balance"
  /// Billed and not yet earned.
  case deferredRevenue = "deferred_revenue"
  /// Earned, by the day: what monthly closes took out of deferred revenue.
  case revenue
  /// Money that came through the gateway.
  case cash
  /// Money that went back the way it came, less what credit notes say of it.
  case refunds
  /// What was asked for and nobody expects any more.
  case badDebt = "bad_debt"
  /// Money that came another way: a bank transfer, or a system an import came from.
  case settledElsewhere = "settled_elsewhere"
  /// Tax that was billed and belongs to the state.
  case taxPayable = "tax_payable"
  /// What somebody put on customers' balances by hand: credit given away, and debts carried over.
  case adjustments
}

/// One side of an entry.
public struct Posting: Hashable, Sendable {
  public let account: Account
  public let customer: CustomerID
  public let amount: Money

  public init(account: Account, customer: CustomerID, amount: Money) {
    self.account = account
    self.customer = customer
    self.amount = amount
  }
}
