import Journal

/// Which events of the format a fact is. Most facts are one, some several, and some are nobody's business.
enum EventTypes {
  /// By the kind of the fact; the first is the oldest event.
  private static let byKind: [String: [String]] = [
    "product.created": ["product.created"],
    "product.changed": ["product.updated"],
    "product.deleted": ["product.deleted"],
    "price.created": ["price.created"],
    "price.changed": ["price.updated"],
    "tax_rate.created": ["tax_rate.created"],
    "tax_rate.changed": ["tax_rate.updated"],
    "coupon.created": ["coupon.created"],
    "coupon.updated": ["coupon.updated"],
    "coupon.withdrawn": ["coupon.deleted"],
    "promotion_code.created": ["promotion_code.created"],
    "promotion_code.updated": ["promotion_code.updated"],
    "customer.created": ["customer.created"],
    "customer.changed": ["customer.updated"],
    "customer.deleted": ["customer.deleted"],
    "test_clock.created": ["test_helpers.test_clock.created"],
    "test_clock.advancing": ["test_helpers.test_clock.advancing"],
    "test_clock.ready": ["test_helpers.test_clock.ready"],
    "test_clock.deleted": ["test_helpers.test_clock.deleted"],
    "payment_method.attached": ["payment_method.attached"],
    "payment_method.changed": ["payment_method.updated"],
    "payment_method.detached": ["payment_method.detached"],
    "payment_intent.created": ["payment_intent.created"],
    "payment_intent.succeeded": ["payment_intent.succeeded"],
    "payment_intent.failed": ["payment_intent.payment_failed"],
    "payment_intent.action_required": ["payment_intent.requires_action"],
    "payment_intent.canceled": ["payment_intent.canceled"],
    "card.charged": ["charge.succeeded", "charge.failed"],
    "card.refunded": ["charge.refunded"],
    "card.refund_failed": ["charge.updated"],
    "setup_intent.created": ["setup_intent.created"],
    "setup_intent.succeeded": ["setup_intent.succeeded"],
    "setup_intent.failed": ["setup_intent.setup_failed"],
    "setup_intent.action_required": ["setup_intent.requires_action"],
    "setup_intent.canceled": ["setup_intent.canceled"],
    "refund.created": ["refund.created"],
    "refund.updated": ["refund.updated"],
    "refund.succeeded": ["refund.updated", "charge.refund.updated"],
    "refund.failed": ["refund.updated", "charge.refund.updated", "refund.failed"],
    "subscription.started": ["customer.subscription.created"],
    "subscription.updated": ["customer.subscription.updated"],
    "subscription.items_changed": ["customer.subscription.updated"],
    "subscription.interval_changed": ["customer.subscription.updated"],
    "subscription.discounts_changed": ["customer.subscription.updated"],
    "subscription.discount_expired": ["customer.subscription.updated"],
    "subscription.trial_will_end": ["customer.subscription.trial_will_end"],
    "subscription.renewed": ["customer.subscription.updated"],
    "subscription.activated": ["customer.subscription.updated"],
    "subscription.fell_past_due": ["customer.subscription.updated"],
    "subscription.became_unpaid": ["customer.subscription.updated"],
    "subscription.recovered": ["customer.subscription.updated"],
    "subscription.paused": ["customer.subscription.updated", "customer.subscription.paused"],
    "subscription.resumed": ["customer.subscription.updated", "customer.subscription.resumed"],
    "subscription.cancellation_scheduled": ["customer.subscription.updated"],
    "subscription.cancellation_withdrawn": ["customer.subscription.updated"],
    "subscription.expired": ["customer.subscription.updated"],
    "subscription.canceled": ["customer.subscription.deleted"],
    "item.queued": ["invoiceitem.created"],
    "item.deleted": ["invoiceitem.deleted"],
    "invoice.drafted": ["invoice.created"],
    "invoice.updated": ["invoice.updated"],
    "invoice.lines_changed": ["invoice.updated"],
    "invoice.deleted": ["invoice.deleted"],
    "invoice.sent": ["invoice.sent"],
    "invoice.credited": ["invoice.updated"],
    "credit_note.issued": ["credit_note.created"],
    "credit_note.updated": ["credit_note.updated"],
    "credit_note.voided": ["credit_note.voided"],
    "invoice.finalized": ["invoice.finalized"],
    "invoice.paid": ["invoice.paid", "invoice.payment_succeeded"],
    "invoice.payment_failed": ["invoice.payment_failed"],
    "invoice.payment_action_required": ["invoice.payment_action_required"],
    "invoice.voided": ["invoice.voided"],
    "invoice.marked_uncollectible": ["invoice.marked_uncollectible"],
    "invoice.abandoned": ["invoice.updated"],
  ]

  static func types(of fact: Fact) -> [String] {
    if case .cardCharged(let charge) = fact {
      return [charge.decline == nil ? "charge.succeeded" : "charge.failed"]
    }
    return byKind[fact.kind] ?? []
  }

  /// The kinds of fact that can be events of a type the filter wants.
  static func kinds(_ isWanted: (String) -> Bool) -> [String] {
    Set(byKind.filter { $0.value.contains(where: isWanted) }.keys).union(DiscountEvent.kinds(isWanted))
      .sorted()
  }

  /// Which types a filter wants: one, or a family such as `invoice.*`.
  static func matches(_ type: String, _ pattern: String) -> Bool {
    pattern == type || pattern == "*" || (pattern.hasSuffix(".*") && type.hasPrefix(pattern.dropLast()))
  }
}
