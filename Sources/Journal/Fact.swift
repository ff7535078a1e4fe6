import Catalog
import Chronology
import Identity
import Invoicing
import Notation
import Receivables
import Relations
import Subscriptions

/// Something that happened, closed and complete: the ledger, analytics, API events and webhooks read nothing
/// else.
///
/// The first fact of a thing holds its whole state, each later one the columns that changed, so the state
/// after any fact is a fold. Kinds and payloads are stored: renaming a case is a migration.
public enum Fact: Sendable {
  case productCreated(Product)
  case productChanged(ProductID, Change<Product>)
  case productDeleted(ProductID)
  case priceCreated(Price)
  case priceChanged(PriceID, Change<Price>)
  case taxRateCreated(TaxRate)
  case taxRateChanged(TaxRateID, Change<TaxRate>)
  case couponCreated(Coupon)
  case couponChanged(CouponID, CouponCause, Change<Coupon>)
  case promotionCodeCreated(PromotionCode)
  case promotionCodeChanged(PromotionCodeID, PromotionCodeCause, Change<PromotionCode>)

  case customerCreated(Customer)
  case customerChanged(CustomerID, Change<Customer>, CustomerStanding)
  case customerDeleted(CustomerID, CustomerStanding)
  case testClockCreated(TestClock)
  case testClockChanged(TestClockID, TestClockCause, Change<TestClock>)
  case testClockDeleted(TestClockID)

  case paymentMethodAttached(PaymentMethod)
  case paymentMethodChanged(PaymentMethodID, Change<PaymentMethod>)
  case paymentMethodDetached(PaymentMethodID, Change<PaymentMethod>)
  case paymentIntentCreated(PaymentIntent)
  case paymentIntentChanged(PaymentIntentID, PaymentIntentCause, Change<PaymentIntent>)
  case paymentAttempted(PaymentAttempt)
  case cardCharged(CardCharge)
  case chargeChanged(ChargeID, ChargeCause, Change<CardCharge>)
  case refundCreated(Refund)
  case refundChanged(RefundID, RefundCause, Change<Refund>)
  case setupIntentCreated(SetupIntent)
  case setupIntentChanged(SetupIntentID, SetupIntentCause, Change<SetupIntent>)
  case balanceAdjusted(BalanceAdjustment)
  case balanceAdjustmentChanged(BalanceTransactionID, Change<BalanceAdjustment>)

  case subscriptionStarted(Subscription, [RecurringLevel])
  case subscriptionChanged(SubscriptionID, SubscriptionCause, Change<Subscription>, [RecurringLevel])

  case itemQueued(PendingItem)
  case itemChanged(PendingItemID, Change<PendingItem>)
  case itemDeleted(PendingItemID)
  case invoiceDrafted(Invoice, [InvoiceLine])
  case invoiceLinesChanged(InvoiceID, Change<Invoice>, LineChange)
  case invoiceDeleted(InvoiceID)
  case creditNoteIssued(CreditNote)
  case creditNoteChanged(CreditNoteID, CreditNoteCause, Change<CreditNote>)
  case invoiceChanged(InvoiceID, InvoiceCause, Change<Invoice>)

  case dunningChosen(DunningPolicy)
  case ratesRecorded(ReferenceRates)
  case spendRecorded(MarketingSpend)
  case marginChosen(GrossMargin)

  case closeBegun(BookClose)
  case revenueRecognized(BookClosePart)
  case closeFinished(BookCloseID, Change<BookClose>)
}

public enum CouponCause: String, Sendable, CaseIterable {
  case updated, redeemed, withdrawn
}

public enum PromotionCodeCause: String, Sendable, CaseIterable {
  case updated, redeemed
}

public enum CreditNoteCause: String, Sendable, CaseIterable {
  case updated, voided
}

public enum TestClockCause: String, Sendable, CaseIterable {
  case advancing, ready
}

public enum PaymentIntentCause: String, Sendable, CaseIterable {
  case attempted, succeeded, failed
  case actionRequired = "action_required"
  case canceled, updated
  case amountChanged = "amount_changed"
}

public enum SetupIntentCause: String, Sendable, CaseIterable {
  case updated, attempted, succeeded, failed
  case actionRequired = "action_required"
  case canceled
}

public enum ChargeCause: String, Sendable, CaseIterable {
  case refunded
  /// What was to go back did not.
  case refundFailed = "refund_failed"
}

public enum RefundCause: String, Sendable, CaseIterable {
  case updated, pending, succeeded, failed
}

/// What moved a contract. The levels of a fact are filled where its recurring amount may have changed.
public enum SubscriptionCause: String, Sendable, CaseIterable {
  case updated
  case itemsChanged = "items_changed"
  /// Some items recur by another interval, while the others go on in their periods.
  case intervalChanged = "interval_changed"
  case discountsChanged = "discounts_changed"
  /// Time was up for a discount, or an invoice used it up.
  case discountExpired = "discount_expired"
  case renewed
  case invoiced
  case activated
  /// A trial ends soon; nothing else is different.
  case trialWillEnd = "trial_will_end"
  case fellPastDue = "fell_past_due"
  case becameUnpaid = "became_unpaid"
  case recovered
  case paused
  case resumed
  case cancellationScheduled = "cancellation_scheduled"
  case cancellationWithdrawn = "cancellation_withdrawn"
  case canceled
  case expired
}

public enum InvoiceCause: String, Sendable, CaseIterable {
  case updated
  case finalized
  case paid
  case paymentFailed = "payment_failed"
  case paymentActionRequired = "payment_action_required"
  case voided
  case markedUncollectible = "marked_uncollectible"
  case abandoned
  case sent
  /// A credit note took something off it, or one that did became void.
  case credited
}
