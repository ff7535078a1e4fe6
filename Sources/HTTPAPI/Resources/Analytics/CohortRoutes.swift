import Analytics
import Chronology
import Monetary
import Notation
import Operations

/// `/v1/analytics/cohorts`: who stays of those that began together, and the customers behind each cell.
enum CohortRoutes {
  static let routes: [Route] = [
    Route(
      .get, "/v1/analytics/cohorts",
      "Shows who of those that began in a step still pays at the end of each later one, and how much.",
      parameters: shared + [.text("from", max: 10), .text("through", max: 10)] + FigureParameters.filters,
      answers: .plain
    ) { call in
      let question = try question(call.parameters)
      let answer = try await call.caller.workspace.answer(question)
      guard call.parameters.string("format") != "csv" else {
        return .csv(CohortGroup.csv(answer.groups, question.measure))
      }
      return .written(minimumCapacity: 8_192) { answer.write(to: &$0, question, url: call.path) }
    },
    Route(
      .get, "/v1/analytics/cohorts/rows",
      "Lists the customers behind a cell of a cohort; the amounts sum to it.",
      parameters: shared + [
        .text("cohort", max: 10).required, .text("step", max: 10).required, .text("group", max: 500),
      ] + FigureParameters.filters, answers: .plain
    ) { call in
      let question = try question(call.parameters)
      guard question.grouping != nil || call.parameters.string("group") == nil else {
        throw APIError.missingParameter("group_by")
      }
      guard let cohort = try FigureParameters.day("cohort", call.parameters),
        let step = try FigureParameters.day("step", call.parameters)
      else { throw APIError.missingParameter("cohort") }
      guard question.interval.start(of: cohort) <= step else {
        throw APIError.invalid("step", "The step is before the one that the cohort began in.")
      }
      let group = call.parameters.string("group").map { $0 == unknown ? "" : $0 }
      let rows = try await call.caller.workspace.answer(
        CohortRowsBehind(question, begun: cohort, at: step, group: group))
      guard call.parameters.string("format") != "csv" else { return .csv(FigureRow.csv(rows)) }
      return .list(rows, hasMore: false, url: call.path) { writer, row in row.write(to: &writer) }
    },
  ]

  /// Those of whom nothing is known.
  private static let unknown = "-"

  private static let shared: [ParameterSpecification] = [
    .choice("measure", CohortMeasure.allCases.map(\.rawValue)), .text("group_by", max: 60),
    .currency("reporting_currency"), .choice("interval", Interval.allCases.map(\.rawValue)),
    .text("time_zone", max: 64),
    .timestamp("as_of"), .choice("format", ["json", "csv"]),
  ]

  /// One currency, or all in another; both are who pays in the one, converted.
  private static func question(_ parameters: RequestParameters) throws -> Cohorts {
    let history = try FigureParameters.history(.customers, parameters)
    let money =
      history.reportingCurrency.map { CohortMoney.converted(to: $0) }
      ?? parameters.currency("currency").map { .paid(in: $0) }
    guard let money else { throw APIError.missingParameter("currency") }
    var question = Cohorts(money)
    (question.interval, question.zone) = (history.interval, history.zone)
    (question.from, question.through) = (history.from, history.through)
    (question.filter, question.grouping) = (history.filter, history.grouping)
    question.measure = parameters.string("measure").flatMap(CohortMeasure.init) ?? .customers
    return question
  }
}

extension CohortAnswer {
  /// A list; where something was to be converted, with what it could not be converted by.
  fileprivate func write(to writer: inout JSONWriter, _ question: Cohorts, url: String) {
    writer.beginObject()
    writer.members(#""object":"list""#)
    writer.key("data")
    writer.beginArray()
    for group in groups {
      for row in group.rows { row.write(to: &writer, of: group, question) }
    }
    writer.endArray()
    writer.field("has_more", false)
    if question.money.isConverted { missingRates.write(to: &writer) }
    writer.field("url", url)
    writer.endObject()
  }
}

extension [MissingRate] {
  /// Those without which nothing is converted.
  func write(to writer: inout JSONWriter) {
    writer.key("missing_rates")
    writer.beginArray()
    for rate in self {
      writer.beginObject()
      writer.field("currency", rate.currency.code)
      writer.field("day", rate.day.isoText)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension CohortRow {
  fileprivate func write(to writer: inout JSONWriter, of group: CohortGroup, _ question: Cohorts) {
    let currency = group.currency
    writer.beginObject()
    writer.members(#""object":"analytics.cohort""#)
    writer.key("cells")
    writer.beginArray()
    for (step, cell) in cells.enumerated() {
      cell.write(to: &writer, step, question.measure, in: currency)
    }
    writer.endArray()
    writer.field("currency", currency.code)
    writer.field("customers", Int64(cells.first?.customers.whole ?? 0))
    writer.field("from", period.first.isoText)
    writer.field("group", group.group)
    if question.measure == .margin {
      let isUnknown = cells.contains { $0.margin == nil }
      writer.field("note", isUnknown ? APIError.marginUnknown(group.productsWithoutMargin) : nil)
    }
    writer.field("through", period.last.isoText)
    writer.endObject()
  }
}

extension CohortRow.Cell {
  fileprivate func write(
    to writer: inout JSONWriter, _ step: Int, _ measure: CohortMeasure, in currency: Currency
  ) {
    writer.beginObject()
    writer.field("customers", Int64(customers.part))
    if let interval = customers.interval() {
      writer.key("high")
      writer.value(number: FigureText.decimal(interval.upperBound))
      writer.key("low")
      writer.value(number: FigureText.decimal(interval.lowerBound))
    }
    if measure == .margin { writer.field("margin", margin, in: currency) }
    writer.field("mrr", revenue, in: currency)
    writer.field("few", customers.isFromFew)
    writer.key("share")
    if let share = customers.value {
      writer.value(number: FigureText.decimal(share))
    } else {
      writer.null()
    }
    writer.field("step", Int64(step))
    writer.endObject()
  }
}

extension FigureRow {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"analytics.row""#)
    writer.field("amount", amount, in: currency)
    converted?.write(to: &writer)
    writer.field("currency", currency.code)
    writer.field("customer", customer.text)
    writer.endObject()
  }
}
