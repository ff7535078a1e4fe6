import Analytics
import Auditing
import Chronology
import Gateways
import Operations
import Sandbox
import Storage
import Subscriptions
import TestSupport
import Testing

@Suite("The demo business", .serialized)
struct DemoTests {
  #if DEBUG
    private static let days = 150
  #else
    private static let days = DemoBusiness.days
  #endif
  private static let end = Instant(iso: "2026-11-22T12:00:00Z")!

  private func lend(
    on engine: Engine, seed: UInt64 = 7, _ body: (OpenWorkspace, any Database) async throws -> Void
  ) async throws {
    try await TestHost.with(engine) { host in
      let directory = try await WorkspaceDirectory(
        host: host, gateway: { _ in TestGateway() }, clock: WallClock { Self.end })
      let workspace = try await directory.create(name: "demo", mode: .test).workspace
      let open = try await directory.open(workspace)
      try await DemoBusiness.build(in: open, seed: seed, endingAt: Self.end, days: Self.days)
      try await body(open, host.workspace(workspace.key))
    }
  }

  private func revenue(_ workspace: OpenWorkspace) async throws -> [RecurringRevenueSeries] {
    try await workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
  }

  @Test("leaves books that an audit finds clean, in three currencies", arguments: Engine.allCases)
  func clean(engine: Engine) async throws {
    try await lend(on: engine) { workspace, database in
      let series = try await revenue(workspace)
      #expect(series.map(\.currency) == [.eur, .sek, .usd])
      let report = try await Auditor.audit(database)
      #expect(report.findings == [])
      #expect(
        report.recurringRevenue.map { [$0.level, Int64($0.customers)] }
          == series.compactMap(\.months.last).map { [Int64($0.exact.closing), $0.customers] })
    }
  }

  @Test("lives the same lives from the same seed, on either engine, and others from another")
  func deterministic() async throws {
    var stories: [[RecurringRevenueSeries]] = []
    for (engine, seed) in [(Engine.sqlite, UInt64(7)), (.postgres, 7), (.sqlite, 7), (.sqlite, 8)] {
      try await lend(on: engine, seed: seed) { workspace, _ in stories.append(try await revenue(workspace)) }
    }
    #expect(stories[0] == stories[1])
    #expect(stories[0] == stories[2])
    #expect(stories[0] != stories[3])
  }

  @Test("has something of everything to show")
  func variety() async throws {
    try await lend(on: .sqlite) { workspace, _ in
      let months = try await revenue(workspace).flatMap(\.months)
      let kinds = Set(months.flatMap { $0.shown.movements.filter { $0.value != 0 }.keys })
      #expect(kinds.isSuperset(of: [.new, .expansion, .churn]))
      let names = try await workspace.read { snapshot in
        try snapshot.customers(CustomerFilter(), Page(limit: 1_000)).elements.map(\.name)
      }
      #expect(Set(names).count == names.count, "nobody has another's name")
      #if !DEBUG
        #expect(kinds == Set(MovementKind.allCases))
        #expect((150...600).contains(names.count))
        let ended = try await workspace.read { snapshot in
          try snapshot.subscriptions(SubscriptionFilter(status: .ended), Page(limit: 1_000)).elements
        }
        #expect(ended.contains { $0.cancellation?.reason == .paymentFailed }, "dunning ran out for someone")
        #expect(ended.contains { $0.status == .incompleteExpired }, "a first payment never came")
      #endif
    }
  }

  @Test("goes on with real time where it ended")
  func goesOn() async throws {
    try await lend(on: .sqlite) { workspace, database in
      let before = try await Auditor.audit(database)
      // Everything that was due has been done, and nothing of later.
      #expect(try await workspace.doDueWork() == 0)
      try await workspace.liveThrough(Self.end.adding(seconds: 40 * 86_400))
      let after = try await Auditor.audit(database)
      #expect(after.findings == [])
      func invoices(_ report: AuditReport) -> Int64? { report.tables.first { $0.table == "invoice" }?.rows }
      #expect(try #require(invoices(after)) > (try #require(invoices(before))))
    }
  }
}
