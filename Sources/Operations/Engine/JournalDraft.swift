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

  init(rows: any Connection, cause: FactCause, recorded: Instant) {
    self.rows = rows
    self.cause = cause
    self.recorded = recorded
  }

  func add(_ entry: JournalEntry) {
    entries.append(entry)
  }

  /// Writes what is there, in its order.
  func write() throws {
    try rows.write(entries, cause: cause, recorded: recorded)
    entries = []
  }

  /// A balance with everything in it, written or not.
  func balance(_ customer: CustomerID, _ account: Account, _ currency: Currency) throws -> Int64 {
    let waiting = entries.flatMap(\.postings).filter {
      $0.customer == customer && $0.account == account && $0.amount.currency == currency
    }
    return try waiting.reduce(rows.balance(customer: customer, account: account, currency: currency)) {
      $0 + $1.amount.minorUnits
    }
  }
}
