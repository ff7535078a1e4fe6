import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Storage

public typealias Balance = Storage.Balance
public typealias LedgerEntry = Storage.LedgerEntry
public typealias EntryTotal = Storage.EntryTotal
public typealias EntryFilter = Storage.EntryFilter
public typealias RecognizedLine = Storage.RecognizedLine
public typealias CloseTotal = Storage.CloseTotal
public typealias StoredClosePart = Storage.StoredClosePart

extension Snapshot {
  /// What stands on each account of a customer, by account and currency.
  public func balances(of customer: CustomerID) throws -> [Balance] { try rows.balances(customer: customer) }

  /// Entries of the ledger, the newest first. An account is asked for with its currency or with a customer.
  public func entries(_ filter: EntryFilter, _ page: Page) throws -> PageResult<LedgerEntry> {
    try rows.entries(filter, page)
  }
  public func entry(_ fact: FactID) throws -> LedgerEntry? { try rows.entry(of: fact) }
  public func postings(of fact: FactID, _ page: Page) throws -> PageResult<(place: Int, posting: Posting)> {
    try rows.postings(of: fact, page)
  }

  public func closes(_ page: Page) throws -> PageResult<BookClose> { try rows.closes(page) }
  public func close(of month: Month) throws -> BookClose? { try rows.close(month) }
  /// What a close comes to, by currency.
  public func closeTotals(of month: Month) throws -> [CloseTotal] { try rows.closeTotals(of: month) }
  /// The part of a close that is the entry of a fact.
  public func closePart(of fact: FactID) throws -> StoredClosePart? { try rows.closePart(of: fact) }
  /// The lines that a close opens to, in one currency or in all.
  public func recognizedLines(
    of month: Month, currency: Currency? = nil, _ page: Page
  ) throws -> PageResult<RecognizedLine> {
    try rows.recognizedLines(of: month, currency: currency, page)
  }
  /// The lines that an entry opens to; none for one that is no part of a close.
  public func recognizedLines(of fact: FactID, _ page: Page) throws -> PageResult<RecognizedLine> {
    try rows.recognizedLines(of: fact, page)
  }
}
