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
          "2026-04 churn -3000 new 3000 = 0 (0)", "2026-05 = 0 (0)", "2026-06 reactivation 3000 = 3000 (1)",
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
  fileprivate func pause(
    _ customer: String, adjusting adjust: (inout PauseSubscription) -> Void = { _ in }
  ) async throws {
    var command = PauseSubscription(try await subscription(of: customer).id)
    adjust(&command)
    try await workspace.perform(command, as: Self.cause)
  }

  fileprivate func resume(
    _ customer: String, adjusting adjust: (inout ResumeSubscription) -> Void = { _ in }
  ) async throws {
    var command = ResumeSubscription(try await subscription(of: customer).id)
    adjust(&command)
    try await workspace.perform(command, as: Self.cause)
  }
}
