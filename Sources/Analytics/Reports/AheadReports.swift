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

/// A turn of a contract that brings something.
private struct LevelledTurn {
  let turn: ScheduledTurn
  let level: ContractLevel
}

extension [LevelledTurn] {
  /// In millionths.
  fileprivate var revenue: [Currency: Int128] {
    reduce(into: [:]) { $0[$1.level.currency, default: 0] += $1.level.amount }
  }
}

/// Somebody who pays in a currency, and the group that is in.
struct PayingMember {
  let value: String
  let currency: Currency
  /// A month, in millionths.
  let amount: Int128
}

extension [PayingMember] {
  /// In millionths.
  var revenue: [Currency: Int128] { reduce(into: [:]) { $0[$1.currency, default: 0] += $1.amount } }
}

extension MovementColumns {
  /// Contracts whose next period begins in the days ahead, by when, with what they bring a month now.
  /// - Parameter grouping: what renewals are told apart by; nil is nothing.
  public func renewalsReport(
    _ turns: [ScheduledTurn], where filter: RowFilter, before day: Day, by grouping: Dimension? = nil
  ) -> ReportTable {
    var report = ReportTable(.renewals)
    let turns = levelled(turns, contractLevels(before: day, of: rows(where: filter)))
    var list = ReportSection(
      "subscriptions", "Subscriptions",
      [
        ReportColumn("on", "On"), ReportColumn("customer", "Customer"),
        ReportColumn("subscription", "Subscription"), ReportColumn("mrr", "A month"),
        ReportColumn("ends", "Ends then"),
      ])
    for one in turns {
      let (turn, level) = (one.turn, one.level)
      list.add(
        .day(Day(containing: turn.at, in: zone)), .customer(turn.customer), .subscription(turn.subscription),
        .amount(millionths: level.amount, level.currency), .flag(turn.ends))
    }
    let renewing = turns.filter { !$0.turn.ends }
    let whole = Self.renewing([renewing])[0]
    report.sections = [whole]
    if let groups = customerGroups(by: grouping) {
      let parts = ReportGroup.parts(of: renewing) { groups.value(of: $0.turn.customer, $0.level.currency) }
      let tables = Self.renewing(parts.map(\.items))
      report.sections.append(.groups(zip(parts, tables).map { ($0.group, $1) }, like: whole))
    }
    report.sections.append(list)
    return report
  }

  /// Those that bring something, the earliest first.
  private func levelled(
    _ turns: [ScheduledTurn], _ levels: ContractLevels
  ) -> [LevelledTurn] {
    turns.sorted { ($0.at, $0.subscription.text) < ($1.at, $1.subscription.text) }.compactMap { turn in
      levels[turn.subscription].flatMap { $0.amount > 0 ? LevelledTurn(turn: turn, level: $0) : nil }
    }
  }

  /// What each part renews; the parts sum to the whole.
  private static func renewing(_ parts: [[LevelledTurn]]) -> [ReportSection] {
    let shown = parts.map(\.revenue).shownTogether
    return zip(parts, shown).map { turns, amounts in
      var totals = ReportSection(
        "totals", "Renewing, without those that end",
        [
          ReportColumn("currency", "Currency"), ReportColumn("subscriptions", "Subscriptions"),
          ReportColumn("mrr", "A month"),
        ])
      for (currency, amount) in amounts.sorted(by: { $0.key < $1.key }) {
        totals.add(
          .currency(currency), .count(Int64(turns.count { $0.level.currency == currency })),
          .amount(amount, currency))
      }
      return totals
    }
  }

  /// MRR less what is scheduled to end, and twelve times it.
  /// - Parameter grouping: what both are told apart by; nil is nothing.
  public func committedReport(
    _ endings: [ScheduledTurn], where filter: RowFilter, before day: Day, by grouping: Dimension? = nil
  ) -> ReportTable {
    var report = ReportTable(.committed)
    let selection = rows(where: filter)
    let turns = levelled(endings, contractLevels(before: day, of: selection))
    var list = ReportSection(
      "ending", "What ends",
      [
        ReportColumn("on", "On"), ReportColumn("customer", "Customer"),
        ReportColumn("subscription", "Subscription"), ReportColumn("mrr", "A month"),
      ])
    for one in turns {
      let (turn, level) = (one.turn, one.level)
      list.add(
        .day(Day(containing: turn.at, in: zone)), .customer(turn.customer), .subscription(turn.subscription),
        .amount(millionths: level.amount, level.currency))
    }
    let now = stocks(before: day, of: selection).mapValues(\.revenue)
    let whole = Self.committed([(now, turns.revenue)])[0]
    report.sections = [whole]
    if let groups = customerGroups(by: grouping) {
      let parts = ReportGroup.parts(of: payingMembers(before: day, of: selection, groups), by: \.value)
      let ending = Dictionary(grouping: turns) { groups.value(of: $0.turn.customer, $0.level.currency) }
      let tables = Self.committed(
        parts.map { part in
          (part.items.revenue, Set(part.items.map(\.value)).flatMap { ending[$0] ?? [] }.revenue)
        })
      report.sections.append(.groups(zip(parts, tables).map { ($0.group, $1) }, like: whole))
    }
    report.sections.append(list)
    return report
  }

  /// What recurs in each part and what of it ends; the parts sum to the whole.
  private static func committed(
    _ parts: [(now: [Currency: Int128], ending: [Currency: Int128])]
  ) -> [ReportSection] {
    let all = parts.map(\.now).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    // What is left is shown as it is, and what ends is the difference.
    let ending = parts.map(\.ending).shown { currency, ending in
      let now = all[currency] ?? 0
      return ShownAmount.minorUnits(now) - ShownAmount.minorUnits(now - ending)
    }
    return zip(parts.map(\.now).shownTogether, ending).map { now, ending in
      var totals = ReportSection(
        "totals", "Now and ahead",
        [
          ReportColumn("currency", "Currency"), ReportColumn("mrr", "MRR now"),
          ReportColumn("ending", "Scheduled to end"), ReportColumn("cmrr", "Committed MRR"),
          ReportColumn("carr", "Contracted ARR"),
        ])
      for (currency, now) in now.sorted(by: { $0.key < $1.key }) {
        let left = now - (ending[currency] ?? 0)
        totals.add(
          .currency(currency), .amount(now, currency), .amount(now - left, currency),
          .amount(left, currency), .amount(12 * left, currency))
      }
      return totals
    }
  }

  /// Everybody who pays at the beginning of a day.
  func payingMembers(
    before day: Day, of selection: RowSelection, _ groups: CustomerGroups
  ) -> [PayingMember] {
    levels(before: day, of: selection).enumerated().compactMap { payer, level in
      guard level > 0 else { return nil }
      let (customer, currency) = (payers.ids[payer].customer, payers.ids[payer].currency)
      let paid = currencies[UInt32(currency)]
      return PayingMember(
        value: groups.value(of: customers[customer], paid), currency: paid, amount: Int128(level))
    }
  }
}
