import Chronology
import Operations
import Storage
import Synchronization
import Testing

@Suite("Advancing", .serialized)
struct AdvanceTests {
  @Test(
    "A journey that was stopped goes on where it was and ends where it was meant to",
    arguments: Engine.allCases)
  func stopped(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      _ = try await house.directory.fork("real", as: "copy")
      let target = try #require(Instant(iso: "2027-01-01"))
      let journey = Task {
        try await house.directory.advance("copy", to: target) { progress in
          if progress.share > 0.4 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      await #expect(throws: CancellationError.self) { try await journey.value }
      let stopped = try #require(try await house.directory.find("copy")?.standsAt)
      #expect(stopped > house.now && stopped < target)
      // A process that died had claimed what was next, and nobody has to wait for it.
      let wall = house.now
      try await house.database("copy").write { rows in
        let claimed = try rows.claimJobs(
          clock: "", dueThrough: target, now: wall, by: "dead", seconds: 100_000, limit: 10)
        #expect(!claimed.isEmpty)
      }
      let rest = try await house.directory.advance("copy", to: target)
      #expect(rest.start == stopped && rest.reached == target && rest.share == 1)
      // Of June 1 to December 1, and that of January 1, which is a draft yet.
      #expect(try await house.invoices(of: "copy") == 8)
      try await house.expectClean("copy")
      #expect(try await house.directory.advance("copy", to: target).jobs == 0)
    }
  }

  @Test(
    "Live workspaces, those that follow real time, and days in the past are refused",
    arguments: Engine.allCases)
  func refusals(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      let day = try #require(Instant(iso: "2027-01-01"))
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.directory.stand("real", at: house.now, because: .imported)
      await refusal(WorkspaceRefusal.live("real")) { try await house.directory.advance("real", to: day) }
      _ = try await house.directory.create(name: "test", mode: .test)
      await refusal(WorkspaceRefusal.followsRealTime("test")) {
        try await house.directory.advance("test", to: day)
      }
      await refusal(WorkspaceRefusal.unknown("nobody")) {
        try await house.directory.advance("nobody", to: day)
      }
      _ = try await house.directory.fork("real", as: "copy")
      let now = house.now
      await refusal(WorkspaceRefusal.standsLater("copy", at: now)) {
        try await house.directory.advance("copy", to: now.adding(seconds: -1))
      }
      try await house.directory.advance("copy", to: day)
      await refusal(WorkspaceRefusal.standsLater("copy", at: day)) {
        _ = try await house.directory.resume("copy")
      }
      try house.setNow("2027-01-02")
      #expect(try await house.directory.resume("copy").after.standsAt == nil)
    }
  }

  @Test("Work that cannot be done holds the journey up, and is named", arguments: Engine.allCases)
  func heldUp(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      let subscription = try await house.subscriber(in: "real")
      _ = try await house.directory.fork("real", as: "copy")
      let due = try #require(Instant(iso: "2026-07-01"))
      try await house.database("copy").write { rows in
        try rows.execute("UPDATE job SET kind = 'teleport' WHERE kind = 'renew_subscription'")
      }
      await refusal(
        WorkspaceRefusal.heldUp("copy", kind: "teleport", subject: subscription.text, at: due)
      ) { try await house.directory.advance("copy", to: try #require(Instant(iso: "2026-09-01"))) }
      #expect(try await house.directory.find("copy")?.standsAt.map { $0 <= due } == true)
      try await house.database("copy").write { rows in
        try rows.execute("UPDATE job SET kind = 'renew_subscription' WHERE kind = 'teleport'")
      }
      try await house.directory.advance("copy", to: try #require(Instant(iso: "2026-09-01")))
      #expect(try await house.invoices(of: "copy") == 4)
    }
  }

  @Test("A server beside it leaves a fork's time alone", arguments: Engine.allCases)
  func server(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      _ = try await house.directory.fork("real", as: "copy")
      try await house.live("copy", until: "2027-03-01")
      #expect(try await house.invoices(of: "copy") == 1)
      #expect(try await house.directory.find("copy")?.standsAt == Instant(iso: "2026-06-01"))
    }
  }
}
