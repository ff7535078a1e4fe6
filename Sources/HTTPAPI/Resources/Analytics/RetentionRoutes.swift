import Analytics
import Notation
import Operations

/// `/v1/analytics/survival`: for how long customers stay.
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
    }
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
