import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations
import Subscriptions
import Testing

@Suite("Receivables")
struct ReceivableTests {
  @Test("A failed renewal is tried again after 3, 5 and 7 days, then never")
  func retries() {
    let failed = Shop.at("2026-05-01T01:00:01Z")
    let next = (0...5).map { RetrySchedule.standard.next(after: $0, at: failed)?.isoText }
    #expect(
      next == [
        nil, "2026-05-04T01:00:01Z", "2026-05-06T01:00:01Z", "2026-05-08T01:00:01Z", nil, nil,
      ])
    #expect(RetrySchedule(days: []).next(after: 1, at: failed) == nil)
  }

  private let decline = Decline(code: "card_declined", declineCode: "generic_decline", message: "No.")
  private let card = PaymentMethodID("pm_1")

  private let waiting = PaymentIntent(
    id: PaymentIntentID("pi_1"), customer: CustomerID("cus_1"), invoice: InvoiceID("in_1"),
    amount: Money(1000, .usd), created: Shop.at("2026-04-01"))

  @Test("An attempt under way ends paid, declined, or with a question of the bank")
  func answers() {
    #expect(waiting.status == .requiresPaymentMethod)
    let processing = waiting.attempting(with: card)
    #expect(processing.status == .processing && processing.paymentMethod == card)

    let charge = ChargeID("ch_1")
    let declined = processing.answered(.declined(decline), charge: charge)
    #expect(declined.status == .requiresPaymentMethod && declined.lastDecline == decline)
    #expect(declined.paymentMethod == nil && declined.latestCharge == charge)

    let asked = processing.answered(.requiresAction, charge: nil)
    #expect(asked.status == .requiresAction && asked.latestCharge == nil && asked.paymentMethod == card)

    let paid = declined.attempting(with: card).answered(.succeeded, charge: ChargeID("ch_2"))
    #expect(paid.status == .succeeded && paid.lastDecline == nil && paid.latestCharge == ChargeID("ch_2"))
  }

  @Test("A cancelled will to be paid says since when")
  func canceled() {
    let canceled = waiting.canceled(at: Shop.at("2026-04-02"))
    #expect(canceled.status == .canceled && canceled.canceledAt == Shop.at("2026-04-02"))
  }
}
