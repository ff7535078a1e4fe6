import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// Money that came and went in one step and currency, and the payments that failed.
public struct CashSum: StepSum, Hashable {
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

  public mutating func add(_ other: CashSum) {
    collected += other.collected
    elsewhere += other.elsewhere
    refunded += other.refunded
    failures += other.failures
    failed += other.failed
    invoices += other.invoices
    recovered += other.recovered
  }

  public static var columns: [ReportColumn] {
    [
      ReportColumn("collected", "Collected"), ReportColumn("elsewhere", "Paid elsewhere"),
      ReportColumn("refunded", "Refunded"), ReportColumn("net", "Net"),
      ReportColumn("failed_payments", "Failed payments"), ReportColumn("failed_amount", "Failed amount"),
      ReportColumn("failed_invoices", "Invoices that failed"),
      ReportColumn("recovered_invoices", "Paid since"), ReportColumn("recovered_share", "Recovered"),
    ]
  }

  public static var comparedColumns: [ReportColumn] {
    [
      ReportColumn("net", "Net before"), ReportColumn("failed_payments", "Failed payments before"),
      ReportColumn("failed_amount", "Failed amount before"),
    ]
  }

  public static var showsNothing: Bool { false }

  public var cells: [ReportCell] {
    func amount(_ amount: Int64) -> ReportCell { .amount(amount, currency) }
    return [
      amount(collected), amount(elsewhere), amount(refunded), amount(collected + elsewhere - refunded),
      .count(failures), amount(failed), .count(invoices), .count(recovered),
      .share(of: Proportion(Int(recovered), of: Int(invoices))),
    ]
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
  /// - Parameters:
  ///   - earlier: the time that each step is compared with.
  ///   - moves: those of one step, which sum to its rows.
  public static func cash(
    _ sums: StepSums<CashSum>, comparedWith earlier: StepSums<CashSum>? = nil, isGrouped: Bool = false,
    moves: [CashMove]?
  ) -> ReportTable {
    var report = ReportTable(.cash)
    report.addSteps(sums, comparedWith: earlier, isGrouped: isGrouped)
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

/// What the books say of one step in one currency. Of many customers it may be more than 64 bits hold.
public struct RevenueSum: StepSum, Hashable {
  public let period: TimelinePeriod
  public let currency: Currency
  /// Earned in the step.
  public var recognized: Int128
  /// Billed and not earned at its end.
  public var deferred: Int128

  public init(period: TimelinePeriod, currency: Currency) {
    self.init(period: period, currency: currency, recognized: 0, deferred: 0)
  }

  public init(period: TimelinePeriod, currency: Currency, recognized: Int128, deferred: Int128) {
    self.period = period
    self.currency = currency
    self.recognized = recognized
    self.deferred = deferred
  }

  public var isNothing: Bool { recognized == 0 && deferred == 0 }

  public mutating func add(_ other: RevenueSum) {
    recognized += other.recognized
    deferred += other.deferred
  }

  public static var columns: [ReportColumn] {
    [ReportColumn("recognized", "Recognised"), ReportColumn("deferred", "Deferred at the end")]
  }

  public static var comparedColumns: [ReportColumn] {
    [ReportColumn("recognized", "Recognised before"), ReportColumn("deferred", "Deferred before")]
  }

  public static var showsNothing: Bool { true }

  public var cells: [ReportCell] {
    [recognized, deferred].map { amount in
      Int64(exactly: amount).map { .amount($0, currency) } ?? .nothing
    }
  }
}

extension ReportTable {
  /// - Parameters:
  ///   - earlier: the time that each step is compared with.
  ///   - customers: each customer's part of one step, which sum to its rows.
  ///   - closed: the last month that was closed: what was earned since is still deferred.
  public static func revenue(
    _ sums: StepSums<RevenueSum>, comparedWith earlier: StepSums<RevenueSum>?, isGrouped: Bool,
    customers: [(customer: CustomerID, sum: RevenueSum)]?, closedThrough closed: Month?
  ) -> ReportTable {
    var report = ReportTable(.revenue)
    report.addSteps(sums, comparedWith: earlier, isGrouped: isGrouped)
    if let customers {
      var section = ReportSection(
        "customers", "Customer by customer",
        [ReportColumn("customer", "Customer"), ReportColumn("currency", "Currency")] + RevenueSum.columns)
      section.rows = customers.map { [.customer($0.customer), .currency($0.sum.currency)] + $0.sum.cells }
      report.sections.append(section)
    }
    report.notes.append(
      closed.map { ReportNote("Books are closed through {}; later months are not earned yet.", $0.isoText) }
        ?? ReportNote("No month is closed yet: nothing is earned."))
    return report
  }

  /// What is owed by age, and every invoice behind it.
  /// - Parameter groups: nil tells nothing apart.
  public static func receivables(
    _ open: [OwedInvoice], apart groups: CustomerGroups? = nil, on today: Day
  ) -> ReportTable {
    var report = ReportTable(.receivables)
    let customers = Dictionary(
      open.map { ($0.receivable.invoice, $0.customer) }, uniquingKeysWith: { first, _ in first })
    var list = ReportSection(
      "invoices", "Invoices",
      [
        ReportColumn("age", "Late"), ReportColumn("invoice", "Invoice"),
        ReportColumn("customer", "Customer"), ReportColumn("due", "Due"),
        ReportColumn("days_late", "Days late"), ReportColumn("amount", "Owed"),
      ])
    forEachAge(open, on: today) { bucket, currency, invoices, _ in
      for one in invoices.sorted(by: { ($0.due, $0.invoice) < ($1.due, $1.invoice) }) {
        list.add(
          .word(bucket.name), .invoice(InvoiceID(one.invoice)),
          customers[one.invoice].map { .customer($0) } ?? .nothing, .day(one.due),
          .count(Int64(max(0, today - one.due))), .amount(one.remaining.minorUnits, currency))
      }
    }
    let whole = ages(open, on: today)
    report.sections = [whole]
    if let groups {
      let parts = ReportGroup.parts(of: open) {
        groups.value(of: $0.customer, $0.receivable.remaining.currency)
      }
      report.sections.append(.groups(parts.map { ($0.group, ages($0.items, on: today)) }, like: whole))
    }
    report.sections.append(list)
    return report
  }

  private static func ages(_ open: [OwedInvoice], on today: Day) -> ReportSection {
    var ages = ReportSection(
      "ages", "By age",
      [
        ReportColumn("age", "Late"), ReportColumn("currency", "Currency"),
        ReportColumn("invoices", "Invoices"), ReportColumn("amount", "Owed"),
      ])
    forEachAge(open, on: today) { bucket, currency, invoices, amount in
      ages.add(
        .word(bucket.name), .currency(currency), .count(Int64(invoices.count)),
        Int64(exactly: amount).map { .amount($0, currency) } ?? .nothing)
    }
    return ages
  }

  private static func forEachAge(
    _ open: [OwedInvoice], on today: Day, _ body: (AgeingBucket, Currency, [OpenReceivable], Int128) -> Void
  ) {
    let ageing = Ageing(open.map(\.receivable), on: today)
    for currency in ageing.currencies {
      for bucket in AgeingBucket.allCases {
        let invoices = ageing.invoices(bucket, in: currency)
        if !invoices.isEmpty { body(bucket, currency, invoices, ageing.amount(bucket, in: currency)) }
      }
    }
  }
}

/// An open invoice, and whose it is.
public struct OwedInvoice: Hashable, Sendable {
  public let receivable: OpenReceivable
  public let customer: CustomerID

  public init(_ receivable: OpenReceivable, of customer: CustomerID) {
    self.receivable = receivable
    self.customer = customer
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
