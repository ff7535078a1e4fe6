import Catalog
import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Rating

/// How many percent of tax there are.
enum TaxRates {
  private static let kinds = [
    "amusement_tax", "communications_tax", "gst", "hst", "igst", "jct", "lease_tax",
    "mass_transit_parking_tax", "parking_tax", "pst", "qst", "retail_delivery_fee", "rst", "sales_tax",
    "service_tax", "vat",
  ]

  private static let notes: [ParameterSpecification] = [
    .boolean("active"), .text("country", max: 2).clearable, .text("description").clearable,
    .text("jurisdiction", max: 50).clearable, .metadata, .text("state").clearable,
    .choice("tax_type", kinds).clearable,
  ]

  static let routes: [Route] = [
    .post(
      "/v1/tax_rates", "Creates a tax rate, on top of amounts or within them.", .taxRate,
      parameters: notes + [
        .text("display_name", max: 50).required, .boolean("inclusive").required,
        .decimal("percentage", decimals: 4).required,
      ],
      make: { call in
        let parameters = call.parameters
        let text = parameters.string("percentage") ?? ""
        guard let percentage = Percentage(percent: text), !percentage.isNegative,
          percentage.ofOne.trillionths <= 1_000_000_000_000
        else { throw APIError.invalid("percentage", "A percentage lies between 0 and 100.") }
        var command = CreateTaxRate(
          displayName: parameters.string("display_name") ?? "", percentage: percentage,
          isInclusive: parameters.boolean("inclusive") ?? false)
        command.notes = notes(of: parameters)
        return command
      }, show: { id, _, scene in try scene.snapshot.taxRate(id) }),
    .show("/v1/tax_rates/{tax_rate}", "Shows a tax rate.", .taxRate) { call, scene in
      try scene.snapshot.taxRate(TaxRateID(call.identifier("tax_rate")))
    },
    .post(
      "/v1/tax_rates/{tax_rate}", "Changes what a tax rate is called, never its percentage.", .taxRate,
      parameters: notes + [.text("display_name", max: 50)],
      make: { UpdateTaxRate(TaxRateID($0.identifier("tax_rate")), notes: notes(of: $0.parameters)) },
      show: { id, _, scene in try scene.snapshot.taxRate(id) }),
    .list(
      "/v1/tax_rates", "Lists tax rates.", of: .taxRate,
      parameters: [.boolean("active"), .boolean("inclusive"), .created]
    ) { call, page, scene -> PageResult<TaxRate> in
      try scene.snapshot.taxRates(
        TaxRateFilter(
          active: call.parameters.boolean("active"), inclusive: call.parameters.boolean("inclusive")), page)
    },
  ]

  private static func notes(of parameters: RequestParameters) -> TaxRateNotes {
    var notes = TaxRateNotes()
    notes.displayName = parameters.setting("display_name") { parameters.string($0) }
    notes.active = parameters.setting("active") { parameters.boolean($0) }
    notes.description = parameters.textPatch("description")
    notes.jurisdiction = parameters.textPatch("jurisdiction")
    notes.country = parameters.textPatch("country")
    notes.state = parameters.textPatch("state")
    notes.kind = parameters.textPatch("tax_type")
    notes.metadata = parameters.metadata
    return notes
  }

  /// A list of rates, as contracts, invoices and lines take it; an empty value clears it.
  static func specification(_ name: String) -> ParameterSpecification {
    .array(name, of: .text(255), max: TaxTerms.most).clearable
  }

  static func patch(_ parameters: RequestParameters, _ name: String) -> Patch<[TaxRateID]?> {
    parameters.patch(name) { parameters.strings($0)?.map { TaxRateID($0) } }
  }
}

extension TaxRate: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"tax_rate""#)
    writer.field("active", active)
    writer.field("country", country)
    writer.field("created", created)
    writer.field("description", description)
    writer.field("display_name", displayName)
    writer.field("effective_percentage", percent: percentage)
    writer.members(#""flat_amount":null"#)
    writer.field("inclusive", isInclusive)
    writer.field("jurisdiction", jurisdiction)
    writer.members(#""jurisdiction_level":null"#)
    writer.field("livemode", scene.isLive)
    writer.field("metadata", metadata)
    writer.field("percentage", percent: percentage)
    writer.members(#""rate_type":"percentage""#)
    writer.field("state", state)
    writer.field("tax_type", kind)
    writer.endObject()
  }
}

extension JSONWriter {
  /// A number of the format, written from its decimal text.
  mutating func field(_ name: StaticString, percent percentage: Percentage) {
    key(name)
    value(written: Array(percentage.percentText.utf8))
  }

  /// The rates that a contract, an item or an invoice has, each as the object it is.
  mutating func taxRates(_ name: StaticString, _ rates: [TaxTerms]?, in scene: Scene) throws {
    key(name)
    beginArray()
    for rate in rates ?? [] {
      guard let object = try scene.taxRate(rate.id) else { throw BrokenReference(id: rate.id.text) }
      object.write(to: &self, in: scene, expanding: .none)
    }
    endArray()
  }

  /// `taxes` of a line and `total_taxes` of an invoice.
  mutating func taxes(
    _ name: StaticString, _ taxes: [LineTax], _ currency: Currency, in scene: Scene,
    expanding expansion: Expansion
  ) throws {
    let wanted = expansion.inside("tax_rate_details")["tax_rate"]
    key(name)
    beginArray()
    for tax in taxes {
      beginObject()
      field("amount", tax.amount, in: currency)
      field("tax_behavior", tax.rate.isInclusive ? "inclusive" : "exclusive")
      try object("tax_rate_details") { writer in
        try writer.reference("tax_rate", tax.rate.id.text, wanted, in: scene) {
          try scene.taxRate(tax.rate.id)
        }
      }
      field("taxability_reason", tax.reason.rawValue)
      field("taxable_amount", tax.taxable, in: currency)
      members(#""type":"tax_rate_details""#)
      endObject()
    }
    endArray()
  }
}
