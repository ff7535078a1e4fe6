import Analytics
import Chronology
import Monetary
import Operations

/// What the address of a figure's page says: everything that is shown stands in it.
struct FigureRequest: Sendable {
  let metric: Metric
  var history: FigureHistory
  private let query: FormFields

  static let kept = [
    "interval", "from", "through", "currency", "in", "by", "country", "source", "product", "price", "zone",
    "key", "value", "compare",
  ]
  static var groupings: [(value: String, label: String, dimension: Dimension)] {
    [
      ("product", say("Product"), .plan), ("price", say("Price"), .price),
      ("country", say("Country"), .country), ("source", say("Channel"), .source),
    ]
  }

  private static let filters: [(name: String, dimension: Dimension)] = [
    ("country", .country), ("source", .source), ("product", .plan), ("price", .price),
  ]

  /// The rows of one group alone: of those of whom nothing is known the value is `-`.
  static let group = "group"

  /// What a rows page adds to the question: which group a cell belongs to.
  var narrowed: FigureHistory {
    var narrowed = history
    guard let value = query[Self.group], let grouping = history.grouping else { return narrowed }
    narrowed.filter.accepted[grouping] = [value == "-" ? "" : value]
    return narrowed
  }

  /// - Throws: ``SiteRefusal/missing`` for an address that we do not make.
  init(_ room: Room) throws {
    guard let metric = Metric(rawValue: room.visit.name("metric")) else { throw SiteRefusal.missing }
    self.metric = metric
    query = room.query
    history = FigureHistory(metric)
    if let interval = query["interval"] {
      guard let interval = Interval(rawValue: interval) else { throw SiteRefusal.missing }
      history.interval = interval
    }
    if let currency = try query.currency("currency") {
      history.filter.accepted[.currency] = [currency.code]
    }
    history.reportingCurrency = try query.currency("in")
    // Every series is of one currency already.
    history.grouping = try FigureGrouping.dimension(query) { $0 != .currency }
    for (name, dimension) in Self.filters {
      if let value = query[name] { history.filter.accepted[dimension] = [value] }
    }
    if let key = query["key"], let value = query["value"] {
      history.filter.accepted[.metadata(key)] = [value]
    }
    if let zone = query["zone"].flatMap({ Zone(identifier: $0) }) { history.zone = zone }
    if let comparison = query["compare"] {
      guard let comparison = Comparison(rawValue: comparison) else { throw SiteRefusal.missing }
      history.comparison = comparison
    }
    history.from = query["from"].flatMap { Day(iso: $0) ?? Month(iso: $0)?.firstDay }
    history.through = query["through"].flatMap { Day(iso: $0) ?? Month(iso: $0)?.lastDay }
  }

  /// What the address asks for.
  var address: String {
    Self.kept.compactMap { name in query[name].map { "\(name)=\(ListPage.encoded($0))" } }
      .joined(separator: "&")
  }

  /// What was typed that is no day or no time zone.
  var problems: [FieldProblem] {
    let zone = query["zone"].flatMap { text in
      Zone(identifier: text) == nil
        ? FieldProblem(field: "zone", text: say("\"{}\" is no time zone such as Europe/Oslo.", text)) : nil
    }
    return [zone, FigureGrouping.problem(history.grouping)].compactMap(\.self) + dayProblems
  }

  private var dayProblems: [FieldProblem] {
    ["from", "through"].compactMap { name in
      guard let text = query[name], Day(iso: text) == nil, Month(iso: text) == nil else { return nil }
      return FieldProblem(field: name, text: say("\"{}\" is no day such as 2026-04-30.", text))
    }
  }

  var state: FormState {
    var state = FormState(fields: query, problems: problems)
    if state.fields["interval"] == nil { state.fields["interval"] = history.interval.rawValue }
    return state
  }

  /// The address of a page about the same question.
  /// - Parameter more: what else it says; nil takes away.
  func path(_ rest: String, _ room: Room, _ more: [(String, String?)] = []) -> String {
    var values = Self.kept.compactMap { name in query[name].map { (name, $0) } }
    for (name, value) in more {
      values.removeAll { $0.0 == name }
      if let value { values.append((name, value)) }
    }
    let text = values.map { "\($0)=\(ListPage.encoded($1))" }.joined(separator: "&")
    return room.path("figures/\(metric.rawValue)\(rest)") + (text.isEmpty ? "" : "?\(text)")
  }
}
