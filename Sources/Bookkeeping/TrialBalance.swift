import Monetary

/// What was posted to one account in one currency, debits and credits apart, in minor units.
public struct AccountTotal: Hashable, Sendable {
  public let account: Account
  public let currency: Currency
  public private(set) var debit: Int128
  /// Positive, as accountants write it.
  public private(set) var credit: Int128

  public init(account: Account, currency: Currency, debit: Int128 = 0, credit: Int128 = 0) {
    self.account = account
    self.currency = currency
    self.debit = debit
    self.credit = credit
  }

  /// Debits are positive, credits negative.
  public var balance: Int128 { debit - credit }

  public mutating func post(_ amount: Int64) {
    if amount >= 0 { debit += Int128(amount) } else { credit -= Int128(amount) }
  }

  public mutating func add(_ other: AccountTotal) {
    debit += other.debit
    credit += other.credit
  }
}

/// Totals put together per account and currency, in the order of currencies and then of the chart of
/// accounts.
public func trialBalance(of totals: some Sequence<AccountTotal>) -> [AccountTotal] {
  var sums: [AccountKey: AccountTotal] = [:]
  for total in totals {
    sums[
      AccountKey(account: total.account, currency: total.currency),
      default: AccountTotal(account: total.account, currency: total.currency)
    ].add(total)
  }
  let places = Dictionary(uniqueKeysWithValues: Account.allCases.enumerated().map { ($0.element, $0.offset) })
  return sums.values.sorted {
    ($0.currency.code, places[$0.account] ?? 0) < ($1.currency.code, places[$1.account] ?? 0)
  }
}

private struct AccountKey: Hashable {
  let account: Account
  let currency: Currency
}
