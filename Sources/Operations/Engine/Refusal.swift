import Identity
import Receivables

/// What stands behind an id.
public enum EntityKind: String, Hashable, Sendable, CaseIterable {
  case product, price, customer, subscription, invoice, charge, event
  case subscriptionItem = "subscription_item"
  case paymentMethod = "payment_method"
  case paymentIntent = "payment_intent"
  case refund
  case setupIntent = "setup_intent"
  case testClock = "test_clock"
  case invoiceLine = "invoice_line_item"
  case invoiceItem = "invoiceitem"
  case balanceTransaction = "customer_balance_transaction"
  case invoicePayment = "invoice_payment"
  case taxRate = "tax_rate"
  case coupon
  case promotionCode = "promotion_code"
  case discount
  case creditNote = "credit_note"
  case workspace, key, job
}

/// Operations saying no where no single domain does. `field` names the input as the caller gave it; nil means
/// the thing itself that was addressed.
public enum Refusal: Error, Hashable, Sendable {
  case unknown(EntityKind, id: String, field: String?)
  /// An id or a name that is held already.
  case taken(field: String, value: String)
  case productInUse(id: String)
  /// Somebody pays by an amount that is to change.
  case amountInUse(id: String, field: String)
  case amountNegative(field: String)
  case amountZero(field: String)
  case customerDeleted(id: String)
  case currencyFixed(customer: String, currency: String, field: String)
  case noPaymentMethod(customer: String)
  case paymentMethodElsewhere(id: String, field: String)
  case paymentMethodUnattached(id: String, field: String)
  case paymentMethodTaken(id: String)
  case declined(Decline, intent: PaymentIntentID?, charge: ChargeID?)
  case actionRequired(intent: PaymentIntentID)
  case clockBackwards(field: String)
  /// A moment from which on something would not count any more, and which is over.
  case momentOver(field: String)
  case clockBusy(id: String)
  case testModeOnly(field: String)
  case tooMuchMetadata
  case nothingToPreview
  /// Something is to be billed in no currency: none is named, and the customer has none yet.
  case currencyMissing(field: String)
  /// An item does not say what it costs.
  case pricingMissing(field: String)
  /// Only what somebody did to a balance by hand has words and notes of its own.
  case notAnAdjustment(id: String)
  /// The invoice would not be the one that was previewed.
  case quoteOutdated
  case idempotencyKeyInUse
  case idempotencyKeyReused(key: String)
}
