import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Synchronization
import TestSupport
import Testing

@Suite("Work that time brings", .serialized)
struct JobTests {
  private func database(_ story: Story) async throws -> any Database {
    try await story.host.workspace(story.workspace.record.key)
  }

  private func job(_ kind: String, _ subject: String, _ story: Story) async throws -> Job? {
    try await database(story).read { try $0.job(kind: kind, subject: subject) }
  }

  /// A contract whose row nobody can read any more.
  private func damage(_ subscription: SubscriptionID, in story: Story) async throws -> String {
    try await database(story).write { rows in
      let kept = try rows.first(
        "SELECT revisions FROM subscription_item WHERE subscription = :id", ["id": subscription]
      ) { try $0.text("revisions") }
      try rows.execute(
        "UPDATE subscription_item SET revisions = '[{}]' WHERE subscription = :id", ["id": subscription])
      return kept ?? ""
    }
  }

  private func repair(_ subscription: SubscriptionID, _ revisions: String, in story: Story) async throws {
    try await database(story).write { rows in
      try rows.execute(
        "UPDATE subscription_item SET revisions = :kept WHERE subscription = :id",
        ["kept": revisions, "id": subscription])
    }
  }

  @Test("One customer whose renewal fails never stops the others", arguments: Engine.allCases)
  func others(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      var ids: [SubscriptionID] = []
      for name in ["acme", "bolt", "crux"] { ids.append(try await story.subscribe(name, to: "starter")) }
      _ = try await damage(ids[0], in: story)
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme").count == 1)
      for name in ["bolt", "crux"] {
        #expect(try await story.invoices(of: name).map(\.status) == [.paid, .paid, .paid])
      }
      let failing = try #require(try await job("renew_subscription", ids[0].text, story))
      #expect(failing.failures == 1 && failing.state == .waiting && failing.lastError != nil)
      #expect(failing.due == Instant(iso: "2026-05-01"), "it keeps its place in time")
    }
  }

  @Test(
    "A failing job waits longer each time, is given up, is seen, and works once it is repaired and revived",
    arguments: Engine.allCases)
  func backoffAndRevival(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let id = try await story.subscribe("acme", to: "starter")
      let kept = try await damage(id, in: story)
      try await story.on("2026-05-02")
      var waits: [Int64] = []
      while let failing = try await job("renew_subscription", id.text, story), failing.state == .waiting {
        let before = failing.failures
        try await story.on(story.now.adding(seconds: (1 << min(before, 12)) - 1).isoText)
        #expect(try await job("renew_subscription", id.text, story)?.failures == before, "not yet")
        try await story.on(story.now.adding(seconds: 3_600).isoText)
        let after = try #require(try await job("renew_subscription", id.text, story))
        #expect(after.failures == before + 1)
        waits.append(Int64(before))
        if waits.count > 20 { break }
      }
      let dead = try await story.workspace.read { try $0.deadJobs() }
      #expect(dead.map(\.subject) == [id.text] && dead[0].failures == 12)
      try await story.on("2026-06-15")
      #expect(try await story.invoices(of: "acme").count == 1, "a dead job is left alone")

      try await repair(id, kept, in: story)
      #expect(try await database(story).write { try $0.revive(dead[0].id) })
      try await story.on("2026-06-16")
      #expect(try await story.workspace.read { try $0.deadJobs() }.isEmpty)
      let invoices = try await story.invoices(of: "acme")
      #expect(
        invoices.map(\.created) == ["2026-04-01", "2026-05-01", "2026-06-01"].map { Instant(iso: $0)! })
    }
  }

  @Test("A kind of job that this program does not know is kept for a newer one", arguments: Engine.allCases)
  func unknownKind(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      let strange = Job(
        id: JobID("job_1"), kind: "send_flowers", subject: "acme", customer: nil, clock: "",
        due: story.now)
      try await database(story).write { try $0.enqueue(strange) }
      try await story.on("2026-05-02")
      #expect(try await job("send_flowers", "acme", story)?.failures == 1)
      #expect(try await story.invoices(of: "acme").count == 2)
    }
  }

  @Test("What failed because the gateway was away is done when it is back", arguments: Engine.allCases)
  func gatewayAway(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for name in ["acme", "bolt"] {
        try await story.customer(name, card: name)
        try await story.subscribe(name, to: "starter")
      }
      story.gateway.always("acme", .isUnreachable)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "bolt").map(\.status) == [.paid, .paid])
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .open])
      try await story.on("2026-05-03")
      story.gateway.always("acme", nil)
      try await story.on("2026-05-04")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .paid])
      let attempts = story.gateway.asked.filter { $0.gatewayReference == "acme" }
      #expect(Set(attempts.map(\.id)).count == 2 && attempts.count > 2)
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }

  @Test("A billing run does what is due and tells how it went; where time stands still it does nothing")
  func billingRun() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for number in 1...40 { try await story.subscribe("customer-\(number)", to: "starter") }
      let damaged = try await story.subscription(of: "customer-7").id
      _ = try await damage(damaged, in: story)
      let now = try #require(Instant(iso: "2026-05-02"))
      let gateway = story.gateway
      let directory = try await WorkspaceDirectory(
        host: story.host, gateway: { _ in gateway }, clock: WallClock { now })
      let seen = Mutex<[BillingProgress]>([])
      let run = try await directory.open(story.workspaceName).bill { progress in
        seen.withLock { $0.append(progress) }
      }
      // A renewal and a finalisation of each but one, whose renewal is still to be done.
      #expect(run.done == 2 * 39 + 1 && run.left == 1)
      #expect(seen.withLock { $0.first }.map { [$0.done, $0.left] } == [0, 40])
      #expect(try await story.invoices(of: "customer-8").map(\.status) == [.paid, .paid])
      try await directory.stand(story.workspaceName, at: now)
      let standing = try await directory.open(story.workspaceName)
      await #expect(throws: WorkspaceRefusal.standsStill(story.workspaceName, at: now)) {
        try await standing.bill()
      }
    }
  }

  @Test("Two processes on one database share the work, and each job is done once", arguments: Engine.allCases)
  func twoProcesses(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let names = (1...12).map { "customer-\($0)" }
      for name in names { try await story.subscribe(name, to: "starter") }
      let host = try await TestHost.secondHost(of: story.host)
      let gateway = story.gateway
      let now = try #require(Instant(iso: "2026-08-02"))
      let other = try await WorkspaceDirectory(
        host: host, gateway: { _ in gateway }, clock: WallClock { now })
      let second = try await other.open(story.workspaceName)
      let first = try await story.workspace
      async let one: Void = first.liveThrough(now)
      async let two: Void = second.liveThrough(now)
      _ = try await (one, two)
      try await first.liveThrough(now)
      await host.close()
      for name in names {
        #expect(try await story.invoices(of: name).map(\.status) == Array(repeating: .paid, count: 5))
      }
      #expect(Set(gateway.asked.map(\.id)).count == gateway.asked.count, "nobody was charged twice")
    }
  }
}
