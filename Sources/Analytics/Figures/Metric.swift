/// A figure that has a value at the end of, or over, each step of a timeline. What each means, its defaults
/// and its edge cases: `docs/analytics.md`.
public enum Metric: String, Hashable, Sendable, CaseIterable {
  case recurringRevenue = "mrr"
  /// Before discounts that recur, those discounts, what is at risk, and what is paused.
  case listRevenue = "list_mrr"
  case discounts = "discount_mrr"
  case atRisk = "at_risk_mrr"
  case paused = "paused_mrr"
  case annualRevenue = "arr"
  /// Every movement, in the step it is effective in.
  case movements = "mrr_movements"
  /// The movements of a customer and step netted first.
  case netMovements = "net_mrr_movements"
  case customers
  case revenuePerCustomer = "arpa"
  case averageSale = "asp"
  case customerChurn = "customer_churn"
  /// The variants of other vendors, for comparison.
  case churnOfThirtyDays = "customer_churn_30_days"
  case churnSummedByDay = "customer_churn_daily"
  case earlyChurn = "early_churn"
  case grossChurn = "gross_mrr_churn"
  case netChurn = "net_mrr_churn"
  case netRetention = "nrr"
  case grossRetention = "grr"
  case quickRatio = "quick_ratio"

  /// What its values are.
  public enum Unit: String, Hashable, Sendable {
    /// Minor units of a currency a month, or a year.
    case amount
    case count
    /// 0.05 is five percent.
    case share
    case ratio
  }

  public var unit: Unit {
    switch self {
    case .recurringRevenue, .listRevenue, .discounts, .atRisk, .paused, .annualRevenue, .movements,
      .netMovements, .revenuePerCustomer, .averageSale:
      .amount
    case .customers: .count
    case .customerChurn, .churnOfThirtyDays, .churnSummedByDay, .earlyChurn, .grossChurn, .netChurn,
      .netRetention, .grossRetention:
      .share
    case .quickRatio: .ratio
    }
  }

  /// Whether its values are of one currency each. Customers are counted once, whatever they pay in.
  public var isOfCurrency: Bool {
    switch self {
    case .customers, .customerChurn, .churnOfThirtyDays, .churnSummedByDay, .earlyChurn: false
    default: true
    }
  }

  /// Whether more of it is better; for colours, nothing else.
  public var isBetterWhenMore: Bool {
    switch self {
    case .customerChurn, .churnOfThirtyDays, .churnSummedByDay, .earlyChurn, .grossChurn, .netChurn,
      .discounts, .atRisk, .paused:
      false
    default: true
    }
  }

  /// What stands beside recurring revenue and is its own fold; nil for figures of recurring revenue itself.
  public var aside: Aside? {
    switch self {
    case .discounts: .discount
    case .atRisk: .atRisk
    case .paused: .paused
    default: nil
    }
  }

  public var title: String {
    switch self {
    case .recurringRevenue: "Monthly recurring revenue"
    case .listRevenue: "List MRR"
    case .discounts: "Discounts on MRR"
    case .atRisk: "MRR at risk"
    case .paused: "Paused MRR"
    case .annualRevenue: "Annual run-rate"
    case .movements: "MRR movements"
    case .netMovements: "Net MRR movements"
    case .customers: "Paying customers"
    case .revenuePerCustomer: "Revenue per customer"
    case .averageSale: "Average sale"
    case .customerChurn: "Customer churn"
    case .churnOfThirtyDays: "Customer churn, last 30 days"
    case .churnSummedByDay: "Customer churn, summed by day"
    case .earlyChurn: "Early churn"
    case .grossChurn: "Gross MRR churn"
    case .netChurn: "Net MRR churn"
    case .netRetention: "Net revenue retention"
    case .grossRetention: "Gross revenue retention"
    case .quickRatio: "Quick ratio"
    }
  }

  /// What it is in a sentence or two.
  public var definition: String {
    switch self {
    case .recurringRevenue:
      """
      What active and past-due subscriptions bring a month at the end of the step, after discounts that \
      recur and before tax; without one-time charges, trials and customers on test clocks.
      """
    case .listRevenue:
      "Monthly recurring revenue before the discounts that it counts: net and discounts together."
    case .discounts: "What discounts that recur take off monthly recurring revenue at the end of the step."
    case .atRisk:
      """
      The part of monthly recurring revenue whose subscriptions are past due: a payment failed and is tried \
      again.
      """
    case .paused:
      """
      What paused subscriptions brought a month when they were paused. It is in no other figure until they \
      resume.
      """
    case .annualRevenue:
      "Twelve times the monthly recurring revenue: the run-rate, not what contracts promise."
    case .movements:
      """
      Every change of recurring revenue in the step it took effect in, by the customer's level before and \
      after: opening plus all movements is closing.
      """
    case .netMovements:
      "The changes of each customer in a step taken together, by the levels at its beginning and its end."
    case .customers: "Customers whose recurring revenue is above zero at the end of the step, each once."
    case .revenuePerCustomer: "Monthly recurring revenue divided by paying customers."
    case .averageSale: "New recurring revenue of the step divided by its new customers."
    case .customerChurn:
      """
      Of the customers who paid at the beginning of the step, the share who pay nothing at its end. Who came \
      and left within the step is not in it; who paused is lost after ninety days, or when \
      the contract ends.
      """
    case .churnOfThirtyDays:
      """
      Stops in the thirty days up to the end of the step, divided by who paid before them and who started in \
      them. Who started and stopped within them is in both.
      """
    case .churnSummedByDay:
      """
      For each day of the step the share of its paying customers who stopped on it, added up. Over a long \
      step it may exceed 100 %.
      """
    case .earlyChurn:
      """
      Of the customers who paid for the first time in the step, the share who stopped within thirty days. \
      Only whose thirty days are over count.
      """
    case .grossChurn:
      "Churned and contracted revenue of the step, as a share of what recurred at its beginning."
    case .netChurn:
      """
      Churned and contracted less expanded and reactivated revenue, as a share of what recurred at the \
      beginning. Below zero, those who stay grow by more than is lost.
      """
    case .netRetention:
      """
      What the customers of twelve months ago bring now, as a share of what they brought then. Who joined \
      since is not in it.
      """
    case .grossRetention:
      "The same, where no customer counts with more than it brought twelve months ago; never above 100 %."
    case .quickRatio:
      """
      New, expanded and reactivated revenue divided by churned and contracted revenue. Without losses it is \
      no number.
      """
    }
  }
}
