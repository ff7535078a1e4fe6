import Catalog
import Identity
import Invoicing
import Notation
import Receivables
import Relations
import Subscriptions

extension Fact {
  /// The stored name of what happened: `invoice.paid`. With the subject and payload it is the whole fact.
  public var kind: String {
    switch self {
    case .productCreated: "product.created"
    case .productChanged: "product.changed"
    case .productDeleted: "product.deleted"
    case .priceCreated: "price.created"
    case .priceChanged: "price.changed"
    case .taxRateCreated: "tax_rate.created"
    case .taxRateChanged: "tax_rate.changed"
    case .couponCreated: "coupon.created"
    case .couponChanged(_, let cause, _): "coupon.\(cause.rawValue)"
    case .promotionCodeCreated: "promotion_code.created"
    case .promotionCodeChanged(_, let cause, _): "promotion_code.\(cause.rawValue)"
    case .customerCreated: "customer.created"
    case .customerChanged: "customer.changed"
    case .customerDeleted: "customer.deleted"
    case .testClockCreated: "test_clock.created"
    case .testClockChanged(_, let cause, _): "test_clock.\(cause.rawValue)"
    case .testClockDeleted: "test_clock.deleted"
    case .paymentMethodAttached: "payment_method.attached"
    case .paymentMethodChanged: "payment_method.changed"
    case .paymentMethodDetached: "payment_method.detached"
    case .paymentIntentCreated: "payment_intent.created"
    case .paymentIntentChanged(_, let cause, _): "payment_intent.\(cause.rawValue)"
    case .paymentAttempted: "payment.attempted"
    case .cardCharged: "card.charged"
    case .chargeChanged(_, let cause, _): "card.\(cause.rawValue)"
    case .setupIntentCreated: "setup_intent.created"
    case .setupIntentChanged(_, let cause, _): "setup_intent.\(cause.rawValue)"
    case .refundCreated: "refund.created"
    case .refundChanged(_, let cause, _): "refund.\(cause.rawValue)"
    case .balanceAdjusted: "balance.adjusted"
    case .balanceAdjustmentChanged: "balance.changed"
    case .subscriptionStarted: "subscription.started"
    case .subscriptionChanged(_, let cause, _, _): "subscription.\(cause.rawValue)"
    case .itemQueued: "item.queued"
    case .itemChanged: "item.changed"
    case .itemDeleted: "item.deleted"
    case .invoiceDrafted: "invoice.drafted"
    case .invoiceLinesChanged: "invoice.lines_changed"
    case .invoiceDeleted: "invoice.deleted"
    case .creditNoteIssued: "credit_note.issued"
    case .creditNoteChanged(_, let cause, _): "credit_note.\(cause.rawValue)"
    case .invoiceChanged(_, let cause, _): "invoice.\(cause.rawValue)"
    case .dunningChosen: "workspace.dunning_chosen"
    case .ratesRecorded: "rates.recorded"
    case .spendRecorded: "spend.recorded"
    case .marginChosen: "margin.chosen"
    case .closeBegun: "books.close_begun"
    case .revenueRecognized: "books.revenue_recognized"
    case .closeFinished: "books.close_finished"
    }
  }

  /// The id of the thing whose history this fact belongs to.
  public var subject: String {
    switch self {
    case .productCreated(let product): product.id.text
    case .productChanged(let id, _), .productDeleted(let id): id.text
    case .priceCreated(let price): price.id.text
    case .priceChanged(let id, _): id.text
    case .taxRateCreated(let rate): rate.id.text
    case .taxRateChanged(let id, _): id.text
    case .couponCreated(let coupon): coupon.id.text
    case .couponChanged(let id, _, _): id.text
    case .promotionCodeCreated(let code): code.id.text
    case .promotionCodeChanged(let id, _, _): id.text
    case .customerCreated(let customer): customer.id.text
    case .customerChanged(let id, _, _), .customerDeleted(let id, _): id.text
    case .testClockCreated(let clock): clock.id.text
    case .testClockChanged(let id, _, _), .testClockDeleted(let id): id.text
    case .paymentMethodAttached(let method): method.id.text
    case .paymentMethodChanged(let id, _), .paymentMethodDetached(let id, _): id.text
    case .paymentIntentCreated(let intent): intent.id.text
    case .paymentIntentChanged(let id, _, _): id.text
    case .paymentAttempted(let attempt): attempt.paymentIntent.text
    case .cardCharged(let charge): charge.id.text
    case .chargeChanged(let id, _, _): id.text
    case .setupIntentCreated(let intent): intent.id.text
    case .setupIntentChanged(let id, _, _): id.text
    case .refundCreated(let refund): refund.id.text
    case .refundChanged(let id, _, _): id.text
    case .balanceAdjusted(let adjustment): adjustment.id.text
    case .balanceAdjustmentChanged(let id, _): id.text
    case .subscriptionStarted(let subscription, _): subscription.id.text
    case .subscriptionChanged(let id, _, _, _): id.text
    case .itemQueued(let item): item.id.text
    case .itemChanged(let id, _), .itemDeleted(let id): id.text
    case .invoiceDrafted(let invoice, _): invoice.id.text
    case .invoiceChanged(let id, _, _), .invoiceLinesChanged(let id, _, _), .invoiceDeleted(let id): id.text
    case .creditNoteIssued(let note): note.id.text
    case .creditNoteChanged(let id, _, _): id.text
    case .dunningChosen: "dunning"
    case .ratesRecorded(let sheet): sheet.id.text
    case .spendRecorded(let spend): spend.id.text
    case .marginChosen(let margin): margin.id.text
    case .closeBegun(let close): close.id.text
    case .revenueRecognized(let part): BookCloseID(part.month).text
    case .closeFinished(let id, _): id.text
    }
  }

