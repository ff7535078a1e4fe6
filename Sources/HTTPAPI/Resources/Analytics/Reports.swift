import Analytics
import Chronology
import Monetary
import Notation
import Operations

/// `/v1/analytics/lifetime_value` and the other figures that are tables.
enum Reports {
  static let routes: [Route] =
    [
      Route(
        .get, "/v1/analytics/reports", "Lists the reports there are, each with its definition.",
        answers: .plain
      ) { call in
        .list(Report.allCases, hasMore: false, url: call.path) { writer, report in
          writer.beginObject()
          writer.field("id", report.rawValue)
          writer.members(#""object":"analytics.report""#)
          writer.field("definition", report.definition)
          writer.field("title", report.title)
          writer.field("url", "/v1/analytics/\(report.rawValue)")
          writer.endObject()
        }
      }
    ] + Report.allCases.map(route)

  private static func route(_ report: Report) -> Route {
    Route(
      .get, "/v1/analytics/\(report.rawValue)", "Shows \(report.title.lowercased()), as JSON or CSV.",
      parameters: ReportParameters.specifications(report), answers: .plain
    ) { call in
      let question = try ReportParameters.question(report, call.parameters)
      let table = try await call.caller.workspace.answer(question)
      guard call.parameters.string("format") == "csv" else {
        return .written(minimumCapacity: 8_192) { table.write(to: &$0, zone: question.zone) }
      }
      let name = call.parameters.string("section")
      guard let section = table.sections.first(where: { name == nil || $0.name == name }) else {
        guard let name else { return .csv("") }
        let known = table.sections.map(\.name).joined(separator: ", ")
        throw APIError.invalid("section", "There is no section \(name) in this report: \(known).")
      }
      return .csv(section.csv())
    }
  }
}

/// What a question about a report may say: no more than the report needs.
enum ReportParameters {
  static func specifications(_ report: Report) -> [ParameterSpecification] {
    var all: [ParameterSpecification] = [
      .text("time_zone", max: 64), .choice("format", ["json", "csv"]), .text("section", max: 60),
    ]
    if report.isByStep {
      all += [.text("from", max: 10), .text("through", max: 10)]
      if report != .acquisitionCost { all.append(.choice("interval", Interval.allCases.map(\.rawValue))) }
    }
    if report.opensSteps { all.append(.text("step", max: 10)) }
    if report.isMadeOfMovements {
      all += FigureParameters.filters
      if report != .asReported { all.append(.timestamp("as_of")) }
    } else {
      all += FigureParameters.customerFilters
    }
    if report.isGrouped { all.append(.text("group_by", max: 60)) }
    if report.isCompared { all.append(.choice("compare", Comparison.allCases.map(\.rawValue))) }
    if report.isOfDaysAhead { all.append(.integer("days", 1...Int64(ReportQuestion.daysMost))) }
    switch report {
    case .lifetimeValue: all.append(.decimal("discount_percent", decimals: 2))
    case .acquisitionCost:
      all += [
        .decimal("discount_percent", decimals: 2), .integer("lag", 0...Int64(ReportQuestion.lagMost)),
        .currency("reporting_currency"), .text("channel", max: 80),
        .choice("total", AcquisitionTotal.allCases.map(\.rawValue)),
      ]
    case .trialConversion: all.append(.integer("grace", 0...Int64(ReportQuestion.graceMost)))
    default: break
    }
    return all
  }

  static func question(_ report: Report, _ parameters: RequestParameters) throws -> ReportQuestion {
    var question = ReportQuestion(report)
    question.zone = try FigureParameters.zone(parameters)
    question.filter = try FigureParameters.filter(parameters)
    if report.isGrouped { question.grouping = try grouping(report, parameters) }
    if report.isCompared { question.comparison = parameters.string("compare").flatMap(Comparison.init) }
    if report.isByStep {
      let interval = report == .acquisitionCost ? nil : parameters.string("interval").flatMap(Interval.init)
      question.interval = interval ?? .month
      question.from = try FigureParameters.day("from", parameters)
      question.through = try FigureParameters.day("through", parameters, isEnd: true)
    }
    if report.opensSteps, let text = parameters.string("step") {
      guard let step = Day(iso: text) ?? Month(iso: text)?.firstDay else {
        throw APIError.invalid("step", "Invalid day: \(text); write it as 2026-04-30")
      }
      question.step = step
    }
    if report.isOfDaysAhead { question.days = parameters.integer("days").map { Int($0) } ?? question.days }
    switch report {
    case .lifetimeValue, .acquisitionCost:
      question.discount = try discount(parameters)
      guard report == .acquisitionCost else { break }
      question.lag = parameters.integer("lag").map { Int($0) } ?? 0
      question.currency = parameters.currency("reporting_currency")
      question.opened = try opened(parameters)
    case .trialConversion: question.grace = parameters.integer("grace").map { Int($0) } ?? 0
    default: break
    }
    return question
  }

