import Catalog
import Chronology
import Monetary
import Operations
import Rating

/// The parameters that say what a price charges; products take most of them too, for their default price.
enum PriceParameters {
  static let recurring = ParameterSpecification.object(
    "recurring",
    [
      .choice("interval", ["month", "year", "week", "day"]).required, .integer("interval_count", 1...1_095),
      .choice("usage_type", ["licensed"]),
    ])

  static let taxBehavior = ParameterSpecification.choice(
    "tax_behavior", TaxBehavior.allCases.map(\.rawValue))

  static let terms: [ParameterSpecification] =
    [.currency("currency").required] + AmountParameters.unit + [
      AmountParameters.custom,
      .byCurrency(
        "currency_options", AmountParameters.unit + [AmountParameters.custom, taxBehavior]),
      recurring, taxBehavior,
    ]

  /// What a price of its own can have beside that.
  static let allTerms: [ParameterSpecification] =
    [.currency("currency").required, .choice("billing_scheme", ["per_unit", "tiered"])]
    + AmountParameters.unit + [
      AmountParameters.custom, TierParameters.tiers, .choice("tiers_mode", ["graduated", "volume"]),
      .object(
        "transform_quantity",
        [.integer("divide_by", 1 ... .max).required, .choice("round", ["down", "up"]).required]),
      PricingModelParameters.specification,
      currencyOptions, recurring, taxBehavior,
    ]

  /// What it charges in other currencies.
  static let currencyOptions = ParameterSpecification.byCurrency(
    "currency_options",
    AmountParameters.unit + [
      AmountParameters.custom, TierParameters.tiers, PricingModelParameters.specification, taxBehavior,
    ])

  static func terms(of parameters: RequestParameters) throws -> CreatePrice.Terms {
    guard let currency = parameters.currency("currency") else {
      throw APIError.missingParameter(parameters.name("currency"))
    }
    let scheme = try PricingScheme(parameters)
    let options = try options(parameters, beside: currency, scheme)
    return CreatePrice.Terms(
      currency: currency, model: try scheme.model(parameters, currency),
      cadence: try parameters.object("recurring").map(cadence), currencyOptions: options ?? [])
  }

  /// What a price charges in other currencies than its own; nil when nothing is said about that.
  static func options(
    _ parameters: RequestParameters, beside currency: Currency, _ scheme: PricingScheme
  ) throws -> [CurrencyOption]? {
    try parameters.byCurrency("currency_options")?.map { other, option in
      guard other != currency else {
        throw APIError.invalid(
          option.path, "\(currency.isoCode) is the price's own currency; what it charges stands beside it.")
      }
      return CurrencyOption(
        currency: other, model: try scheme.model(option, other), taxBehavior: taxBehavior(option))
    }
  }

  static func taxBehavior(_ parameters: RequestParameters) -> TaxBehavior {
    parameters.string("tax_behavior").flatMap(TaxBehavior.init) ?? .unspecified
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

/// Amounts of money as the format takes them: whole minor units, or decimal text with up to twelve decimals.
enum AmountParameters {
  static let unit = amount("unit_amount")

  static func amount(_ name: String) -> [ParameterSpecification] {
    [.integer(name, 0...999_999_999_999), .decimal("\(name)_decimal")]
  }

  static let custom = ParameterSpecification.object(
    "custom_unit_amount",
    [
      .boolean("enabled").required, .integer("maximum", 0...999_999_999_999),
      .integer("minimum", 0...999_999_999_999), .integer("preset", 0...999_999_999_999),
    ])

  /// `name` or `name_decimal`; nil when neither is given.
  static func amount(
    _ name: String, of parameters: RequestParameters, _ currency: Currency
  ) throws -> UnitPrice? {
    let decimal = "\(name)_decimal"
    switch (parameters.integer(name), parameters.string(decimal)) {
    case (_?, _?): throw APIError.exclusiveParameters([name, decimal].map(parameters.name))
    case (nil, nil): return nil
    case (let amount?, nil):
      return UnitPrice(minorUnits: try minorUnits(amount, parameters.name(name), currency))
    case (nil, let text?):
      guard let given = UnitPrice(decimal: text), !given.isNegative,
        let price = WireAmount.unitPrice(given, currency)
      else { throw APIError.invalid(parameters.name(decimal), "Invalid decimal: \(text)") }
      return price
    }
  }

  static func minorUnits(_ amount: Int64, _ name: String, _ currency: Currency) throws -> Int64 {
    guard let minorUnits = WireAmount.minorUnits(amount, currency) else {
      throw APIError.invalid(
        name,
        "\(currency.isoCode) has no decimals, which stand in the last two digits here: they must be 00.")
    }
    return minorUnits
  }

  static func customAmount(_ parameters: RequestParameters, _ currency: Currency) throws -> CustomAmount {
    guard parameters.boolean("enabled") == true else {
      throw APIError.invalid(parameters.name("enabled"), "This must be true, or custom_unit_amount left out.")
    }
    // An item names the amount without its currency, and here the two disagree about what one is.
    guard WireAmount.agrees(on: currency) else {
      throw APIError.invalid(parameters.path, "\(currency.isoCode) has no prices that the buyer names.")
    }
    func bound(_ name: String) throws -> Int64? {
      try parameters.integer(name).map { try minorUnits($0, parameters.name(name), currency) }
    }
    let (minimum, maximum, preset) = (try bound("minimum"), try bound("maximum"), try bound("preset"))
    if let minimum, let maximum, minimum > maximum {
      throw APIError.invalid(parameters.name("maximum"), "The maximum must not be below the minimum.")
    }
    guard let bounds = CustomAmount(minimum: minimum, maximum: maximum, preset: preset) else {
      throw APIError.invalid(parameters.name("preset"), "The preset must lie between minimum and maximum.")
    }
    return bounds
  }
}
