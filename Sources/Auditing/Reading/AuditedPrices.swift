import Notation
import Storage

/// What every price charges, read from its row. The catalog is small beside the books and is kept whole.
struct AuditedPrices {
  struct Price {
    let currency: String
    /// What one unit costs, in 10⁻¹² minor units.
    let unit: Int128
    let cadence: AuditedCadence?
  }

  private let prices: [String: Price]

  init(_ rows: any Connection, _ findings: Findings) throws {
    let stream = KeyedStream<(id: String, price: Price?)> { last in
      try rows.query(
        """
        SELECT id, currency, model, cadence_unit, cadence_count FROM price
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
    let model = parsed(try row.text("model"))
    guard let text = model?.at(["perUnit", "_0"])?.string, let unit = Exact.trillionths(text) else {
      return nil
    }
    let unitOfTime = try row.textOrNil("cadence_unit")
    let count = try row.integerOrNil("cadence_count")
    let cadence = unitOfTime.flatMap { AuditedCadence(unit: $0, count: count ?? 0) }
    guard (unitOfTime == nil) == (cadence == nil) else { return nil }
    return Price(currency: try row.text("currency"), unit: unit, cadence: cadence)
  }

  subscript(id: String) -> Price? { prices[id] }

  /// What a quantity brings in a month, in millionths of a minor unit; nil when there is no such recurring
  /// price.
  func monthly(_ id: String, quantity: Int64) -> Int64? {
    guard let price = prices[id], let cadence = price.cadence else { return nil }
    let (numerator, denominator) = cadence.inMonths
    let whole = price.unit.multipliedReportingOverflow(by: Int128(quantity))
    let product = whole.partialValue.multipliedReportingOverflow(by: numerator)
    guard !whole.overflow, !product.overflow else { return nil }
    return Int64(exactly: Exact.halfEven(product.partialValue, denominator * 1_000_000))
  }
}