  private static func grouping(_ report: Report, _ parameters: RequestParameters) throws -> Dimension? {
    guard let dimension = try FigureParameters.grouping(parameters) else { return nil }
    guard report.isGrouped(by: dimension) else {
      throw APIError.invalid(
        "group_by", "Group this report by currency, country, acquisition_source or metadata.KEY.")
    }
    return dimension
  }

  /// Those of whom no channel is known, as groups say it.
  private static let unknown = "-"

  /// The line whose rows are listed too.
  private static func opened(_ parameters: RequestParameters) throws -> AcquisitionOpening? {
    let total = parameters.string("total").flatMap(AcquisitionTotal.init)
    guard let channel = parameters.string("channel") else { return total.map { .total($0) } }
    guard total == nil else {
      throw APIError.invalid("total", "Open one channel or a total of several, not both.")
    }
    return .channel(channel == unknown ? "" : channel)
  }

  private static func discount(_ parameters: RequestParameters) throws -> YearlyDiscount {
    guard let text = parameters.string("discount_percent") else { return .standard }
    guard let discount = YearlyDiscount(percent: text) else {
      throw APIError.invalid(
        "discount_percent", "A discount is more than 0 and at most 100 percent, with up to two decimals.")
    }
    return discount
  }
}

extension ReportTable {
  fileprivate func write(to writer: inout JSONWriter, zone: Zone) {
    writer.beginObject()
    writer.field("id", report.rawValue)
    writer.members(#""object":"analytics.report""#)
    writer.field("definition", report.definition)
    writer.key("notes")
    writer.beginArray()
    for note in notes { writer.value(note.english) }
    writer.endArray()
    writer.key("sections")
    writer.beginArray()
    for section in sections { section.write(to: &writer) }
    writer.endArray()
    writer.field("time_zone", zone.identifier)
    writer.field("title", report.title)
    writer.endObject()
  }
}

extension ReportSection {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", name)
    writer.key("rows")
    writer.beginArray()
    let hasCurrency = columns.contains { $0.name == "currency" }
    for row in rows {
      writer.beginObject()
      if !hasCurrency, let currency = row.lazy.compactMap(\.amountCurrency).first {
        writer.field("currency", currency.code)
      }
      for (column, cell) in zip(columns, row) { cell.write(to: &writer, as: column.name) }
      writer.endObject()
    }
    writer.endArray()
    writer.field("title", title)
    writer.endObject()
  }
}

extension ReportCell {
  fileprivate func write(to writer: inout JSONWriter, as name: String) {
    writer.key(text: name)
    switch self {
    case .nothing: writer.null()
    case .word(let word): writer.value(word)
    case .text(let text): writer.value(text)
    case .amount(let amount, let currency):
      let wire = WireAmount.wire(amount, currency)
      if let small = Int64(exactly: wire) { writer.value(small) } else { writer.value(number: String(wire)) }
    case .count(let count): writer.value(count)
    case .share(let share, let interval, _):
      writer.value(number: FigureText.decimal(share))
      guard let interval else { break }
      writer.key(text: name + "_high")
      writer.value(number: FigureText.decimal(interval.upperBound))
      writer.key(text: name + "_low")
      writer.value(number: FigureText.decimal(interval.lowerBound))
    case .number(let number): writer.value(number: FigureText.decimal(number))
    case .flag(let flag): writer.value(flag)
    case .currency(let currency): writer.value(currency.code)
    case .day(let day): writer.value(day.isoText)
    case .month(let month): writer.value(month.isoText)
    case .moment(let instant): writer.value(instant.seconds)
    case .customer(let id): writer.value(id.text)
    case .subscription(let id): writer.value(id.text)
    case .invoice(let id): writer.value(id.text)
    }
  }
}
