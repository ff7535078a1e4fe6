import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations
import Storage
import TestSupport
import Testing

@Suite("Refunds come back as they were written")
struct RefundRowTests {
  @Test(
    "A refund keeps every part, and is found by charge, by payment and while it is open",
    arguments: Engine.allCases)
  func refunds(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let intent = Sample.intent(1, for: Sample.invoice(1))
      let attempt = Sample.attempt(1, of: intent)
      let charge = CardCharge(
        id: ChargeID("ch_1"), intent: intent, paymentMethod: PaymentMethodID("pm_1"), decline: nil,
        created: Sample.instant(0))
      try await database.write { rows in
        try rows.insertGround()
        try rows.insert(Sample.invoice(1), lines: [])
        try rows.insert(intent)
        try rows.insert(attempt)
        try rows.insert(charge)
        #expect(try rows.successfulAttempt(intent.invoice) == nil)
        #expect(try rows.openAttempt(attempt.id) == attempt)
        _ = try rows.recordAnswer(.succeeded, for: attempt.id, at: Sample.instant(1))
        #expect(try rows.successfulAttempt(intent.invoice) == attempt)
        #expect(try rows.openAttempt(attempt.id) == nil)

        let bare = Refund(
          id: RefundID("re_1"), of: charge, by: attempt, amount: Money(300, charge.amount.currency),
          reason: nil, created: Sample.instant(2))
        var full = Refund(
          id: RefundID("re_2"), of: charge, by: attempt, amount: Money(1, charge.amount.currency),
          reason: .fraudulent, metadata: ["case": "1"], created: Sample.instant(3))
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.openRefunds() == [bare, full])
        #expect(try rows.openRefundsOffTestClocks() == [bare, full])
        #expect(try rows.openRefunds(testClock: TestClockID("clock_1")).isEmpty)
        full = full.answered(RefundAnswer(.failed(reason: "unknown")), at: Sample.instant(4))
        full.metadata = [:]
        try rows.update(full)
        #expect(try rows.refund(full.id) == full && rows.refund(bare.id) == bare)
        #expect(try rows.openRefunds() == [bare])
        #expect(try rows.refunds(of: charge.id) == [bare, full])
        let pages = [
          RefundFilter(), RefundFilter(charge: charge.id), RefundFilter(paymentIntent: intent.id),
        ]
        for filter in pages { #expect(try rows.refunds(filter, Page(limit: 9)).elements == [full, bare]) }
        #expect(try rows.refunds(RefundFilter(charge: ChargeID("ch_9")), Page(limit: 9)).elements.isEmpty)
        try rows.update(charge.refunded(301))
        #expect(try rows.charge(charge.id) == charge.refunded(301))
        #expect(try rows.credited(of: bare.id) == 0)
      }
    }
  }
}
