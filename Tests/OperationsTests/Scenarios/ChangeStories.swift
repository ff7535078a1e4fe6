import Chronology
import Invoicing
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Changes at every moment", .serialized)
struct ChangeStories {
  /// Acme has ten dollars' worth a month from April on; a team costs thirty.
  private func tell(on engine: Engine, _ body: (Story) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await body(story)
    }
  }

  @Test("An upgrade in a period's last second costs nothing of that period", arguments: Engine.allCases)
  func lastSecond(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-04-30T23:59:59Z") { try await story.change("acme", to: "team") }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  0
        2026-05-01  acme  team  0
        2026-05-01  acme  team  3000
        """)
    }
  }

  @Test("An upgrade in a period's first second gives the whole of it back", arguments: Engine.allCases)
  func firstSecond(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-05-01") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-06-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  1000
        2026-05-01  acme  starter  -1000
        2026-05-01  acme  team  3000
        2026-06-01  acme  team  3000
        """)
    }
  }

  @Test("Of two changes in one second each is billed, and the last one stays", arguments: Engine.allCases)
  func twoInOneSecond(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team")
        try await story.change("acme", quantity: 3)
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  -500
        2026-05-01  acme  team  1500
        2026-05-01  acme  team  -1500
        2026-05-01  acme  team  4500
        2026-05-01  acme  team  9000
        """)
    }
  }

  @Test("There and back in one second costs nothing", arguments: Engine.allCases)
  func thereAndBack(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team")
        try await story.change("acme", to: "starter")
      }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [10_00, 10_00])
      #expect(
        try await story.mrr()
          == ["2026-04 contraction -2000 expansion 2000 new 1000 = 1000 (1)", "2026-05 = 1000 (1)"])
    }
  }

  @Test(
    "A number of seats goes to zero and back, and only the seats of the days are paid for",
    arguments: Engine.allCases)
  func zeroAndBack(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.subscribe("acme", to: "seat", quantity: 10)
      try await story.on("2026-04-11") { try await story.change("acme", quantity: 0) }
      #expect(try await story.mrr().last == "2026-04 churn -10000 new 10000 = 0 (0)")
      try await story.on("2026-04-21") { try await story.change("acme", quantity: 10) }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  seat  10000
        2026-05-01  acme  seat  -6667
        2026-05-01  acme  seat  0
        2026-05-01  acme  seat  3333
        2026-05-01  acme  seat  10000
        """)
    }
  }

  @Test(
    "A change that is dated back is billed from its day, over the invoices that came since",
    arguments: Engine.allCases)
  func datedBack(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 30_00)
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-04-06") {
        try await story.change("acme", quantity: 2, invoicing: .alwaysInvoice)
      }
      try await story.on("2026-04-11") {
        try await story.change("acme", quantity: 3, invoicing: .alwaysInvoice)
      }
      try await story.on("2026-04-21")
      let item = try await story.subscription(of: "acme").items[0].id
      func back(to day: String) async throws {
        try await story.update("acme") {
          $0.items = [.update(item, price: nil, quantity: 1)]
          $0.prorationBehavior = .alwaysInvoice
          $0.prorationDate = Instant(iso: day)
        }
      }
      // Before the change that came last, and before the period that runs, nothing can be changed any more.
      for day in ["2026-04-10", "2026-03-31"] {
        await #expect(throws: SubscriptionRefusal.changeOutsidePeriod(field: "proration_date")) {
          try await back(to: day)
        }
      }
      try await back(to: "2026-04-16")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  seat  3000
        2026-04-06  acme  seat  -2500
        2026-04-06  acme  seat  5000
        2026-04-11  acme  seat  -4000
        2026-04-11  acme  seat  6000
        2026-04-21  acme  seat  -4500
        2026-04-21  acme  seat  1500
        """)
      #expect(try await story.balances(of: "acme")[.customerBalance] == -30_00)
    }
  }

  @Test("Credit that is larger than an invoice pays for the months that follow", arguments: Engine.allCases)
  func largeCredit(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("enterprise", monthly: 90_00)
      try await story.subscribe("acme", to: "enterprise")
      try await story.on("2026-04-21") {
        try await story.change("acme", to: "starter", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-08-02")
      try await story.expectInvoices(
        """
        2026-04-01  acme  9000 asks 9000 paid
        2026-04-21  acme  -2667 asks 0 paid
        2026-05-01  acme  1000 asks 0 paid
        2026-06-01  acme  1000 asks 0 paid
        2026-07-01  acme  1000 asks 333 paid
        2026-08-01  acme  1000 asks 1000 paid
        """)
    }
  }

  @Test(
    "An item that leaves gives its rest back; if it comes again it is a new one", arguments: Engine.allCases)
  func leavesAndComes(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.price("addon", monthly: 10_00)
      try await story.subscribe("acme", to: "starter", "addon")
      let (addon, item) = (story.id(price: "addon"), try await story.subscription(of: "acme").items[1].id)
      try await story.on("2026-04-16") { try await story.update("acme") { $0.items = [.remove(item)] } }
      try await story.on("2026-04-21") {
        try await story.update("acme") { $0.items = [.add(price: addon, quantity: 1, metadata: [:])] }
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  3000
        2026-04-01  acme  addon  1000
        2026-05-01  acme  addon  -500
        2026-05-01  acme  addon  333
        2026-05-01  acme  starter  3000
        2026-05-01  acme  addon  1000
        """)
      let items = try await story.subscription(of: "acme").items
      #expect(items.count == 2 && items[1].id != item)
    }
  }

  @Test("What changes while the renewal is a draft waits for the next invoice", arguments: Engine.allCases)
  func duringTheDraft(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-05-01T00:30:00Z") { try await story.change("acme", to: "team") }
      try await story.on("2026-06-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  1000
        2026-06-01  acme  starter  -999
        2026-06-01  acme  team  2998
        2026-06-01  acme  team  3000
        """)
    }
  }

  @Test("Who leaves in the last second gets nothing back", arguments: Engine.allCases)
  func leavesInTheLastSecond(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.on("2026-04-30T23:59:59Z") {
        try await story.cancel("acme") {
          $0.prorate = true
          $0.invoiceNow = true
        }
      }
      try await story.on("2026-06-01")
      #expect(try await story.invoices(of: "acme").map(\.total) == [10_00, 0])
      #expect(try await story.subscription(of: "acme").status == .canceled)
    }
  }

  @Test(
    "Without proration a downgrade gives nothing back until the next change does",
    arguments: Engine.allCases)
  func freeDowngrade(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.subscribe("acme", to: "team")
      try await story.on("2026-04-16") { try await story.change("acme", to: "starter", invoicing: .none) }
      // The change after it gives back what was paid for, which is the team.
      try await story.on("2026-04-21") {
        try await story.change("acme", quantity: 2, invoicing: .alwaysInvoice)
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  team  3000
        2026-04-21  acme  team  -1000
        2026-04-21  acme  starter  667
        2026-05-01  acme  starter  2000
        """)
    }
  }
}
