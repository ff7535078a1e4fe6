import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Storage

/// The facts and postings of one transaction that are decided and not written yet.
///
/// They are written together before the commit, or earlier where something must read them.
final class JournalDraft {
  private let rows: any Connection
  private let cause: FactCause
  private let recorded: Instant
  private var entries: [JournalEntry] = []
  /// Whom the facts are about, written or not.
  private var subjects: Set<CustomerID?> = []
  /// What the waiting postings come to; a history of years asks for a balance with each of its invoices.
  private var waiting: [BalanceKey: Int64] = [:]
  /// The rows' balances that were asked for; the transaction's locks keep others from moving them.
  private var written: [BalanceKey: Int64] = [:]

  private struct BalanceKey: Hashable {
    let customer: CustomerID
    let account: Account
    let currency: Currency
  }

  init(rows: any Connection, cause: FactCause, recorded: Instant) {
    self.rows = rows
    self.cause = cause
    self.recorded = recorded
  }

  func add(_ entry: JournalEntry) {
    entries.append(entry)
    subjects.insert(entry.customer)
    for posting in entry.postings {
      let key = BalanceKey(
        customer: posting.customer, account: posting.account, currency: posting.amount.currency)
      waiting[key, default: 0] += posting.amount.minorUnits
    }
  }

  /// Takes over what another part of the transaction decided.
  func add(_ other: JournalDraft) {
    for entry in other.entries { add(entry) }
  }

  /// Whether everything that was put down here is about one customer.
  func isOnly(about customer: CustomerID) -> Bool { subjects.isSubset(of: [customer]) }

  /// Writes what is there, in its order.
  func write() throws {
    try rows.write(entries, cause: cause, recorded: recorded)
    entries = []
    for key in written.keys { written[key, default: 0] += waiting[key, default: 0] }
    waiting = [:]
  }

  /// A balance with everything in it, written or not.
  func balance(_ customer: CustomerID, _ account: Account, _ currency: Currency) throws -> Int64 {
    let key = BalanceKey(customer: customer, account: account, currency: currency)
    let known = try written[key] ?? rows.balance(customer: customer, account: account, currency: currency)
    written[key] = known
    return known + waiting[key, default: 0]
  }
}
