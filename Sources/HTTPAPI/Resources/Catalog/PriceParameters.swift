import Catalog
import Chronology
import Monetary
import Operations
import Rating

/// The parameters that say what a price charges; products take them too, for their default price.
enum PriceParameters {
  static let recurring = ParameterSpecification.object(
    "recurring",
    [
      .choice("interval", ["month", "year", "week", "day"]).required, .integer("interval_count", 1...1_095),
      .choice("usage_type", ["licensed"]),
    ])

  static let terms: [ParameterSpecification] = [
    .currency("currency").required, .integer("unit_amount", 0...999_999_999_999),
    .decimal("unit_amount_decimal"),
    recurring, .choice("tax_behavior", TaxBehavior.allCases.map(\.rawValue)),
  ]

  static func terms(of parameters: RequestParameters) throws -> CreatePrice.Terms {
    guard let currency = parameters.currency("currency") else { throw APIError.missingParameter("currency") }
    return CreatePrice.Terms(
      currency: currency, model: .perUnit(try unitPrice(parameters, currency)),
      cadence: try parameters.object("recurring").map(cadence))
  }

  private static func unitPrice(_ parameters: RequestParameters, _ currency: Currency) throws -> UnitPrice {
    let (whole, decimal) = ("unit_amount", "unit_amount_decimal")
    switch (parameters.integer(whole), parameters.string(decimal)) {
    case (_?, _?): throw APIError.exclusiveParameters([whole, decimal].map(parameters.name))
    case (nil, nil): throw APIError.missingParameter(parameters.name(whole))
    case (let amount?, nil):
      guard let minorUnits = WireAmount.minorUnits(amount, currency) else {
        throw APIError.invalid(
          parameters.name(whole),
          "\(currency.isoCode) has no decimals, which stand in the last two digits here: they must be 00.")
      }
      return UnitPrice(minorUnits: minorUnits)
    case (nil, let text?):
      guard let given = UnitPrice(decimal: text), !given.isNegative,
        let price = WireAmount.unitPrice(given, currency)
      else { throw APIError.invalid(parameters.name(decimal), "Invalid decimal: \(text)") }
      return price
    }
  }

  /// Nothing recurs less often than every three years.
  private static func cadence(_ parameters: RequestParameters) throws -> Cadence {
    let most: [Cadence.Unit: Int64] = [.day: 1_095, .week: 156, .month: 36, .year: 3]
    let count = parameters.integer("interval_count") ?? 1
    guard let unit = parameters.string("interval").flatMap(Cadence.Unit.init), count <= most[unit] ?? 1,
      let cadence = Cadence(unit: unit, count: Int(count))
    else {
      throw APIError.invalid(
        parameters.name("interval_count"), "The interval may be three years at most.")
    }
    return cadence
  }
}
