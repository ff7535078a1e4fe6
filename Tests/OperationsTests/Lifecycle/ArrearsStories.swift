import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Billed in arrears", .serialized)
struct ArrearsStories {
  private func tell(on engine: Engine, _ body: (Story) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("care", monthly: 30_00)
      try await story.price("gate", monthly: 5_00)
      try await story.price("care, yearly", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "care", "gate") { $0.items[0].timing = .arrears }
      try await body(story)
    }
  }

  @Test(
    "A month of care is billed when it is over, beside the next month of the gate", arguments: Engine.allCases
  )
  func months(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-06-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  gate  500
        2026-05-01  acme  care  3000
        2026-05-01  acme  gate  500
        2026-06-01  acme  care  3000
        2026-06-01  acme  gate  500
        """)
      // What recurs is the same from the first day on.
      #expect(try await story.mrr().first == "2026-04 new 3500 = 3500 (1)")
    }
  }

  @Test(
    "Changes within the month come to what they would have in advance, a month later",
    arguments: Engine.allCases)
  func changes(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("bolt", to: "care", "gate")
      for (day, quantity) in [("2026-04-11", 3), ("2026-04-21", 2), ("2026-05-15", 0), ("2026-05-20", 4)] {
        try await story.on(day) {
          for name in ["acme", "bolt"] { try await story.change(name, quantity: Int64(quantity)) }
        }
      }
      try await story.on("2026-07-02")
      let sums = try await [story.invoices(of: "acme"), story.invoices(of: "bolt")].map { invoices in
        invoices.reduce(0) { $0 + $1.total }
      }
      #expect(sums[0] + 4 * 30_00 == sums[1], "bolt paid July ahead")
    }
  }

  @Test("Who leaves pays for what was delivered, now or with the planned end", arguments: Engine.allCases)
  func leaving(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("bolt", to: "care") { $0.items[0].timing = .arrears }
      try await story.subscribe("crow", to: "care") { $0.items[0].timing = .arrears }
      try await story.subscribe("dove", to: "care") { $0.items[0].timing = .arrears }
      #expect(try await story.subscription(of: "bolt").status == .active)
      #expect(try await story.invoices(of: "bolt").isEmpty)
      try await story.update("bolt") { $0.cancelAt = .set(.at(Instant(iso: "2026-04-16")!)) }
      try await story.update("crow") { $0.cancelAtPeriodEnd = true }
      try await story.on("2026-04-11") {
        try await story.cancel("acme") {
          $0.prorate = true
          $0.invoiceNow = true
        }
        try await story.cancel("dove")
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [5_00, 10_00 - 3_33])
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "bolt").map(\.total) == [15_00])
      #expect(try await story.invoices(of: "crow").map(\.total) == [30_00])
      // The whole month waits for an invoice, as without proration nothing of one is given back.
      #expect(try await story.invoices(of: "dove").isEmpty)
      let waiting = try await story.workspace.read { snapshot in
        try snapshot.pendingItems(PendingItemFilter(customer: story.id(customer: "dove")), Page(limit: 10))
          .elements.map(\.content.amount.minorUnits)
      }
      #expect(waiting == [30_00])
    }
  }

  @Test(
    "An item that is taken off or takes another interval bills what it leaves", arguments: Engine.allCases)
  func takenOff(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-04-11") {
        let item = try await story.subscription(of: "acme").items[0]
        try await story.update("acme") { $0.items = [.remove(item.id)] }
      }
      try await story.subscribe("bolt", to: "care") { $0.items[0].timing = .arrears }
      try await story.subscribe("crow", to: "care", "gate") { $0.items[0].timing = .arrears }
      try await story.on("2026-04-21") {
        for name in ["bolt", "crow"] { try await story.change(name, to: "care, yearly") }
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  gate  500
        2026-04-11  crow  gate  500
        2026-04-21  bolt  care  3000
        2026-04-21  bolt  care  -2000
        2026-04-21  crow  care  3000
        2026-04-21  crow  care  -2000
        2026-05-01  acme  care  3000
        2026-05-01  acme  care  -2000
        2026-05-01  acme  gate  500
        """)
    }
  }

  @Test("What was previewed is what is billed", arguments: Engine.allCases)
  func previewed(engine: Engine) async throws {
    try await tell(on: engine) { story in
      let id = try await story.subscription(of: "acme").id
      try await story.on("2026-04-11") { try await story.change("acme", quantity: 3) }
      let seen = try await story.workspace.preview(InvoicePreview(.renewal(id)), as: Story.cause) {
        invoice, _, _ in
        invoice.total
      }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").last?.total == seen)
      #expect(seen == 30_00 - 20_00 + 60_00 + 5_00)
    }
  }
}
