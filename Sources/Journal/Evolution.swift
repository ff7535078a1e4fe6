import Catalog
import Identity
import Invoicing
import Receivables
import Relations
import Subscriptions

/// A state that the facts about one subject fold into. The live rows and this fold agree; `verify` checks it.
public protocol Evolving: Codable, Sendable {
  /// The state after `fact`, or nil once it is gone. Facts about something else leave it as it was.
  static func evolve(_ state: Self?, _ fact: Fact) throws -> Self?
}

extension Evolving {
  /// The state after all of `facts`, oldest first.
  public static func folded(_ facts: some Sequence<Fact>) throws -> Self? {
    try facts.reduce(nil) { try evolve($0, $1) }
  }
}

extension Product: Evolving {
  public static func evolve(_ state: Product?, _ fact: Fact) throws -> Product? {
    switch fact {
    case .productCreated(let product): product
    case .productChanged(_, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Price: Evolving {
  public static func evolve(_ state: Price?, _ fact: Fact) throws -> Price? {
    switch fact {
    case .priceCreated(let price): price
    case .priceChanged(_, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension TaxRate: Evolving {
  public static func evolve(_ state: TaxRate?, _ fact: Fact) throws -> TaxRate? {
    switch fact {
    case .taxRateCreated(let rate): rate
    case .taxRateChanged(_, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Coupon: Evolving {
  public static func evolve(_ state: Coupon?, _ fact: Fact) throws -> Coupon? {
    switch fact {
    case .couponCreated(let coupon): coupon
    case .couponChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension PromotionCode: Evolving {
  public static func evolve(_ state: PromotionCode?, _ fact: Fact) throws -> PromotionCode? {
    switch fact {
    case .promotionCodeCreated(let code): code
    case .promotionCodeChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Customer: Evolving {
  public static func evolve(_ state: Customer?, _ fact: Fact) throws -> Customer? {
    switch fact {
    case .customerCreated(let customer): customer
    case .customerChanged(_, let change, _): try state.map(change.applied)
    default: state
    }
  }
}

extension TestClock: Evolving {
  public static func evolve(_ state: TestClock?, _ fact: Fact) throws -> TestClock? {
    switch fact {
    case .testClockCreated(let clock): clock
    case .testClockChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension PaymentMethod: Evolving {
  public static func evolve(_ state: PaymentMethod?, _ fact: Fact) throws -> PaymentMethod? {
    switch fact {
    case .paymentMethodAttached(let method): method
    case .paymentMethodChanged(_, let change), .paymentMethodDetached(_, let change):
      try state.map(change.applied)
    default: state
    }
  }
}

extension PaymentIntent: Evolving {
  public static func evolve(_ state: PaymentIntent?, _ fact: Fact) throws -> PaymentIntent? {
    switch fact {
    case .paymentIntentCreated(let intent): intent
    case .paymentIntentChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension CardCharge: Evolving {
  public static func evolve(_ state: CardCharge?, _ fact: Fact) throws -> CardCharge? {
    switch fact {
    case .cardCharged(let charge): charge
    case .chargeChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension SetupIntent: Evolving {
  public static func evolve(_ state: SetupIntent?, _ fact: Fact) throws -> SetupIntent? {
    switch fact {
    case .setupIntentCreated(let intent): intent
    case .setupIntentChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Refund: Evolving {
  public static func evolve(_ state: Refund?, _ fact: Fact) throws -> Refund? {
    switch fact {
    case .refundCreated(let refund): refund
    case .refundChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension BalanceAdjustment: Evolving {
  public static func evolve(_ state: BalanceAdjustment?, _ fact: Fact) throws -> BalanceAdjustment? {
    switch fact {
    case .balanceAdjusted(let adjustment): adjustment
    case .balanceAdjustmentChanged(_, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Subscription: Evolving {
  public static func evolve(_ state: Subscription?, _ fact: Fact) throws -> Subscription? {
    switch fact {
    case .subscriptionStarted(let subscription, _): subscription
    case .subscriptionChanged(_, _, let change, _): try state.map(change.applied)
    default: state
    }
  }
}

extension PendingItem: Evolving {
  public static func evolve(_ state: PendingItem?, _ fact: Fact) throws -> PendingItem? {
    switch fact {
    case .itemQueued(let item): item
    case .itemChanged(_, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension Invoice: Evolving {
  public static func evolve(_ state: Invoice?, _ fact: Fact) throws -> Invoice? {
    switch fact {
    case .invoiceDrafted(let invoice, _): invoice
    case .invoiceChanged(_, _, let change), .invoiceLinesChanged(_, let change, _):
      try state.map(change.applied)
    default: state
    }
  }
}

extension CreditNote: Evolving {
  public static func evolve(_ state: CreditNote?, _ fact: Fact) throws -> CreditNote? {
    switch fact {
    case .creditNoteIssued(let note): note
    case .creditNoteChanged(_, _, let change): try state.map(change.applied)
    default: state
    }
  }
}

extension BookClose: Evolving {
  public static func evolve(_ state: BookClose?, _ fact: Fact) throws -> BookClose? {
    switch fact {
    case .closeBegun(let close): close
    case .closeFinished(_, let change): try state.map(change.applied)
    default: state
    }
  }
}
