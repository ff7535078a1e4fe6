import Analytics
import Catalog
import Chronology
import Monetary
import Operations

/// What the address of a report's page says.
struct ReportRequest: Sendable {
  private(set) var question: ReportQuestion
  private(set) var state: FormState
  private let query: FormFields

  /// - Throws: ``SiteRefusal/missing`` for an address that we do not make.
  init(_ room: Room) throws {
    guard let report = Report(rawValue: room.visit.name("report")) else { throw SiteRefusal.missing }
    question = ReportQuestion(report)
    query = room.query
    state = FormState(fields: query)
    if let text = query["zone"] {
      if let zone = Zone(identifier: text) {
        question.zone = zone
      } else {
        state.complain("zone", say("\"{}\" is no time zone such as Europe/Oslo.", text))
      }
    }
    if report.isByStep { try readSteps() }
    try readFilter()
    try readGrouping()
    if report.opensChannels { try readChannels() }
    if let text = query["discount"] {
      if let discount = YearlyDiscount(percent: text.replacing(",", with: ".")) {
        question.discount = discount
      } else {
        state.complain("discount", say("A discount is more than 0 and at most 100 percent."))
      }
    }
    question.lag = number("lag", 0...ReportQuestion.lagMost) ?? question.lag
    question.grace = number("grace", 0...ReportQuestion.graceMost) ?? question.grace
    question.days = number("days", 1...ReportQuestion.daysMost) ?? question.days
    for (name, value) in [("interval", question.interval.rawValue), ("days", String(question.days))]
    where state.fields[name] == nil {
      state.fields[name] = value
    }
  }

  private mutating func readSteps() throws {
    if let interval = query["interval"], question.report != .acquisitionCost {
      guard let interval = Interval(rawValue: interval) else { throw SiteRefusal.missing }
      question.interval = interval
    }
    question.from = day("from") { $0.firstDay }
    question.through = day("through") { $0.lastDay }
    if let step = query["step"] {
      guard let step = Day(iso: step) else { throw SiteRefusal.missing }
      question.step = step
    }
  }

  private mutating func readFilter() throws {
    if let currency = try query.currency("currency") { question.filter.accepted[.currency] = [currency.code] }
    for (name, dimension) in [("country", Dimension.country), ("source", .source)] {
      guard let value = query[name] else { continue }
      question.filter.accepted[dimension] = [value == Self.unknown ? "" : value]
    }
    if let key = query["key"], let value = query["value"] {
      question.filter.accepted[.metadata(key)] = [value]
    }
    guard question.report.isMadeOfMovements else { return }
    for (name, dimension) in [("product", Dimension.plan), ("price", .price)] {
      if let value = query[name] { question.filter.accepted[dimension] = [value] }
    }
  }

  private mutating func readChannels() throws {
    question.currency = try query.currency("in")
    if let channel = query["channel"] {
      question.opened = .channel(channel == Self.unknown ? "" : channel)
    } else if let total = query["total"] {
      guard let total = AcquisitionTotal(rawValue: total) else { throw SiteRefusal.missing }
      question.opened = .total(total)
    }
  }

  private mutating func readGrouping() throws {
    let report = question.report
    if report.isGrouped {
      question.grouping = try FigureGrouping.dimension(query, report.isGrouped(by:))
      if let problem = FigureGrouping.problem(question.grouping) {
        state.complain(problem.field, problem.text)
      }
    }
    guard report.isCompared, let comparison = query["compare"] else { return }
    guard let comparison = Comparison(rawValue: comparison) else { throw SiteRefusal.missing }
    question.comparison = comparison
  }

  /// Those of whom nothing is known, in the address of a group.
  private static let unknown = "-"

  /// The address of the report about one group alone; nil where no address says so.
  func path(ofGroup value: String, _ room: Room, _ more: [(String, String)] = []) -> String? {
    let chosen: [(String, String)]
    switch question.grouping {
    case .currency: chosen = [("currency", value)]
    case .country: chosen = [("country", value.isEmpty ? Self.unknown : value)]
    case .source: chosen = [("source", value.isEmpty ? Self.unknown : value)]
    case .plan where !value.isEmpty: chosen = [("product", value)]
    case .price where !value.isEmpty: chosen = [("price", value)]
    case .metadata(let key) where !value.isEmpty: chosen = [("key", key), ("value", value)]
    default: return nil
    }
    let left = Set(chosen.map(\.0) + ["by"])
    return path(Self.options.filter { !left.contains($0) }, "", room, chosen + more)
  }

  /// The address of the report with the rows of one of its lines; nil for what is no line.
  func path(ofLine cell: ReportCell, _ room: Room) -> String? {
    switch cell {
    case .text(let channel):
      path("", room, [("channel", channel.isEmpty ? Self.unknown : channel)])
    case .word(let total): path("", room, [("total", total)])
    default: nil
    }
  }

  /// The address of the payers of a line, who sum to what they bring a month on the last day; of a total,
  /// everybody.
  func path(ofPayers cell: ReportCell, in currency: Currency, _ room: Room) -> String {
    let today = Day(containing: room.workspace.now, in: question.zone)
    var values = Self.selection.compactMap { name in query[name].map { (name, $0) } }
    values += [("interval", Interval.day.rawValue), ("step", today.isoText), ("currency", currency.code)]
    if case .text(let channel) = cell {
      values += [("by", "source"), (FigureRequest.group, channel.isEmpty ? Self.unknown : channel)]
    }
    return address("figures/\(Metric.recurringRevenue.rawValue)/rows", values, room)
  }

