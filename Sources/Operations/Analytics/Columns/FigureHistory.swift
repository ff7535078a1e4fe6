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
  /// A dimension that has another value for nearly everybody tells nothing apart.
  case tooManyValues
  /// These products have no gross margin, and neither has the business.
  case marginUnknown([String])
  /// The rows of a converted figure need this rate, and maybe others.
  case rateUnknown(MissingRate)
}

extension OpenWorkspace {
  /// - Throws: ``FigureRefusal``.
  public func answer(_ question: FigureHistory) async throws -> FigureAnswer {
    try await answer([question])[0]
  }

  /// Answers several questions, each in its place; those about the same columns at one look.
  /// - Throws: ``FigureRefusal``.
  public func answer(_ questions: [FigureHistory]) async throws -> [FigureAnswer] {
    let asked = try questions.map { try $0.asked(now: now) }
    var looks: [FigureLook: [Int]] = [:]
    for (place, question) in questions.enumerated() {
      for aside in question.metric.folds {
        looks[FigureLook(question, of: aside), default: []].append(place)
      }
    }
    var answers = [FigureAnswer?](repeating: nil, count: questions.count)
    // Recurring revenue itself comes first: what else is folded is added to it.
    for (look, places) in looks.sorted(by: { $0.key.aside == nil && $1.key.aside != nil }) {
      let found = try await figures.answers(
        self, places.map { asked[$0] }, at: look, rates: try await rates(look.reportingCurrency))
      for (place, answer) in zip(places, found) {
        // What recurs and what discounts take off it are two folds; as they are shown, they add up.
        answers[place] = answers[place].map { $0.adding(answer) } ?? answer
      }
    }
    return answers.compactMap(\.self)
  }

  /// What amounts are converted by; nothing is read where nothing is converted.
  func rates(_ target: Currency?) async throws -> ExchangeRates {
    guard target != nil else { return ExchangeRates(base: .eur) }
    return ExchangeRates(sheets: try await database.read { try $0.referenceRates() })
  }
}

/// What several questions have in common when they are answered at one look.
struct FigureLook: Hashable, Sendable {
  let zone: Zone
  /// Nil is recurring revenue itself.
  let aside: Aside?
  let reportingCurrency: Currency?
  let patience: Duration
}

extension FigureLook {
  fileprivate init(_ question: FigureHistory, of aside: Aside?) {
    self.init(
      zone: question.zone, aside: aside, reportingCurrency: question.reportingCurrency,
      patience: question.patience)
  }
}

extension Metric {
  /// What it is folded from, in order; several are added up.
  fileprivate var folds: [Aside?] { self == .listRevenue ? [nil, .discount] : [aside] }
}

extension FigureHistory {
  fileprivate func asked(now: Instant) throws(FigureRefusal) -> FigureQuestion {
    let through = through ?? Day(containing: now, in: zone)
    let from = from ?? interval.start(-11, after: interval.start(of: through))
    guard from <= through else { throw FigureRefusal.endsBeforeItBegins }
    guard let timeline = Timeline(interval, from: from, through: through) else {
      throw FigureRefusal.tooManySteps
    }
    var asked = FigureQuestion(metric, in: timeline)
    asked.filter = filter
    asked.grouping = grouping
    asked.reportingCurrency = reportingCurrency
    asked.comparison = comparison
    return asked
  }
}
