import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Several intervals in one contract", .serialized)
struct IntervalStories {
  @Test(
    "A monthly fee and a yearly one are billed together when they fall together", arguments: Engine.allCases)
  func monthAndYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-31") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat", "licence")
      try await story.on("2026-04-01")
      try await story.expectInvoiceLines(
        """
        2026-01-31  acme  seat  1000
        2026-01-31  acme  licence  36500
        2026-02-28  acme  seat  1000
        2026-03-31  acme  seat  1000
        """)
      try await story.on("2027-02-01")
      let last = try #require(try await story.invoices(of: "acme").last)
      #expect(last.total == 375_00 && Day(containing: last.created, in: .utc).isoText == "2027-01-31")
      #expect(try await story.mrr().first == "2026-01 new 4042 = 4042 (1)")
    }
  }

  @Test("What was previewed is what is billed, at every turn of either interval", arguments: Engine.allCases)
  func previews(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("box", monthly: 7_00, cadence: .weekly)
      try await story.price("club", monthly: 30_00)
      let id = try await story.subscribe("acme", to: "box", "club")
      for _ in 0..<9 {
        let turn = try await story.subscription(of: "acme").nextTurn
        try await story.on(turn.adding(seconds: -1).isoText)
        let seen = try await story.workspace.preview(InvoicePreview(.renewal(id)), as: Story.cause) {
          invoice, _, _ in
          invoice.total
        }
        let before = try await story.invoices(of: "acme").count
        try await story.on(turn.isoText)
        let invoices = try await story.invoices(of: "acme")
        #expect(invoices.count == before + 1 && invoices.last?.total == seen)
      }
    }
  }

  @Test("A yearly item that joins is billed for what is left of its year", arguments: Engine.allCases)
  func joining(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-03-12") {
        let licence = story.id(price: "licence")
        try await story.update("acme") {
          $0.items = [.add(price: licence, quantity: 1, metadata: [:])]
          $0.prorationBehavior = .alwaysInvoice
        }
      }
      try await story.on("2026-04-02")
      try await story.expectInvoiceLines(
        """
        2026-01-01  acme  seat  1000
        2026-02-01  acme  seat  1000
        2026-03-01  acme  seat  1000
        2026-03-12  acme  licence  29500
        2026-04-01  acme  seat  1000
        """)
    }
  }

  @Test(
    "An item that changes to the year is billed at once, gets back its month, and may come back",
    arguments: Engine.allCases)
  func swapping(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 30_00)
      try await story.price("support", monthly: 10_00)
      try await story.price("seat, yearly", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat", "support")
      try await story.on("2026-04-16") { try await story.change("acme", to: "seat, yearly") }
      try await story.on("2026-05-11") { try await story.change("acme", to: "seat") }
      try await story.on("2026-05-12") { try await story.change("acme", to: "seat, yearly") }
      try await story.on("2026-06-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  seat  3000
        2026-04-01  acme  support  1000
        2026-04-16  acme  seat  -1500
        2026-04-16  acme  seat, yearly  35000
        2026-05-01  acme  support  1000
        2026-05-11  acme  seat, yearly  -32500
        2026-05-11  acme  seat  2032
        2026-05-12  acme  seat  -1935
        2026-05-12  acme  seat, yearly  32400
        2026-06-01  acme  support  1000
        """)
    }
  }

  @Test("Who takes everything to the year begins anew", arguments: Engine.allCases)
  func wholly(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("seat", monthly: 30_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-04-16") { try await story.change("acme", to: "licence") }
      #expect(try await story.subscription(of: "acme").renewal == Instant(iso: "2027-04-16"))
      #expect(try await story.invoices(of: "acme").map(\.total) == [30_00, 350_00])
    }
  }

  @Test(
    "Ending with the period ends with the shortest one, and what is left of the year is given back",
    arguments: Engine.allCases)
  func ending(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      for name in ["first", "last"] { try await story.subscribe(name, to: "seat", "licence") }
      try await story.update("first") { $0.cancelAtPeriodEnd = true }
      try await story.update("last") { $0.cancelAt = .set(.lastPeriodEnd) }
      try await story.on("2026-02-02")
      #expect(try await story.subscription(of: "first").endedAt == Instant(iso: "2026-02-01"))
      #expect(try await story.invoices(of: "first").map(\.total) == [375_00, -334_00])
      try await story.on("2027-01-02")
      let last = try await story.subscription(of: "last")
      #expect(last.endedAt == Instant(iso: "2027-01-01"))
      #expect(
        try await story.invoices(of: "last").map(\.total) == [375_00] + Array(repeating: 10_00, count: 11))
    }
  }

  /// The anchor is the day on which the contract is made, so a part of a year ends there.
  @Test(
    "A start that lies back bills each period of either interval once, and a trial ends for both",
    arguments: Engine.allCases)
  func backdated(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-03-15") { story in
      try await story.price("seat", monthly: 10_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "seat", "licence") { $0.startDate = Instant(iso: "2026-01-15") }
      try await story.subscribe("bolt", to: "seat", "licence") { $0.trial = .days(10) }
      try await story.on("2026-04-16")
      try await story.expectInvoiceLines(
        """
        2026-03-15  acme  seat  1000
        2026-03-15  acme  licence  5900
        2026-03-15  acme  seat  1000
        2026-03-15  acme  seat  1000
        2026-03-15  acme  licence  36500
        2026-03-15  bolt  seat  0
        2026-03-15  bolt  licence  0
        2026-03-25  bolt  seat  1000
        2026-03-25  bolt  licence  36500
        2026-04-15  acme  seat  1000
        """)
    }
  }

  @Test(
    "Who resumes lives on in the year that is paid for, and is billed for the month",
    arguments: Engine.allCases)
  func resuming(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("seat", monthly: 31_00)
      try await story.price("licence", monthly: 365_00, cadence: .yearly)
      for name in ["kept", "anew"] { try await story.subscribe(name, to: "seat", "licence") }
      try await story.on("2026-01-10") {
        for name in ["kept", "anew"] { try await story.pause(name) }
      }
      try await story.on("2026-03-11") {
        for name in ["kept", "anew"] {
          var resume = ResumeSubscription(try await story.subscription(of: name).id)
          resume.startsPeriodNow = name == "anew"
          try await story.workspace.perform(resume, as: Story.cause)
        }
      }
      #expect(try await story.invoices(of: "kept").map(\.total) == [396_00, 21_00])
      // 296 days of the year are given back, and a whole month and a whole year begin.
      #expect(try await story.invoices(of: "anew").map(\.total) == [396_00, 100_00])
    }
  }
}