  /// The address of what customers of the selection are worth, by each method.
  func path(ofWorthIn currency: Currency, _ room: Room) -> String {
    let values = (Self.selection + ["discount"]).compactMap { name in query[name].map { (name, $0) } }
    return address(ReportPages.path(.lifetimeValue), values + [("currency", currency.code)], room)
  }

  /// Whose figures, whatever they are; currencies aside.
  private static let selection = ["country", "source", "product", "price", "key", "value", "zone"]

  private mutating func day(_ name: String, _ whole: (Month) -> Day) -> Day? {
    guard let text = query[name] else { return nil }
    if let day = Day(iso: text) ?? Month(iso: text).map(whole) { return day }
    state.complain(name, say("\"{}\" is no day such as 2026-04-30.", text))
    return nil
  }

  private mutating func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    guard let text = query[name] else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    state.complain(
      name, say("A whole number from {} to {}.", String(range.lowerBound), String(range.upperBound)))
    return nil
  }

  private static let options = [
    "interval", "from", "through", "currency", "in", "by", "country", "source", "product", "key", "value",
    "discount", "lag", "grace", "days", "compare", "zone", "price",
  ]
  /// All that an address of ours asks for.
  static let kept = options + opening

  /// What of the report is opened row by row.
  private static let opening = ["step", "channel", "total"]

  /// The same, as it stands in the address.
  var opened: [(String, String)] {
    Self.opening.compactMap { name in query[name].map { (name, $0) } }
  }

  /// What the address asks for.
  var address: String {
    Self.kept.compactMap { name in query[name].map { "\(name)=\(ListPage.encoded($0))" } }
      .joined(separator: "&")
  }

  /// The address of a page about the same question, with more.
  func path(_ rest: String, _ room: Room, _ more: [(String, String)]) -> String {
    path(Self.options, rest, room, more)
  }

  private func path(_ kept: [String], _ rest: String, _ room: Room, _ more: [(String, String)]) -> String {
    let values = kept.compactMap { name in query[name].map { (name, $0) } } + more
    return address(ReportPages.path(question.report) + rest, values, room)
  }

  private func address(_ path: String, _ values: [(String, String)], _ room: Room) -> String {
    let text = values.map { "\($0)=\(ListPage.encoded($1))" }.joined(separator: "&")
    return room.path(path) + (text.isEmpty ? "" : "?\(text)")
  }
}

extension ReportRequest {
  private static var currencies: Field.OptionGroup {
    Field.OptionGroup(options: Currency.all.map { ($0.code, $0.isoCode) })
  }

  /// Whose figures: the same words as on the page of a figure.
  private func choice(_ state: FormState, _ products: [Product]) -> [HTML] {
    let every = Field.OptionGroup(options: [("", say("All"))])
    var fields = [Field.select("currency", say("Paid in"), state, groups: [every, Self.currencies])]
    if question.report.isGrouped {
      fields.append(FigureGrouping.field(state, question.report.isGrouped(by:)))
    }
    if question.report.isMadeOfMovements {
      fields.append(
        Field.select(
          "product", say("Product"), state,
          groups: [every, .init(options: products.map { ($0.id.text, $0.name) })]))
    }
    return fields + [
      Field.text("country", say("Country"), state, attributes: #" placeholder="SE" maxlength="2""#),
      Field.text("source", say("Channel"), state, attributes: #" maxlength="80""#),
      Field.text("key", say("Metadata"), state, attributes: #" maxlength="40""#),
      Field.text("value", say("Its value"), state, attributes: #" maxlength="500""#),
    ]
  }

  /// What may be asked of the report, and nothing else.
  func form(_ state: FormState, _ products: [Product], _ room: Room) -> HTML {
    let report = question.report
    var fields: [HTML] = []
    if report.isByStep {
      if report != .acquisitionCost {
        fields.append(
          Field.select(
            "interval", say("By ¦ steps"), state,
            groups: [.init(options: Interval.allCases.map { ($0.rawValue, FigureWords.word($0)) })]))
      }
      fields += [
        Field.text("from", say("From"), state, attributes: #" placeholder="2026-01" maxlength="10""#),
        Field.text(
          "through", say("Through"), state, attributes: #" placeholder="\#(say("today"))" maxlength="10""#),
      ]
    }
    fields += choice(state, products)
    let number: HTML = #" inputmode="numeric" maxlength="3""#
    switch report {
    case .lifetimeValue:
      fields.append(Field.text("discount", say("Discount a year, percent"), state, attributes: number))
    case .acquisitionCost:
      fields += [
        Field.select(
          "in", say("Shown in"), state,
          groups: [.init(options: [("", say("Its own currency"))]), Self.currencies]),
        Field.text("lag", say("Months from spend to customer"), state, attributes: number),
        Field.text("discount", say("Discount a year, percent"), state, attributes: number),
      ]
    case .trialConversion:
      fields.append(Field.text("grace", say("Days of grace"), state, attributes: number))
    case .renewals, .committed:
      fields.append(Field.text("days", say("Days ahead"), state, attributes: number))
    default: break
    }
    // The books are kept in days of their own.
    if report != .revenue { fields.append(FigureFilter.zone(state)) }
    if report.isCompared { fields.append(FigureFilter.comparison(state)) }
    return """
      <form class="card ask" method="get" action="\(room.path(ReportPages.path(report)))">\
      \(HTML(fields))<div class="acts"><button class="btn pri">\(say("Show"))</button></div></form>
      """
  }
}
