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

/// What a report about trials is asked.
public struct TrialQuestion: Sendable {
  public var timeline: Timeline
  /// Whose trials, by what it says of customers and of currency.
  public var filter = RowFilter.everything
  /// What they are told apart by; nil is nothing.
  public var grouping: Dimension?
  public var comparison: Comparison?
  /// Days after a trial's end in which paying still counts.
  public var grace = 0
  /// A day in the step whose trials are listed too.
  public var step: Day?

  public init(in timeline: Timeline) { self.timeline = timeline }
}

/// A trial, whose it is, and how it went.
private struct CustomerTrial {
  let span: TrialSpan
  let course: TrialCourse
}

extension MovementColumns {
  /// Trials by the step they began in, and which of them converted.
  public func trialReport(of spans: [TrialSpan], _ question: TrialQuestion, today: Day) -> ReportTable {
    let choice = choice(question.filter)
    let spans = choice.isEverything ? spans : spans.filter { choice.includes($0.customer, $0.currency) }
    let contracts = subscriptions.lookedUp
    let firsts = firstPayments(of: Set(spans.compactMap { contracts.index(of: $0.subscription) }))
    let trials = spans.map { span in
      CustomerTrial(
        span: span,
        course: TrialCourse(
          start: Day(containing: span.start, in: zone), end: Day(containing: span.end, in: zone),
          converted: contracts.index(of: span.subscription).flatMap { firsts[$0] }))
    }
    var report = ReportTable(.trialConversion)
    let earlier = question.comparison.flatMap { question.timeline.earlier($0, today: today) }
    func table(_ trials: [CustomerTrial]) -> ReportSection {
      func cohorts(_ timeline: Timeline) -> ReportSection {
        Self.cohorts(
          trialConversion(
            of: trials.map(\.course), in: timeline, grace: question.grace, today: today.adding(days: 1)))
      }
      let now = cohorts(question.timeline)
      return earlier.map { now.compared(with: cohorts($0), Self.comparedColumns) } ?? now
    }
    let whole = table(trials)
    report.sections.append(whole)
    if let groups = customerGroups(by: question.grouping) {
      let began = trials.filter { trial in
        question.timeline.period(of: trial.course.start) != nil
          || earlier?.period(of: trial.course.start) != nil
      }
      let parts = ReportGroup.parts(of: began) { groups.value(of: $0.span.customer, $0.span.currency) }
      report.sections.append(
        .groups(
          parts.map { group, items in
            var table = table(items)
            // Beside an earlier time a step without trials says something.
            if earlier == nil { table.rows.removeAll { $0[2] == .count(0) } }
            return (group, table)
          }, like: whole))
    }
    report.sections.append(Self.recent(trials.map(\.course), before: today.adding(days: 1)))
    if let step = question.step, let period = question.timeline.period(of: step) {
      report.sections.append(
        Self.trials(trials.filter { question.timeline.period(of: $0.course.start) == period }))
    }
    return report
  }

  private static let comparedColumns = [
    ReportColumn("trials", "Trials before"), ReportColumn("share", "Share before"),
  ]

  private static func recent(_ courses: [TrialCourse], before end: Day) -> ReportSection {
    let recent = trialConversionOfThirtyDays(of: courses, before: end)
    var section = ReportSection(
      "last_30_days", "The last thirty days, as other vendors count",
      [
        ReportColumn("converted", "Converted"), ReportColumn("ended", "Trials ended"),
        ReportColumn("share", "Share"),
      ])
    section.add(
      .count(Int64(recent.part)), .count(Int64(recent.whole)),
      recent.value.map { .share($0) } ?? .nothing)
    return section
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

  private static func trials(_ trials: [CustomerTrial]) -> ReportSection {
    var section = ReportSection(
      "trials", "The trials of the step",
      [
        ReportColumn("subscription", "Subscription"), ReportColumn("start", "Began"),
        ReportColumn("end", "Ends"), ReportColumn("converted", "Paid first"),
      ])
    for trial in trials.sorted(by: { $0.course.start < $1.course.start }) {
      let course = trial.course
      section.add(
        .subscription(trial.span.subscription), .day(course.start), .day(course.end),
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
