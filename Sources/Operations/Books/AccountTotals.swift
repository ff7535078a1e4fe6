import Bookkeeping
import Chronology
import Journal
import Monetary
import Storage

/// The trial balance at the end of a day: what stands on each account, by currency.
public struct TrialBalance: Sendable {
  /// The last day that counts; nil is the workspace's own day.
  public let day: Day?
  /// How long to wait for transactions that are still open; see ``RecurringRevenueHistory/patience``.
  public var patience: Duration

  public init(at day: Day? = nil, patience: Duration = .seconds(2)) {
    self.day = day
    self.patience = patience
  }
}

/// What a trial balance answers.
public struct TrialBalanceAnswer: Hashable, Sendable {
  public let day: Day
  /// By currency, then in the order of the chart of accounts. Each currency's balances sum to zero.
  public let accounts: [AccountTotal]
}

extension OpenWorkspace {
  /// The zone whose days and months the books are kept in.
  public static let booksZone = Zone.utc

  /// Answers from the totals by day, brought up to the journal's end first: never a sum over the ledger.
  public func answer(_ question: TrialBalance) async throws -> TrialBalanceAnswer {
    try await AccountTotals(workspace: self).catchUp(patience: question.patience)
    let day = question.day ?? Day(containing: now, in: Self.booksZone)
    let totals = try await database.read { try $0.accountTotals(through: day) }
    return TrialBalanceAnswer(day: day, accounts: trialBalance(of: totals))
  }

  /// Adds the totals of accounts up anew from the first fact.
  public func refoldAccountTotals() async throws {
    try await AccountTotals(workspace: self).refold(patience: .seconds(60))
  }
}

/// Adds the ledger's postings up by account, currency and day, up to the journal's end.
///
/// No transaction of the business touches these rows: it would have to wait for every other one.
struct AccountTotals: Projection {
  static let name = "account_totals"
  let workspace: OpenWorkspace

  func next(
    after place: JournalPlace, limit: Int, _ rows: any Connection
  ) throws -> (batch: [DayTotal], through: JournalPlace?) {
    let (totals, through) = try rows.postedTotals(after: place, limit: limit, in: OpenWorkspace.booksZone)
    return (totals, through)
  }

  func write(_ totals: [DayTotal], _ rows: any Connection) throws {
    for total in totals { try rows.add(total) }
  }

  func clear(_ rows: any Connection) throws { try rows.clearAccountTotals() }
}
