import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations

/// What stands on one account of a customer, in one currency.
public struct Balance: Hashable, Sendable {
  public let account: Account
  public let amount: Money

  public init(account: Account, amount: Money) {
    self.account = account
    self.amount = amount
  }
}

extension Connection {
  /// The entry of a fact, in its order.
  public func postings(of fact: FactID) throws -> [Posting] {
    try query(
      "SELECT account, customer, amount, currency FROM posting WHERE fact = :fact ORDER BY place",
      ["fact": fact]
    ) { row in
      let account: Account = try row.choice("account")
      let customer: CustomerID = try row.identifier("customer")
      return Posting(
        account: account, customer: customer,
        amount: Money(try row.integer("amount"), try row.currency("currency")))
    }
  }

  /// Minor units; 0 where nothing was ever posted.
  public func balance(customer: CustomerID, account: Account, currency: Currency) throws -> Int64 {
    try first(
      """
      SELECT amount FROM balance WHERE customer = :customer AND account = :account AND currency = :currency
      """, ["customer": customer, "account": account.rawValue, "currency": currency]
    ) { try $0.integer("amount") } ?? 0
  }

  /// Every balance of a customer, by account and currency.
  public func balances(customer: CustomerID) throws -> [Balance] {
    try query(
      "SELECT account, amount, currency FROM balance WHERE customer = :customer ORDER BY account, currency",
      ["customer": customer]
    ) { row in
      let account: Account = try row.choice("account")
      return Balance(account: account, amount: Money(try row.integer("amount"), try row.currency("currency")))
    }
  }
}
