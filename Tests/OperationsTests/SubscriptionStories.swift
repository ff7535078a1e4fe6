import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Subscriptions, told in days", .serialized)
struct SubscriptionStories {
  @Test("A month costs a month, month after month", arguments: Engine.allCases)
  func monthAfterMonth(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-31") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-01")
      try await story.expectInvoiceLines(
        """
        2026-01-31  acme  starter  1000
        2026-02-28  acme  starter  1000
        2026-03-31  acme  starter  1000
        2026-04-30  acme  starter  1000
        """)
      #expect(try await story.invoices(of: "acme").allSatisfy { $0.status == .paid })
      #expect(
        try await story.mrr() == ["2026-01 new 1000 = 1000 (1)"] + (2...5).map { "2026-0\($0) = 1000 (1)" })
    }
  }

  @Test(
    "Upgrading mid-month gives back the unused days and bills the new plan for the rest",
    arguments: Engine.allCases)
  func upgradeMidMonth(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-04-16  acme  starter  -500
        2026-04-16  acme  team  1500
        """)
      #expect(try await story.mrr() == ["2026-04 expansion 2000 new 1000 = 3000 (1)"])
    }
  }

  @Test("Prorations wait for the next invoice unless asked for now", arguments: Engine.allCases)
  func prorationsWait(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.subscribe("acme", to: "seat", quantity: 2)
      try await story.on("2026-04-16") { try await story.change("acme", quantity: 3) }
      #expect(try await story.invoices(of: "acme").count == 1)
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  seat  2000
        2026-05-01  acme  seat  -1000
        2026-05-01  acme  seat  1500
        2026-05-01  acme  seat  3000
        """)
    }
  }

  @Test(
    "A downgrade larger than anything owed becomes credit, and credit pays first", arguments: Engine.allCases)
  func downgradeBecomesCredit(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("team", monthly: 30_00)
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "team")
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "starter", invoicing: .alwaysInvoice)
      }
      let refund = try await story.invoices(of: "acme")[1]
      #expect(refund.total == -1000 && refund.status == .paid && refund.endingBalance == -1000)
      try await story.on("2026-05-02")
      let renewal = try await story.invoices(of: "acme")[2]
      #expect(renewal.total == 1000 && renewal.amountDue == 0 && renewal.startingBalance == -1000)
      #expect(story.gateway.asked.count == 1)
    }
  }

  @Test("Without proration nothing is billed until the next period", arguments: Engine.allCases)
  func withoutProration(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") { try await story.change("acme", to: "team", invoicing: .none) }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  team  3000
        """)
    }
  }

  @Test(
    "Cancelling at the period's end leaves what is paid for, and churns when it is over",
    arguments: Engine.allCases)
  func cancelAtPeriodEnd(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-10") { try await story.update("acme") { $0.cancelAtPeriodEnd = true } }
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.on("2026-05-02")
      let ended = try await story.subscription(of: "acme")
      #expect(ended.status == .canceled && ended.endedAt == Instant(iso: "2026-05-01"))
      #expect(try await story.invoices(of: "acme").count == 1)
      #expect(
        try await story.mrr() == ["2026-04 new 1000 = 1000 (1)", "2026-05 churn -1000 = 0 (0)"])
    }
  }

  @Test(
    "Cancelling now with proration and a last invoice gives the unused half back", arguments: Engine.allCases)
  func cancelNow(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") {
        try await story.cancel("acme") {
          $0.prorate = true
          $0.invoiceNow = true
        }
      }
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-04-16  acme  starter  -500
        """)
      #expect(try await story.subscription(of: "acme").status == .canceled)
      await #expect(throws: Refusal.self) { try await story.cancel("acme") }
    }
  }

  @Test("A customer who comes back is a reactivation, not new", arguments: Engine.allCases)
  func reactivation(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") { try await story.cancel("acme") }
      try await story.on("2026-05-03") { try await story.subscribe("acme", to: "starter") }
      #expect(
        try await story.mrr() == [
          "2026-04 churn -1000 new 1000 = 0 (0)", "2026-05 reactivation 1000 = 1000 (1)",
        ])
    }
  }
}
