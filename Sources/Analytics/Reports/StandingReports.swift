import Chronology
import Monetary

extension MovementColumns {
  /// How much hangs on the largest customers, in each currency, with the first hundred of them.
  /// - Parameter grouping: whose part is shown group by group too; nil is nobody's.
  public func concentrationReport(
    where filter: RowFilter, before day: Day, by grouping: Dimension? = nil
  ) -> ReportTable {
    let selection = rows(where: filter)
    var report = ReportTable(.concentration)
    let members = customerGroups(by: grouping).map { payingMembers(before: day, of: selection, $0) }
    for currency in currencies.ids.sorted() {
      let concentration = concentration(before: day, in: currency, of: selection)
      guard concentration.total > 0 else { continue }
      report.sections.append(Self.shares(concentration, currency))
      if let members {
        report.sections.append(Self.groups(members.filter { $0.currency == currency }, currency))
      }
      var section = ReportSection(
        "customers_\(currency.code)", "The largest", in: currency,
        [
          ReportColumn("customer", "Customer"), ReportColumn("mrr", "A month"),
          ReportColumn("share", "Share"),
        ])
      for one in concentration.ranked.prefix(100) {
        section.add(
          .customer(customers[one.customer]), .amount(millionths: one.amount, currency),
          .share(Double(one.amount) / Double(concentration.total)))
      }
      report.sections.append(section)
    }
    return report
  }

  private static func shares(_ concentration: Concentration, _ currency: Currency) -> ReportSection {
    var section = ReportSection(
      "shares_\(currency.code)", "What hangs on how many", in: currency,
      [
        ReportColumn("customers", "The largest"), ReportColumn("share", "Share"),
        ReportColumn("mrr", "A month"),
      ])
    for count in [1, 5, 10, 20, 50] where count <= concentration.ranked.count {
      let sum = concentration.ranked.prefix(count).reduce(Int128(0)) { $0 + $1.amount }
      section.add(
        .count(Int64(count)), concentration.share(ofTop: count).map { .share($0) } ?? .nothing,
        .amount(millionths: sum, currency))
    }
    section.add(
      .word("herfindahl_index"), concentration.herfindahl.map { .number($0) } ?? .nothing,
      .amount(millionths: concentration.total, currency))
    return section
  }

  /// What hangs on each group of customers.
  private static func groups(_ members: [PayingMember], _ currency: Currency) -> ReportSection {
    var section = ReportSection(
      "groups_\(currency.code)", "Group by group", in: currency,
      [
        ReportColumn("group", "Group"), ReportColumn("customers", "Customers"),
        ReportColumn("mrr", "A month"), ReportColumn("share", "Share"),
      ])
    let parts = ReportGroup.parts(of: members, by: \.value)
    let total = members.revenue[currency] ?? 0
    for (part, shown) in zip(parts, parts.map(\.items.revenue).shownTogether) {
      section.add(
        part.group.cell, .count(Int64(part.items.count)), .amount(shown[currency] ?? 0, currency),
        .share(Double(part.items.revenue[currency] ?? 0) / Double(total)))
    }
    return section
  }

  /// MRR at the end of each step as it was on record then, beside what is known now.
  /// - Parameter step: a day in the step whose difference is listed row by row.
  public func asReportedReport(
    in timeline: Timeline, where filter: RowFilter, step: Day?, today: Day
  ) -> ReportTable {
    var report = ReportTable(.asReported)
    let now = rows(where: filter)
    var section = ReportSection(
      "steps", "At the end of each step",
      [
        ReportColumn("from", "From"), ReportColumn("through", "Through"),
        ReportColumn("currency", "Currency"), ReportColumn("then", "Reported then"),
        ReportColumn("now", "Known now"), ReportColumn("difference", "Difference"),
      ])
    for period in timeline.periods where period.first <= today {
      let end = min(period.end, today.adding(days: 1))
      var then = filter
      then.recordedThrough = end.start(in: zone)
      let (before, after) = (stocks(before: end, of: rows(where: then)), stocks(before: end, of: now))
      for currency in Set(before.keys).union(after.keys).sorted() {
        let reported = ShownAmount.minorUnits(before[currency]?.revenue ?? 0)
        let known = ShownAmount.minorUnits(after[currency]?.revenue ?? 0)
        section.add(
          .day(period.first), .day(end.adding(days: -1)), .currency(currency), .amount(reported, currency),
          .amount(known, currency), .amount(known - reported, currency))
      }
    }
    report.sections.append(section)
    if let step, let period = timeline.period(of: step) {
      report.sections.append(later(timeline.periods[period], now, today))
    }
    return report
  }

  /// What took effect before the step's end and came on record after it.
  private func later(_ period: TimelinePeriod, _ selection: RowSelection, _ today: Day) -> ReportSection {
    let end = min(period.end, today.adding(days: 1)).start(in: zone)
    var section = ReportSection(
      "restated", "What came on record later",
      [
        ReportColumn("customer", "Customer"), ReportColumn("subscription", "Subscription"),
        ReportColumn("change", "Change"), ReportColumn("cause", "Because"),
        ReportColumn("effective", "Took effect"), ReportColumn("recorded", "On record"),
      ])
    forEachRow(in: selection) { _, _, index in
      let row = row(index)
      guard row.effective < end, row.recorded > end else { return }
      let payer = payers.ids[Int(row.payer)]
      section.add(
        .customer(customers[payer.customer]), .subscription(subscriptions[row.subscription]),
        .amount(millionths: Int128(row.delta), currencies[UInt32(payer.currency)]),
        .word(causes[UInt32(row.cause)]), .moment(row.effective), .moment(row.recorded))
    }
    return section
  }
}
