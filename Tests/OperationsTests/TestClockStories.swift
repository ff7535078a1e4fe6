import Chronology
import Invoicing
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Test clocks, told in days", .serialized)
struct TestClockStories {
  /// Advances `clock` and lets the scheduler work the way off.
  private func advance(_ clock: TestClockID, to day: String, in story: Story) async throws {
    try await story.workspace.perform(
      AdvanceTestClock(clock, to: try #require(Instant(iso: day))), as: Story.cause)
    try await story.workspace.doDueWork()
  }

  @Test(
    "A year on a test clock is twelve renewals in order, and real time has not moved",
    arguments: Engine.allCases)
  func aYear(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let clock = try await story.workspace.perform(
        CreateTestClock(frozenTime: try #require(Instant(iso: "2027-01-31")), name: "next year"),
        as: Story.cause)
      for name in ["acme", "bolt", "crux", "dune"] {
        try await story.customer(name, testClock: clock)
        try await story.subscribe(name, to: "starter")
      }
      try await advance(clock, to: "2028-01-31T02:00:00Z", in: story)
      for name in ["acme", "bolt", "crux", "dune"] {
        let invoices = try await story.invoices(of: name)
        #expect(invoices.count == 13)
        #expect(invoices.allSatisfy { $0.status == .paid })
        #expect(invoices.map(\.created) == invoices.map(\.created).sorted())
        #expect(invoices[1].created == Instant(iso: "2027-02-28"))
        #expect(invoices[2].created == Instant(iso: "2027-03-31"))
      }
      let ready = try await story.workspace.read { try $0.testClock(clock) }
      #expect(ready?.frozenTime == Instant(iso: "2028-01-31T02:00:00Z") && ready?.status == .ready)
      #expect(try await story.mrr().isEmpty, "customers on a test clock are left out")
      var asked = RecurringRevenueHistory(patience: .seconds(120))
      asked.includesTestClocks = true
      asked.through = Month(iso: "2028-01")
      #expect(try await story.workspace.answer(asked).first?.months.last?.shown.closing == 40_00)
    }
  }

  @Test("A test clock only goes forward, and waits until it has arrived", arguments: Engine.allCases)
  func forwardOnly(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let start = try #require(Instant(iso: "2027-01-01"))
      let clock = try await story.workspace.perform(
        CreateTestClock(frozenTime: start, name: nil), as: Story.cause)
      await #expect(throws: Refusal.clockBackwards(field: "frozen_time")) {
        try await story.workspace.perform(AdvanceTestClock(clock, to: start), as: Story.cause)
      }
      let later = start.adding(seconds: 1)
      try await story.workspace.perform(AdvanceTestClock(clock, to: later), as: Story.cause)
      await #expect(throws: Refusal.clockBusy(id: clock.text)) {
        try await story.workspace.perform(
          AdvanceTestClock(clock, to: later.adding(seconds: 1)), as: Story.cause)
      }
      try await story.workspace.doDueWork()
      #expect(try await story.workspace.read { try $0.testClock(clock)?.frozenTime } == later)
    }
  }

  @Test(
    "Deleting a test clock takes its customers along and ends their contracts", arguments: Engine.allCases)
  func deletion(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let start = try #require(Instant(iso: "2027-01-01"))
      let clock = try await story.workspace.perform(
        CreateTestClock(frozenTime: start, name: nil), as: Story.cause)
      let acme = try await story.customer("acme", testClock: clock)
      try await story.subscribe("acme", to: "starter")
      try await story.workspace.perform(DeleteTestClock(clock), as: Story.cause)
      #expect(try await story.workspace.read { try $0.customer(acme) } == nil)
      #expect(try await story.subscription(of: "acme").status == .canceled)
      #expect(try await story.workspace.read { try $0.testClock(clock) } == nil)
    }
  }
}