  /// What the journal stores beside kind and subject, as JSON text. Golden files pin it.
  public func payloadText() throws -> String { try JSONForm.text(write) }

  /// The same as a tree, for those who look into it.
  public func payload() throws -> JSON { try JSON(parsing: payloadText().utf8) }

  private func write(to object: inout JSONForm) throws {
    switch self {
    case .productCreated(let state): object.add("state", try JSON(encoding: state))
    case .productChanged(_, let change): change.write(to: &object)
    case .productDeleted, .testClockDeleted, .itemDeleted, .invoiceDeleted: break
    case .priceCreated(let state): object.add("state", try JSON(encoding: state))
    case .priceChanged(_, let change): change.write(to: &object)
    case .taxRateCreated(let state): object.add("state", try JSON(encoding: state))
    case .taxRateChanged(_, let change): change.write(to: &object)
    case .couponCreated(let state): object.add("state", try JSON(encoding: state))
    case .couponChanged(_, _, let change): change.write(to: &object)
    case .promotionCodeCreated(let state): object.add("state", try JSON(encoding: state))
    case .promotionCodeChanged(_, _, let change): change.write(to: &object)
    case .customerCreated(let state): object.add("state", state)
    case .customerChanged(_, let change, let standing):
      change.write(to: &object)
      object.add("standing", standing)
    case .customerDeleted(_, let standing): object.add("standing", standing)
    case .testClockCreated(let state): object.add("state", try JSON(encoding: state))
    case .testClockChanged(_, _, let change): change.write(to: &object)
    case .paymentMethodAttached(let state): object.add("state", try JSON(encoding: state))
    case .paymentMethodChanged(_, let change), .paymentMethodDetached(_, let change):
      change.write(to: &object)
    case .paymentIntentCreated(let state): object.add("state", state)
    case .paymentIntentChanged(_, _, let change): change.write(to: &object)
    case .paymentAttempted(let attempt): object.add("state", attempt)
    case .cardCharged(let state): object.add("state", state)
    case .chargeChanged(_, _, let change): change.write(to: &object)
    case .setupIntentCreated(let state): object.add("state", try JSON(encoding: state))
    case .setupIntentChanged(_, _, let change): change.write(to: &object)
    case .refundCreated(let state): object.add("state", try JSON(encoding: state))
    case .refundChanged(_, _, let change): change.write(to: &object)
    case .balanceAdjusted(let state): object.add("state", try JSON(encoding: state))
    case .balanceAdjustmentChanged(_, let change): change.write(to: &object)
    case .subscriptionStarted(let state, let levels):
      object.add("state", state)
      object.add("levels", levels)
    case .subscriptionChanged(_, _, let change, let levels):
      change.write(to: &object)
      if !levels.isEmpty { object.add("levels", levels) }
    case .itemQueued(let state): object.add("state", try JSON(encoding: state))
    case .creditNoteIssued(let state): object.add("state", try JSON(encoding: state))
    case .creditNoteChanged(_, _, let change): change.write(to: &object)
    case .itemChanged(_, let change): change.write(to: &object)
    case .invoiceDrafted(let state, let lines):
      object.add("state", state)
      object.add("lines", lines)
    case .invoiceLinesChanged(_, let change, let lines):
      change.write(to: &object)
      object.add("lines", try JSON(encoding: lines))
    case .invoiceChanged(_, _, let change): change.write(to: &object)
    case .dunningChosen(let policy): object.add("policy", try JSON(encoding: policy))
    case .ratesRecorded(let sheet): object.add("state", try JSON(encoding: sheet))
    case .spendRecorded(let spend): object.add("state", try JSON(encoding: spend))
    case .marginChosen(let margin): object.add("state", try JSON(encoding: margin))
    case .closeBegun(let state): object.add("state", try JSON(encoding: state))
    case .revenueRecognized(let part): object.add("part", try JSON(encoding: part))
    case .closeFinished(_, let change): change.write(to: &object)
    }
  }
}

/// A stored fact that this program cannot read: newer than the code, or damaged.
public struct FactUnreadable: Error, Hashable, Sendable {
  public let kind: String

  public init(kind: String) {
    self.kind = kind
  }
}
