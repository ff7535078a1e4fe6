import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations

// Payments told by the intent they belong to.

extension PaymentIntent {
  init(id: PaymentIntentID, invoice: Invoice, amount: Money, created: Instant) {
    self.init(id: id, customer: invoice.customer, invoice: invoice.id, amount: amount, created: created)
  }
}

extension CardCharge {
  init(
    id: ChargeID, intent: PaymentIntent, paymentMethod: PaymentMethodID, decline: Decline?, created: Instant
  ) {
    self.init(
      id: id, paymentIntent: intent.id, customer: intent.customer, invoice: intent.invoice,
      amount: intent.amount, paymentMethod: paymentMethod, decline: decline, created: created)
  }
}

extension PaymentAttempt {
  init(
    id: PaymentAttemptID, intent: PaymentIntent, number: Int, paymentMethod: PaymentMethod, onSession: Bool,
    startedAt: Instant
  ) {
    self.init(
      id: id, paymentIntent: intent.id, customer: intent.customer, invoice: intent.invoice, number: number,
      paymentMethod: paymentMethod.id, gatewayReference: paymentMethod.gatewayReference,
      amount: intent.amount, onSession: onSession, startedAt: startedAt)
  }
}
