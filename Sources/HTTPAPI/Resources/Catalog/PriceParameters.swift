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
    let amount = parameters.integer("unit_amount").map { ("unit_amount", UnitPrice(minorUnits: $0)) }
    let decimal = try parameters.string("unit_amount_decimal").map { text in
      guard let price = UnitPrice(decimal: text), !price.isNegative else {
        throw APIError.invalid(parameters.name("unit_amount_decimal"), "Invalid decimal: \(text)")
      }
      return ("unit_amount_decimal", price)
    }
    if amount != nil && decimal != nil {
      throw APIError.exclusiveParameters(["unit_amount", "unit_amount_decimal"].map(parameters.name))
    }
    guard let (name, given) = amount ?? decimal else {
      throw APIError(
        .parameterMissing, "Missing required param: \(parameters.name("unit_amount")).",
        parameter: parameters.name("unit_amount"))
    }
    guard let price = WireAmount.unitPrice(given, currency) else {
      throw APIError.invalid(
        parameters.name(name), "\(currency.isoCode) has no such small units: the last two digits must be 00.")
    }
    return price
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
