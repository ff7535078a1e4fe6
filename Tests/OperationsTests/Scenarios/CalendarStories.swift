import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("The calendar of contracts", .serialized)
struct CalendarStories {
  @Test(
    "Who came on the 31st pays on the last day of every month, and on the 31st where there is one",
    arguments: Engine.allCases)
  func monthEnds(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-31") { story in
      try await story.price("club", monthly: 31_00)
      try await story.price("gold", monthly: 62_00)
      try await story.subscribe("acme", to: "club")
      // Sixteen of the 31 days from the end of February to that of March are left.
      try await story.on("2026-03-15") {
        try await story.change("acme", to: "gold", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-06-01")
      try await story.expectInvoiceLines(
        """
        2026-01-31  acme  club  3100
        2026-02-28  acme  club  3100
        2026-03-15  acme  club  -1600
        2026-03-15  acme  gold  3200
        2026-03-31  acme  gold  6200
        2026-04-30  acme  gold  6200
        2026-05-31  acme  gold  6200
        """)
    }
  }

  @Test("February shortens the 30th and nothing after it", arguments: Engine.allCases)
  func thirtieth(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-30") { story in
      try await story.price("club", monthly: 30_00)
      try await story.subscribe("acme", to: "club")
      try await story.on("2026-05-01")
      #expect(
        try await story.renewalDays(of: "acme") == ["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"])
    }
  }

  @Test(
    "A year from a leap day ends on the 28th, and on the leap day when it comes again",
    arguments: Engine.allCases)
  func leapDay(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2028-02-29") { story in
      try await story.price("yearly", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "yearly")
      try await story.on("2032-03-01")
      #expect(
        try await story.renewalDays(of: "acme")
          == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"])
    }
  }

  @Test(
    "A leap February has a day more, and a change in it is worth that day more",
    arguments: Engine.allCases)
  func leapFebruary(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2028-02-01") { story in
      try await story.price("club", monthly: 29_00)
      try await story.price("gold", monthly: 58_00)
      try await story.subscribe("acme", to: "club")
      try await story.on("2028-02-15") {
        try await story.change("acme", to: "gold", invoicing: .alwaysInvoice)
      }
      try await story.expectInvoiceLines(
        """
        2028-02-01  acme  club  2900
        2028-02-15  acme  club  -1500
        2028-02-15  acme  gold  3000
        """)
    }
  }

  @Test("Half a year from August's last day is February's, and August's again", arguments: Engine.allCases)
  func halfYears(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-08-31") { story in
      try await story.price("season", monthly: 100_00, cadence: .every(6, .month))
      try await story.subscribe("acme", to: "season")
      try await story.on("2028-03-01")
      #expect(
        try await story.renewalDays(of: "acme") == ["2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"])
    }
  }

  @Test(
    "Clocks that are put forward and back move no renewal and lengthen no day", arguments: Engine.allCases)
  func daylightSaving(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-03-15T01:30:00Z") { story in
      try await story.price("club", monthly: 62_00)
      try await story.price("gold", monthly: 124_00)
      try await story.subscribe("acme", to: "club")
      // The middle of the 31 days, with the night in between that had an hour less in Berlin.
      try await story.on("2026-03-30T13:30:00Z") {
        try await story.change("acme", to: "gold", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-11-15T01:30:00Z")
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices[1].total == 31_00)
      #expect(invoices.count == 10)
      #expect(invoices.last?.created == Instant(iso: "2026-11-15T01:30:00Z"))
      #expect(invoices[8].created == Instant(iso: "2026-10-15T01:30:00Z"))
    }
  }

  @Test(
    "Every four weeks is thirteen times a year, and once more on its last day", arguments: Engine.allCases)
  func fourWeeks(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("box", monthly: 28_00, cadence: .every(4, .week))
      try await story.subscribe("acme", to: "box")
      try await story.on("2026-12-30")
      #expect(try await story.invoices(of: "acme").count == 13)
      try await story.on("2026-12-31")
      #expect(try await story.invoices(of: "acme").count == 14)
    }
  }

  @Test("A day at a time goes over the end of a year like over any other night", arguments: Engine.allCases)
  func days(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2027-12-30T12:00:00Z") { story in
      try await story.price("locker", monthly: 1_00, cadence: .every(1, .day))
      try await story.subscribe("acme", to: "locker")
      try await story.on("2028-01-02T12:00:00Z")
      #expect(
        try await story.renewalDays(of: "acme") == ["2027-12-30", "2027-12-31", "2028-01-01", "2028-01-02"])
    }
  }

  @Test("Everybody pays on the first, whenever they came", arguments: Engine.allCases)
  func first(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("club", monthly: 30_00)
      for (day, name) in [("2026-04-01", "acme"), ("2026-04-11", "bolt"), ("2026-04-30", "crux")] {
        try await story.on(day) {
          try await story.subscribe(name, to: "club") {
            $0.anchor = .day(AnchorDay(dayOfMonth: 1, time: 0))
          }
        }
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  club  3000
        2026-04-11  bolt  club  2000
        2026-04-30  crux  club  100
        2026-05-01  acme  club  3000
        2026-05-01  bolt  club  3000
        2026-05-01  crux  club  3000
        """)
    }
  }

  @Test(
    "A club's year is the calendar's: who joins in October pays for October to December",
    arguments: Engine.allCases)
  func calendarYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-10-01") { story in
      try await story.price("club", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "club") {
        $0.anchor = .day(AnchorDay(dayOfMonth: 1, month: 1, time: 0))
      }
      try await story.subscribe("bolt", to: "club") {
        $0.anchor = .day(AnchorDay(dayOfMonth: 1, month: 1, time: 0))
        $0.prorates = false
      }
      try await story.on("2027-01-02")
      try await story.expectInvoiceLines(
        """
        2026-10-01  acme  club  9200
        2027-01-01  acme  club  36500
        2027-01-01  bolt  club  36500
        """)
    }
  }
}
