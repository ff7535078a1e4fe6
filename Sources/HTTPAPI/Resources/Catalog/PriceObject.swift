import Catalog
import Identity
import Monetary
import Notation
import Operations
import Rating

extension Price: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let words = PricingWords(model)
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"price""#)
    writer.field("active", active)
    writer.field("billing_scheme", words.scheme)
    writer.field("created", created)
    writer.field("currency", currency.code)
    if let wanted = expansion["currency_options"] { writeOptions(to: &writer, expanding: wanted) }
    words.writeCustomAmount(to: &writer, currency)
    writer.field("livemode", scene.isLive)
    writer.field("lookup_key", lookupKey)
    writer.field("metadata", metadata)
    writer.field("nickname", nickname)
    words.writeOwn(to: &writer, currency)
    try writer.reference("product", product.text, expansion["product"], in: scene) {
      try scene.snapshot.product(product)
    }
    writer.key("recurring")
    writeCadence(to: &writer)
    writer.field("tax_behavior", taxBehavior.rawValue)
    if expansion["tiers"] != nil { words.writeTiers(to: &writer, currency) }
    writer.field("tiers_mode", words.tiersMode)
    words.writeTransform(to: &writer, "transform_quantity")
    writer.field("type", cadence == nil ? "one_time" : "recurring")
    words.writeAmount(to: &writer, "unit_amount", "unit_amount_decimal", currency)
    writer.endObject()
  }

  /// All currencies it is sold in, its own among them.
  private func writeOptions(to writer: inout JSONWriter, expanding expansion: Expansion) {
    writer.object("currency_options") { writer in
      let own = CurrencyOption(currency: currency, model: model, taxBehavior: taxBehavior)
      for option in [own] + currencyOptions {
        let words = PricingWords(option.model)
        writer.key(text: option.currency.code)
        writer.beginObject()
        words.writeCustomAmount(to: &writer, option.currency)
        words.writeOwn(to: &writer, option.currency)
        writer.field("tax_behavior", option.taxBehavior.rawValue)
        if expansion.inside(option.currency.code)["tiers"] != nil {
          words.writeTiers(to: &writer, option.currency)
        }
        words.writeAmount(to: &writer, "unit_amount", "unit_amount_decimal", option.currency)
        writer.endObject()
      }
    }
  }

  private func writeCadence(to writer: inout JSONWriter) {
    guard let cadence else { return writer.null() }
    writer.beginObject()
    writer.field("interval", cadence.unit.rawValue)
    writer.field("interval_count", Int64(cadence.count))
    writer.members(#""meter":null,"trial_period_days":null,"usage_type":"licensed""#)
    writer.endObject()
  }

  /// The older form of the same, which every subscription item still carries.
  func writePlan(to writer: inout JSONWriter, in scene: Scene) {
    let words = PricingWords(model)
    writer.object("plan") { writer in
      writer.field("id", id.text)
      writer.members(#""object":"plan""#)
      writer.field("active", active)
      words.writeAmount(to: &writer, "amount", "amount_decimal", currency)
      writer.field("billing_scheme", words.scheme)
      writer.field("created", created)
      writer.field("currency", currency.code)
      writer.field("interval", cadence?.unit.rawValue)
      writer.field("interval_count", cadence.map { Int64($0.count) })
      writer.field("livemode", scene.isLive)
      writer.field("metadata", metadata)
      writer.members(#""meter":null"#)
      writer.field("nickname", nickname)
      writer.field("product", product.text)
      writer.field("tiers_mode", words.tiersMode)
      words.writeTransform(to: &writer, "transform_usage")
      writer.members(#""trial_period_days":null,"usage_type":"licensed""#)
    }
  }
}
