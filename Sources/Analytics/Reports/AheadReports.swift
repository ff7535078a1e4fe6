import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// Something that a contract is scheduled to do.
public struct ScheduledTurn: Hashable, Sendable {
  public let subscription: SubscriptionID
  public let customer: CustomerID
  public let at: Instant
  /// Whether it ends then, rather than begin another period.
  public let ends: Bool

  public init(subscription: SubscriptionID, customer: CustomerID, at: Instant, ends: Bool) {
    self.subscription = subscription
    self.customer = customer
    self.at = at
    self.ends = ends
  }
}

/// What a contract brings a month, in millionths, and when that changed last.
struct ContractLevel {
  let amount: Int128
  let currency: Currency
  let changed: Instant
}

extension MovementColumns {
  /// Contracts whose next period begins in the days ahead, by when, with what they bring a month now.
  public func renewalsReport(_ turns: [ScheduledTurn], where filter: RowFilter, before day: Day)
    -> ReportTable
  {
    var report = ReportTable(.renewals)
    let levels = levelsByContract(before: day, of: rows(where: filter))
    var sums: [Currency: Int128] = [:]
    var counts: [Currency: Int64] = [:]
    var list = ReportSection(
      "subscriptions", "Subscriptions",
      [
        ReportColumn("on", "On"), ReportColumn("customer", "Customer"),
        ReportColumn("subscription", "Subscription"), ReportColumn("mrr", "A month"),
        ReportColumn("ends", "Ends then"),
      ])
    for turn in turns.sorted(by: { ($0.at, $0.subscription.text) < ($1.at, $1.subscription.text) }) {
      guard let level = levels[turn.subscription], level.amount > 0 else { continue }
      list.add(
        .day(Day(containing: turn.at, in: zone)), .customer(turn.customer), .subscription(turn.subscription),
        .amount(millionths: level.amount, level.currency), .flag(turn.ends))
      guard !turn.ends else { continue }
      sums[level.currency, default: 0] += level.amount
      counts[level.currency, default: 0] += 1
    }
    var totals = ReportSection(
      "totals", "Renewing, without those that end",
      [
        ReportColumn("currency", "Currency"), ReportColumn("subscriptions", "Subscriptions"),
        ReportColumn("mrr", "A month"),
      ])
    for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) {
      totals.add(.currency(currency), .count(counts[currency] ?? 0), .amount(millionths: sum, currency))
    }
    report.sections = [totals, list]
    return report
  }

  /// MRR less what is scheduled to end, and twelve times it.
  public func committedReport(_ endings: [ScheduledTurn], where filter: RowFilter, before day: Day)
    -> ReportTable
  {
    var report = ReportTable(.committed)
    let selection = rows(where: filter)
    let (levels, stocks) = (levelsByContract(before: day, of: selection), stocks(before: day, of: selection))
    var sums: [Currency: Int128] = [:]
    var list = ReportSection(
      "ending", "What ends",
      [
        ReportColumn("on", "On"), ReportColumn("customer", "Customer"),
        ReportColumn("subscription", "Subscription"), ReportColumn("mrr", "A month"),
      ])
    for turn in endings.sorted(by: { ($0.at, $0.subscription.text) < ($1.at, $1.subscription.text) }) {
      guard let level = levels[turn.subscription], level.amount > 0 else { continue }
      list.add(
        .day(Day(containing: turn.at, in: zone)), .customer(turn.customer), .subscription(turn.subscription),
        .amount(millionths: level.amount, level.currency))
      sums[level.currency, default: 0] += level.amount
    }
    var totals = ReportSection(
      "totals", "Now and ahead",
      [
        ReportColumn("currency", "Currency"), ReportColumn("mrr", "MRR now"),
        ReportColumn("ending", "Scheduled to end"), ReportColumn("cmrr", "Committed MRR"),
        ReportColumn("carr", "Contracted ARR"),
      ])
    for (currency, stock) in stocks.sorted(by: { $0.key < $1.key }) {
      let now = ShownAmount.minorUnits(stock.revenue)
      let left = ShownAmount.minorUnits(stock.revenue - (sums[currency] ?? 0))
      totals.add(
        .currency(currency), .amount(now, currency), .amount(now - left, currency), .amount(left, currency),
        .amount(12 * left, currency))
    }
    report.sections = [totals, list]
    return report
  }

  /// What each contract brings a month at the beginning of a day, in millionths.
  func levelsByContract(
    before day: Day, of selection: RowSelection
  ) -> [SubscriptionID: ContractLevel] {
    var levels = [Int128](repeating: 0, count: subscriptions.count)
    var changes = [Int64](repeating: 0, count: subscriptions.count)
    var ofContract = [UInt8](repeating: 0, count: subscriptions.count)
    forEachRow(in: selection) { view, index, number in
      guard view.day[index] < day.number else { return }
      let row = row(number)
      levels[Int(row.subscription)] += Int128(row.delta)
      changes[Int(row.subscription)] = row.effective.seconds
      ofContract[Int(row.subscription)] = payers.ids[Int(row.payer)].currency
    }
    var found: [SubscriptionID: ContractLevel] = [:]
    for (place, level) in levels.enumerated() where level != 0 {
      found[subscriptions[UInt32(place)]] = ContractLevel(
        amount: level, currency: currencies[UInt32(ofContract[place])],
        changed: Instant(seconds: changes[place]))
    }
    return found
  }
}
