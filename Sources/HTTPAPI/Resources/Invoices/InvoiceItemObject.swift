import Chronology
import Identity
import Invoicing
import Notation
import Operations

/// What waits for the customer's next invoice, or stands on one.
extension PendingItem: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let currency = content.amount.currency
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"invoiceitem""#)
    writer.field("amount", content.amount.minorUnits, in: currency)
    writer.field("currency", currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""customer_account":null"#)
    writer.field("date", created)
    writer.field("description", LineText.description(of: content))
    writer.field("discountable", content.isDiscountable)
    try writer.discounts(content.discounts, of: customer, in: scene, expanding: expansion)
    writer.members(#""frozen_fields":[]"#)
    try writer.reference("invoice", invoice?.text, expansion["invoice"], in: scene) {
      try invoice.flatMap { try scene.invoice($0) }
    }
    writer.members(#""invoicing_rules":null"#)
    writer.field("livemode", scene.isLive)
    writer.field("metadata", content.metadata ?? [:])
    writer.field("net_amount", content.charged.minorUnits, in: currency)
    writeParent(to: &writer)
    content.writePeriodAndPricing(to: &writer)
    writer.field("proration", content.isProration)
    try writer.object("proration_details") { writer in
      writer.members(#""credited_items":null"#)
      try writer.discountAmounts(
        "discount_amounts", content.discounted ?? [], currency, of: customer, in: scene,
        expanding: expansion.inside("proration_details").inside("discount_amounts"))
    }
    writer.field("quantity", content.quantity)
    writer.field("quantity_decimal", String(content.quantity))
    try writer.taxRates("tax_rates", content.taxRates, in: scene)
    writer.members(#""test_clock":null"#)
    writer.endObject()
  }

  private func writeParent(to writer: inout JSONWriter) {
    writer.key("parent")
    guard let subscription = content.subscription else { return writer.null() }
    writer.beginObject()
    writer.object("subscription_details") { writer in
      writer.field("subscription", subscription.text)
      if let item = content.item { writer.field("subscription_item", item.text) }
    }
    writer.members(#""type":"subscription_details""#)
    writer.endObject()
  }
}
