import Chronology
import Monetary
import Relations

/// What acquisition cost is asked of: which months of spend, and how much later its customers come.
public struct AcquisitionQuestion: Sendable {
  public var first: Month
  public var last: Month
  /// Months from spend to the customers it wins.
  public var lag = 0
  public var filter = RowFilter.everything
  /// Nil is the currency of all spend, where it has one.
  public var currency: Currency?
  public var discount = YearlyDiscount.standard
  /// Whose spend and customers are listed too.
  public var opened: AcquisitionOpening?

  public init(from first: Month, through last: Month) {
    self.first = first
    self.last = last
  }
}

extension MovementColumns {
  /// What winning customers costs, by channel, with what they bring. In one currency: spend in others is
  /// converted at the rate of its month's last day.
  public func acquisitionReport(
    _ question: AcquisitionQuestion, spend: [MarketingSpend], margins: GrossMargins, at rates: ExchangeRates,
    today: Day
  ) -> ReportTable {
    var report = ReportTable(.acquisitionCost)
    let counted = spend.filter { question.first <= $0.month && $0.month <= question.last }
    let own = Set(counted.map(\.amount.currency))
    guard let currency = question.currency ?? (own.count == 1 ? own.first : nil) else {
      report.notes.append(
        own.isEmpty
          ? ReportNote("No spend is known of these months.")
          : ReportNote("Spend is in several currencies: name one that all are converted to."))
      return report
    }
    let amounts: [AcquisitionSpend]
    switch rates.spend(counted, in: currency, today: today) {
    case .success(let converted): amounts = converted
    case .failure(let lacking):
      report.notes.append(
        ReportNote(
          "Nothing is converted: there is no rate of {} on {}.", lacking.currency.isoCode,
          lacking.day.isoText))
      return report
    }
    let selection = rows(where: question.filter)
    let costs = acquisitionCosts(
      spend: amounts, customers: newCustomers(by: .source, of: selection), from: question.first,
      through: question.last, lag: question.lag)
    let estimate = RetentionEstimate(lifetimes(today: today.adding(days: 1), of: selection))
    let parts = Dictionary(
      groups(of: selection, by: .source).map { ($0.value, $0.rows) }, uniquingKeysWith: { $1 })
    func line(_ name: ReportCell, _ cost: AcquisitionCost, _ rows: RowSelection?) -> ChannelLine {
      ChannelLine(
        name: name, cost: cost, currency: currency,
        stock: rows.flatMap { stocks(before: today.adding(days: 1), of: $0)[currency] },
        margin: rows.flatMap {
          margins.shares(of: productRevenue(before: today.adding(days: 1), of: $0))[currency]
        },
        estimate: estimate, discount: question.discount)
    }
    var section = ChannelLine.section(currency)
    for cost in costs { section.rows.append(line(.text(cost.channel), cost, parts[cost.channel]).cells) }
    if costs.count > 1 {
      section.rows.append(line(.word("paid"), costs.paid, selection).cells)
      section.rows.append(line(.word("blended"), costs.blended, selection).cells)
    }
    report.sections.append(section)
    if let opened = question.opened {
      let channels = costs.channels(of: opened)
      report.sections.append(
        .spend(zip(counted, amounts).map { SpendRow($0, $1.amount) }.of(channels), in: currency))
      report.sections.append(newCustomerRows(of: selection, channels, question))
    }
    report.notes += question.notes(today, estimate)
    return report
  }
}

extension AcquisitionQuestion {
  fileprivate func notes(_ today: Day, _ estimate: RetentionEstimate?) -> [ReportNote] {
    var notes: [ReportNote] = []
    if last >= Month(containing: today) {
      notes.append(ReportNote("The last month is not over: its spend and its customers are not all."))
    }
    if estimate == nil {
      notes.append(
        ReportNote(
          "Payback with survival and lifetime value need {} customers of whom {} have left.",
          String(RetentionEstimate.customersLeast), String(RetentionEstimate.lostLeast)))
    }
    return notes
  }
}

/// The first rate that is not there.
private struct LackingRate: Error {
  let currency: Currency
  let day: Day
}

extension ExchangeRates {
  /// Spend at the rate of its month's last day, or of today while the month goes on.
  fileprivate func spend(
    _ spend: [MarketingSpend], in currency: Currency, today: Day
  ) -> Result<[AcquisitionSpend], LackingRate> {
    var amounts: [AcquisitionSpend] = []
    for one in spend {
      let day = min(one.month.lastDay, today)
      guard let conversion = conversion(from: one.amount.currency, to: currency, on: day) else {
        return .failure(LackingRate(currency: one.amount.currency, day: day))
      }
      let amount = conversion(Int128(one.amount.minorUnits) * 1_000_000)
      amounts.append(AcquisitionSpend(channel: one.channel, month: one.month, amount: amount))
    }
    return .success(amounts)
  }
}

/// A channel's cost beside what its customers bring.
private struct ChannelLine {
  let name: ReportCell
  let cost: AcquisitionCost
  let currency: Currency
  let stock: RecurringStock?
  let margin: Double?
  let estimate: RetentionEstimate?
  let discount: YearlyDiscount

  static func section(_ currency: Currency) -> ReportSection {
    ReportSection(
      "channels", "By channel", in: currency,
      [
        ReportColumn("channel", "Channel"), ReportColumn("spend", "Spend"),
        ReportColumn("new_customers", "New customers"), ReportColumn("cac", "Cost of one"),
        ReportColumn("arpa", "A customer brings a month"),
        ReportColumn("payback_months", "Months to pay back"),
        ReportColumn("payback_with_survival", "With those who leave"),
        ReportColumn("lifetime_value", "Lifetime value"), ReportColumn("ltv_to_cac", "LTV:CAC"),
      ])
  }

  var cells: [ReportCell] {
    let perCustomer = stock?.perCustomer
    let worth = perCustomer.flatMap { amount in margin.map { Double(amount) * $0 } }
    let price = cost.perCustomer.map { Double($0) }
    let value = worth.flatMap { worth in
      estimate.map {
        LifetimeValue(method: .modelled, value: worth * $0.discountedLifetime(discount: discount.monthly))
      }
    }
    return [
      name, .amount(millionths: cost.spend, currency), .count(Int64(cost.customers)),
      cost.perCustomer.map { .amount(millionths: $0, currency) } ?? .nothing,
      perCustomer.map { .amount(millionths: $0, currency) } ?? .nothing, simplePayback(price, worth),
      survivingPayback(price, worth), value.map { .estimate($0.value, currency) } ?? .nothing,
      value.flatMap { value in price.flatMap { valueToCost(value, cost: $0) } }.map { .number($0) }
        ?? .nothing,
    ]
  }

  private func simplePayback(_ price: Double?, _ worth: Double?) -> ReportCell {
    guard let price, let worth else { return .nothing }
    return Payback.simple(cost: price, perCustomer: worth, grossMargin: 1).cell
  }

  private func survivingPayback(_ price: Double?, _ worth: Double?) -> ReportCell {
    guard let price, let worth, let estimate else { return .nothing }
    return Payback.surviving(cost: price, perCustomer: worth, grossMargin: 1) { estimate.survival($0) }.cell
  }
}

extension Payback {
  fileprivate var cell: ReportCell {
    switch self {
    case .months(let months): .number(months)
    case .never: .word("never")
    }
  }
}
