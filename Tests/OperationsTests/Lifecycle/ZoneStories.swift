import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Calendars of other places", .serialized)
struct ZoneStories {
  private func tell(
    on engine: Engine, startingOn start: String, in zone: String, _ body: (Story) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: start) { story in
      try await story.price("seat", monthly: 31_00)
      try await story.customer("acme")
      try await story.move("acme", to: Zone(identifier: zone))
      try await body(story)
    }
  }

  @Test("Months begin at the customer's midnight, before and after clocks change", arguments: Engine.allCases)
  func midnights(engine: Engine) async throws {
    // Midnight of 1 March in Stockholm.
    try await tell(on: engine, startingOn: "2026-02-28T23:00:00Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-12-01")
      let starts = try await story.invoices(of: "acme").map(\.created.isoText)
      #expect(
        starts == [
          "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z", "2026-05-31T22:00:00Z",
          "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z", "2026-08-31T22:00:00Z", "2026-09-30T22:00:00Z",
          "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z",
        ])
    }
  }

  @Test("The last second of a month belongs to it, where the customer is", arguments: Engine.allCases)
  func lastSecond(engine: Engine) async throws {
    try await tell(on: engine, startingOn: "2026-01-31T22:59:59Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat") { $0.anchor = .day(AnchorDay(dayOfMonth: 1, time: 0)) }
      let first = try await story.subscription(of: "acme")
      #expect(first.period.end == Instant(iso: "2026-01-31T23:00:00Z"))
      // One second of a month is nothing.
      #expect(try await story.invoices(of: "acme").map(\.total) == [0])
      try await story.on("2026-02-01T01:00:00Z")
      #expect(try await story.invoices(of: "acme").map(\.total) == [0, 31_00])
    }
  }

  @Test("A day that is 23 hours long is a day of a trial, and of the time to pay", arguments: Engine.allCases)
  func shortDays(engine: Engine) async throws {
    // Clocks go forward on 29 March.
    try await tell(on: engine, startingOn: "2026-03-27T11:00:00Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat") {
        $0.trial = .days(3)
        $0.collection = .sendInvoice(daysUntilDue: 10)
      }
      #expect(try await story.subscription(of: "acme").trial?.end == Instant(iso: "2026-03-30T10:00:00Z"))
      try await story.on("2026-03-31")
      let invoice = try #require(try await story.invoices(of: "acme").last)
      #expect(invoice.dueDate == invoice.finalizedAt?.adding(seconds: 10 * 86_400))
    }
    try await tell(on: engine, startingOn: "2026-03-27T11:00:00Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat") { $0.collection = .sendInvoice(daysUntilDue: 10) }
      try await story.on("2026-03-28")
      let invoice = try #require(try await story.invoices(of: "acme").last)
      #expect(invoice.dueDate == invoice.finalizedAt?.adding(seconds: 10 * 86_400 - 3_600))
    }
  }

  @Test(
    "A change at the same local time is worth the same share of a month, to the second",
    arguments: Engine.allCases)
  func shares(engine: Engine) async throws {
    // March 2026 in Stockholm is 31 days less an hour long: 743 hours.
    try await tell(on: engine, startingOn: "2026-02-28T23:00:00Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat")
      try await story.on("2026-03-15T23:00:00Z") { try await story.change("acme", quantity: 2) }
      try await story.on("2026-04-01")
      // 383 of 743 hours are left: 15.98 of 31.00.
      try await story.expectInvoiceLines(
        """
        2026-02-28  acme  seat  3100
        2026-03-31  acme  seat  -1598
        2026-03-31  acme  seat  3196
        2026-03-31  acme  seat  6200
        """)
    }
  }

  @Test("Who moves keeps the calendar of the contracts that run", arguments: Engine.allCases)
  func moving(engine: Engine) async throws {
    try await tell(on: engine, startingOn: "2026-01-31T23:00:00Z", in: "Europe/Stockholm") { story in
      try await story.subscribe("acme", to: "seat")
      try await story.move("acme", to: Zone(identifier: "Asia/Tokyo"))
      try await story.on("2026-04-02")
      let starts = try await story.invoices(of: "acme").map(\.created.isoText)
      #expect(starts == ["2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"])
      let id = try await story.subscribe("acme", to: "seat")
      let second = try #require(try await story.workspace.read { try $0.subscription(id) })
      #expect(second.zone.identifier == "Asia/Tokyo")
    }
  }
}

extension Story {
  /// The customer's days begin elsewhere from now on; nil is in UTC.
  fileprivate func move(_ customer: String, to zone: Zone?) async throws {
    var terms = CustomerTerms()
    terms.timeZone = .set(zone)
    try await workspace.perform(UpdateCustomer(id(customer: customer), terms: terms), as: Self.cause)
  }
}
