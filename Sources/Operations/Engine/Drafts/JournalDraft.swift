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
  private var subject = Subject.nothing
  /// What the waiting postings come to, of as many entries as were looked at for it: few transactions ask,
  /// but a history of years asks for a balance with each of its invoices.
  private var waiting: [BalanceKey: Int64] = [:]
  private var summedUp = 0
  /// The rows' balances that were asked for; the transaction's locks keep others from moving them.
  private var written: [BalanceKey: Int64] = [:]

  private struct BalanceKey: Hashable {
    let customer: CustomerID
    let account: Account
    let currency: Currency
  }

  /// Whom the facts are about, written or not.
  private enum Subject {
    case nothing
    case one(CustomerID?)
    case many
  }

  init(rows: any Connection, cause: FactCause, recorded: Instant) {
    self.rows = rows
    self.cause = cause
    self.recorded = recorded
  }

  func add(_ entry: JournalEntry) {
    entries.append(entry)
    switch subject {
    case .nothing: subject = .one(entry.customer)
    case .one(let customer) where customer == entry.customer: break
    case .one, .many: subject = .many
    }
  }

  /// Takes over what another part of the transaction decided.
  func add(_ other: JournalDraft) {
    entries += other.entries
    subject = .many
  }

  /// Whether everything that was put down here is about one customer.
  func isOnly(about customer: CustomerID) -> Bool {
    switch subject {
    case .nothing: true
    case .one(let known): known == customer
    case .many: false
    }
  }

  /// Writes what is there, in its order.
  func write() throws {
    try rows.write(entries, cause: cause, recorded: recorded)
    if !written.isEmpty {
      sumUp()
      for key in written.keys { written[key, default: 0] += waiting[key, default: 0] }
    }
    entries = []
    summedUp = 0
    waiting = [:]
  }

  /// A balance with everything in it, written or not.
  func balance(_ customer: CustomerID, _ account: Account, _ currency: Currency) throws -> Int64 {
    let key = BalanceKey(customer: customer, account: account, currency: currency)
    let known = try written[key] ?? rows.balance(customer: customer, account: account, currency: currency)
    written[key] = known
    sumUp()
    return known + waiting[key, default: 0]
  }

  private func sumUp() {
    for entry in entries[summedUp...] {
      for posting in entry.postings {
        let key = BalanceKey(
          customer: posting.customer, account: posting.account, currency: posting.amount.currency)
        waiting[key, default: 0] += posting.amount.minorUnits
      }
    }
    summedUp = entries.count
  }
}
