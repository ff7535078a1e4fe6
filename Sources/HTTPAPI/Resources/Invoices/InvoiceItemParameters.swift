import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Rating

/// What an invoice item and a line that somebody writes cost and say.
enum InvoiceItemParameters {
  /// As large as an amount may be, either way.
  private static let amounts: ClosedRange<Int64> = -999_999_999_999...999_999_999_999

  static let terms: [ParameterSpecification] = [
    .integer("amount", amounts), .text("description").clearable, .metadata,
    .object("period", [.timestamp("start").required, .timestamp("end").required]),
    .object("pricing", [.text("price").required]),
    SubscriptionParameters.priceData(recurring: false), SubscriptionParameters.quantity,
    .decimal("unit_amount_decimal"), SubscriptionParameters.priceChoice,
    TaxRates.specification("tax_rates"), Discounts.specification, .boolean("discountable"),
  ]

  /// - Parameter currency: what amounts are in; asked for only where one is given.
  static func terms(
    of parameters: RequestParameters, in currency: () throws -> Currency
  ) throws -> ItemTerms {
    var terms = ItemTerms(
      pricing: try pricing(parameters, in: currency), quantity: parameters.integer("quantity"))
    if case .amount = terms.pricing, terms.quantity != nil {
      throw APIError.exclusiveParameters(["amount", "quantity"].map(parameters.name))
    }
    terms.path = parameters.path
    terms.description = parameters.textPatch("description")
    terms.metadata = parameters.metadata
    terms.taxRates = TaxRates.patch(parameters, "tax_rates")
    terms.discounts = try Discounts.patch(parameters)
    terms.discountable = parameters.boolean("discountable")
    if let period = parameters.object("period"), let start = period.instant("start"),
      let end = period.instant("end")
    {
      guard start <= end else {
        throw APIError.invalid(period.name("end"), "The period ends before it starts.")
      }
      terms.period = Period(start: start, end: end)
    }
    return terms
  }

  /// What a subscription's invoice asks for once, beside its items.
  static let added = ParameterSpecification.array(
    "add_invoice_items", max: 20,
    [
      .text("price"), SubscriptionParameters.priceData(recurring: false), SubscriptionParameters.quantity,
      .metadata, SubscriptionParameters.priceChoice, TaxRates.specification("tax_rates"),
      Discounts.specification, .boolean("discountable"),
    ])

  static func added(_ parameters: RequestParameters) throws -> [ItemTerms] {
    try (parameters.objects("add_invoice_items") ?? []).map { item in
      let pricing: ItemTerms.Pricing =
        switch (item.string("price"), item.object("price_data")) {
        case (_?, _?): throw APIError.exclusiveParameters(["price", "price_data"].map(item.name))
        case (nil, nil): throw APIError.missingParameter(item.name("price"))
        case (let price?, nil): .price(PriceID(price), try SubscriptionParameters.priceChoice(item))
        case (nil, let data?): .newPrice(try SubscriptionParameters.ownPrice(data))
        }
      var terms = ItemTerms(pricing: pricing, quantity: item.integer("quantity"))
      terms.path = item.path
      terms.priceName = "price"
      terms.metadata = item.metadata
      terms.taxRates = TaxRates.patch(item, "tax_rates")
      terms.discounts = try Discounts.patch(item)
      terms.discountable = item.boolean("discountable")
      return terms
    }
  }

  private static func pricing(
    _ parameters: RequestParameters, in currency: () throws -> Currency
  ) throws -> ItemTerms.Pricing? {
    let names = ["amount", "pricing", "price_data", "unit_amount_decimal"]
    let given = names.filter(parameters.isGiven)
    guard given.count <= 1 else { throw APIError.exclusiveParameters(given.map(parameters.name)) }
    let choice = try SubscriptionParameters.priceChoice(parameters)
    if choice != nil, given != ["pricing"] {
      throw APIError.invalid(parameters.name("price_choice"), "This goes with pricing[price] only.")
    }
    switch given.first {
    case "amount"?:
      let amount = parameters.integer("amount") ?? 0
      return .amount(try AmountParameters.minorUnits(amount, parameters.name("amount"), currency()))
    case "unit_amount_decimal"?:
      let text = parameters.string("unit_amount_decimal") ?? ""
      guard let unit = UnitPrice(decimal: text), let ours = WireAmount.unitPrice(unit, try currency()) else {
        throw APIError.invalid(parameters.name("unit_amount_decimal"), "Invalid decimal: \(text)")
      }
      return .unitAmount(ours)
    case "pricing"?:
      return .price(PriceID(parameters.object("pricing")?.string("price") ?? ""), choice)
    case "price_data"?:
      guard let data = parameters.object("price_data") else { return nil }
      return .newPrice(try SubscriptionParameters.ownPrice(data))
    default: return nil
    }
  }
}
