import Chronology
import Identity
import Invoicing
import Notation
import Operations
import Relations

/// A line, with the id its invoice goes by.
struct InvoiceLineObject: WireObject {
  let line: InvoiceLine
  let invoice: String
  let customer: CustomerID

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let content = line.content
    writer.beginObject()
    writer.field("id", line.id.text)
    writer.members(#""object":"line_item""#)
    writer.field("amount", content.amount.minorUnits, in: content.amount.currency)
    writer.field("currency", content.amount.currency.code)
    writer.field("description", LineText.description(of: content))
    let discounted = content.discounted ?? []
    try writer.discountAmounts(
      "discount_amounts", discounted, content.amount.currency, of: customer, in: scene,
      expanding: expansion.inside("discount_amounts"))
    writer.field("discountable", content.isDiscountable)
    try writer.discounts(content.discounts, of: customer, in: scene, expanding: expansion)
    content.explanation.write(to: &writer, content.amount.currency)
    writer.field("invoice", invoice)
    writer.field("livemode", scene.isLive)
    writer.field("metadata", content.metadata ?? [:])
    writeParent(to: &writer)
    content.writePeriodAndPricing(to: &writer)
    writer.field("quantity", content.quantity)
    writer.pretaxCredits("pretax_credit_amounts", discounted, content.amount.currency)
    writer.field("quantity_decimal", String(content.quantity))
    let subscription = content.subscription
    try writer.reference("subscription", subscription?.text, expansion["subscription"], in: scene) {
      try subscription.flatMap { try scene.snapshot.subscription($0) }
    }
    writer.field("subtotal", content.amount.minorUnits, in: content.amount.currency)
    try writer.taxes(
      "taxes", content.taxes ?? [], content.amount.currency, in: scene, expanding: expansion.inside("taxes"))
    writer.endObject()
  }

  private func writeParent(to writer: inout JSONWriter) {
    let content = line.content
    writer.object("parent") { writer in
      guard let item = content.item else {
        writer.object("invoice_item_details") { writer in
          writer.field("invoice_item", content.pendingItem?.text ?? "")
          writeProration(to: &writer)
        }
        return writer.members(#""subscription_item_details":null,"type":"invoice_item_details""#)
      }
      writer.members(#""invoice_item_details":null"#)
      writer.object("subscription_item_details") { writer in
        writer.field("invoice_item", content.pendingItem?.text)
        writeProration(to: &writer)
        writer.field("subscription_item", item.text)
      }
      writer.members(#""type":"subscription_item_details""#)
    }
  }

  private func writeProration(to writer: inout JSONWriter) {
    let content = line.content
    writer.field("proration", content.isProration)
    writer.key("proration_details")
    if let credits = content.credits {
      writer.beginObject()
      writer.object("credited_items") { writer in
        writer.field("invoice", credits.invoice.text)
        writer.field("invoice_line_items", [credits.line.text])
      }
      writer.endObject()
    } else {
      writer.null()
    }
    writer.field("subscription", content.subscription?.text)
  }
}

extension LineContent {
  func writePeriodAndPricing(to writer: inout JSONWriter) {
    writer.object("period") { writer in
      writer.field("end", period.end)
      writer.field("start", period.start)
    }
    guard let price, let product else {
      // An amount has no price of the catalog, though each unit may have one of its own.
      writer.members(#""pricing":null"#)
      return
    }
    writer.object("pricing") { writer in
      writer.object("price_details") { writer in
        writer.field("price", price.text)
        writer.field("product", product.text)
      }
      writer.members(#""type":"price_details""#)
      // A part of a period has no price of its own.
      let unit = isProration ? nil : explanation.unitPrice
      writer.field("unit_amount_decimal", unit.map { WireAmount.wire($0, amount.currency).decimalText })
    }
  }
}
