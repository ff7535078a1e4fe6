import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// What a contract's invoices bill for the time that runs now.
public struct InvoicedLevel: Hashable, Sendable {
  public let subscription: SubscriptionID
  public let customer: CustomerID
  public let currency: Currency
  /// A month of it without tax and after discounts, in millionths of a minor unit.
  public let amount: Int128
  /// When the newest of these periods began; nil without any.
  public let since: Instant?
  /// What about these lines makes them no measure of what recurs.
  public let marks: Set<Mark>

  public enum Mark: String, Hashable, Sendable, CaseIterable {
    /// Nothing is billed for now: a first period in arrears, a pause, or terms of payment.
    case notInvoiced = "not_invoiced"
    /// Part of the period was given back or billed anew.
    case proration
    /// The contract changed after it was billed.
    case changedSince = "changed_since"
    /// A discount that is used once, or one that came or went since.
    case discount
    case rounding
    case other
  }

  public init(
    subscription: SubscriptionID, customer: CustomerID, currency: Currency, amount: Int128, since: Instant?,
    marks: Set<Mark>
  ) {
    self.subscription = subscription
    self.customer = customer
    self.currency = currency
    self.amount = amount
    self.since = since
    self.marks = marks
  }
}

/// Contracts whose MRR is not what their invoices come to a month, and why: told contract by contract, so
/// that only those that differ are kept.
public struct Reconciliation: Sendable {
  private let levels: ContractLevels
  private var totals: [Currency: (contracts: Int64, mrr: Int128, invoiced: Int128)] = [:]
  private var reasons: [ReportReason: (contracts: Int64, difference: Int128)] = [:]
  private var listed: [(invoiced: InvoicedLevel, mrr: Int128, reason: InvoicedLevel.Mark)] = []

  public init(_ levels: ContractLevels) { self.levels = levels }

  /// Whether a contract brings something, and something else than its invoices come to.
  public func differs(_ contract: SubscriptionID, from invoiced: Int128) -> Bool {
    guard let level = levels[contract], level.amount > 0 else { return false }
    return level.amount != invoiced
  }

  public mutating func add(_ one: InvoicedLevel) {
    guard let level = levels[one.subscription], level.amount > 0 else { return }
    totals[one.currency, default: (0, 0, 0)].contracts += 1
    totals[one.currency, default: (0, 0, 0)].mrr += level.amount
    totals[one.currency, default: (0, 0, 0)].invoiced += one.amount
    let difference = level.amount - one.amount
    guard difference != 0 else { return }
    let hasChanged = one.since.map { level.changed > $0 } ?? false
    let reason = one.reason(of: difference, hasChanged: hasChanged)
    let name = ReportReason(currency: one.currency, reason: reason)
    reasons[name, default: (0, 0)].contracts += 1
    reasons[name, default: (0, 0)].difference += difference
    // Less than a minor unit comes from rounding a month; it is summed and not listed.
    if reason != .rounding { listed.append((one, level.amount, reason)) }
  }

  public var report: ReportTable {
    var list = ReportSection(
      "subscriptions", "Subscriptions that differ",
      [
        ReportColumn("subscription", "Subscription"), ReportColumn("customer", "Customer"),
        ReportColumn("mrr", "MRR"), ReportColumn("invoiced", "Invoiced a month"),
        ReportColumn("difference", "Difference"), ReportColumn("reason", "Because"),
      ])
    for (one, mrr, reason) in listed.sorted(by: {
      $0.invoiced.subscription.text < $1.invoiced.subscription.text
    }) {
      list.add(
        .subscription(one.subscription), .customer(one.customer), .amount(millionths: mrr, one.currency),
        .amount(millionths: one.amount, one.currency),
        .amount(millionths: mrr - one.amount, one.currency), .word(reason.rawValue))
    }
    var report = ReportTable(.reconciliation)
    report.sections = [Self.totals(totals), Self.reasons(reasons), list]
    return report
  }

  private static func totals(
    _ totals: [Currency: (contracts: Int64, mrr: Int128, invoiced: Int128)]
  ) -> ReportSection {
    var section = ReportSection(
      "totals", "Together",
      [
        ReportColumn("currency", "Currency"), ReportColumn("subscriptions", "Subscriptions"),
        ReportColumn("mrr", "MRR"), ReportColumn("invoiced", "Invoiced a month"),
        ReportColumn("difference", "Difference"),
      ])
    for (currency, sum) in totals.sorted(by: { $0.key < $1.key }) {
      section.add(
        .currency(currency), .count(sum.contracts), .amount(millionths: sum.mrr, currency),
        .amount(millionths: sum.invoiced, currency),
        .amount(
          ShownAmount.minorUnits(sum.mrr) - ShownAmount.minorUnits(sum.invoiced), currency))
    }
    return section
  }

  private static func reasons(
    _ reasons: [ReportReason: (contracts: Int64, difference: Int128)]
  ) -> ReportSection {
    var section = ReportSection(
      "reasons", "By reason",
      [
        ReportColumn("reason", "Because"), ReportColumn("currency", "Currency"),
        ReportColumn("subscriptions", "Subscriptions"), ReportColumn("difference", "Difference"),
      ])
    for (name, sum) in reasons.sorted(by: { $0.key < $1.key }) {
      section.add(
        .word(name.reason.rawValue), .currency(name.currency), .count(sum.contracts),
        .amount(millionths: sum.difference, name.currency))
    }
    return section
  }
}

private struct ReportReason: Hashable, Comparable {
  let currency: Currency
  let reason: InvoicedLevel.Mark

  static func < (left: ReportReason, right: ReportReason) -> Bool {
    (left.currency, left.reason.rawValue) < (right.currency, right.reason.rawValue)
  }
}

extension InvoicedLevel {
  /// The first that explains it; a difference that nothing explains says so.
  fileprivate func reason(of difference: Int128, hasChanged: Bool) -> Mark {
    if difference.magnitude < 1_000_000 { return .rounding }
    let all = hasChanged ? marks.union([.changedSince]) : marks
    return Mark.allCases.first { all.contains($0) } ?? .other
  }
}
