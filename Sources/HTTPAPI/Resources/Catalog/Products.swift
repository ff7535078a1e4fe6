import Catalog
import Identity
import Notation
import Operations

enum Products {
  static let routes: [Route] = [
    .post(
      "/v1/products", "Creates a product, with a default price if wanted.", .product,
      parameters: [.text("id"), .text("name").required] + terms + [
        .object("default_price_data", PriceParameters.terms + [.metadata])
      ],
      make: { call in
        let parameters = call.parameters
        let price = parameters.object("default_price_data")
        var command = CreateProduct(
          id: parameters.string("id").map(ProductID.init), name: parameters.string("name") ?? "",
          terms: productTerms(parameters), defaultPrice: try price.map(PriceParameters.terms))
        if let price { command.defaultPriceNotes = Prices.priceNotes(price) }
        return command
      }, show: { id, _, scene in try scene.snapshot.product(id) }),
    .show("/v1/products/{product}", "Shows a product.", .product) { call, scene in
      try scene.snapshot.product(ProductID(call.identifier("product")))
    },
    .post(
      "/v1/products/{product}", "Changes a product.", .product,
      parameters: [.text("name"), .text("default_price").clearable] + terms,
      make: { call in
        UpdateProduct(ProductID(call.identifier("product")), terms: productTerms(call.parameters))
      }, show: { id, _, scene in try scene.snapshot.product(id) }),
    .delete(
      "/v1/products/{product}", "Deletes a product that has no prices.", .product,
      make: { DeleteProduct(ProductID($0.identifier("product"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .product) }),
    .list(
      "/v1/products", "Lists products.", of: .product,
      parameters: [
        .boolean("active"), .array("ids", of: .text(255), max: 100), .text("url"), .boolean("shippable"),
        .created,
      ]
    ) { call, page, scene -> PageResult<Product> in
      let parameters = call.parameters
      // Nothing here is shippable.
      if parameters.boolean("shippable") == true { return .empty }
      let filter = ProductFilter(
        active: parameters.boolean("active"), ids: parameters.strings("ids")?.map { ProductID($0) },
        url: parameters.string("url"))
      return try scene.snapshot.products(filter, page)
    },
  ]

  private static let terms: [ParameterSpecification] = [
    .text("description", max: 40_000).clearable, .boolean("active"), .text("unit_label", max: 12).clearable,
    .text("statement_descriptor", max: 22).clearable, .text("url").clearable,
    .array("images", of: .text(5_000), max: 8).clearable, .choice("type", ["service"]), .metadata,
  ]

  static func productTerms(_ parameters: RequestParameters) -> ProductTerms {
    var terms = ProductTerms()
    terms.name = parameters.setting("name", parameters.string)
    terms.description = parameters.textPatch("description")
    terms.active = parameters.setting("active", parameters.boolean)
    terms.defaultPrice = parameters.patch("default_price") { parameters.string($0).map { PriceID($0) } }
    terms.unitLabel = parameters.textPatch("unit_label")
    terms.statementDescriptor = parameters.textPatch("statement_descriptor")
    terms.url = parameters.textPatch("url")
    terms.images =
      parameters.isCleared("images") ? .set([]) : parameters.setting("images", parameters.strings)
    terms.metadata = parameters.metadata
    return terms
  }
}

extension Product: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"product""#)
    writer.field("active", active)
    writer.field("created", created)
    try writer.reference("default_price", defaultPrice?.text, expansion["default_price"], in: scene) {
      try defaultPrice.map { try scene.price($0) }
    }
    writer.field("description", description)
    writer.field("images", images)
    writer.field("livemode", scene.isLive)
    writer.members(#""marketing_features":[]"#)
    writer.field("metadata", metadata)
    writer.field("name", name)
    writer.members(#""package_dimensions":null,"shippable":null"#)
    writer.field("statement_descriptor", statementDescriptor)
    writer.members(#""tax_code":null,"tax_details":null,"type":"service""#)
    writer.field("unit_label", unitLabel)
    writer.field("updated", updated)
    writer.field("url", url)
    writer.endObject()
  }
}
