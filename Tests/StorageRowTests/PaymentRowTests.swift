import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("Ways to pay, intents, charges and attempts come back as they were written")
struct PaymentRowTests {
  @Test("A payment method keeps every part, set or not", arguments: Engine.allCases)
  func methods(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let bare = Sample.method(1)
        let full = Sample.method(2, full: true)
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.paymentMethod(bare.id) == bare)
        #expect(try rows.paymentMethod(full.id) == full)
        let mine = PaymentMethodFilter(customer: CustomerID("cus_1"))
        #expect(try rows.paymentMethods(mine, Page(limit: 9)).elements == [full])
        #expect(try rows.paymentMethods(PaymentMethodFilter(), Page(limit: 9)).elements == [full, bare])
        var detached = full
        detached.customer = nil
        detached.billingAddress = nil
        try rows.update(detached)
        #expect(try rows.paymentMethod(full.id) == detached)
        #expect(try rows.paymentMethods(mine, Page(limit: 9)).elements.isEmpty)
      }
    }
  }

  @Test("An intent and its charges keep every part", arguments: Engine.allCases)
  func intents(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insertGround()
        let invoices = [Sample.invoice(1), Sample.invoice(2)]
        for invoice in invoices { try rows.insert(invoice, lines: []) }
        let bare = Sample.intent(1, for: invoices[0])
        let full = Sample.intent(2, full: true, for: invoices[1])
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.paymentIntent(bare.id) == bare)
        #expect(try rows.paymentIntent(full.id) == full)
        #expect(try rows.paymentIntent(for: invoices[1].id) == full)
        #expect(try rows.paymentIntent(for: InvoiceID("in_9")) == nil)
        let mine = PaymentIntentFilter(customer: CustomerID("cus_1"))
        #expect(try rows.paymentIntents(mine, Page(limit: 9)).elements == [full, bare])
        try rows.update(Sample.intent(1, full: true, for: invoices[0]))
        #expect(try rows.paymentIntent(bare.id) == Sample.intent(1, full: true, for: invoices[0]))
        try rows.update(bare)
        #expect(try rows.paymentIntent(bare.id) == bare)

        let paid = CardCharge(
          id: ChargeID("ch_1"), intent: bare, paymentMethod: PaymentMethodID("pm_1"), decline: nil,
          created: Sample.instant(0))
        let declined = CardCharge(
          id: ChargeID("ch_2"), intent: full, paymentMethod: PaymentMethodID("pm_1"), decline: Sample.decline,
          created: Sample.instant(0))
        try rows.insert(paid)
        try rows.insert(declined)
        #expect(try rows.charge(paid.id) == paid)
        #expect(try rows.charge(declined.id) == declined)
        #expect(try rows.charges(ChargeFilter(paymentIntent: full.id), Page(limit: 9)).elements == [declined])
        let all = try rows.charges(ChargeFilter(customer: CustomerID("cus_1")), Page(limit: 9))
        #expect(all.elements == [declined, paid])
      }
    }
  }

  @Test("An attempt has one answer: the first that is recorded", arguments: Engine.allCases)
  func answers(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let intent = Sample.intent(1, for: Sample.invoice(1))
      let attempts = [
        Sample.attempt(1, of: intent, started: Sample.instant(5)),
        Sample.attempt(2, of: intent, started: Sample.instant(4)),
      ]
      try await database.write { rows in
        try rows.insertGround()
        try rows.insert(Sample.invoice(1), lines: [])
        try rows.insert(intent)
        #expect(try rows.attemptCount(intent.invoice) == 0)
        for attempt in attempts { try rows.insert(attempt) }
        #expect(try rows.attemptCount(intent.invoice) == 2)
        #expect(
          try rows.paymentAttempt(attempts[0].id)
            == StoredAttempt(attempt: attempts[0], answer: nil, answeredAt: nil))
        #expect(try rows.openAttempts(customer: intent.customer) == [attempts[1], attempts[0]])
        #expect(try rows.openAttempts() == [attempts[1], attempts[0]])
        #expect(try rows.openAttempts(customer: CustomerID("cus_2")).isEmpty)
      }
      let answers: [PaymentAnswer] = [.succeeded, .declined(Sample.decline), .requiresAction]
      let recorded = try await withThrowingTaskGroup(of: PaymentAnswer?.self) { group in
        for answer in answers {
          group.addTask {
            try await database.write {
              try $0.recordAnswer(answer, for: attempts[0].id, at: Sample.instant(9)) ? answer : nil
            }
          }
        }
        return try await group.reduce(into: [PaymentAnswer]()) { if let answer = $1 { $0.append(answer) } }
      }
      #expect(recorded.count == 1)
      try await database.read { rows in
        let stored = try rows.paymentAttempt(attempts[0].id)
        #expect(
          stored == StoredAttempt(attempt: attempts[0], answer: recorded[0], answeredAt: Sample.instant(9)))
        #expect(try rows.openAttempts(customer: intent.customer) == [attempts[1]])
      }
    }
  }

  @Test(
    "Open attempts are found by test clock, and a number is used once per invoice", arguments: Engine.allCases
  )
  func attemptsOnClock(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let invoice = Sample.invoice(1)
      let attempt = Sample.attempt(1, of: Sample.intent(1, for: invoice))
      try await database.write { rows in
        try rows.insert(Sample.clock(1))
        try rows.insert(Sample.customer(1, testClock: TestClockID("clock_1")))
        try rows.insert(invoice, lines: [])
        try rows.insert(Sample.intent(1, for: invoice))
        try rows.insert(attempt)
        #expect(try rows.openAttempts(testClock: TestClockID("clock_1")) == [attempt])
        #expect(try rows.openAttempts(testClock: TestClockID("clock_2")).isEmpty)
      }
      let again = await failure(StorageFailure.self) {
        try await database.write { rows in
          var json = Sample.intent(1, for: invoice)
          json.status = .processing
          let second = PaymentAttempt(
            id: PaymentAttemptID("att_other"), intent: json, number: 1, paymentMethod: Sample.method(1),
            onSession: false, startedAt: Sample.instant(0))
          try rows.insert(second)
        }
      }
      #expect(again?.isConstraint == true)
    }
  }
}
