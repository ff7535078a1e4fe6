import Notation
import Storage

/// What every price charges, read from its row. The catalog is small beside the books and is kept whole.
struct AuditedPrices {
  struct Price {
    /// What it charges, by currency.
    let models: [String: AuditedModel]
    let cadence: AuditedCadence?
    let product: String
  }

  private let prices: [String: Price]

  init(_ rows: any Connection, _ findings: Findings) throws {
    let stream = KeyedStream<(id: String, price: Price?)> { last in
      try rows.query(
        """
        SELECT id, product, currency, model, currency_options, cadence_unit, cadence_count FROM price
        WHERE id > :after ORDER BY id LIMIT :limit
        """, ["after": last?.id ?? "", "limit": KeyedStream<Price>.pageLength]
      ) { row in (try row.text("id"), try Self.price(row)) }
    }
    var prices: [String: Price] = [:]
    try stream.forEach { id, price in
      guard let price else { return findings.found(.lineAmounts, "This price cannot be read.", [id]) }
      prices[id] = price
    }
    self.prices = prices
  }

  private static func price(_ row: any Row) throws -> Price? {
    guard let model = AuditedModel(parsed(try row.text("model"))),
      let options = parsed(try row.text("currency_options"))?.array
    else { return nil }
    var models = [try row.text("currency"): model]
    for option in options {
      guard let currency = option["currency"]?.string, models[currency] == nil,
        let model = AuditedModel(option["model"])
      else { return nil }
      models[currency] = model
    }
    let unitOfTime = try row.textOrNil("cadence_unit")
    let count = try row.integerOrNil("cadence_count")
    let cadence = unitOfTime.flatMap { AuditedCadence(unit: $0, count: count ?? 0) }
    guard (unitOfTime == nil) == (cadence == nil) else { return nil }
    return Price(models: models, cadence: cadence, product: try row.text("product"))
  }

  subscript(id: String) -> Price? { prices[id] }

  /// What a quantity brings in a month, in millionths of a minor unit; nil when there is no such recurring
  /// price in this currency.
  func monthly(
    _ id: String, in currency: String, quantity: Int64, _ choice: AuditedChoice?, _ net: AuditedNet
  ) -> Int64? {
    guard let price = prices[id], let cadence = price.cadence,
      let whole = price.models[currency]?.whole(quantity, choice)
    else { return nil }
    let (numerator, denominator) = cadence.inMonths
    let (share, gross) = net.fraction
    let product = whole.multipliedReportingOverflow(by: numerator * share)
    let divisor = (denominator * 1_000_000).multipliedReportingOverflow(by: gross)
    guard !product.overflow, !divisor.overflow else { return nil }
    return Int64(exactly: Exact.halfEven(product.partialValue, divisor.partialValue))
  }
}
