import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

/// What random histories found, shrunk to where one can see it.
@Suite("What random histories found", .serialized)
struct HistoryFindings {
  @Test(
    "A change that changes nothing bills nothing now, and its preview shows the renewal",
    arguments: Engine.allCases)
  func changeOfNothing(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-04-16") { try await story.change("acme", quantity: 2) }
      let nothing = try await story.changing("acme", quantity: 2, invoicing: .alwaysInvoice)
      let seen = try await story.workspace.preview(InvoicePreview(.change(nothing)), as: Story.cause) {
        invoice, _, _ in
        invoice.total
      }
      try await story.workspace.perform(nothing, as: Story.cause)
      #expect(try await story.invoices(of: "acme").count == 1)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[1].total == seen)
    }
  }

  @Test(
    "An item added without proration as the period begins is free until the next one",
    arguments: Engine.allCases)
  func addedInTheFirstSecond(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      let team = story.id(price: "team")
      try await story.update("acme") {
        $0.items = [.add(price: team, quantity: 1, metadata: [:])]
        $0.prorationBehavior = .none
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  1000
        2026-05-01  acme  team  3000
        """)
    }
  }
}
