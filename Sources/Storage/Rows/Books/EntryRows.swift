import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations

/// An entry of the ledger: a fact that moved money, and what it moved.
public struct LedgerEntry: Hashable, Sendable {
  public let fact: FactID
  public let kind: String
  /// The thing that the fact is about.
  public let subject: String
  public let effective: Instant
  public let recorded: Instant
  /// By account and currency; of what the list was asked for only.
  public let totals: [EntryTotal]
}

/// What an entry moves on one account in one currency, in minor units; debits are positive.
public struct EntryTotal: Hashable, Sendable {
  public let account: Account
  public let currency: Currency
  public let amount: Int128
}

/// Which entries, and which of their postings. An account is asked for together with its currency or with a
/// customer, for which there are indexes.
public struct EntryFilter: Hashable, Sendable {
  public var customer: CustomerID?
  public var account: Account?
  public var currency: Currency?

  public init(customer: CustomerID? = nil, account: Account? = nil, currency: Currency? = nil) {
    self.customer = customer
    self.account = account
    self.currency = currency
  }
}

extension Connection {
  /// Entries, the newest first; the cursor is a fact's id.
  ///
  /// In the order of the facts' ids, which is that in which they were written down.
  public func entries(_ filter: EntryFilter, _ page: Page) throws -> PageResult<LedgerEntry> {
    let rareAccounts: Set<Account> = [.revenue, .badDebt, .customerBalance]
    var listing = Listing("posting", order: ["fact"])
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("account = :account", "account", filter.account?.rawValue)
    listing.require("currency = :currency", "currency", filter.currency)
    // The condition of the index, in its words; other accounts are met often enough from the ledger's end on.
    if filter.customer == nil, let account = filter.account, rareAccounts.contains(account) {
      listing.require("account IN ('revenue', 'bad_debt', 'customer_balance')")
    }
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      guard try fact(FactID(id)) != nil else { throw UnknownCursor(id: id) }
      place = [id]
    }
    let window = listing.window(page, place: place)
    let ids: [FactID] = try query("SELECT DISTINCT fact FROM posting" + window.tail, window.values) {
      try $0.identifier("fact")
    }
    let kept = window.result(ids)
    return PageResult(
      elements: try kept.elements.compactMap { try entry(of: $0, filter) }, hasMore: kept.hasMore)
  }

  /// The entry of a fact; nil when it moved nothing of what is asked for.
  public func entry(of fact: FactID, _ filter: EntryFilter = EntryFilter()) throws -> LedgerEntry? {
    let totals = try entryTotals(of: fact, filter)
    guard !totals.isEmpty else { return nil }
    return try first(
      "SELECT kind, subject, effective, recorded FROM fact WHERE id = :id", ["id": fact]
    ) { row in
      LedgerEntry(
        fact: fact, kind: try row.text("kind"), subject: try row.text("subject"),
        effective: try row.instant("effective"), recorded: try row.instant("recorded"), totals: totals)
    }
  }

  /// The postings of an entry in their order; the cursor is `<fact>-<number>`.
  public func postings(of fact: FactID, _ page: Page) throws -> PageResult<(place: Int, posting: Posting)> {
    var listing = Listing("posting", order: ["place"], ascending: true)
    listing.require("fact = :fact", "fact", fact)
    let place = try page.cursor.map { cursor in
      let parts = cursor.id.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == fact.text, let number = Int(parts[1]), number >= 0 else {
        throw UnknownCursor(id: cursor.id)
      }
      return [number] as [any ValueConvertible]
    }
    let window = listing.window(page, place: place)
    let found = try query(
      "SELECT place, account, customer, amount, currency FROM posting" + window.tail, window.values
    ) { row in
      (
        place: try row.count("place"),
        posting: Posting(
          account: try row.choice("account"), customer: try row.identifier("customer"),
          amount: try row.money("amount", "currency"))
      )
    }
    return window.result(found)
  }

  /// Added up here: an entry has at most some hundred postings, and a sum of the database may not fit.
  private func entryTotals(of fact: FactID, _ filter: EntryFilter) throws -> [EntryTotal] {
    var order: [AccountKey] = []
    var sums: [AccountKey: Int128] = [:]
    for posting in try postings(of: fact) {
      guard filter.customer.map({ $0 == posting.customer }) ?? true,
        filter.account.map({ $0 == posting.account }) ?? true,
        filter.currency.map({ $0 == posting.amount.currency }) ?? true
      else { continue }
      let key = AccountKey(account: posting.account, currency: posting.amount.currency)
      if sums[key] == nil { order.append(key) }
      sums[key, default: 0] += Int128(posting.amount.minorUnits)
    }
    return order.map { EntryTotal(account: $0.account, currency: $0.currency, amount: sums[$0] ?? 0) }
  }

  /// When the oldest entry of the ledger is effective, by the totals that are kept; nil before the first.
  public func firstPostingDay() throws -> Day? {
    try first("SELECT MIN(day) AS day FROM account_total", [:]) { try $0.textOrNil("day") }
      .flatMap(\.self).flatMap { Day(iso: $0) }
  }
}

private struct AccountKey: Hashable {
  let account: Account
  let currency: Currency
}
