import Chronology
import Identity
import Relations

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
