import Bookkeeping
import Chronology
import Invoicing
import Monetary
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Credit notes and the money that goes back", .serialized)
struct CreditedRefunds {
  private func tell(
    on engine: Engine, _ body: (Story, InvoiceID, InvoiceLineID) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      let invoice = try await story.invoices(of: "acme")[0].id
      let line = try await story.workspace.read { try $0.lines(of: invoice)[0].id }
      try await body(story, invoice, line)
    }
  }

  @Test(
    "A note sends money back, and what it explains is owed no explanation", arguments: Engine.allCases)
  func sends(engine: Engine) async throws {
    try await tell(on: engine) { story, invoice, line in
      let note = try await story.credit(invoice, [.amount(1000, of: line)]) {
        $0.parts = .init(toBalance: 200, outOfBand: 100)
        $0.refundAmount = 700
        $0.reason = .duplicate
      }
      #expect(note.refunded == 700 && note.postPayment == 1000)
      let refund = try await story.refund(note.refunds![0].refund)
      #expect(refund.amount.minorUnits == 700 && refund.status == .succeeded && refund.reason == .duplicate)
      #expect(try await story.invoices(of: "acme")[0].creditedPaid == 1000)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.cash] == 300 && balances[.refunds] == 0 && balances[.customerBalance] == -200)
      #expect(balances[.settledElsewhere] == -100 && balances[.deferredRevenue] == 0)
      await #expect(throws: CreditRefusal.notVoidable(id: note.id.text)) {
        try await story.workspace.perform(VoidCreditNote(note.id), as: Story.cause)
      }
    }
  }

  @Test("A note speaks of money that went back before, each cent of it once", arguments: Engine.allCases)
  func speaks(engine: Engine) async throws {
    try await tell(on: engine) { story, invoice, line in
      let refund = try await story.refund(story.charge(of: "acme"), 600)
      let first = try await story.credit(invoice, [.amount(400, of: line)]) {
        $0.refunds = [(refund.id, 400)]
      }
      #expect(first.refunds == [CreditedRefund(refund.id, 400)])
      #expect(try await story.balances(of: "acme")[.refunds] == 200)
      await #expect(
        throws: RefundRefusal.creditedBefore(
          id: refund.id.text, most: Money(200, .usd), field: "refunds[0][amount_refunded]")
      ) { try await story.credit(invoice, [.amount(300, of: line)]) { $0.refunds = [(refund.id, 300)] } }
      // Without an amount it is all that no note speaks of.
      let second = try await story.credit(invoice, [.amount(250, of: line)]) {
        $0.refunds = [(refund.id, nil)]
        $0.parts = .init(toBalance: 50)
      }
      #expect(second.refunds == [CreditedRefund(refund.id, 200)])
      #expect(try await story.balances(of: "acme")[.refunds] == 0)
      await #expect(
        throws: RefundRefusal.creditedBefore(
          id: refund.id.text, most: Money(0, .usd), field: "refunds[0][refund]")
      ) { try await story.credit(invoice, [.amount(1, of: line)]) { $0.refunds = [(refund.id, nil)] } }
    }
  }

  @Test("The parts come to what was paid, and refunds are of this invoice", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await tell(on: engine) { story, invoice, line in
      await #expect(throws: CreditRefusal.partsDiffer(expected: 500, field: "refund_amount")) {
        try await story.credit(invoice, [.amount(500, of: line)]) { $0.refundAmount = 400 }
      }
      #expect(story.gateway.refunds.isEmpty, "a note that is refused sends nothing back")
      let charge = try await story.charge(of: "acme")
      try await story.refund(charge, 800)
      await #expect(
        throws: RefundRefusal.exceedsCharge(
          charge: charge.id.text, most: Money(200, .usd), field: "refund_amount")
      ) { try await story.credit(invoice, [.amount(500, of: line)]) { $0.refundAmount = 500 } }
      await #expect(throws: Refusal.unknown(.refund, id: "re_no", field: "refunds[0][refund]")) {
        try await story.credit(invoice, [.amount(500, of: line)]) { $0.refunds = [(RefundID("re_no"), nil)] }
      }
      try await story.subscribe("globex", to: "starter")
      let other = try await story.refund(story.charge(of: "globex"), 500)
      await #expect(
        throws: RefundRefusal.ofAnotherInvoice(id: other.id.text, field: "refunds[0][refund]")
      ) { try await story.credit(invoice, [.amount(500, of: line)]) { $0.refunds = [(other.id, nil)] } }
      story.gateway.scriptRefunds(RefundAnswer(.failed(reason: "unknown")))
      let failed = try await story.refund(charge, 100)
      await #expect(throws: RefundRefusal.failed(id: failed.id.text, field: "refunds[0][refund]")) {
        try await story.credit(invoice, [.amount(100, of: line)]) { $0.refunds = [(failed.id, nil)] }
      }
      #expect(try await story.invoices(of: "acme")[0].creditedPaid == nil)
    }
  }

  @Test("What was paid elsewhere does not go back to a card", arguments: Engine.allCases)
  func elsewhere(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter") { $0.collection = .sendInvoice(daysUntilDue: 30) }
      try await story.on("2026-04-02")
      let invoice = try await story.invoices(of: "acme")[0].id
      try await story.workspace.perform(PayInvoice(invoice: invoice, outOfBand: true), as: Story.cause)
      await #expect(throws: RefundRefusal.notPaid(id: invoice.text, field: "refund_amount")) {
        try await story.credit(invoice, []) {
          $0.amount = 500
          $0.refundAmount = 500
        }
      }
    }
  }

  @Test("When the bank sends the money of a note on, it is owed again", arguments: Engine.allCases)
  func failsLater(engine: Engine) async throws {
    try await tell(on: engine) { story, invoice, line in
      story.gateway.scriptRefunds(
        RefundAnswer(.succeeded, mayChangeAfter: 60), RefundAnswer(.failed(reason: "unknown")))
      try await story.credit(invoice, [.amount(1000, of: line)]) { $0.refundAmount = 1000 }
      #expect(try await story.balances(of: "acme")[.refunds] == 0)
      try await story.on("2026-04-02")
      let balances = try await story.balances(of: "acme")
      #expect(balances[.cash] == 1000 && balances[.refunds] == -1000, "a thousand is still to go back")
      try await story.refund(story.charge(of: "acme"))
      let settled = try await story.balances(of: "acme")
      #expect(settled.values.allSatisfy { $0 == 0 }, "\(settled)")
    }
  }
}
