import Bookkeeping
import Chronology
import Invoicing
import Journal
import Monetary
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Months are closed", .serialized)
struct ClosingStories {
  @Test(
    "A year that is paid ahead is revenue by the day, and every month can be looked up",
    arguments: Engine.allCases)
  func year(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-15") { story in
      try await story.price("yearly", monthly: 365_00, cadence: .yearly)
      try await story.subscribe("acme", to: "yearly")
      try await story.on("2026-04-10")
      #expect(try await story.close() == ["2026-01 1700", "2026-02 2800", "2026-03 3100"])
      #expect(try await story.close() == [], "what is closed is closed")
      #expect(
        try await story.accounts(at: "2026-01-31")
          == [
            "deferred_revenue 1700 36500 = -34800", "revenue 0 1700 = -1700", "cash 36500 0 = 36500",
            "receivable 36500 36500 = 0",
          ].sorted())
      #expect(
        try await story.accounts(at: "2026-01-14") == [], "nothing was posted before the contract began")
      #expect(
        try await story.accounts(at: "2026-04-10").contains("deferred_revenue 7600 36500 = -28900"))
      #expect(try await story.customerBalance("acme", .revenue) == -76_00)
      #expect(try await story.customerBalance("acme", .deferredRevenue) == -289_00)
      try await story.on("2027-02-02")
      _ = try await story.close()
      #expect(try await story.accounts(at: "2027-01-14").contains("revenue 0 35100 = -35100"))
    }
  }

  @Test("An upgrade gives back what was not delivered, and the books follow", arguments: Engine.allCases)
  func upgrade(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.price("team", monthly: 90_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      try await story.on("2026-05-02")
      // 30.00 and, for the second half, 45.00 less 15.00: all of April is delivered.
      #expect(try await story.close() == ["2026-04 6000"])
      #expect(try await story.customerBalance("acme", .deferredRevenue) == -90_00)
    }
  }

  @Test("What is voided after its month was closed is taken back in the next one", arguments: Engine.allCases)
  func voiding(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      // Dunning ends the contract; what it leaves open is still asked for.
      story.gateway.always("flaky", .declines)
      try await story.on("2026-06-03")
      #expect(try await story.close(through: "2026-05") == ["2026-04 1000", "2026-05 1000"])
      try await story.workspace.perform(VoidInvoice(invoice: renewal.id), as: Story.cause)
      try await story.on("2026-07-03")
      #expect(try await story.close() == ["2026-06 -1000"])
      #expect(try await story.customerBalance("acme", .receivable) == 0)
    }
  }

  @Test(
    "What was given up was delivered: its revenue stays, and the loss is its own account's",
    arguments: Engine.allCases)
  func givenUp(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, renewal in
      try await story.workspace.perform(MarkInvoiceUncollectible(invoice: renewal.id), as: Story.cause)
      try await story.on("2026-06-01T00:00:00Z")
      #expect(try await story.close() == ["2026-04 1000", "2026-05 1000"])
      #expect(try await story.customerBalance("acme", .badDebt) == 10_00)
    }
  }

  @Test("A month that is going on cannot be closed, and nothing is changed", arguments: Engine.allCases)
  func early(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      let refusal = ClosingRefusal.monthNotOver(Month(iso: "2026-04")!, current: Month(iso: "2026-04")!)
      await #expect(throws: refusal) { try await story.close(through: "2026-04") }
      await #expect(throws: refusal) {
        try await story.workspace.perform(RequestClose(Month(iso: "2026-04")!), as: Story.cause)
      }
      #expect(try await story.close() == ["2026-03 0"], "before the first day there is nothing to recognise")
    }
  }

  @Test("A close that was asked for is worked off by the timekeeper", arguments: Engine.allCases)
  func asked(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-06-05")
      let asked = try await story.workspace.perform(RequestClose(Month(iso: "2026-05")!), as: Story.cause)
      #expect(asked.status == .closing)
      // A second's work at a time, which on a busy machine is not all of it.
      for _ in 0..<300 {
        try await story.on(story.now.adding(seconds: 1).isoText)
        let isOver = try await story.workspace.read {
          try $0.close(of: Month(iso: "2026-05")!)?.status == .closed
        }
        if isOver { break }
      }
      let closes = try await story.workspace.read { try $0.closes(Page(limit: 10)).elements }
      #expect(closes.map { "\($0.month) \($0.status)" } == ["2026-05 closed", "2026-04 closed"])
      let again = try await story.workspace.perform(RequestClose(Month(iso: "2026-04")!), as: Story.cause)
      #expect(again.status == .closed)
    }
  }

  @Test(
    "Whoever is interrupted leaves a month that anybody finishes, also two at once",
    arguments: Engine.allCases)
  func interrupted(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      for number in 0..<40 { try await story.subscribe("c\(number)", to: "starter") }
      try await story.on("2026-06-05")
      let workspace = try await story.workspace
      let stopped = try await workspace.close(CloseBooks(), as: Story.cause, until: .now)
      #expect(stopped.closed.isEmpty && !stopped.isFinished)
      #expect(
        try await workspace.read { try $0.closes(Page(limit: 10)).elements }.map(\.status) == [.closing])
      async let one = workspace.close(CloseBooks(), as: Story.cause)
      async let other = workspace.close(CloseBooks(), as: Story.cause)
      let closed = try await (one.closed + other.closed).map(\.month.isoText).sorted()
      #expect(closed == ["2026-04", "2026-05"], "each month is finished by one of them")
      #expect(try await story.accounts(at: "2026-05-31").contains("revenue 0 240000 = -240000"))
      let lines = try await workspace.read {
        try $0.recognizedLines(of: Month(iso: "2026-05")!, Page(limit: 100)).elements
      }
      #expect(lines.count == 40 && lines.allSatisfy { $0.recognition.amount == Money(30_00, .usd) })
      #expect(Set(lines.map(\.recognition.line)).count == 40)
    }
  }

  @Test(
    "Entries open to the facts behind them, and those of a close to its lines", arguments: Engine.allCases)
  func entries(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-02")
      _ = try await story.close()
      let filter = EntryFilter(account: .revenue, currency: .usd)
      try await story.workspace.read { snapshot in
        let entries = try snapshot.entries(filter, Page(limit: 10)).elements
        #expect(entries.map(\.kind) == ["books.revenue_recognized"])
        let entry = try #require(entries.first)
        #expect(entry.effective == Instant(iso: "2026-04-30T23:59:59Z"))
        let postings = try snapshot.postings(of: entry.fact, Page(limit: 10)).elements
        #expect(
          postings.map { "\($0.posting.account) \($0.posting.amount.minorUnits)" } == [
            "deferredRevenue 3000", "revenue -3000",
          ])
        let lines = try snapshot.recognizedLines(of: entry.fact, Page(limit: 10)).elements
        #expect(lines.map(\.recognition.customer) == [story.id(customer: "acme")])
        let all = try snapshot.entries(EntryFilter(customer: story.id(customer: "acme")), Page(limit: 2))
        #expect(all.hasMore && all.elements.count == 2)
        let rest = try snapshot.entries(
          EntryFilter(customer: story.id(customer: "acme")),
          Page(limit: 10, cursor: .after(all.elements[1].fact.text)))
        #expect(Set(rest.elements.map(\.fact)).isDisjoint(with: all.elements.map(\.fact)))
      }
    }
  }
}

extension Story {
  /// Closes the months that are over: each with what it made revenue, in minor units.
  func close(through month: String? = nil) async throws -> [String] {
    let workspace = try await workspace
    let closed = try await workspace.close(
      CloseBooks(through: month.map { Month(iso: $0)! }), as: Self.cause
    ).closed
    return try await workspace.read { snapshot in
      try closed.map { close in
        let totals = try snapshot.closeTotals(of: close.month)
        return "\(close.month.isoText) \(totals.reduce(0) { $0 + $1.amount })"
      }
    }
  }

  /// The trial balance as text: debit, credit and balance of each account, sorted.
  func accounts(at day: String) async throws -> [String] {
    try await workspace.answer(TrialBalance(at: Day(iso: day), patience: .seconds(120))).accounts.map {
      "\($0.account.rawValue) \($0.debit) \($0.credit) = \($0.balance)"
    }.sorted()
  }

  func customerBalance(_ customer: String, _ account: Account, _ currency: Currency = .usd) async throws
    -> Int64
  {
    let id = id(customer: customer)
    return try await workspace.read { snapshot in
      try snapshot.balances(of: id).filter { $0.account == account && $0.amount.currency == currency }
        .reduce(0) { $0 + $1.amount.minorUnits }
    }
  }
}
