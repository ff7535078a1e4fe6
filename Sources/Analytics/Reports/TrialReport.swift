import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// A trial as the contract says it; when it first paid is in the columns.
public struct TrialSpan: Hashable, Sendable {
  public let subscription: SubscriptionID
  public let customer: CustomerID
  public let currency: Currency
  public let start: Instant
  public let end: Instant

  public init(
    subscription: SubscriptionID, customer: CustomerID, currency: Currency, start: Instant, end: Instant
  ) {
    self.subscription = subscription
    self.customer = customer
    self.currency = currency
    self.start = start
    self.end = end
  }
}

extension MovementColumns {
  /// Trials by the step they began in, and which of them converted.
  /// - Parameters:
  ///   - filter: whose trials, by what it says of customers and of currency.
  ///   - grace: days after a trial's end in which paying still counts.
  ///   - step: a day in the step whose trials are listed too.
  public func trialReport(
    of spans: [TrialSpan], where filter: RowFilter, in timeline: Timeline, grace: Int, step: Day?, today: Day
  ) -> ReportTable {
    let choice = choice(filter)
    let spans = choice.isEverything ? spans : spans.filter { choice.includes($0.customer, $0.currency) }
    let firsts = firstPayments(of: Set(spans.compactMap { subscriptions.index(of: $0.subscription) }))
    let courses = spans.map { span in
      (
        span.subscription,
        TrialCourse(
          start: Day(containing: span.start, in: zone), end: Day(containing: span.end, in: zone),
          converted: subscriptions.index(of: span.subscription).flatMap { firsts[$0] })
      )
    }
    var report = ReportTable(.trialConversion)
    report.sections.append(
      Self.cohorts(
        trialConversion(
          of: courses.map(\.1), in: timeline, grace: grace, today: today.adding(days: 1))))
    let recent = trialConversionOfThirtyDays(of: courses.map(\.1), before: today.adding(days: 1))
    var other = ReportSection(
      "last_30_days", "The last thirty days, as other vendors count",
      [
        ReportColumn("converted", "Converted"), ReportColumn("ended", "Trials ended"),
        ReportColumn("share", "Share"),
      ])
    other.add(
      .count(Int64(recent.part)), .count(Int64(recent.whole)),
      recent.value.map { .share($0) } ?? .nothing)
    report.sections.append(other)
    if let step, let period = timeline.period(of: step) {
      report.sections.append(Self.trials(courses.filter { timeline.period(of: $0.1.start) == period }))
    }
    return report
  }

  private static func cohorts(_ cohorts: [TrialCohort]) -> ReportSection {
    var section = ReportSection(
      "cohorts", "By the step they began in",
      [
        ReportColumn("from", "From"), ReportColumn("through", "Through"), ReportColumn("trials", "Trials"),
        ReportColumn("over", "Over"), ReportColumn("converted", "Converted"), ReportColumn("share", "Share"),
        ReportColumn("running", "Still running"), ReportColumn("expected", "Converted so far, by survival"),
      ])
    for cohort in cohorts {
      let waits = cohort.untilConversion
      section.add(
        .day(cohort.period.first), .day(cohort.period.last), .count(Int64(cohort.trials)),
        .count(Int64(cohort.matured.whole)), .count(Int64(cohort.matured.part)), .share(of: cohort.matured),
        .count(Int64(cohort.trials - cohort.matured.whole)),
        cohort.trials > 0
          ? waits.survival(at: waits.observedThrough).map { .share(1 - $0) } ?? .nothing : .nothing)
    }
    return section
  }

  private static func trials(_ courses: [(SubscriptionID, TrialCourse)]) -> ReportSection {
    var section = ReportSection(
      "trials", "The trials of the step",
      [
        ReportColumn("subscription", "Subscription"), ReportColumn("start", "Began"),
        ReportColumn("end", "Ends"), ReportColumn("converted", "Paid first"),
      ])
    for (subscription, course) in courses.sorted(by: { $0.1.start < $1.1.start }) {
      section.add(
        .subscription(subscription), .day(course.start), .day(course.end),
        course.converted.map { .day($0) } ?? .nothing)
    }
    return section
  }

  /// The day each of these contracts first brought anything.
  private func firstPayments(of wanted: Set<UInt32>) -> [UInt32: Day] {
    var firsts: [UInt32: Day] = [:]
    guard !wanted.isEmpty else { return firsts }
    for index in 0..<count {
      let row = row(index)
      guard row.delta > 0, wanted.contains(row.subscription), firsts[row.subscription] == nil else {
        continue
      }
      firsts[row.subscription] = Day(containing: row.effective, in: zone)
    }
    return firsts
  }
}
