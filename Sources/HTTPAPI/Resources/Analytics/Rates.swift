import Catalog
import Chronology
import Monetary
import Notation
import Operations

/// `/v1/analytics/rates`: what one euro bought, day by day.
enum Rates {
  static let routes: [Route] = [
    .list(
      "/v1/analytics/rates", "Lists exchange rates, the newest day first.", of: .referenceRates,
      parameters: [.text("from", max: 10), .text("through", max: 10)]
    ) { call, page, scene in
      try scene.snapshot.referenceRates(
        from: CalendarParameters.day("from", call.parameters),
        through: CalendarParameters.day("through", call.parameters), page)
    },
    .post(
      "/v1/analytics/rates", "Takes down what one euro bought on a day; rates that are there are replaced.",
      .referenceRates,
      parameters: [
        .text("day", max: 10).required,
        .byCurrency("rates", [.decimal("per_euro", decimals: ExchangeRate.decimalsMost).required]).required,
      ],
      make: { RecordRates([try sheet($0.parameters)]) },
      show: { _, call, scene in try scene.snapshot.referenceRates(on: sheet(call.parameters).day) }),
    .show("/v1/analytics/rates/{day}", "Shows what one euro bought on a day.", .referenceRates) {
      call, scene in
      let text = call.identifier("day")
      let prefix = ReferenceRatesEntity.prefix + "_"
      return try Day(iso: text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
        .flatMap { try scene.snapshot.referenceRates(on: $0) }
    },
  ]

  private static func sheet(_ parameters: RequestParameters) throws -> ReferenceRates {
    guard let day = try CalendarParameters.day("day", parameters) else {
      throw APIError.missingParameter("day")
    }
    var rates: [Currency: ExchangeRate] = [:]
    for (currency, option) in parameters.byCurrency("rates") ?? [] {
      guard currency != .eur else {
        throw APIError.invalid(
          parameters.name("rates[\(currency.code)]"), "One euro buys one euro; name other currencies.")
      }
      guard let rate = ExchangeRate(decimal: option.string("per_euro") ?? "") else {
        throw APIError.invalid(
          option.name("per_euro"), "A rate is a decimal of more than zero with up to nine places.")
      }
      rates[currency] = rate
    }
    return try ReferenceRates(day: day, perEuro: rates)
  }
}

extension ReferenceRates: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"analytics.rates","base":"eur""#)
    writer.field("day", day.isoText)
    writer.field("livemode", scene.isLive)
    writer.key("rates")
    writer.beginArray()
    for (currency, rate) in perEuro.sorted(by: { $0.key < $1.key }) {
      writer.beginObject()
      writer.field("currency", currency.code)
      writer.field("per_euro", rate.decimalText)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
