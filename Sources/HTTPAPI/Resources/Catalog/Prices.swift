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
      parameters: PriceParameters.terms + notes + [
        .text("product", max: 255), .choice("billing_scheme", ["per_unit"]),
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
      "/v1/prices/{price}", "Changes everything about a price but what it charges.", .price,
      parameters: notes + [.choice("tax_behavior", TaxBehavior.allCases.map(\.rawValue))],
      make: { UpdatePrice(PriceID($0.identifier("price")), notes: priceNotes($0.parameters)) },
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

  private static func priceNotes(_ parameters: RequestParameters) -> PriceNotes {
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

extension Price: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"price""#)
    writer.field("active", active)
    writer.members(#""billing_scheme":"per_unit""#)
    writer.field("created", created)
    writer.field("currency", currency.code)
    if expansion["currency_options"] != nil {
      writer.object("currency_options") { writer in
        writer.key(text: currency.code)
        writer.beginObject()
        writer.members(#""custom_unit_amount":null"#)
        writer.field("tax_behavior", taxBehavior.rawValue)
        writeAmount(to: &writer, "unit_amount", "unit_amount_decimal")
        writer.endObject()
      }
    }
    writer.members(#""custom_unit_amount":null"#)
    writer.field("livemode", scene.isLive)
    writer.field("lookup_key", lookupKey)
    writer.field("metadata", metadata)
    writer.field("nickname", nickname)
    try writer.reference("product", product.text, expansion["product"], in: scene) {
      try scene.snapshot.product(product)
    }
    writer.key("recurring")
    writeCadence(to: &writer)
    writer.field("tax_behavior", taxBehavior.rawValue)
    writer.members(#""tiers_mode":null,"transform_quantity":null"#)
    writer.field("type", cadence == nil ? "one_time" : "recurring")
    writeAmount(to: &writer, "unit_amount", "unit_amount_decimal")
    writer.endObject()
  }

  private func writeCadence(to writer: inout JSONWriter) {
    guard let cadence else { return writer.null() }
    writer.beginObject()
    writer.field("interval", cadence.unit.rawValue)
    writer.field("interval_count", Int64(cadence.count))
    writer.members(#""meter":null,"trial_period_days":null,"usage_type":"licensed""#)
    writer.endObject()
  }

  private func writeAmount(to writer: inout JSONWriter, _ amount: StaticString, _ decimal: StaticString) {
    let price = model.unitPrice.map { WireAmount.wire($0, currency) }
    writer.field(amount, price?.wholeMinorUnits)
    writer.field(decimal, price?.decimalText)
  }

  /// The older form of the same, which every subscription item still carries.
  func writePlan(to writer: inout JSONWriter, in scene: Scene) {
    writer.object("plan") { writer in
      writer.field("id", id.text)
      writer.members(#""object":"plan""#)
      writer.field("active", active)
      writeAmount(to: &writer, "amount", "amount_decimal")
      writer.members(#""billing_scheme":"per_unit""#)
      writer.field("created", created)
      writer.field("currency", currency.code)
      writer.field("interval", cadence?.unit.rawValue)
      writer.field("interval_count", cadence.map { Int64($0.count) })
      writer.field("livemode", scene.isLive)
      writer.field("metadata", metadata)
      writer.members(#""meter":null"#)
      writer.field("nickname", nickname)
      writer.field("product", product.text)
      writer.members(
        #""tiers_mode":null,"transform_usage":null,"trial_period_days":null,"usage_type":"licensed""#)
    }
  }
}
