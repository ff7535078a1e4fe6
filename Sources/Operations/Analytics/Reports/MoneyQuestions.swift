import Analytics
import Bookkeeping
import Chronology
import Invoicing
import Monetary
import Storage
import Subscriptions

// What reports read from payments, books and invoices.
extension OpenWorkspace {
  func cash(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let timeline = try question.timeline(today)
    let step = question.step.flatMap { timeline.period(of: $0) }.map { timeline.periods[$0] }
    let choice = try await choice(question)
    let (sums, moves) = try await database.read { rows in
      (
        try timeline.periods.filter { $0.first <= today }
          .flatMap { try rows.cashSums($0, in: question.zone, of: choice) },
        try step.map { try rows.cashMoves($0, in: question.zone, of: choice) }
      )
    }
    return .cash(sums, moves: moves)
  }

  /// What invoices still ask for.
  func receivables(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let choice = try await choice(question)
    let open = try await database.read { try $0.openReceivables(in: question.zone) }
      .filter { choice.includes($0.customer, $0.receivable.remaining.currency) }
    return .receivables(
      open.map(\.receivable),
      customers: Dictionary(
        open.map { ($0.receivable.invoice, $0.customer) }, uniquingKeysWith: { first, _ in first }),
      on: today)
  }

  /// Whom the filter leaves; the columns are asked only when it names somebody.
  private func choice(_ question: ReportQuestion) async throws -> CustomerChoice {
    guard !question.filter.accepted.isEmpty else { return .everything }
    return try await figures.look(self, in: question.zone, patience: question.patience) {
      $0.choice(question.filter)
    }
  }

  /// Books are kept in their own zone's days.
  func revenue(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let timeline = try question.timeline(today)
    try await AccountTotals(workspace: self).catchUp(patience: question.patience)
    let last = timeline.end.adding(days: -1)
    let (earned, deferred, close) = try await database.read { rows in
      (
        try rows.accountDays(.revenue, through: last),
        try rows.accountDays(.deferredRevenue, through: last), try rows.latestClose()
      )
    }
    var sums: [RevenueSum] = []
    let currencies = Set((earned + deferred).map(\.total.currency)).sorted()
    for period in timeline.periods where period.first <= today {
      for currency in currencies {
        // Both accounts stand on the credit side.
        func credit(_ days: [DayTotal], from first: Day?) throws -> Int64 {
          let sum = days.reduce(Int128(0)) { sum, day in
            guard day.total.currency == currency, day.day < period.end, first.map({ day.day >= $0 }) ?? true
            else { return sum }
            return sum - day.total.balance
          }
          guard let amount = Int64(exactly: sum) else { throw MonetaryRefusal.overflow }
          return amount
        }
        sums.append(
          RevenueSum(
            period: period, currency: currency, recognized: try credit(earned, from: period.first),
            deferred: try credit(deferred, from: nil)))
      }
    }
    return .revenue(sums, closedThrough: close.flatMap { $0.status == .closed ? $0.month : nil })
  }

  /// What every running contract's invoices come to a month, a thousand contracts a snapshot.
  func invoicedLevels() async throws -> [InvoicedLevel] {
    var levels: [InvoicedLevel] = []
    while true {
      let (last, instant) = (levels.last?.subscription, now)
      let part = try await database.read {
        try $0.billedNow(at: instant, after: last, limit: Self.contractsAtOnce)
      }
      levels += part.map(InvoicedLevel.init)
      guard part.count == Self.contractsAtOnce else { return levels }
    }
  }

  private static let contractsAtOnce = 1_000
}

extension InvoicedLevel {
  fileprivate init(_ billed: BilledNow) {
    var amount: Int128 = 0
    var marks: Set<Mark> = []
    for line in billed.lines.map(\.content) where line.wording != .oneOff {
      guard let cadence = line.cadence else { continue }
      let taken = (line.discounted ?? []).reduce(Int64(0)) { $0 + $1.amount }
      let tax = (line.taxes ?? []).filter(\.rate.isInclusive).reduce(Int64(0)) { $0 + $1.amount }
      let (numerator, denominator) = cadence.inMonths
      let net = Int128(line.amount.minorUnits - taken - tax) * 1_000_000 * numerator
      amount += Rounding.halfEven.divide(net, by: denominator)
      if line.wording == .unusedTime || line.wording == .remainingTime { marks.insert(.proration) }
      if taken != 0 { marks.insert(.discount) }
    }
    if billed.lines.isEmpty { marks.insert(.notInvoiced) }
    self.init(
      subscription: billed.subscription, customer: billed.customer, currency: billed.currency, amount: amount,
      since: billed.lines.map(\.content.period.start).max(), marks: marks)
  }
}
