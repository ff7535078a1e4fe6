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

  @Test("What is left of a charge is what nothing holds, and a refund that failed holds nothing")
  func refundable() throws {
    let charge = CardCharge(
      id: ChargeID("ch_1"), paymentIntent: waiting.id, customer: waiting.customer, invoice: waiting.invoice,
      amount: waiting.amount, paymentMethod: card, decline: nil, created: waiting.created)
    func refund(_ amount: Int64) -> Refund {
      Refund(
        id: RefundID("re_\(amount)"), charge: charge.id, paymentIntent: waiting.id,
        customer: waiting.customer, invoice: waiting.invoice, paymentMethod: card,
        attempt: PaymentAttemptID("att_1"), gatewayReference: "visa", amount: Money(amount, .usd),
        reason: nil, status: .pending, metadata: [:], created: waiting.created)
    }
    let lost = refund(700).answered(RefundAnswer(.failed(reason: "unknown")), at: waiting.created)
    #expect(lost.status == .failed && !lost.holds)
    #expect(lost.answered(RefundAnswer(.succeeded), at: waiting.created) == lost, "failed stays failed")
    #expect(try charge.refundable(nil, after: [lost, refund(400)], field: "charge") == Money(600, .usd))
    #expect(try charge.refundable(600, after: [lost, refund(400)], field: "charge") == Money(600, .usd))
    #expect(throws: RefundRefusal.exceedsCharge(charge: "ch_1", most: Money(600, .usd), field: "amount")) {
      try charge.refundable(601, after: [refund(400)], field: "charge")
    }
    #expect(throws: RefundRefusal.alreadyRefunded(charge: "ch_1", field: "charge")) {
      try charge.refundable(nil, after: [refund(400), refund(600)], field: "charge")
    }
    #expect(charge.refunded(0).refunded == nil && charge.refunded(4).refunded == 4)
    let arrived = refund(1).answered(RefundAnswer(.succeeded), at: waiting.created)
    #expect(arrived.answered(RefundAnswer(.pending), at: Shop.at("2026-05-01")) == arrived)
  }

  @Test("A card that is set up waits, is asked, and is refused or kept")
  func setup() throws {
    let bare = SetupIntent(
      id: SetupIntentID("seti_1"), customer: nil, usage: .offSession, created: waiting.created)
    let chosen = bare.choosing(card)
    #expect(bare.status == .requiresPaymentMethod && chosen.status == .requiresConfirmation)
    let asked = chosen.asking(authenticated: false)
    #expect(asked.status == .processing && asked.tries == 1)
    for step in SetupIntentStep.allCases {
      #expect(throws: SetupIntentRefusal.outOfTurn(step, id: "seti_1", status: .processing)) {
        try asked.check(step)
      }
    }
    let refused = asked.answered(.declined(decline))
    #expect(refused.status == .requiresPaymentMethod && refused.paymentMethod == nil)
    #expect(refused.lastError == decline)
    let seen = refused.choosing(card).asking(authenticated: false).answered(.requiresAction)
    try seen.check(.authenticate)
    let kept = seen.asking(authenticated: true).answered(.succeeded(reference: "x"))
    #expect(kept.status == .succeeded && kept.lastError == nil && kept.tries == 3)
    #expect(
      throws: SetupIntentRefusal.outOfTurn(.authenticate, id: "seti_1", status: .requiresConfirmation)
    ) {
      try chosen.check(.authenticate)
    }
    #expect(bare.canceled(.duplicate).status == .canceled)
  }

  @Test("A cancelled will to be paid says since when")
  func canceled() {
    let canceled = waiting.canceled(at: Shop.at("2026-04-02"))
    #expect(canceled.status == .canceled && canceled.canceledAt == Shop.at("2026-04-02"))
  }
}
