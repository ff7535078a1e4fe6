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

/// Adds the ledger's postings up by account, currency and day, up to the journal's end. Written together with
/// its cursor.
///
/// No transaction of the business touches these rows: it would have to wait for every other one.
struct AccountTotals: Sendable {
  static let name = "account_totals"
  /// Facts that are looked at in one commit.
  private static let batch = 2_000

  let workspace: OpenWorkspace

  func catchUp(patience: Duration) async throws {
    let newest = try await workspace.database.read { try $0.newestPlace() }
    let end = ContinuousClock.now + patience
    while true {
      while try await addNext() {}
      let cursor = try await workspace.database.read { try $0.cursor(of: Self.name) }
      guard cursor < newest, .now < end else { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  func refold(patience: Duration) async throws {
    try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      try rows.clearAccountTotals()
      try rows.setCursor(Self.name, .start)
    }
    try await catchUp(patience: patience)
  }

  /// - Returns: whether there was anything to add.
  private func addNext() async throws -> Bool {
    let isBehind = try await workspace.database.read { rows in
      try rows.postedTotals(after: rows.cursor(of: Self.name), limit: 1, in: OpenWorkspace.booksZone)
        .through != nil
    }
    guard isBehind else { return false }
    return try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      let (totals, through) = try rows.postedTotals(
        after: rows.cursor(of: Self.name), limit: Self.batch, in: OpenWorkspace.booksZone)
      guard let through else { return false }
      for total in totals { try rows.add(total) }
      try rows.setCursor(Self.name, through)
      return true
    }
  }
}
