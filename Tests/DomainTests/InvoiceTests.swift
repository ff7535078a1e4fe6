import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Relations
import Subscriptions
import Testing

@Suite("Invoices")
struct InvoiceTests {
  /// A draft over one line of each amount.
  private func draft(
    _ amounts: Int64..., of contract: Subscription = Shop.contract(), finalizesAt: Instant? = nil
  ) throws -> Invoice {
    let contents = try amounts.map { amount in
      let price = Shop.price("any", "\(amount)", .monthly)
      let charge = try owed(by: Shop.contract([("any", 1)]), prices: [price.id: price])[0]
      return LineContent(
        charge: charge, subscription: contract.id, price: price, name: "Any", credits: nil)
    }
    return try Invoice(
      draft: InvoiceID("in_1"), for: contract,
      customer: Customer(
        id: contract.customer, invoicePrefix: "ACME", testClock: nil, created: contract.created),
      contents: contents, reason: .subscriptionCycle, period: contract.period, at: Shop.at("2026-05-01"),
      finalizesAt: finalizesAt)
  }

  private let noon = Shop.at("2026-05-01T12:00:00Z")

  @Test("A draft sums its lines and asks for nothing below zero")
  func sums() throws {
    let invoice = try draft(1000, -500, 1500)
    #expect(invoice.status == .draft && invoice.number == nil && invoice.autoAdvance)
    #expect(invoice.subtotal == 2000 && invoice.total == 2000 && invoice.amountDue == 2000)
    #expect(try draft(-500).amountDue == 0 && draft(-500).total == -500)
    let waiting = try draft(1, finalizesAt: noon)
    #expect(waiting.nextPaymentAttempt == noon.adding(seconds: -1), "the format's own odd second")
  }

  /// total, balance before, asked for, balance after.
  @Test(
    "The balance is applied when finalising: credit pays first, debt is asked for, too much becomes credit",
    arguments: [
      (1000, 0, 1000, 0), (1000, -400, 600, 0), (1000, -1000, 0, 0), (1000, -1500, 0, -500),
      (1000, 250, 1250, 0), (-500, 0, 0, -500), (-500, -200, 0, -700), (-500, 300, 0, -200),
      (-500, 800, 300, 0), (0, 0, 0, 0), (0, 700, 700, 0),
    ] as [(Int64, Int64, Int64, Int64)])
  func balance(total: Int64, before: Int64, due: Int64, after: Int64) throws {
    let final = try draft(total).finalized(number: "ACME-0001", balance: before, at: noon)
    #expect(final.status == .open && final.number == "ACME-0001" && final.finalizedAt == noon)
    #expect(final.startingBalance == before && final.endingBalance == after)
    #expect(final.amountDue == due && final.amountRemaining == due && final.total == total)
    guard due == 0 else { return }
    let settled = final.settledWithoutPayment(at: noon)
    #expect(settled.status == .paid && settled.attempted && settled.attemptCount == 0)
    #expect(settled.paidAt == noon && settled.amountPaid == 0)
  }

  @Test("Amounts that no 64-bit integer holds are refused, in the sum and with the balance")
  func tooLarge() throws {
    #expect(throws: InvoicingRefusal.amountTooLarge) { try draft(.max, 1) }
    #expect(throws: InvoicingRefusal.amountTooLarge) {
      try draft(.max).finalized(number: "ACME-0001", balance: 1, at: noon)
    }
  }

  @Test("An invoice that is sent gives its days and is not collected by itself")
  func sent() throws {
    var contract = Shop.contract()
    contract.collection = .sendInvoice(daysUntilDue: 14)
    let final = try draft(1000, of: contract).finalized(number: "ACME-0001", balance: 0, at: noon)
    #expect(final.dueDate == Shop.at("2026-05-15T12:00:00Z") && final.nextPaymentAttempt == nil)
  }

  @Test("Attempts are counted, and the last one pays the whole")
  func paid() throws {
    let open = try draft(1000).finalized(number: "ACME-0001", balance: -100, at: noon)
    let failed = open.attemptFailed(retry: Shop.at("2026-05-04"))
    #expect(failed.attemptCount == 1 && failed.attempted && failed.status == .open)
    #expect(failed.nextPaymentAttempt == Shop.at("2026-05-04"))
    let paid = failed.paid(at: noon, outOfBand: false)
    #expect(paid.status == .paid && paid.attemptCount == 2 && paid.amountPaid == 900)
    #expect(paid.amountRemaining == 0 && paid.amountPaidOutOfBand == 0 && !paid.autoAdvance)
    let elsewhere = open.paid(at: noon, outOfBand: true)
    #expect(elsewhere.amountPaidOutOfBand == 900 && elsewhere.amountPaid == 900)
    #expect(elsewhere.attemptCount == 0 && !elsewhere.attempted)
  }

  @Test("A void or an abandoned invoice is not tried again; the debt of an abandoned one stays")
  func stopped() throws {
    let open = try draft(1000).finalized(number: "ACME-0001", balance: 0, at: noon)
      .attemptFailed(retry: Shop.at("2026-05-04"))
    let void = open.voided(at: noon)
    #expect(void.status == .void && void.voidedAt == noon)
    #expect(void.nextPaymentAttempt == nil && !void.autoAdvance)
    let abandoned = open.abandoned()
    #expect(abandoned.status == .open && abandoned.amountRemaining == 1000)
    #expect(abandoned.nextPaymentAttempt == nil && !abandoned.autoAdvance)
  }

  @Test("Only what is open or uncollectible can be paid", arguments: InvoiceStatus.allCases)
  func payable(status: InvoiceStatus) throws {
    var invoice = try draft(1000)
    invoice.status = status
    switch status {
    case .open, .uncollectible: try invoice.checkPayable()
    case .paid:
      #expect(throws: InvoicingRefusal.alreadyPaid(id: "in_1")) { try invoice.checkPayable() }
    case .draft, .void:
      #expect(throws: InvoicingRefusal.notOpen(id: "in_1", status: status)) { try invoice.checkPayable() }
    }
  }

  @Test("Numbers count per customer, four digits at least")
  func numbers() {
    #expect(
      [1, 42, 9_999, 10_000, 123_456].map { invoiceNumber(prefix: "ACME", sequence: $0) } == [
        "ACME-0001", "ACME-0042", "ACME-9999", "ACME-10000", "ACME-123456",
      ])
  }
}
