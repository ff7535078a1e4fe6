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

extension MovementColumns {
  /// Contracts whose MRR is not what their invoices come to a month, and why.
  /// - Parameter invoiced: of every contract that is billed or brings anything.
  public func reconciliationReport(
    _ invoiced: [InvoicedLevel], where filter: RowFilter, before day: Day
  ) -> ReportTable {
    let levels = levelsByContract(before: day, of: rows(where: filter))
    var report = ReportTable(.reconciliation)
    var totals: [Currency: (contracts: Int64, mrr: Int128, invoiced: Int128)] = [:]
    var reasons: [ReportReason: (contracts: Int64, difference: Int128)] = [:]
    var list = ReportSection(
      "subscriptions", "Subscriptions that differ",
      [
        ReportColumn("subscription", "Subscription"), ReportColumn("customer", "Customer"),
        ReportColumn("mrr", "MRR"), ReportColumn("invoiced", "Invoiced a month"),
        ReportColumn("difference", "Difference"), ReportColumn("reason", "Because"),
      ])
    for one in invoiced.sorted(by: { $0.subscription.text < $1.subscription.text }) {
      guard let level = levels[one.subscription], level.amount > 0 else { continue }
      totals[one.currency, default: (0, 0, 0)].contracts += 1
      totals[one.currency, default: (0, 0, 0)].mrr += level.amount
      totals[one.currency, default: (0, 0, 0)].invoiced += one.amount
      let difference = level.amount - one.amount
      guard difference != 0 else { continue }
      let hasChanged = one.since.map { level.changed > $0 } ?? false
      let reason = one.reason(of: difference, hasChanged: hasChanged)
      let name = ReportReason(currency: one.currency, reason: reason)
      reasons[name, default: (0, 0)].contracts += 1
      reasons[name, default: (0, 0)].difference += difference
      // Less than a minor unit comes from rounding a month; it is summed and not listed.
      guard reason != .rounding else { continue }
      list.add(
        .subscription(one.subscription), .customer(one.customer),
        .amount(millionths: level.amount, one.currency), .amount(millionths: one.amount, one.currency),
        .amount(millionths: difference, one.currency), .word(reason.rawValue))
    }
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
