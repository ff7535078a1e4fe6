import Chronology

/// One trial as conversion counts it.
public struct TrialCourse: Hashable, Sendable {
  public let start: Day
  public let end: Day
  /// The day it first paid; nil while it has not.
  public let converted: Day?

  public init(start: Day, end: Day, converted: Day?) {
    self.start = start
    self.end = end
    self.converted = converted
  }
}

/// The trials that began in one step.
public struct TrialCohort: Sendable {
  public let period: TimelinePeriod
  public let trials: Int
  /// Who converted by the end of the trial and the grace after it, of the trials for which both are over.
  public let matured: Proportion
  /// Every trial, by the days from its start until it converted; for those not over. 1 − survival is the
  /// share that has converted.
  public let untilConversion: KaplanMeier

  /// Whether some trials of it can still convert, so that `untilConversion` says more.
  public var isImmature: Bool { matured.whole < trials }
}

/// **Trial conversion**: by the step a trial began in, converted ≤ its end + `grace` days / trials, of
/// matured trials only, with Wilson's interval.
///
/// - Parameter today: trials whose end and grace lie before it are mature.
public func trialConversion(
  of courses: [TrialCourse], in timeline: Timeline, grace: Int = 0, today: Day
) -> [TrialCohort] {
  var byPeriod = [[TrialCourse]](repeating: [], count: timeline.periods.count)
  for course in courses where course.start < today {
    if let period = timeline.period(of: course.start) { byPeriod[period].append(course) }
  }
  return zip(timeline.periods, byPeriod).map { period, courses in
    let mature = courses.filter { $0.end.adding(days: grace) < today }
    let converted = mature.count { course in
      course.converted.map { $0 <= course.end.adding(days: grace) && $0 < today } ?? false
    }
    let waits = courses.map { course in
      let by = course.end.adding(days: grace)
      if let day = course.converted, day <= by, day < today {
        return Lifetime(duration: max(0, day - course.start), hasEnded: true)
      }
      return Lifetime(duration: max(0, min(by, today) - course.start), hasEnded: false)
    }
    return TrialCohort(
      period: period, trials: courses.count, matured: Proportion(converted, of: mature.count),
      untilConversion: KaplanMeier(waits))
  }
}

/// **Trial conversion, 30-day variant** of one vendor: conversions in the last 30 days / trials that ended in
/// them. They are not the same trials, so it can exceed 1.
public func trialConversionOfThirtyDays(of courses: [TrialCourse], before end: Day) -> Proportion {
  let window = end.adding(days: -30)..<end
  return Proportion(
    courses.count { $0.converted.map(window.contains) ?? false },
    of: courses.count { window.contains($0.end) })
}
