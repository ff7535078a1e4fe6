import Invoicing
import Notation
import Relations
import Subscriptions

/// Which invoices; all given conditions hold.
public struct InvoiceFilter: Sendable {
  public var customer: CustomerID?
  public var subscription: SubscriptionID?
  public var status: InvoiceStatus?
  public var collection: CollectionKind?

  public init(
    customer: CustomerID? = nil, subscription: SubscriptionID? = nil, status: InvoiceStatus? = nil,
    collection: CollectionKind? = nil
  ) {
    self.customer = customer
    self.subscription = subscription
    self.status = status
    self.collection = collection
  }
}

extension Connection {
  /// Reads an invoice's row; the columns are asked for in the order they are selected.
  func invoice(_ row: any Row) throws -> Invoice {
    var draft = StateDraft(row)
    try draft.text("id", "id")
    try draft.text("customer", "customer")
    try draft.text("subscription", "subscription")
    try draft.text("currency", "currency")
    try draft.text("status", "status")
    try draft.text("reason", "reason")
    let days = try row.integerOrNil("days_until_due")
    draft.set(
      "collection",
      days.map { ["sendInvoice": ["daysUntilDue": .integer($0)]] } ?? ["chargeAutomatically": [:]])
    try draft.text("number", "number")
    try draft.document("billedTo", "billed_to")
    try draft.period("period", "period_start", "period_end")
    try draft.integer("created", "created")
    try draft.integer("subtotal", "subtotal")
    try draft.integer("total", "total")
    try draft.integer("startingBalance", "starting_balance")
    try draft.integer("endingBalance", "ending_balance")
    try draft.integer("amountDue", "amount_due")
    try draft.integer("amountPaid", "amount_paid")
    try draft.integer("amountPaidOutOfBand", "amount_paid_out_of_band")
    try draft.integer("attemptCount", "attempt_count")
    try draft.flag("attempted", "attempted")
    try draft.integer("nextPaymentAttempt", "next_payment_attempt")
    try draft.flag("autoAdvance", "auto_advance")
    try draft.integer("finalizesAt", "finalizes_at")
    try draft.integer("finalizedAt", "finalized_at")
    try draft.integer("paidAt", "paid_at")
    try draft.integer("voidedAt", "voided_at")
    try draft.integer("uncollectibleAt", "uncollectible_at")
    try draft.integer("dueDate", "due_date")
    try draft.text("defaultPaymentMethod", "default_payment_method")
    try draft.text("description", "description")
    try draft.document("metadata", "metadata")
    try draft.document("subscriptionMetadata", "subscription_metadata")
    try draft.text("testClock", "test_clock")
    return try draft.decoded()
  }
}
