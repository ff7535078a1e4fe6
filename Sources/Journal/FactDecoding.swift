import Catalog
import Identity
import Invoicing
import Notation
import Receivables
import Relations
import Subscriptions

extension Fact {
  /// Reads a stored fact back; the inverse of kind, subject and ``payload()``.
  public init(kind: String, subject: String, payload: JSON) throws {
    let parts = kind.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw FactUnreadable(kind: kind) }
    let stored = StoredFact(kind: kind, action: parts[1], subject: subject, payload: payload)
    switch parts[0] {
    case "product", "price", "tax_rate", "coupon", "promotion_code": self = try stored.catalogFact()
    case "customer", "test_clock": self = try stored.relationFact()
    case "payment_method", "payment_intent", "payment", "card", "refund", "setup_intent", "balance":
      self = try stored.receivableFact()
    case "subscription": self = try stored.subscriptionFact()
    case "credit_note":
      self =
        parts[1] == "issued"
        ? .creditNoteIssued(try stored.part("state"))
        : .creditNoteChanged(CreditNoteID(subject), try stored.cause(), try stored.change())
    case "item", "invoice": self = try stored.invoicingFact()
    case "rates": self = .ratesRecorded(try stored.part("state"))
    case "spend": self = .spendRecorded(try stored.part("state"))
    case "margin": self = .marginChosen(try stored.part("state"))
    case "workspace": self = .dunningChosen(try stored.part("policy"))
    case "books": self = try stored.bookFact()
    default: throw FactUnreadable(kind: kind)
    }
  }
}

private struct StoredFact {
  let kind: String
  let action: String
  let subject: String
  let payload: JSON

  func part<Part: Decodable>(_ name: String, as type: Part.Type = Part.self) throws -> Part {
    guard let json = payload[name] else { throw FactUnreadable(kind: kind) }
    return try json.decode(Part.self)
  }

  func change<State>() throws -> Change<State> {
    try Change(json: payload)
  }

  func cause<Cause: RawRepresentable>() throws -> Cause where Cause.RawValue == String {
    guard let cause = Cause(rawValue: action) else { throw FactUnreadable(kind: kind) }
    return cause
  }

  func catalogFact() throws -> Fact {
    switch kind {
    case "product.created": .productCreated(try part("state"))
    case "product.changed": .productChanged(ProductID(subject), try change())
    case "product.deleted": .productDeleted(ProductID(subject))
    case "price.created": .priceCreated(try part("state"))
    case "price.changed": .priceChanged(PriceID(subject), try change())
    case "tax_rate.created": .taxRateCreated(try part("state"))
    case "tax_rate.changed": .taxRateChanged(TaxRateID(subject), try change())
    case "coupon.created": .couponCreated(try part("state"))
    case "promotion_code.created": .promotionCodeCreated(try part("state"))
    case _ where kind.hasPrefix("coupon."): .couponChanged(CouponID(subject), try cause(), try change())
    case _ where kind.hasPrefix("promotion_code."):
      .promotionCodeChanged(PromotionCodeID(subject), try cause(), try change())
    default: throw FactUnreadable(kind: kind)
    }
  }

  func relationFact() throws -> Fact {
    switch kind {
    case "customer.created": .customerCreated(try part("state"))
    case "customer.changed": .customerChanged(CustomerID(subject), try change(), try part("standing"))
    case "customer.deleted": .customerDeleted(CustomerID(subject), try part("standing"))
    case "test_clock.created": .testClockCreated(try part("state"))
    case "test_clock.deleted": .testClockDeleted(TestClockID(subject))
    default: .testClockChanged(TestClockID(subject), try cause(), try change())
    }
  }

  func receivableFact() throws -> Fact {
    switch kind {
    case "payment_method.attached": .paymentMethodAttached(try part("state"))
    case "payment_method.changed": .paymentMethodChanged(PaymentMethodID(subject), try change())
    case "payment_method.detached": .paymentMethodDetached(PaymentMethodID(subject), try change())
    case "payment_intent.created": .paymentIntentCreated(try part("state"))
    case "payment.attempted": .paymentAttempted(try part("state"))
    case "card.charged": .cardCharged(try part("state"))
    case "setup_intent.created": .setupIntentCreated(try part("state"))
    case _ where kind.hasPrefix("setup_intent."):
      .setupIntentChanged(SetupIntentID(subject), try cause(), try change())
    case "refund.created": .refundCreated(try part("state"))
    case _ where kind.hasPrefix("card."): .chargeChanged(ChargeID(subject), try cause(), try change())
    case _ where kind.hasPrefix("refund."): .refundChanged(RefundID(subject), try cause(), try change())
    case "balance.adjusted": .balanceAdjusted(try part("state"))
    case "balance.changed": .balanceAdjustmentChanged(BalanceTransactionID(subject), try change())
    default: .paymentIntentChanged(PaymentIntentID(subject), try cause(), try change())
    }
  }

  func subscriptionFact() throws -> Fact {
    guard action != "started" else {
      return .subscriptionStarted(try part("state"), try part("levels"))
    }
    let levels: [RecurringLevel] = payload["levels"] == nil ? [] : try part("levels")
    return .subscriptionChanged(SubscriptionID(subject), try cause(), try change(), levels)
  }

  func invoicingFact() throws -> Fact {
    switch kind {
    case "item.queued": .itemQueued(try part("state"))
    case "item.changed": .itemChanged(PendingItemID(subject), try change())
    case "item.deleted": .itemDeleted(PendingItemID(subject))
    case "invoice.drafted": .invoiceDrafted(try part("state"), try part("lines"))
    case "invoice.lines_changed":
      .invoiceLinesChanged(InvoiceID(subject), try change(), try part("lines"))
    case "invoice.deleted": .invoiceDeleted(InvoiceID(subject))
    default: .invoiceChanged(InvoiceID(subject), try cause(), try change())
    }
  }

  func bookFact() throws -> Fact {
    switch kind {
    case "books.close_begun": .closeBegun(try part("state"))
    case "books.revenue_recognized": .revenueRecognized(try part("part"))
    case "books.close_finished": .closeFinished(BookCloseID(subject), try change())
    default: throw FactUnreadable(kind: kind)
    }
  }
}
