import Analytics
import Bookkeeping
import Catalog
import Chronology
import Invoicing
import Monetary
import Storage
import Subscriptions

// What reports read from payments, books and invoices.
extension OpenWorkspace {
  func cash(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let times = try ReportTimes(question, today)
    let step = times.opened.map { times.timeline.periods[$0] }
    let (choice, groups) = try await members(question)
    let (now, earlier, moves) = try await database.read { rows in
      func sums(_ periods: [TimelinePeriod]) throws -> StepSums<CashSum> {
        StepSums(
          periods,
          try rows.cashSums(periods, in: question.zone, of: choice, apart: groups))
      }
      return (
        try sums(times.periods), try times.earlier.map(sums),
        try step.map { try rows.cashMoves($0, in: question.zone, of: choice) }
      )
    }
    return .cash(now, comparedWith: earlier, isGrouped: groups != nil, moves: moves)
  }

  /// What invoices still ask for.
  func receivables(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let (choice, groups) = try await members(question)
    let open = try await database.read { try $0.openReceivables(in: question.zone) }
      .filter { choice.includes($0.customer, $0.receivable.remaining.currency) }
    return .receivables(open, apart: groups, on: today)
  }

  /// Whom the filter leaves and what they are told apart by; the columns are asked only when there is
  /// something to know of customers.
  private func members(
    _ question: ReportQuestion
  ) async throws -> (choice: CustomerChoice, groups: CustomerGroups?) {
    guard !question.filter.accepted.isEmpty || question.grouping != nil else { return (.everything, nil) }
    return try await figures.look(self, in: question.zone, patience: question.patience) {
      ($0.choice(question.filter), $0.customerGroups(by: question.grouping))
    }
  }

  /// Books are kept in their own zone's days. Of everybody they are read from the totals of accounts.
  func revenue(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let times = try ReportTimes(question, today)
    let (choice, groups) = try await members(question)
    try await AccountTotals(workspace: self).catchUp(patience: question.patience)
    let isWhole = choice.isEverything && groups == nil
    let (now, earlier, customers, close) = try await database.read { rows in
      func sums(_ periods: [TimelinePeriod]) throws -> StepSums<RevenueSum> {
        guard !isWhole else { return StepSums(periods, try rows.revenueOfAll(periods)) }
        let sums = try rows.revenueSums(periods, in: Self.booksZone, of: choice) {
          groups?.value(of: $0, $1) ?? ""
        }
        return StepSums(periods, sums.map { GroupedSum($0.owner, weight: $0.weight, $0.sum) })
      }
      let opened = try times.opened.map { step in
        try rows.revenueSums([times.timeline.periods[step]], in: Self.booksZone, of: choice) { customer, _ in
          customer
        }.map { (customer: $0.owner, sum: $0.sum) }
          .sorted { ($0.sum.currency, $0.customer.text) < ($1.sum.currency, $1.customer.text) }
      }
      return (try sums(times.periods), try times.earlier.map(sums), opened, try rows.latestClose())
    }
    return .revenue(
      now, comparedWith: earlier, isGrouped: groups != nil, customers: customers,
      closedThrough: close.flatMap { $0.status == .closed ? $0.month : nil })
  }

  /// Every running contract beside what its invoices come to a month, some thousands a snapshot; and until
  /// when it is so, if nothing happens.
  func reconciliation(
    _ question: ReportQuestion, at instant: Instant, before tomorrow: Day
  ) async throws -> (table: ReportTable, until: Instant?) {
    let levels = try await figures.look(self, in: question.zone, patience: question.patience) {
      $0.contractLevels(before: tomorrow, of: $0.rows(where: question.filter))
    }
    var found = Reconciliation(levels)
    var last: SubscriptionID?
    var until: Instant?
    while true {
      let (after, known) = (last, found)
      let (contracts, change) = try await database.read { rows in
        let (contracts, change) = try rows.billedNow(
          at: instant, after: after, limit: Self.contractsAtOnce)
        return (try contracts.map { try rows.invoiced($0, known) }, change)
      }
      for one in contracts { found.add(one) }
      until = [until, change].compactMap(\.self).min()
      last = contracts.last?.subscription
      guard contracts.count == Self.contractsAtOnce else { return (found.report, until) }
    }
  }

  private static let contractsAtOnce = 4_000
}

extension Connection {
  /// Everybody's revenue by step, from the totals of accounts.
  fileprivate func revenueOfAll(_ periods: [TimelinePeriod]) throws -> [GroupedSum<RevenueSum>] {
    guard let last = periods.last else { return [] }
    let earned = try accountDays(.revenue, through: last.last)
    let deferred = try accountDays(.deferredRevenue, through: last.last)
    let currencies = Set((earned + deferred).map(\.total.currency))
    return periods.flatMap { period in
      currencies.map { currency in
        // Both accounts stand on the credit side.
        func credit(_ days: [DayTotal], from first: Day?) -> Int128 {
          days.reduce(0) { sum, day in
            guard day.total.currency == currency, day.day < period.end, first.map({ day.day >= $0 }) ?? true
            else { return sum }
            return sum - day.total.balance
          }
        }
        return GroupedSum(
          "", weight: 1,
          RevenueSum(
            period: period, currency: currency, recognized: credit(earned, from: period.first),
            deferred: credit(deferred, from: nil)))
      }
    }
  }
}

extension Connection {
  /// Why it differs stands in the lines themselves, which are read of those contracts alone that do.
  fileprivate func invoiced(_ billed: BilledNow, _ known: Reconciliation) throws -> InvoicedLevel {
    var amount: Int128 = 0
    for part in billed.lines {
      if let cadence = part.cadence { amount += InvoicedLevel.monthly(part.net, cadence) }
    }
    guard known.differs(billed.subscription, from: amount) else {
      return InvoicedLevel(
        subscription: billed.subscription, customer: billed.customer, currency: billed.currency,
        amount: amount, since: nil, marks: [])
    }
    return InvoicedLevel(billed, billed.lines.isEmpty ? [] : try contents(of: billed.lines.map(\.line)))
  }
}

extension InvoicedLevel {
  fileprivate static func monthly(_ net: Int64, _ cadence: Cadence) -> Int128 {
    let (numerator, denominator) = cadence.inMonths
    return Rounding.halfEven.divide(Int128(net) * 1_000_000 * numerator, by: denominator)
  }

  fileprivate init(_ billed: BilledNow, _ lines: [LineContent]) {
    var amount: Int128 = 0
    var marks: Set<Mark> = []
    for line in lines where line.wording != .oneOff {
      guard let cadence = line.cadence else { continue }
      amount += Self.monthly(line.net, cadence)
      if line.wording == .unusedTime || line.wording == .remainingTime { marks.insert(.proration) }
      if line.discount != 0 { marks.insert(.discount) }
    }
    if lines.isEmpty { marks.insert(.notInvoiced) }
    self.init(
      subscription: billed.subscription, customer: billed.customer, currency: billed.currency, amount: amount,
      since: lines.map(\.period.start).max(), marks: marks)
  }
}
