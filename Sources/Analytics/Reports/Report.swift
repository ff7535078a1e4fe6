/// A figure that is a table rather than a course: what customers are worth and cost, who owes and since when.
/// What each means, its defaults and its edge cases: `docs/analytics.md`.
public enum Report: String, Hashable, Sendable, CaseIterable {
  case lifetimeValue = "lifetime_value"
  case acquisitionCost = "acquisition_cost"
  case trialConversion = "trial_conversion"
  case concentration
  case cash
  case revenue = "recognized_revenue"
  case receivables
  case renewals = "renewals_due"
  case committed = "committed_mrr"
  case reconciliation
  case asReported = "as_reported"

  public var title: String {
    switch self {
    case .lifetimeValue: "Lifetime value"
    case .acquisitionCost: "Acquisition cost"
    case .trialConversion: "Trial conversion"
    case .concentration: "Concentration"
    case .cash: "Cash and failed payments"
    case .revenue: "Recognised and deferred revenue"
    case .receivables: "Receivables by age"
    case .renewals: "Renewals due"
    case .committed: "Committed MRR"
    case .reconciliation: "MRR against invoices"
    case .asReported: "As reported then"
    }
  }

  /// What it is in a sentence or two.
  public var definition: String {
    switch self {
    case .lifetimeValue:
      """
      What a customer is worth by each method, from revenue per customer now, the churn of six whole months, \
      gross margin and a discount of the future.
      """
    case .acquisitionCost:
      """
      Spend of the months divided by the customers who paid for the first time in them, by channel; then how \
      long they take to bring it back and what they are worth beside it.
      """
    case .trialConversion:
      """
      Of the trials that began in a step and are over, the share that paid by its end. Trials that still run \
      are counted apart and in no share.
      """
    case .concentration: "How much of monthly recurring revenue hangs on the largest customers."
    case .cash:
      """
      Money that came and went back, step by step, and the payments that failed: how many, of which \
      invoices, and how many of those were paid after all.
      """
    case .revenue:
      """
      What the closed months' books say was earned, day by day of each service period, and what is billed \
      and not earned yet.
      """
    case .receivables: "What invoices still ask for, by how many days they are late."
    case .renewals: "Subscriptions whose next period begins in the days ahead, with what they bring a month."
    case .committed:
      """
      Monthly recurring revenue less what is scheduled to end in the days ahead; twelve times it is the \
      contracted annual revenue.
      """
    case .reconciliation:
      """
      Every subscription whose recurring revenue differs from what its invoices bill for the time that runs \
      now, as a monthly amount, with the reason.
      """
    case .asReported:
      """
      Monthly recurring revenue at the end of each month as it was known then, and as it is known now.
      """
    }
  }
}
