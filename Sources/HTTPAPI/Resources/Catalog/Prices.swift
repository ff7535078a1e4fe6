import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Operations

enum Prices {
  static let routes: [Route] = [
    .post(
      "/v1/prices", "Creates a price of a product, or of a new one.", .price,
      parameters: PriceParameters.allTerms + notes + [
        .text("product", max: 255),
        .object(
          "product_data",
          [
            .text("name").required, .text("id", max: 255), .boolean("active"), .metadata,
            .text("statement_descriptor", max: 22), .text("unit_label", max: 12),
          ]),
      ],
      make: { call in
        let parameters = call.parameters
        return CreatePrice(
          product: try product(parameters), terms: try PriceParameters.terms(of: parameters),
          notes: priceNotes(parameters))
      }, show: { id, _, scene in try scene.price(id) }),
    .show("/v1/prices/{price}", "Shows a price.", .price) { call, scene in
      try scene.snapshot.price(PriceID(call.identifier("price")))
    },
    .post(
      "/v1/prices/{price}", "Changes everything about a price but what somebody pays by it.", .price,
      parameters: notes + [PriceParameters.taxBehavior, PriceParameters.currencyOptions.clearable],
      make: { try await update($0) },
      show: { id, _, scene in try scene.price(id) }),
    .list(
      "/v1/prices", "Lists prices.", of: .price,
      parameters: [
        .boolean("active"), .currency("currency"), .text("product"),
        .choice("type", ["one_time", "recurring"]),
        .array("lookup_keys", of: .text(200), max: 10), .created,
        .object(
          "recurring",
          [
            .choice("interval", ["month", "year", "week", "day"]),
            .choice("usage_type", ["licensed", "metered"]),
            .text("meter"),
          ]),
      ]
    ) { call, page, scene -> PageResult<Price> in
      guard let filter = filter(call.parameters) else { return .empty }
      return try scene.snapshot.prices(filter, page)
    },
  ]

  private static let notes: [ParameterSpecification] = [
    .boolean("active"), .text("nickname").clearable, .text("lookup_key", max: 200).clearable,
    .boolean("transfer_lookup_key"), .metadata,
  ]

  private static func update(_ call: Call) async throws -> UpdatePrice {
    let parameters = call.parameters
    let id = PriceID(call.identifier("price"))
    var command = UpdatePrice(id, notes: priceNotes(parameters))
    guard parameters.isGiven("currency_options") else { return command }
    guard let price = try await call.read({ try $0.snapshot.price(id) }) else {
      throw APIError.missing("price", id.text)
    }
    command.currencyOptions = .set(
      try PriceParameters.options(parameters, beside: price.currency, PricingScheme(of: price.model)))
    return command
  }

  /// Nil when nothing can be in the list: nothing here is metered.
  private static func filter(_ parameters: RequestParameters) -> PriceFilter? {
    let recurring = parameters.object("recurring")
    if recurring?.string("usage_type") == "metered" || recurring?.string("meter") != nil { return nil }
    let type = parameters.string("type").map { $0 == "recurring" }
    if type == false && recurring != nil { return nil }
    return PriceFilter(
      active: parameters.boolean("active"), product: parameters.string("product").map { ProductID($0) },
      currency: parameters.currency("currency"), lookupKeys: parameters.strings("lookup_keys"),
      recurring: recurring == nil ? type : true,
      cadenceUnit: recurring?.string("interval").flatMap(Cadence.Unit.init))
  }

  private static func product(_ parameters: RequestParameters) throws -> CreatePrice.ProductChoice {
    switch (parameters.string("product"), parameters.object("product_data")) {
    case (_?, _?): throw APIError.exclusiveParameters(["product", "product_data"])
    case (nil, nil): throw APIError.missingParameter("product")
    case (let id?, nil): return .existing(ProductID(id))
    case (nil, let data?):
      return .new(
        id: data.string("id").map(ProductID.init), name: data.string("name") ?? "",
        terms: Products.productTerms(data))
    }
  }

  static func priceNotes(_ parameters: RequestParameters) -> PriceNotes {
    var notes = PriceNotes()
    notes.active = parameters.setting("active", parameters.boolean)
    notes.nickname = parameters.textPatch("nickname")
    notes.lookupKey = parameters.textPatch("lookup_key")
    notes.transfersLookupKey = parameters.boolean("transfer_lookup_key") ?? false
    notes.taxBehavior = parameters.setting("tax_behavior") {
      parameters.string($0).flatMap(TaxBehavior.init)
    }
    notes.metadata = parameters.metadata
    return notes
  }
}
