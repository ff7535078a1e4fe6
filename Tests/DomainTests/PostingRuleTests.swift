import Bookkeeping
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Subscriptions
import Testing

@Suite("Posting rules")
struct PostingRuleTests {
  private func final(_ total: Int64, balance: Int64 = 0) throws -> Invoice {
    let price = Shop.price("any", "\(total)", .monthly)
    let contract = Shop.contract([("any", 1)])
    let charge = try owed(by: contract, prices: [price.id: price])[0]
    return try Invoice(
      draft: InvoiceID("in_1"), for: contract,
      customer: Customer(
        id: contract.customer, invoicePrefix: "ACME", testClock: nil, created: contract.created),
      contents: [
        LineContent(charge: charge, subscription: contract.id, price: price, name: "Any", credits: nil)
      ], reason: .subscriptionCycle, period: contract.period, at: contract.created, finalizesAt: nil
    ).finalized(number: "ACME-0001", balance: balance, at: contract.created)
  }

  private func entry(_ cause: InvoiceCause, _ invoice: Invoice) -> [String] {
    postings(for: cause, of: invoice).map { "\($0.account.rawValue) \($0.amount.minorUnits)" }
  }

  @Test("Finalising posts what is asked for, what the balance moves, and what is to be earned")
  func finalized() throws {
    #expect(try entry(.finalized, final(1000)) == ["receivable 1000", "deferred_revenue -1000"])
    #expect(
      try entry(.finalized, final(1000, balance: -400)) == [
        "receivable 600", "customer_balance 400", "deferred_revenue -1000",
      ])
    #expect(
      try entry(.finalized, final(1000, balance: 250)) == [
        "receivable 1250", "customer_balance -250", "deferred_revenue -1000",
      ])
    #expect(
      try entry(.finalized, final(-500)) == ["customer_balance -500", "deferred_revenue 500"],
      "giving back more than is billed becomes credit")
    #expect(try entry(.finalized, final(0)) == [])
  }

  @Test("Paying moves the receivable to cash, or to where it was settled")
  func paid() throws {
    let open = try final(1000, balance: -400)
    let at = open.created
    #expect(entry(.paid, open.paid(at: at, outOfBand: false)) == ["cash 600", "receivable -600"])
    #expect(entry(.paid, open.paid(at: at, outOfBand: true)) == ["settled_elsewhere 600", "receivable -600"])
    #expect(try entry(.paid, final(-500).settledWithoutPayment(at: at)) == [])
  }

  @Test("What goes back leaves cash, and comes back when the bank sends it on")
  func refunded() {
    func refund(_ status: Refund.Status) -> Refund {
      Refund(
        id: RefundID("re_1"), charge: ChargeID("ch_1"), paymentIntent: PaymentIntentID("pi_1"),
        customer: CustomerID("cus_1"), invoice: InvoiceID("in_1"), paymentMethod: PaymentMethodID("pm_1"),
        attempt: PaymentAttemptID("att_1"), gatewayReference: "visa", amount: Money(400, .usd), reason: nil,
        status: status, metadata: [:], created: Shop.at("2026-04-01"))
    }
    func entry(_ old: Refund.Status, _ new: Refund.Status) -> [String] {
      postings(for: refund(new), before: refund(old)).map {
        "\($0.account.rawValue) \($0.amount.minorUnits)"
      }
    }
    #expect(entry(.pending, .succeeded) == ["refunds 400", "cash -400"])
    #expect(entry(.succeeded, .failed) == ["refunds -400", "cash 400"])
    #expect(entry(.pending, .failed).isEmpty && entry(.pending, .pending).isEmpty)
    #expect(entry(.succeeded, .succeeded).isEmpty)
  }

  @Test("Voiding posts the issue the other way round, credit that was used comes back")
  func voided() throws {
    let open = try final(1000, balance: -400)
    #expect(
      entry(.voided, open.voided(at: open.created)) == [
        "receivable -600", "customer_balance -400", "deferred_revenue 1000",
      ])
  }

  @Test("What is given up is a loss; its money, or taking it back, makes that good")
  func givenUp() throws {
    let open = try final(1000, balance: -400)
    let given = open.markedUncollectible(at: open.created)
    #expect(entry(.markedUncollectible, given) == ["bad_debt 600", "receivable -600"])
    #expect(
      entry(.paid, given.paid(at: open.created, outOfBand: false)) == ["cash 600", "bad_debt -600"])
    #expect(
      entry(.voided, given.voided(at: open.created)) == [
        "bad_debt -600", "customer_balance -400", "deferred_revenue 1000",
      ])
  }

  @Test("Whatever else happens to an invoice moves no money")
  func nothing() throws {
    let open = try final(1000)
    for cause in [InvoiceCause.updated, .paymentFailed, .paymentActionRequired, .abandoned] {
      #expect(entry(cause, open) == [])
    }
  }

  @Test("Every entry sums to zero, whatever total and balance were")
  func sumsToZero() throws {
    let seed: UInt64 = 20_260_401
    var dice = SeededRandomness(seed: seed)
    for _ in 0..<500 {
      let invoice = try final(
        Int64(dice.next(in: -100_000..<100_000)), balance: Int64(dice.next(in: -50_000..<50_000)))
      let at = invoice.created
      let after: [InvoiceCause: Invoice] = [
        .finalized: invoice, .voided: invoice.voided(at: at),
        .paid: invoice.amountDue == 0
          ? invoice.settledWithoutPayment(at: at) : invoice.paid(at: at, outOfBand: dice.chance(0.5)),
      ]
      for (cause, invoice) in after {
        let entry = postings(for: cause, of: invoice)
        #expect(entry.reduce(0) { $0 + $1.amount.minorUnits } == 0, "seed \(seed)")
        #expect(entry.allSatisfy { !$0.amount.isZero && $0.amount.currency == .usd }, "seed \(seed)")
      }
    }
  }
}
