import Analytics
import Catalog
import Chronology
import Monetary
import Storage

/// A figure by steps: the one question behind the API, the command line and the pages.
public struct FigureHistory: Sendable {
  public var metric: Metric
  public var interval = Interval.month
  /// Nil is a year before the last step.
  public var from: Day?
  /// Nil is the day that the workspace lives in.
  public var through: Day?
  /// Whose days make the steps.
  public var zone = Zone.utc
  public var filter = RowFilter.everything
  public var grouping: Dimension?
  public var reportingCurrency: Currency?
  public var comparison: Comparison?
  /// How long to wait for writers that began before the newest fact.
  public var patience = Duration.seconds(2)

  public init(_ metric: Metric) { self.metric = metric }
}

/// Why a question about figures has no answer.
public enum FigureRefusal: Error, Hashable, Sendable {
  case endsBeforeItBegins
  /// More steps than a series has: a larger interval shows as long a time.
  case tooManySteps
  /// More groups than tables are compared in.
  case tooManyGroups
  /// These products have no gross margin, and neither has the business.
  case marginUnknown([String])
  /// The rows of a converted figure need this rate, and maybe others.
  case rateUnknown(MissingRate)
}

extension OpenWorkspace {
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: FigureHistory) async throws -> FigureAnswer {
    let today = Day(containing: now, in: question.zone)
    let through = question.through ?? today
    let from = question.from ?? question.interval.start(-11, after: question.interval.start(of: through))
    guard from <= through else { throw FigureRefusal.endsBeforeItBegins }
    guard let timeline = Timeline(question.interval, from: from, through: through) else {
      throw FigureRefusal.tooManySteps
    }
    var asked = FigureQuestion(question.metric, in: timeline)
    asked.filter = question.filter
    asked.grouping = question.grouping
    asked.reportingCurrency = question.reportingCurrency
    asked.comparison = question.comparison
    let (wanted, rates) = (asked, try await rates(question.reportingCurrency))
    func fold(of aside: Aside?) async throws -> FigureAnswer {
      try await figures.answer(
        self, wanted, in: question.zone, of: aside, at: rates, today: today, patience: question.patience)
    }
    let answer = try await fold(of: question.metric.aside)
    guard question.metric == .listRevenue else { return answer }
    // What recurs and what discounts take off it are two folds; as they are shown, they add up.
    return answer.adding(try await fold(of: .discount))
  }

  /// What amounts are converted by; nothing is read where nothing is converted.
  func rates(_ target: Currency?) async throws -> ExchangeRates {
    guard target != nil else { return ExchangeRates(base: .eur) }
    return ExchangeRates(sheets: try await database.read { try $0.referenceRates() })
  }
}
