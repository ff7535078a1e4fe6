import Chronology
import Identity
import Relations

/// What somebody does with a payment intent.
public enum PaymentIntentStep: String, Hashable, Sendable, CaseIterable {
  case confirm, authenticate, cancel
}

/// What a payment intent says no to.
public enum PaymentIntentRefusal: Error, Hashable, Sendable {
  /// The step does not follow on its status.
  case outOfTurn(PaymentIntentStep, id: String, status: PaymentIntent.Status)
  /// Its invoice alone gives it up.
  case ofInvoice(id: String, invoice: String)
}

extension PaymentIntent {
  /// An attempt with this card is under way.
  public func attempting(with method: PaymentMethodID) -> PaymentIntent {
    var intent = self
    intent.status = .processing
    intent.paymentMethod = method
    return intent
  }

  /// The gateway answered about `charge`; a bank's question has none.
  public func answered(_ answer: PaymentAnswer, charge: ChargeID?) -> PaymentIntent {
    var intent = self
    if let charge { intent.latestCharge = charge }
    switch answer {
    case .succeeded:
      intent.status = .succeeded
      intent.lastDecline = nil
    case .declined(let decline):
      intent.status = .requiresPaymentMethod
      intent.lastDecline = decline
      intent.paymentMethod = nil
    case .requiresAction:
      intent.status = .requiresAction
    }
    return intent
  }

  public func canceled(at instant: Instant) -> PaymentIntent {
    var intent = self
    intent.status = .canceled
    intent.canceledAt = instant
    return intent
  }
}
