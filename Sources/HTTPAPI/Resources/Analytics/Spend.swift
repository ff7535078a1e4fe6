import Chronology
import Monetary
import Notation
import Operations
import Relations

/// `/v1/analytics/spend`: what winning customers cost, by channel and month.
enum Spend {
  static let routes: [Route] = [
    .list(
      "/v1/analytics/spend", "Lists marketing spend, the latest month first.", of: .marketingSpend,
      parameters: [
        .text("channel", max: MarketingSpend.channelLengthMost), .text("from", max: 7),
        .text("through", max: 7),
      ]
    ) { call, page, scene in
      try scene.snapshot.marketingSpend(
        MarketingSpendFilter(
          channel: call.parameters.string("channel"),
          from: CalendarParameters.month("from", call.parameters),
          through: CalendarParameters.month("through", call.parameters)), page)
    },
    .post(
      "/v1/analytics/spend",
      "Takes down what a channel cost in a month; an amount that is there for its currency is replaced.",
      .marketingSpend,
      parameters: [
        .integer("amount", 0...999_999_999_999).required,
        .text("channel", max: MarketingSpend.channelLengthMost).required, .currency("currency").required,
        .text("month", max: 7).required,
      ],
      make: { RecordSpend([try spend($0.parameters)]) },
      show: { _, call, scene in try scene.snapshot.marketingSpend(spend(call.parameters).id) }),
  ]

  private static func spend(_ parameters: RequestParameters) throws -> MarketingSpend {
    guard let month = try CalendarParameters.month("month", parameters) else {
      throw APIError.missingParameter("month")
    }
    guard let currency = parameters.currency("currency") else { throw APIError.missingParameter("currency") }
    let amount = try AmountParameters.minorUnits(
      parameters.integer("amount") ?? 0, parameters.name("amount"), currency)
    return try MarketingSpend(
      channel: parameters.string("channel") ?? "", month: month, amount: Money(amount, currency))
  }
}

extension MarketingSpend: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"analytics.spend""#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.field("channel", channel)
    writer.field("currency", amount.currency.code)
    writer.field("livemode", scene.isLive)
    writer.field("month", month.isoText)
    writer.endObject()
  }
}
