import Analytics
import Bookkeeping
import Chronology
import Monetary
import Storage

/// A report: the one question behind the API, the command line and the pages. What a report does not need it
/// does not read.
public struct ReportQuestion: Hashable, Sendable {
  public var report: Report
  public var interval = Interval.month
  /// Nil is eleven steps before the last.
  public var from: Day?
  /// Nil is the day that the workspace lives in.
  public var through: Day?
  /// A day in the step whose rows are listed too.
  public var step: Day?
  /// The line of acquisition cost whose spend and customers are listed too.
  public var opened: AcquisitionOpening?
  public var zone = Zone.utc
  public var filter = RowFilter.everything
  /// What the report is told apart by.
  public var grouping: Dimension?
  /// With which earlier time each step is compared.
  public var comparison: Comparison?
  /// What acquisition cost is converted to.
  public var currency: Currency?
  public var discount = YearlyDiscount.standard
  /// Months from spend to the customers it wins.
  public var lag = 0
  /// Days after a trial's end in which paying still counts.
  public var grace = 0
  /// How far ahead renewals and endings are looked for.
  public var days = 30
  /// How many rows of each table are wanted; nil is all.
  public var rowsMost: Int?
  public var patience = Duration.seconds(2)

  public static let lagMost = 24
  public static let graceMost = 90
  public static let daysMost = 400

  public init(_ report: Report) { self.report = report }
}

extension Report {
  /// Whether a question about it says which steps of time.
  public var isByStep: Bool {
    switch self {
    case .trialConversion, .cash, .revenue, .asReported, .acquisitionCost: true
    default: false
    }
  }

  /// Whether one of its steps can be opened row by row.
  public var opensSteps: Bool { isByStep && self != .acquisitionCost }

  /// Whether its lines are channels, which can be opened row by row.
  public var opensChannels: Bool { self == .acquisitionCost }

  /// Whether each of its steps can be set beside an earlier one.
  public var isCompared: Bool { self == .trialConversion || self == .cash || self == .revenue }

  /// Whether it is made of movements, so that one product or price may be chosen, and what was on record
  /// then.
  public var isMadeOfMovements: Bool {
    switch self {
    case .cash, .revenue, .receivables, .trialConversion: false
    default: true
    }
  }

  /// Whether it is also told apart by a dimension.
  public var isGrouped: Bool {
    switch self {
    case .acquisitionCost, .reconciliation, .asReported: false
    default: true
    }
  }

  /// Whether it is told apart by this one: what a customer owes or pays is of no product or price.
  public func isGrouped(by dimension: Dimension) -> Bool {
    self == .lifetimeValue ? dimension != .cause : isGrouped && dimension.isOfAmounts
  }

  public var isOfDaysAhead: Bool { self == .renewals || self == .committed }
}

extension OpenWorkspace {
  /// Works a report out.
  /// - Returns: the report, and until when it is so, if nothing happens before the day is over; nil is all
  ///   day.
  /// - Throws: ``FigureRefusal``.
  func made(_ question: ReportQuestion, at now: Instant) async throws -> (table: ReportTable, until: Instant?)
  {
    try await requireFewGroups(question)
    let today = Day(containing: now, in: question.zone)
    guard question.report != .reconciliation else {
      return try await reconciliation(question, at: now, before: today.adding(days: 1))
    }
    return (try await table(question, today), nil)
  }

  private func table(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let tomorrow = today.adding(days: 1)
    switch question.report {
    case .lifetimeValue:
      let margins = try await margins()
      let (whole, groups) = try await figures.look(self, in: question.zone, patience: question.patience) {
        (
          $0.lifetimeReading(of: $0.rows(where: question.filter), margins: margins, today: today),
          $0.lifetimeReadings(
            where: question.filter, by: question.grouping, margins: margins, today: today)
        )
      }
      return .lifetime(whole, groups, discount: question.discount)
    case .acquisitionCost: return try await acquisition(question, today)
    case .trialConversion:
      let spans = try await database.read { try $0.trialSpans() }
      let asked = try question.ofTrials(today)
      return try await look(question) { $0.trialReport(of: spans, asked, today: today) }
    case .concentration:
      return try await look(question) {
        $0.concentrationReport(where: question.filter, before: tomorrow, by: question.grouping)
      }
    case .asReported:
      let timeline = try question.timeline(today)
      return try await look(question) {
        $0.asReportedReport(in: timeline, where: question.filter, step: question.step, today: today)
      }
    case .cash: return try await cash(question, today)
    case .revenue: return try await revenue(question, today)
    case .receivables: return try await receivables(question, today)
    case .renewals, .committed: return try await ahead(question, today)
    case .reconciliation: preconditionFailure("it is told contract by contract")
    }
  }

