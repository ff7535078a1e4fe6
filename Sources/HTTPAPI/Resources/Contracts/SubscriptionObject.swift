import Chronology
import Identity
import Notation
import Operations
import Rating
import Relations
import Subscriptions

extension Subscription: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(
      #""object":"subscription","application":null,"application_fee_percent":null"#)
    writer.members(#""automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null}"#)
    writer.field("billing_cycle_anchor", cycleAnchor)
    writer.members(
      #""billing_cycle_anchor_config":null,"billing_mode":{"flexible":null,"type":"flexible"}"#)
    writer.members(#""billing_schedules":[],"billing_thresholds":null"#)
    writeCancellation(to: &writer)
    writer.field("collection_method", collection.method)
    writer.field("created", created)
    writer.field("currency", currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""customer_account":null"#)
    writer.field("days_until_due", collection.daysUntilDue)
    try writer.reference(
      "default_payment_method", defaultPaymentMethod?.text, expansion["default_payment_method"], in: scene
    ) { try defaultPaymentMethod.flatMap { try scene.snapshot.paymentMethod($0) } }
    writer.members(#""default_source":null"#)
    try writer.taxRates("default_tax_rates", defaultTaxRates, in: scene)
    writer.field("description", description)
    try writer.discounts(discounts, of: customer, in: scene, expanding: expansion)
    writer.field("ended_at", endedAt)
    writer.members(
      """
      "invoice_settings":{"account_tax_ids":null,"custom_fields":null,"description":null,"footer":null,\
      "issuer":{"type":"account"}}
      """)
    let items = objects
    try writer.list(
      "items", items, url: "/v1/subscription_items?subscription=\(id)", in: scene,
      expanding: expansion.inside("items"))
    try writeLatest(to: &writer, in: scene, expansion)
    writer.endObject()
  }

  /// The items that go on, in the order in which they were made.
  var objects: [SubscriptionItemObject] {
    items.filter { !$0.isRemoved }.map { SubscriptionItemObject(item: $0, of: self) }
  }

  private func writeCancellation(to writer: inout JSONWriter) {
    writer.field("cancel_at", cancellation?.effectiveAt)
    writer.field("cancel_at_period_end", cancellation?.atPeriodEnd ?? false)
    writer.field("canceled_at", cancellation?.requestedAt)
    writer.object("cancellation_details") { writer in
      writer.field("comment", cancellation?.comment)
      writer.field("feedback", cancellation?.feedback)
      writer.members(#""feedback_option":null"#)
      writer.field("reason", cancellation?.reason.rawValue)
    }
  }

  private func writeLatest(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    try writer.reference("latest_invoice", latestInvoice?.text, expansion["latest_invoice"], in: scene) {
      try latestInvoice.flatMap { try scene.invoice($0) }
    }
    writer.field("livemode", scene.isLive)
    writer.members(#""managed_payments":null"#)
    writer.field("metadata", metadata)
    writer.members(
      """
      "next_pending_invoice_item_invoice":null,"on_behalf_of":null
      """)
    writePause(to: &writer)
    writer.members(
      """
      "payment_settings":{"payment_method_options":null,"payment_method_types":null,\
      "save_default_payment_method":"off"},"pending_invoice_item_interval":null,\
      "pending_setup_intent":null,"pending_update":null,"schedule":null
      """)
    writer.field("start_date", startDate)
    writer.field("status", status.rawValue)
    writer.members(#""status_details":null"#)
    try writer.reference("test_clock", testClock?.text, expansion["test_clock"], in: scene) {
      try testClock.flatMap { try scene.snapshot.testClock($0) }
    }
    writer.members(#""transfer_data":null"#)
    writer.field("trial_end", trial?.end)
    writer.object("trial_settings") { writer in
      writer.object("end_behavior") { writer in
        writer.members(#""billing_cycle_anchor":null"#)
        writer.field("missing_payment_method", (trial?.withoutCard ?? .createInvoice).rawValue)
      }
    }
    writer.field("trial_start", trial?.start)
  }

  private func writePause(to writer: inout JSONWriter) {
    guard let pause = collectionPause else { return writer.field("pause_collection", String?.none) }
    writer.object("pause_collection") { writer in
      writer.field("behavior", pause.behavior.rawValue)
      writer.field("resumes_at", pause.resumesAt)
    }
  }
}

/// An item with the contract it belongs to, which the item itself does not know.
struct SubscriptionItemObject: WireObject {
  let item: SubscriptionItem
  let subscription: SubscriptionID
  private let customer: CustomerID
  private let period: Period

  init(item: SubscriptionItem, of subscription: Subscription) {
    self.item = item
    self.subscription = subscription.id
    customer = subscription.customer
    period = subscription.billedPeriod(of: item)
  }

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let price = try scene.price(item.price)
    writer.beginObject()
    writer.field("id", item.id.text)
    writer.members(#""object":"subscription_item""#)
    if expansion["billed_until"] != nil { writer.field("billed_until", item.period.end) }
    writer.members(#""billing_thresholds":null"#)
    writer.field("billing_timing", (item.timing ?? .advance).rawValue)
    writer.field("created", item.created)
    writer.field("current_period_end", period.end)
    writer.field("current_period_start", period.start)
    writer.members(#""current_trial":null"#)
    try writer.discounts(item.discounts, of: customer, in: scene, expanding: expansion)
    writer.field("metadata", item.metadata)
    price.writePlan(to: &writer, in: scene)
    writer.key("price")
    try price.write(to: &writer, in: scene, expanding: expansion.inside("price"))
    writer.key("price_choice")
    write(item.choice, to: &writer)
    writer.field("quantity", item.quantity)
    writer.field("subscription", subscription.text)
    try writer.taxRates("tax_rates", item.taxRates, in: scene)
    writer.endObject()
  }

  /// Ours: what the item settles of a price that leaves something open.
  private func write(_ choice: PriceChoice?, to writer: inout JSONWriter) {
    guard let choice else { return writer.null() }
    writer.beginObject()
    switch choice {
    case .amount(let amount): writer.field("unit_amount", amount)
    case .cell(let row, let column): writer.field("values", [row, column])
    }
    writer.endObject()
  }
}
