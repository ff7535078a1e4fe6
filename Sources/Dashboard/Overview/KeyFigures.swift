import Analytics
import Chronology
import Monetary
import Operations

/// The strip of figures: each against the same point of last month, and open to its own page.
struct KeyFigures: Sendable {
  /// A figure now, how it came here, and what it was a month ago.
  struct Course: Sendable {
    let metric: Metric
    let points: [FigureValue?]
    let before: FigureValue?

    var now: FigureValue? { points.last.flatMap(\.self) }
  }

  let currency: Currency
  /// The day a month ago.
  let then: Day
  private var courses: [Metric: Course] = [:]

  private static let metrics: [Metric] = [
    .recurringRevenue, .netMovements, .netRetention, .grossChurn, .customers, .revenuePerCustomer,
    .quickRatio, .grossRetention,
  ]

  init(_ currency: Currency, _ room: Room) async throws {
    self.currency = currency
    then = room.today.adding(months: -1)
    let histories = Self.metrics.map { metric in
      var history = FigureHistory(metric)
      history.filter.accepted[.currency] = [currency.code]
      return history
    }
    let earlier = histories.map { Self.earlier($0, on: then) }
    let answers = try await room.workspace.answer(histories + earlier.compactMap(\.self))
      .map { $0.series.first?.points ?? [] }
    var days = answers.dropFirst(histories.count)
    for (metric, (points, earlier)) in zip(Self.metrics, zip(answers, earlier)) {
      let before = earlier == nil ? nil : days.popFirst().flatMap { Self.value(of: metric, $0) }
      courses[metric] = Course(metric: metric, points: points.map(\.value), before: before)
    }
  }

  subscript(metric: Metric) -> Course? { courses[metric] }

  /// What asks for a figure as it was on a day: of a stock what stood there, of a flow what flowed from the
  /// first of that month on.
  private static func earlier(_ history: FigureHistory, on day: Day) -> FigureHistory? {
    guard history.metric != .quickRatio else { return nil }
    var history = history
    history.interval = .day
    (history.from, history.through) = (day, day)
    if history.metric == .netMovements || history.metric == .grossChurn { history.from = day.firstOfMonth }
    if history.metric == .grossChurn { history.metric = .movements }
    return history
  }

  /// What the days come to.
  private static func value(of metric: Metric, _ days: [FigurePoint]) -> FigureValue? {
    switch metric {
    case .netMovements: .amount(days.reduce(0) { $0 + ($1.value?.whole ?? 0) })
    case .grossChurn: lost(days)
    default: days.last?.value
    }
  }

  /// Churned and contracted revenue as a share of what recurred at the beginning.
  private static func lost(_ days: [FigurePoint]) -> FigureValue? {
    func sum(_ name: String) -> Int64 {
      days.reduce(0) { $0 + ($1.parts.first { $0.name == name }?.value.whole ?? 0) }
    }
    guard let opening = days.first?.parts.first(where: { $0.name == "opening" })?.value.whole, opening > 0
    else { return nil }
    let part = sum(MovementKind.churn.rawValue) + sum(MovementKind.contraction.rawValue)
    return .share(-Double(part) / Double(opening))
  }
}

extension FigureValue {
  /// The number of what is counted in whole pieces.
  var whole: Int64? {
    switch self {
    case .amount(let number), .count(let number): number
    case .share: nil
    }
  }

  /// Where it is in a drawing; what is read is its text.
  var height: Double {
    switch self {
    case .share(let share): share
    default: Double(whole ?? 0)
    }
  }
}

extension KeyFigures {
  func html(_ room: Room) -> HTML {
    let tiles = Self.metrics.prefix(6).compactMap { courses[$0] }.html { tile($0, room) }
    return #"<section class="kpis" aria-label="\#(say("Key figures"))">\#(tiles)</section>"#
  }

  private func tile(_ course: Course, _ room: Room) -> HTML {
    let metric = course.metric
    let isHero = metric == .recurringRevenue
    let label = Self.label(metric)
    let value = text(course.now, metric)
    let line = Sparkline(values: course.points.suffix(12).map { $0?.height }, isArea: isHero)
    return """
      <article class="kpi\(isHero ? " hero" : "")"><h2><span>\(label)</span>\
      \(isHero ? annual(course, room) : .nothing)</h2>\
      <p class="v"><a href="\(path(metric, room))" aria-label="\(label): \(value)">\(value)</a></p>\
      <p class="dl">\(delta(course).html)</p>\(line.html)</article>
      """
  }

  func path(_ metric: Metric, _ room: Room) -> String {
    room.path("figures/\(metric.rawValue)?currency=\(currency.code)")
  }

  func text(_ value: FigureValue?, _ metric: Metric) -> String {
    FigureWords.text(value, metric, currency)
  }

  private func annual(_ course: Course, _ room: Room) -> HTML {
    guard let now = course.now?.whole else { return .nothing }
    let short = say("ARR {}", MoneyText.short(now * 12, currency))
    return #"<small><a href="\#(path(.annualRevenue, room))">\#(short)</a></small>"#
  }

  private func delta(_ course: Course) -> FigureDelta {
    let month = Month(containing: then)
    let day = "\(then.day)\u{00A0}\(DayText.short(month))"
    let isFlow = course.metric == .netMovements || course.metric == .grossChurn
    return FigureDelta(
      metric: course.metric, now: course.now, before: course.before,
      compared: say("vs {}", isFlow && then.day > 1 ? "1–\(day)" : day))
  }

  static func label(_ metric: Metric) -> String {
    switch metric {
    case .netMovements: say("Net new MRR")
    case .netRetention: say("Net retention")
    case .grossRetention: say("Gross retention")
    case .revenuePerCustomer: say("Average per customer")
    default: say(metric.title)
    }
  }
}
