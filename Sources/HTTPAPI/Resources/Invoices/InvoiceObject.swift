import Chronology
import Identity
import Invoicing
import Notation
import Operations
import Receivables
import Subscriptions

/// An invoice with its lines, or one that is only previewed.
struct InvoiceObject: WireObject {
  let invoice: Invoice
  let lines: [InvoiceLine]
  var isPreview = false

  /// How many lines an invoice shows itself; more are on their own pages.
  private static let linesShown = 10

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id)
    writer.members(#""object":"invoice","account_country":"US""#)
    writer.field("account_name", scene.workspace.name)
    writer.members(#""account_tax_ids":null"#)
    try writeAmounts(to: &writer, in: scene, expansion)
    writer.members(#""application":null"#)
    writeCollection(to: &writer)
    writer.field("billing_reason", isPreview ? "upcoming" : invoice.reason.rawValue)
    writer.field("created", invoice.created)
    writer.field("currency", invoice.currency.code)
    try writeCustomer(to: &writer, in: scene, expansion)
    writer.field("description", invoice.description)
    writer.field("footer", invoice.footer)
    try writer.discounts(invoice.discounts, of: invoice.customer, in: scene, expanding: expansion)
    writer.members(#""from_invoice":null"#)
    writer.field("hosted_invoice_url", address(in: scene))
    writer.members(
      """
      "invoice_pdf":null,"issuer":{"type":"account"},"last_finalization_error":null,"latest_revision":null
      """)
    try writeLines(to: &writer, in: scene, expansion.inside("lines"))
    writer.field("livemode", scene.isLive)
    writer.field("metadata", invoice.metadata)
    writer.field("number", isPreview ? nil : invoice.number)
    writer.members(#""on_behalf_of":null"#)
    try writeParent(to: &writer, in: scene, expansion)
    try writePayments(to: &writer, in: scene, expansion)
    writer.field("period_end", invoice.period.end)
    writer.field("period_start", invoice.period.start)
    writer.members(
      """
      "receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,\
      "statement_descriptor":null
      """)
    writeStatus(to: &writer)
    try writer.reference("test_clock", invoice.testClock?.text, expansion["test_clock"], in: scene) {
      try invoice.testClock.flatMap { try scene.snapshot.testClock($0) }
    }
    writer.members(#""webhooks_delivered_at":null"#)
    writer.endObject()
  }

  private var id: String { isPreview ? "upcoming_\(invoice.id)" : invoice.id.text }
  /// Where people read it, once it is final.
  private func address(in scene: Scene) -> String? {
    guard !isPreview, invoice.status != .draft else { return nil }
    return scene.caller.site + scene.caller.workspace.links.path(to: invoice.id)
  }

  private var url: String { "/v1/invoices/\(id)/lines" }

  private func writeAmounts(
    to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion
  ) throws {
    let currency = invoice.currency
    writer.field("amount_due", invoice.amountDue, in: currency)
    writer.members(#""amount_overpaid":0"#)
    writer.field("amount_paid", isPreview ? 0 : invoice.amountPaid, in: currency)
    writer.field("amount_paid_off_stripe", isPreview ? 0 : invoice.amountPaidOutOfBand, in: currency)
    writer.field("amount_remaining", isPreview ? invoice.amountDue : invoice.amountRemaining, in: currency)
    writer.members(#""amount_shipping":0"#)
    writer.field("ending_balance", invoice.endingBalance, in: currency)
    writer.field("post_payment_credit_notes_amount", invoice.creditedPaid ?? 0, in: currency)
    writer.field("pre_payment_credit_notes_amount", invoice.creditedOpen ?? 0, in: currency)
    writer.field("starting_balance", invoice.startingBalance, in: currency)
    // Discounts of single lines come before the subtotal, those of the invoice after it.
    let own = lines.reduce(0) { $0 + $1.content.ownDiscount }
    writer.field("subtotal", invoice.subtotal - own, in: currency)
    writer.field(
      "subtotal_excluding_tax", lines.reduce(0) { $0 + $1.content.netOfOwnDiscounts }, in: currency)
    writer.field("total", invoice.total, in: currency)
    let discounts = lines.discounts
    try writer.discountAmounts(
      "total_discount_amounts", discounts, currency, of: invoice.customer, in: scene,
      expanding: expansion.inside("total_discount_amounts"))
    writer.field("total_excluding_tax", invoice.net, in: currency)
    writer.pretaxCredits("total_pretax_credit_amounts", discounts, currency)
    try writer.taxes(
      "total_taxes", lines.taxes, currency, in: scene, expanding: expansion.inside("total_taxes"))
  }

  private func writeCollection(to writer: inout JSONWriter) {
    writer.field("attempt_count", isPreview ? 0 : Int64(invoice.attemptCount))
    writer.field("attempted", !isPreview && invoice.attempted)
    writer.field("auto_advance", invoice.autoAdvance)
    writer.members(
      """
      "automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null}
      """)
    writer.field("automatically_finalizes_at", invoice.finalizesAt)
    writer.field("collection_method", invoice.collection.method)
    writer.field("due_date", invoice.dueDate)
    writer.field("effective_at", isPreview ? nil : invoice.finalizedAt)
    writer.field("next_payment_attempt", invoice.nextPaymentAttempt)
  }

  private func writeCustomer(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    writer.key("custom_fields")
    if let fields = invoice.customFields {
      writer.beginArray()
      for field in fields {
        writer.beginObject()
        writer.field("name", field.name)
        writer.field("value", field.value)
        writer.endObject()
      }
      writer.endArray()
    } else {
      writer.null()
    }
    try writer.reference("customer", invoice.customer.text, expansion["customer"], in: scene) {
      try scene.customer(invoice.customer)
    }
    writer.members(#""customer_account":null"#)
    let billed = invoice.billedTo
    writer.field("customer_address", billed.address)
    writer.field("customer_email", billed.email)
    writer.field("customer_name", billed.name)
    writer.field("customer_phone", billed.phone)
    writer.field("customer_shipping", billed.shipping)
    writer.field("customer_tax_exempt", billed.taxExemption.rawValue)
    writer.members(#""customer_tax_ids":[]"#)
    let method = invoice.defaultPaymentMethod
    try writer.reference(
      "default_payment_method", method?.text, expansion["default_payment_method"], in: scene
    ) { try method.flatMap { try scene.snapshot.paymentMethod($0) } }
    writer.members(#""default_source":null"#)
    try writer.taxRates("default_tax_rates", invoice.defaultTaxRates, in: scene)
  }

  private func writeLines(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    let shown = lines.prefix(Self.linesShown).map {
      InvoiceLineObject(line: $0, invoice: id, customer: invoice.customer)
    }
    try writer.list(
      "lines", shown, hasMore: lines.count > shown.count, total: lines.count, url: url, in: scene,
      expanding: expansion)
  }

  private func writeParent(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    writer.key("parent")
    guard let subscription = invoice.subscription else { return writer.null() }
    let wanted = expansion.inside("parent").inside("subscription_details")["subscription"]
    writer.beginObject()
    writer.members(#""quote_details":null"#)
    try writer.object("subscription_details") { writer in
      writer.field("metadata", invoice.subscriptionMetadata)
      try writer.reference("subscription", subscription.text, wanted, in: scene) {
        try scene.snapshot.subscription(subscription)
      }
    }
    writer.members(#""type":"subscription_details""#)
    writer.endObject()
  }

  private func writePayments(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    writer.members(
      """
      "payment_settings":{"default_mandate":null,"payment_method_options":null,\
      "payment_method_types":null}
      """
    )
    if expansion["confirmation_secret"] != nil { writer.members(#""confirmation_secret":null"#) }
    guard let inside = expansion["payments"] else { return }
    let intent = isPreview ? nil : try scene.snapshot.paymentIntent(for: invoice.id)
    try writer.list(
      "payments", [intent].compactMap { $0 }.map(InvoicePaymentObject.init),
      url: "/v1/invoice_payments?invoice=\(id)", in: scene, expanding: inside)
  }

  private func writeStatus(to writer: inout JSONWriter) {
    writer.field("status", isPreview ? "draft" : invoice.status.rawValue)
    writer.members(#""status_details":null"#)
    writer.object("status_transitions") { writer in
      writer.field("finalized_at", isPreview ? nil : invoice.finalizedAt)
      writer.field("marked_uncollectible_at", invoice.uncollectibleAt)
      writer.field("paid_at", isPreview ? nil : invoice.paidAt)
      writer.field("voided_at", invoice.voidedAt)
    }
  }
}

extension Scene {
  func invoice(_ id: InvoiceID) throws -> InvoiceObject? {
    try snapshot.invoice(id).map { InvoiceObject(invoice: $0, lines: try snapshot.lines(of: id)) }
  }
}
