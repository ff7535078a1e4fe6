import Chronology

/// An answer of which some steps may be settled while later ones are not, because movements came that are
/// effective from a day on.
public struct SettledAnswer: Sendable {
  public private(set) var answer: FigureAnswer
  /// Steps that end later are to be told again; nil when none is.
  private var end: Day?

  public init(_ answer: FigureAnswer) { self.answer = answer }

  /// Whether every step still stands.
  public var isWhole: Bool { unsettled == nil }

  private var unsettled: Int? {
    end.flatMap { end in answer.timeline.periods.firstIndex { $0.end > end } }
  }

  /// What is left of it after movements that are effective from a day on, nil standing for none, and after
  /// something was said of customers or prices; nil when nothing is.
  public func moved(from day: Day?, described: Bool, _ question: FigureQuestion) -> SettledAnswer? {
    if described, question.filter.asksDescriptions || question.grouping?.isDescribed == true { return nil }
    guard let day else { return self }
    guard question.metric.isSettledByItsEnd, question.comparison == nil else { return nil }
    var moved = self
    moved.end = min(end ?? day, day)
    return moved.unsettled == 0 ? nil : moved
  }

  /// The whole answer again, with the unsettled steps told by `columns`.
  public func continued(
    by columns: MovementColumns, _ question: FigureQuestion, today: Day, on ground: Groundwork
  ) -> FigureAnswer {
    guard let unsettled else { return answer }
    let periods = question.timeline.periods
    var rest = question
    rest.timeline = Timeline(question.timeline.interval, periods: Array(periods[unsettled...]))
    let rates = ExchangeRates(base: .eur)
    let later = columns.answer(rest, at: rates, today: today, on: ground, isContinued: true)
    return answer.joined(with: later, from: unsettled)
      ?? columns.answer(question, at: rates, today: today, on: ground)
  }
}

extension FigureAnswer {
  /// These steps up to one, and the later answer's from there; nil when not both have the same series.
  fileprivate func joined(with later: FigureAnswer, from place: Int) -> FigureAnswer? {
    guard
      series.elementsEqual(later.series, by: { $0.currency == $1.currency && $0.group == $1.group })
    else { return nil }
    return FigureAnswer(
      metric: metric, timeline: timeline,
      series: zip(series, later.series).map { one, other in
        FigureSeries(
          currency: one.currency, group: one.group, points: one.points[..<place] + other.points)
      }, missingRates: [])
  }
}
