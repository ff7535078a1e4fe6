import Analytics
import Chronology
import Monetary
import Notation
import Operations

/// `/v1/analytics/survival` and `/v1/analytics/cohorts`: who stays, and for how long.
enum RetentionRoutes {
  static let routes: [Route] = [
    Route(
      .get, "/v1/analytics/survival",
      "Shows the share of customers that stays longer than so many months, by Kaplan and Meier.",
      parameters: [.text("group_by", max: 60), .text("time_zone", max: 64)] + FigureParameters.filters,
      answers: .plain
    ) { call in
      var question = SurvivalCurves()
      question.filter = try FigureParameters.filter(call.parameters)
      question.grouping = try FigureParameters.grouping(call.parameters)
      question.zone = try FigureParameters.zone(call.parameters)
      let curves = try await call.caller.workspace.answer(question)
      return .list(curves, hasMore: false, url: call.path) { writer, curve in curve.write(to: &writer) }
    },
    Route(
      .get, "/v1/analytics/cohorts",
      "Shows who of those that began in a step still pays at the end of each later one, and how much.",
      parameters: [
        .choice("interval", Interval.allCases.map(\.rawValue)), .text("from", max: 10),
        .text("through", max: 10), .text("time_zone", max: 64),
      ] + FigureParameters.filters.map { $0.name == "currency" ? $0.required : $0 }, answers: .plain
    ) { call in
      guard let currency = call.parameters.currency("currency") else {
        throw APIError.missingParameter("currency")
      }
      let history = try FigureParameters.history(.customers, call.parameters)
      var question = Cohorts(in: currency)
      (question.interval, question.zone) = (history.interval, history.zone)
      (question.from, question.through) = (history.from, history.through)
      question.filter = history.filter
      let rows = try await call.caller.workspace.answer(question)
      return .list(rows, hasMore: false, url: call.path) { writer, row in row.write(to: &writer, currency) }
    },
  ]
}

extension SurvivalCurve {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"analytics.survival_curve""#)
    writer.field("customers", Int64(curve.count))
    writer.field("group", group)
    writer.field("median_months", curve.median.map { Int64($0) })
    writer.field("observed_months", Int64(curve.observedThrough))
    writer.key("points")
    writer.beginArray()
    for month in 0...min(curve.observedThrough, 1_200) {
      guard let survival = curve.survival(at: month) else { continue }
      writer.beginObject()
      if let interval = curve.interval(at: month) {
        writer.key("high")
        writer.value(number: FigureText.decimal(interval.upperBound))
        writer.key("low")
        writer.value(number: FigureText.decimal(interval.lowerBound))
      }
      writer.field("month", Int64(month))
      writer.key("survival")
      writer.value(number: FigureText.decimal(survival))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension CohortRow {
  fileprivate func write(to writer: inout JSONWriter, _ currency: Currency) {
    writer.beginObject()
    writer.members(#""object":"analytics.cohort""#)
    writer.key("cells")
    writer.beginArray()
    for (step, cell) in cells.enumerated() {
      writer.beginObject()
      writer.field("customers", Int64(cell.customers.part))
      if let interval = cell.customers.interval() {
        writer.key("high")
        writer.value(number: FigureText.decimal(interval.upperBound))
        writer.key("low")
        writer.value(number: FigureText.decimal(interval.lowerBound))
      }
      writer.field("mrr", cell.revenue, in: currency)
      writer.field("few", cell.customers.isFromFew)
      writer.key("share")
      if let share = cell.customers.value {
        writer.value(number: FigureText.decimal(share))
      } else {
        writer.null()
      }
      writer.field("step", Int64(step))
      writer.endObject()
    }
    writer.endArray()
    writer.field("currency", currency.code)
    writer.field("customers", Int64(cells.first?.customers.whole ?? 0))
    writer.field("from", period.first.isoText)
    writer.field("through", period.last.isoText)
    writer.endObject()
  }
}
