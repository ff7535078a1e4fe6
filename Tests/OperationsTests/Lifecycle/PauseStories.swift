import Bookkeeping
import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Pauses of service", .serialized)
struct PauseStories {
  @Test(
    "A pause bills nothing and counts nothing; who comes back later begins a period of their own",
    arguments: Engine.allCases)
  func longPause(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-11") { try await story.pause("acme") }
      #expect(try await story.subscription(of: "acme").status == .paused)
      try await story.on("2026-06-20") { try await story.resume("acme") }
      try await story.on("2026-07-21")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  3000
        2026-06-20  acme  starter  3000
        2026-07-20  acme  starter  3000
        """)
      #expect(
        try await story.mrr() == [
          "2026-04 new 3000 paused -3000 = 0 (0)", "2026-05 = 0 (0)", "2026-06 resumed 3000 = 3000 (1)",
          "2026-07 = 3000 (1)",
        ])
    }
  }

  @Test("Time that was paid for is lived on in, and billed to nobody twice", arguments: Engine.allCases)
  func shortPause(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      for name in ["kept", "anew"] { try await story.subscribe(name, to: "starter") }
      try await story.on("2026-04-11") { for name in ["kept", "anew"] { try await story.pause(name) } }
      try await story.on("2026-04-21") {
        try await story.resume("kept") { $0.startsPeriodNow = false }
        try await story.resume("anew")
      }
      try await story.on("2026-05-22")
      // Ten days of April were left, which the period that begins on the 21st is less by.
      try await story.expectInvoiceLines(
        """
        2026-04-01  kept  starter  3000
        2026-04-01  anew  starter  3000
        2026-04-21  anew  starter  -1000
        2026-04-21  anew  starter  3000
        2026-05-01  kept  starter  3000
        2026-05-21  anew  starter  3000
        """)
      #expect(try await story.balances(of: "anew")[.cash] == 8000)
    }
  }

  @Test(
    "Time that is given back is billed again from the day on which the customer is back",
    arguments: Engine.allCases)
  func givenBack(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      let coupon = try await story.coupon(percent: "10", .forever)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-04-11") {
        try await story.pause("acme") { $0.unusedTime = .givenBack(invoicingNow: true) }
      }
      #expect(try await story.balances(of: "acme")[.customerBalance] == -1800)
      try await story.on("2026-04-16") { try await story.resume("acme") { $0.startsPeriodNow = false } }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  3000
        2026-04-11  acme  starter  -2000
        2026-04-16  acme  starter  1500
        2026-05-01  acme  starter  3000
        """)
      #expect(try await story.invoices(of: "acme").map(\.total) == [2700, -1800, 1350, 2700])
    }
  }

  @Test(
    "Who comes back in the period that was given back pays for it what it cost before",
    arguments: Engine.allCases, [false, true])
  func discountsComeBack(engine: Engine, isAmount: Bool) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon =
        try await isAmount ? story.coupon(amount: 5_00, .forever) : story.coupon(percent: "50", .once)
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-04-16") {
        try await story.pause("acme") { $0.unusedTime = .givenBack(invoicingNow: true) }
        try await story.resume("acme") { $0.startsPeriodNow = false }
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [500, -250, 250])
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[3].total == (isAmount ? 500 : 1000))
    }
  }

  @Test("What was billed before a pause is still collected", arguments: Engine.allCases)
  func collected(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-01T00:10:00Z") { try await story.pause("acme") }
      story.gateway.script("flaky", .declines)
      try await story.on("2026-05-01T02:00:00Z")
      let failed = try await story.invoices(of: "acme")[1]
      #expect(failed.status == .open && failed.nextPaymentAttempt != nil)
      #expect(try await story.subscription(of: "acme").status == .paused)
      try await story.on("2026-05-06")
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
      #expect(try await story.subscription(of: "acme").status == .paused)
    }
  }

  @Test(
    "What stands still is not set to end, and gives paid time back when it is ended",
    arguments: Engine.allCases)
  func ended(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      let id = try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-11") { try await story.pause("acme") }
      await #expect(throws: SubscriptionRefusal.paused(id: id.text)) {
        try await story.update("acme") { $0.cancelAtPeriodEnd = true }
      }
      await #expect(throws: SubscriptionRefusal.paused(id: id.text)) {
        try await story.update("acme") { $0.cancelAt = .set(.at(Instant(iso: "2026-06-01")!)) }
      }
      try await story.on("2026-04-21") {
        try await story.cancel("acme") {
          $0.prorate = true
          $0.invoiceNow = true
        }
      }
      #expect(try await story.balances(of: "acme")[.customerBalance] == -1000)
      try await story.customer("trying", card: nil)
      try await story.subscribe("trying", to: "starter") {
        $0.trial = .days(5)
        $0.withoutCard = .pause
        $0.cancelAt = .at(Instant(iso: "2026-08-01")!)
      }
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "trying").status == .canceled)
    }
  }

  @Test("Only what runs and goes on is paused", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      let trying = try await story.subscribe("trying", to: "starter") { $0.trial = .days(9) }
      await #expect(throws: SubscriptionRefusal.notActive(id: trying.text)) {
        try await story.pause("trying")
      }
      let ending = try await story.subscribe("ending", to: "starter") { $0.cancelAtPeriodEnd = true }
      await #expect(throws: SubscriptionRefusal.ending(id: ending.text)) { try await story.pause("ending") }
      try await story.subscribe("acme", to: "starter")
      try await story.pause("acme")
      let id = try await story.subscription(of: "acme").id
      await #expect(throws: SubscriptionRefusal.notActive(id: id.text)) { try await story.pause("acme") }
      try await story.cancel("acme")
      #expect(try await story.subscription(of: "acme").status == .canceled)
    }
  }
}

extension Story {
  func pause(
    _ customer: String, adjusting adjust: (inout PauseSubscription) -> Void = { _ in }
  ) async throws {
    var command = PauseSubscription(try await subscription(of: customer).id)
    adjust(&command)
    try await workspace.perform(command, as: Self.cause)
  }

  func resume(
    _ customer: String, adjusting adjust: (inout ResumeSubscription) -> Void = { _ in }
  ) async throws {
    var command = ResumeSubscription(try await subscription(of: customer).id)
    adjust(&command)
    try await workspace.perform(command, as: Self.cause)
  }
}
