import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// Money that came and went in one step and currency, and the payments that failed.
public struct CashSum: Hashable, Sendable {
  public let period: TimelinePeriod
  public let currency: Currency
  public var collected: Int64 = 0
  public var elsewhere: Int64 = 0
  public var refunded: Int64 = 0
  public var failures: Int64 = 0
  public var failed: Int64 = 0
  /// Invoices of which a payment failed, and those of them that are paid now.
  public var invoices: Int64 = 0
  public var recovered: Int64 = 0

  public init(period: TimelinePeriod, currency: Currency) {
    self.period = period
    self.currency = currency
  }

  public var isNothing: Bool {
    collected == 0 && elsewhere == 0 && refunded == 0 && failures == 0
  }
}

/// One payment, or one that failed, or money that went back.
public struct CashMove: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case payment, failure, refund, elsewhere }

  public let kind: Kind
  public let at: Instant
  public let customer: CustomerID
  public let invoice: InvoiceID
  /// As it counts in its column; more than nothing.
  public let amount: Money
  /// Why it failed.
  public let decline: String?

  public init(
    kind: Kind, at: Instant, customer: CustomerID, invoice: InvoiceID, amount: Money, decline: String? = nil
  ) {
    self.kind = kind
    self.at = at
    self.customer = customer
    self.invoice = invoice
    self.amount = amount
    self.decline = decline
  }
}

extension ReportTable {
  /// - Parameter moves: those of one step, which sum to its rows.
  public static func cash(_ sums: [CashSum], moves: [CashMove]?) -> ReportTable {
    var report = ReportTable(.cash)
    var section = ReportSection(
      "steps", "By step",
      [
        ReportColumn("from", "From"), ReportColumn("through", "Through"),
        ReportColumn("currency", "Currency"), ReportColumn("collected", "Collected"),
        ReportColumn("elsewhere", "Paid elsewhere"), ReportColumn("refunded", "Refunded"),
        ReportColumn("net", "Net"), ReportColumn("failed_payments", "Failed payments"),
        ReportColumn("failed_amount", "Failed amount"),
        ReportColumn("failed_invoices", "Invoices that failed"),
        ReportColumn("recovered_invoices", "Paid since"), ReportColumn("recovered_share", "Recovered"),
      ])
    for sum in sums where !sum.isNothing {
      func amount(_ amount: Int64) -> ReportCell { .amount(amount, sum.currency) }
      section.add(
        .day(sum.period.first), .day(sum.period.last), .currency(sum.currency), amount(sum.collected),
        amount(sum.elsewhere), amount(sum.refunded), amount(sum.collected + sum.elsewhere - sum.refunded),
        .count(sum.failures), amount(sum.failed), .count(sum.invoices), .count(sum.recovered),
        .share(of: Proportion(Int(sum.recovered), of: Int(sum.invoices))))
    }
    report.sections.append(section)
    guard let moves else { return report }
    var list = ReportSection(
      "moves", "What the step consists of",
      [
        ReportColumn("at", "When"), ReportColumn("kind", "Kind"), ReportColumn("customer", "Customer"),
        ReportColumn("invoice", "Invoice"), ReportColumn("amount", "Amount"),
        ReportColumn("decline", "Because"),
      ])
    for move in moves {
      list.add(
        .moment(move.at), .word(move.kind.rawValue), .customer(move.customer), .invoice(move.invoice),
        .amount(move.amount.minorUnits, move.amount.currency), move.decline.map { .word($0) } ?? .nothing)
    }
    report.sections.append(list)
    return report
  }
}

/// What the books say of one step in one currency.
public struct RevenueSum: Hashable, Sendable {
  public let period: TimelinePeriod
  public let currency: Currency
  /// Earned in the step.
  public let recognized: Int64
  /// Billed and not earned at its end.
  public let deferred: Int64

  public init(period: TimelinePeriod, currency: Currency, recognized: Int64, deferred: Int64) {
    self.period = period
    self.currency = currency
    self.recognized = recognized
    self.deferred = deferred
  }
}

extension ReportTable {
  /// - Parameter closed: the last month that was closed: what was earned since is still deferred.
  public static func revenue(_ sums: [RevenueSum], closedThrough closed: Month?) -> ReportTable {
    var report = ReportTable(.revenue)
    var section = ReportSection(
      "steps", "By step",
      [
        ReportColumn("from", "From"), ReportColumn("through", "Through"),
        ReportColumn("currency", "Currency"), ReportColumn("recognized", "Recognised"),
        ReportColumn("deferred", "Deferred at the end"),
      ])
    for sum in sums {
      section.add(
        .day(sum.period.first), .day(sum.period.last), .currency(sum.currency),
        .amount(sum.recognized, sum.currency), .amount(sum.deferred, sum.currency))
    }
    report.sections.append(section)
    report.notes.append(
      closed.map { ReportNote("Books are closed through {}; later months are not earned yet.", $0.isoText) }
        ?? ReportNote("No month is closed yet: nothing is earned."))
    return report
  }

  /// What is owed by age, and every invoice behind it.
  public static func receivables(
    _ open: [OpenReceivable], customers: [String: CustomerID], on today: Day
  ) -> ReportTable {
    var report = ReportTable(.receivables)
    let ageing = Ageing(open, on: today)
    var totals = ReportSection(
      "ages", "By age",
      [
        ReportColumn("age", "Late"), ReportColumn("currency", "Currency"),
        ReportColumn("invoices", "Invoices"), ReportColumn("amount", "Owed"),
      ])
    var list = ReportSection(
      "invoices", "Invoices",
      [
        ReportColumn("age", "Late"), ReportColumn("invoice", "Invoice"),
        ReportColumn("customer", "Customer"), ReportColumn("due", "Due"),
        ReportColumn("days_late", "Days late"), ReportColumn("amount", "Owed"),
      ])
    for currency in ageing.currencies {
      for bucket in AgeingBucket.allCases {
        let invoices = ageing.invoices(bucket, in: currency)
        guard !invoices.isEmpty else { continue }
        totals.add(
          .word(bucket.name), .currency(currency), .count(Int64(invoices.count)),
          Int64(exactly: ageing.amount(bucket, in: currency)).map { .amount($0, currency) } ?? .nothing)
        for one in invoices.sorted(by: { ($0.due, $0.invoice) < ($1.due, $1.invoice) }) {
          list.add(
            .word(bucket.name), .invoice(InvoiceID(one.invoice)),
            customers[one.invoice].map { .customer($0) } ?? .nothing, .day(one.due),
            .count(Int64(max(0, today - one.due))), .amount(one.remaining.minorUnits, currency))
        }
      }
    }
    report.sections = [totals, list]
    return report
  }
}

extension AgeingBucket {
  /// What programs call it.
  public var name: String {
    switch self {
    case .notDue: "not_due"
    case .through30: "1_to_30_days"
    case .through60: "31_to_60_days"
    case .through90: "61_to_90_days"
    case .over90: "over_90_days"
    }
  }
}
