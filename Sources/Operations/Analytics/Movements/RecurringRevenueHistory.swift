import Analytics
import Chronology
import Monetary
import Storage

/// MRR by month and currency: the one question behind the API, the command line and the pages.
public struct RecurringRevenueHistory: Sendable {
  public var currency: Currency?
  public var from: Month?
  /// The last month to show; nil is the one that the workspace lives in.
  public var through: Month?
  /// Customers on a test clock are left out unless asked for.
  public var includesTestClocks = false
  /// How long to wait for transactions that began before the newest fact and are still open; what they hold
  /// back for longer joins the next answer. Whoever has all the time in the world may wait longer.
  public var patience: Duration

  public init(patience: Duration = .seconds(2)) {
    self.patience = patience
  }
}

extension OpenWorkspace {
  /// Answers from the movements, brought up to the journal's end first. Months are those of UTC.
  public func answer(_ question: RecurringRevenueHistory) async throws -> [RecurringRevenueSeries] {
    try await RecurringRevenueProjection(workspace: self).catchUp(patience: question.patience)
    let last = question.through ?? Month(containing: now, in: .utc)
    let sums = try await figures.sums(self, through: last, includeTestClocks: question.includesTestClocks)
    return recurringRevenue(
      sums: sums.filter { question.currency == nil || $0.currency == question.currency },
      from: question.from, through: last)
  }

  /// Folds the movements anew from the first fact.
  public func refoldRecurringRevenue() async throws {
    try await RecurringRevenueProjection(workspace: self).refold(patience: .seconds(60))
    await figures.forgetSums()
    await figures.reports.forget()
  }
}
