import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

/// An answer that is still out, and something else that wants to settle the same invoice.
@Suite("Payments that meet each other", .serialized)
struct CollidingPayments {
  private func withOpenAttempt(
    on engine: Engine, _ body: (Story, InvoiceID) async throws -> Void
  ) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      try await story.on("2026-05-04T01:00:00Z")
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await story.workspace.perform(PayInvoice(invoice: invoice.id), as: Story.cause)
      }
      try await body(story, invoice.id)
    }
  }

  @Test("While an answer is out the invoice cannot be called paid elsewhere", arguments: Engine.allCases)
  func paidTwice(engine: Engine) async throws {
    try await withOpenAttempt(on: engine) { story, invoice in
      await #expect(throws: InvoicingRefusal.paymentUnderWay(id: invoice.text)) {
        try await story.workspace.perform(PayInvoice(invoice: invoice, outOfBand: true), as: Story.cause)
      }
      try await story.on("2026-05-04T12:00:00Z")
      let paid = try await story.invoices(of: "acme")[1]
      #expect(paid.status == .paid && paid.amountPaidOutOfBand == 0)
    }
  }

  @Test(
    "A retry waits while an answer is out, and comes when it is no",
    arguments: Engine.allCases)
  func retryWaits(engine: Engine) async throws {
    try await withOpenAttempt(on: engine) { story, _ in
      // The retry is due while the attempt by hand has no answer; then that one is declined.
      story.gateway.script("flaky", .isUnreachable, .declines)
      try await story.on("2026-05-04T01:00:30Z")
      #expect(try await story.invoices(of: "acme")[1].status == .open)
      let attempts = Set(story.gateway.asked.map(\.id))
      for minute in ["01:02:00", "01:10:00", "01:30:00"] { try await story.on("2026-05-04T\(minute)Z") }
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
      #expect(Set(story.gateway.asked.map(\.id)).subtracting(attempts).count == 1)
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }
}

@Suite("Contracts that never come to be", .serialized)
struct RefusedContracts {
  @Test("A contract needs something to bill", arguments: Engine.allCases)
  func noItems(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let acme = try await story.customer("acme")
      await #expect(throws: SubscriptionRefusal.noItems) {
        try await story.workspace.perform(CreateSubscription(customer: acme, items: []), as: Story.cause)
      }
      #expect(try await story.invoices(of: "acme").isEmpty)
    }
  }

  @Test(
    "Items of one contract share the currency, and each price stands once", arguments: Engine.allCases
  )
  func mixed(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("euro", monthly: 10_00, currency: .eur)
      let field = "items[1][price]"
      await #expect(throws: SubscriptionRefusal.currenciesDiffer(field: field)) {
        try await story.subscribe("acme", to: "starter", "euro")
      }
      await #expect(
        throws: SubscriptionRefusal.duplicatePrice(id: story.id(price: "starter").text, field: field)
      ) {
        try await story.subscribe("acme", to: "starter", "starter")
      }
    }
  }
}
