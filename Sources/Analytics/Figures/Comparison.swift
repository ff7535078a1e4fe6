import Chronology

/// With which earlier time a series is compared, step by step.
public enum Comparison: String, Hashable, Sendable, CaseIterable {
  /// As many steps, right before the first.
  case previous
  /// The same steps a year earlier; weeks 52 earlier.
  case year
}

extension Timeline {
  /// The steps that these are compared with. When the last one is still going on, its counterpart ends after
  /// as many days, so that like is compared with like. Nil where the calendar begins.
  public func earlier(_ comparison: Comparison, today: Day) -> Timeline? {
    let count = periods.count
    let start: Day =
      switch (comparison, interval) {
      case (.previous, _): interval.start(-count, after: first)
      case (.year, .week): first.adding(days: -364)
      case (.year, _): first.adding(months: -12)
      }
    guard start < first else { return nil }
    var steps = (0..<count).map { step in
      TimelinePeriod(
        first: interval.start(step, after: start), end: interval.start(step + 1, after: start))
    }
    if isPartial(count - 1, on: today), let last = steps.last {
      let reached = last.first.adding(days: today - periods[count - 1].first + 1)
      steps[count - 1] = TimelinePeriod(first: last.first, end: min(last.end, reached))
    }
    return Timeline(interval, periods: steps)
  }
}

/// A figure at the earlier step that another one is compared with.
public struct ComparedPoint: Hashable, Sendable {
  public let period: TimelinePeriod
  public let value: FigureValue?

  /// How much more the later value is, as a share of this one; nil where that says nothing.
  public func growth(to later: FigureValue?) -> Double? {
    switch (value, later) {
    case (.amount(let before), .amount(let after)) where before > 0:
      (Double(after) - Double(before)) / Double(before)
    case (.count(let before), .count(let after)) where before > 0:
      (Double(after) - Double(before)) / Double(before)
    default: nil
    }
  }
}

extension FigureAnswer {
  /// The sum of two answers to one question, each as it is shown; a series that is in one alone stays.
  public func adding(_ other: FigureAnswer) -> FigureAnswer {
    let known = Dictionary(other.series.map { (SeriesName($0), $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(series.map(SeriesName.init))
    let sums = series.map { one in known[SeriesName(one)].map { one.adding($0) } ?? one }
    return FigureAnswer(
      metric: metric, timeline: timeline,
      series: (sums + other.series.filter { !names.contains(SeriesName($0)) })
        .sorted { ($0.group ?? "", $0.currency?.code ?? "") < ($1.group ?? "", $1.currency?.code ?? "") },
      missingRates: Set(missingRates).union(other.missingRates)
        .sorted { ($0.day, $0.currency) < ($1.day, $1.currency) })
  }

  /// The same with what each step is compared with; a series that there was not then stays without.
  func compared(with earlier: FigureAnswer) -> FigureAnswer {
    let known = Dictionary(
      earlier.series.map { (SeriesName($0), $0.points) }, uniquingKeysWith: { first, _ in first })
    let series = self.series.map { one in
      var points = one.points
      for (place, point) in (known[SeriesName(one)] ?? []).enumerated() where points.indices.contains(place) {
        points[place].compared = ComparedPoint(period: point.period, value: point.value)
      }
      return FigureSeries(
        currency: one.currency, group: one.group, points: points, isConverted: one.isConverted)
    }
    return FigureAnswer(
      metric: metric, timeline: timeline, series: series,
      missingRates: Set(missingRates).union(earlier.missingRates)
        .sorted { ($0.day, $0.currency) < ($1.day, $1.currency) })
  }

  private struct SeriesName: Hashable {
    let currency: String?
    let group: String?

    init(_ series: FigureSeries) {
      currency = series.currency?.code
      group = series.group
    }
  }
}

extension FigureSeries {
  fileprivate func adding(_ other: FigureSeries) -> FigureSeries {
    FigureSeries(
      currency: currency, group: group,
      points: zip(points, other.points).map { one, other in
        var sum = one
        sum.value = one.value.adding(other.value)
        if let compared = one.compared {
          sum.compared = ComparedPoint(
            period: compared.period, value: compared.value.adding(other.compared?.value))
        }
        return sum
      }, isConverted: isConverted && other.isConverted)
  }
}

extension FigureValue? {
  fileprivate func adding(_ other: FigureValue?) -> FigureValue? {
    guard case .amount(let one) = self, case .amount(let two) = other else { return self ?? other }
    return .amount(one + two)
  }
}
