import Analytics
import Chronology
import Monetary
import Notation
import Operations

/// `/v1/analytics/metrics`: every figure that has a value at each step of time, and the rows that it opens
/// to.
enum Metrics {
  static let routes: [Route] = [
    Route(
      .get, "/v1/analytics/metrics", "Lists the figures there are, each with its definition.", answers: .plain
    ) { call in
      .list(Metric.allCases, hasMore: false, url: call.path) { writer, metric in
        writer.beginObject()
        writer.field("id", metric.rawValue)
        writer.members(#""object":"analytics.metric""#)
        writer.field("definition", metric.definition)
        writer.field("title", metric.title)
        writer.field("unit", metric.unit.rawValue)
        writer.endObject()
      }
    },
    Route(
      .get, "/v1/analytics/metrics/{metric}",
      "Shows a figure by days, weeks, months, quarters or years, as JSON or CSV.",
      parameters: FigureParameters.specifications, answers: .plain
    ) { call in
      let history = try FigureParameters.history(try metric(call), call.parameters)
      let answer = try await call.caller.workspace.answer(history)
      guard call.parameters.string("format") != "csv" else { return .csv(answer.csv()) }
      return .written(minimumCapacity: 8_192) { answer.write(to: &$0, zone: history.zone) }
    },
    Route(
      .get, "/v1/analytics/metrics/{metric}/rows",
      "Lists what stands behind a figure at one step; the amounts sum to it, converted ones too.",
      parameters: [
        .choice("interval", Interval.allCases.map(\.rawValue)), .text("step", max: 10).required,
        .choice("kind", MovementKind.allCases.map(\.rawValue) + [exchange]), .text("time_zone", max: 64),
        .currency("reporting_currency"), .timestamp("as_of"), .choice("format", ["json", "csv"]),
      ] + FigureParameters.filters, answers: .plain
    ) { call in try await rows(call) },
  ]

  /// What rates do is no movement, and opens to currencies.
  private static let exchange = "exchange"

  private static func rows(_ call: Call) async throws -> Answer {
    let history = try FigureParameters.history(try metric(call), call.parameters)
    let text = call.parameters.string("step") ?? ""
    guard let step = Day(iso: text) ?? Month(iso: text)?.firstDay else {
      throw APIError.invalid("step", "Invalid day: \(text); write it as 2026-04-30")
    }
    let workspace = call.caller.workspace
    let kind = call.parameters.string("kind")
    let isCSV = call.parameters.string("format") == "csv"
    let isMovement = history.metric == .movements || history.metric == .netMovements
    guard kind != exchange || (isMovement && history.reportingCurrency != nil) else {
      throw APIError.invalid("kind", "Exchange is a part of movements in one reporting_currency.")
    }
    let hasExchange = history.reportingCurrency != nil && isMovement && (kind == nil || kind == exchange)
    let exchanged = hasExchange ? try await workspace.answer(ExchangeBehind(history, at: step)) : []
    guard kind != exchange else {
      return isCSV
        ? .csv(ExchangeRow.csv(exchanged))
        : .list(exchanged, hasMore: false, url: call.path) { writer, row in row.write(to: &writer) }
    }
    let rows = try await workspace.answer(
      FigureRowsBehind(history, at: step, kind: kind.flatMap(MovementKind.init)))
    guard !isCSV else { return .csv(FigureRowShown.csv(rows, exchange: exchanged)) }
    let all = rows.map(MetricRow.row) + exchanged.map(MetricRow.exchange)
    return .list(all, hasMore: false, url: call.path) { writer, row in row.write(to: &writer) }
  }

  private static func metric(_ call: Call) throws -> Metric {
    let name = call.identifier("metric")
    guard let metric = Metric(rawValue: name) else { throw APIError.missing("metric", name) }
    return metric
  }
}

extension FigureAnswer {
  fileprivate func write(to writer: inout JSONWriter, zone: Zone) {
    writer.beginObject()
    writer.field("id", metric.rawValue)
    writer.members(#""object":"analytics.figure""#)
    writer.field("definition", metric.definition)
    writer.field("interval", timeline.interval.rawValue)
    missingRates.write(to: &writer)
    writer.key("series")
    writer.beginArray()
    for one in series { one.write(to: &writer) }
    writer.endArray()
    writer.field("time_zone", zone.identifier)
    writer.field("unit", metric.unit.rawValue)
    writer.endObject()
  }
}

extension FigureSeries {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("currency", currency?.code)
    writer.field("group", group)
    writer.key("points")
    writer.beginArray()
    for point in points {
      writer.beginObject()
      if let compared = point.compared {
        writer.object("compared") { writer in
          writer.field("from", compared.period.first.isoText)
          writer.field("through", compared.period.last.isoText)
          writer.key("value")
          if let value = compared.value { value.write(to: &writer, currency) } else { writer.null() }
        }
      }
      writer.field("from", point.period.first.isoText)
      if let interval = point.interval {
        writer.object("interval") { writer in
          writer.key("high")
          writer.value(number: FigureText.decimal(interval.upperBound))
          writer.key("low")
          writer.value(number: FigureText.decimal(interval.lowerBound))
        }
      }
      writer.field("partial", point.isPartial)
      if !point.parts.isEmpty {
        writer.object("parts") { writer in
          for part in point.parts {
            writer.key(text: part.name)
            part.value.write(to: &writer, currency)
          }
        }
      }
      writer.field("through", point.period.last.isoText)
      writer.key("value")
      if let value = point.value { value.write(to: &writer, currency) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension FigureValue {
  fileprivate func write(to writer: inout JSONWriter, _ currency: Currency?) {
    switch self {
    case .amount(let amount):
      let wire = currency.map { WireAmount.wire(amount, $0) } ?? Int128(amount)
      if let small = Int64(exactly: wire) { writer.value(small) } else { writer.value(number: String(wire)) }
    case .count(let count): writer.value(count)
    case .share(let share): writer.value(number: FigureText.decimal(share))
    }
  }
}