  /// - Throws: ``FigureRefusal/tooManyValues``, rather than tell apart what is different for everybody.
  private func requireFewGroups(_ question: ReportQuestion) async throws {
    guard let grouping = question.grouping, grouping.isOfCustomer else { return }
    let count = try await figures.look(self, in: question.zone, patience: question.patience) {
      $0.values(of: grouping).count
    }
    guard count <= CustomerGroups.valuesMost else { throw FigureRefusal.tooManyValues }
  }

  private func look(
    _ question: ReportQuestion, _ answer: @Sendable (MovementColumns) -> ReportTable
  ) async throws -> ReportTable {
    try await figures.look(self, in: question.zone, patience: question.patience, answer)
  }

  func margins() async throws -> GrossMargins {
    GrossMargins(try await database.read { try $0.grossMargins() })
  }

  private func acquisition(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let timeline = try question.timeline(today)
    var asked = AcquisitionQuestion(
      from: Month(containing: timeline.first), through: Month(containing: timeline.end.adding(days: -1)))
    asked.lag = question.lag
    asked.filter = question.filter
    asked.currency = question.currency
    asked.discount = question.discount
    asked.opened = question.opened
    let (wanted, margins) = (asked, try await margins())
    let (spend, sheets) = try await database.read { rows in
      let filter = MarketingSpendFilter(from: wanted.first, through: wanted.last)
      return (
        try rows.marketingSpend(filter, Page(limit: Int(Int32.max))).elements, try rows.referenceRates()
      )
    }
    return try await look(question) {
      $0.acquisitionReport(
        wanted, spend: spend, margins: margins, at: ExchangeRates(sheets: sheets), today: today)
    }
  }

  private func ahead(_ question: ReportQuestion, _ today: Day) async throws -> ReportTable {
    let end = question.endAhead(of: today)
    let isRenewal = question.report == .renewals
    let turns = try await database.read {
      isRenewal ? try $0.scheduledTurns(before: end) : try $0.scheduledEndings(before: end)
    }
    return try await look(question) { columns in
      let tomorrow = today.adding(days: 1)
      return isRenewal
        ? columns.renewalsReport(turns, where: question.filter, before: tomorrow, by: question.grouping)
        : columns.committedReport(turns, where: question.filter, before: tomorrow, by: question.grouping)
    }
  }
}

extension ReportQuestion {
  /// When the days ahead are over.
  func endAhead(at now: Instant) -> Instant { endAhead(of: Day(containing: now, in: zone)) }

  fileprivate func endAhead(of today: Day) -> Instant {
    today.adding(days: days + 1).start(in: zone)
  }

  /// - Throws: ``FigureRefusal``.
  func timeline(_ today: Day) throws -> Timeline {
    let through = through ?? today
    let from = from ?? interval.start(-11, after: interval.start(of: through))
    guard from <= through else { throw FigureRefusal.endsBeforeItBegins }
    guard let timeline = Timeline(interval, from: from, through: through),
      timeline.periods.count <= CohortTable.periodsMost
    else { throw FigureRefusal.tooManySteps }
    return timeline
  }
}

extension ReportQuestion {
  fileprivate func ofTrials(_ today: Day) throws -> TrialQuestion {
    var asked = TrialQuestion(in: try timeline(today))
    asked.filter = filter
    asked.grouping = grouping
    asked.comparison = comparison
    asked.grace = grace
    asked.step = step
    return asked
  }
}

/// The steps that a report shows, those it is compared with, and the one that is opened.
struct ReportTimes: Sendable {
  let timeline: Timeline
  /// Those that have begun.
  let periods: [TimelinePeriod]
  let earlier: [TimelinePeriod]?
  let opened: Int?

  /// - Throws: ``FigureRefusal``.
  init(_ question: ReportQuestion, _ today: Day) throws {
    timeline = try question.timeline(today)
    periods = timeline.periods.filter { $0.first <= today }
    let (all, count) = (timeline, periods.count)
    earlier = question.comparison.flatMap { all.earlier($0, today: today) }
      .map { Array($0.periods.prefix(count)) }
    opened = question.step.flatMap { all.period(of: $0) }
  }
}
