import Analytics
import Chronology
import Monetary
import Notation
import Operations

/// `GET /v1/analytics/mrr`: our own noun, under the conventions of the rest.
enum RecurringRevenue {
  static let routes: [Route] = [
    Route(
      .get, "/v1/analytics/mrr", "Shows monthly recurring revenue and its movements, per currency.",
      parameters: [
        .currency("currency"), .text("from", max: 7), .text("through", max: 7),
        .boolean("include_test_clocks"),
      ], answers: .plain
    ) { call in
      let series = try await call.caller.workspace.answer(question(call.parameters))
      return .written { writer in
        writer.list(series, hasMore: false, url: call.path) { writer, series in write(series, to: &writer) }
      }
    }
  ]

  private static func question(_ parameters: RequestParameters) throws -> RecurringRevenueHistory {
    var question = RecurringRevenueHistory()
    question.currency = parameters.currency("currency")
    question.from = try CalendarParameters.month("from", parameters)
    question.through = try CalendarParameters.month("through", parameters)
    question.includesTestClocks = parameters.boolean("include_test_clocks") ?? false
    return question
  }

  private static func write(_ series: RecurringRevenueSeries, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"analytics.mrr_series""#)
    writer.field("currency", series.currency.code)
    writer.key("months")
    writer.beginArray()
    for month in series.months {
      writer.beginObject()
      writer.field("month", month.month.isoText)
      writer.field("opening", month.shown.opening, in: series.currency)
      for (name, kind) in movements { writer.field(name, month.shown[kind], in: series.currency) }
      writer.field("closing", month.shown.closing, in: series.currency)
      writer.field("customers", month.customers)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static let movements: [(StaticString, MovementKind)] = [
    ("new", .new), ("expansion", .expansion), ("contraction", .contraction), ("churn", .churn),
    ("reactivation", .reactivation), ("paused", .paused), ("resumed", .resumed),
  ]
}
